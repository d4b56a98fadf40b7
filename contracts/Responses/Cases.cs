using System.Text.Json;

namespace ReferralNetwork.Contracts.Responses;

/// <summary>One question of a case file.</summary>
/// <param name="Type">What kind of answer it takes, such as <c>Text</c> or <c>Picklist</c>.</param>
/// <param name="Written">It is typed, not chosen.</param>
/// <param name="Most">The longest text or the largest number.</param>
/// <param name="SeenBy">Kinds of organisation that may see it in a referral, where consent reaches.</param>
/// <param name="OpenableTo">Kinds that see it only if the person opens it to one of them by their own choice.</param>
/// <param name="SeenByLead">Whoever leads the person's return may see it, introductions included.</param>
/// <param name="OpenableInReturn">Somebody who takes part in a return sees it only if the person opens it to them by their own choice.</param>
public sealed record CaseField(
    string Name, string Label, string Category, string Type, bool Core, bool Written, int? Most, IReadOnlyList<string>? Codes,
    IReadOnlyDictionary<string, string>? CodeLabels, IReadOnlyList<string> SeenBy, IReadOnlyList<string> OpenableTo,
    bool SeenByLead = false, bool OpenableInReturn = false);

/// <summary>A case in a list: a neutral label, nothing of the person.</summary>
/// <param name="TieId">To the conversation whose cases were asked for; null where none was.</param>
public sealed record CaseLine(
    Guid Id, string Label, long Version, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, Guid LedgerReference, Guid? TieId = null);

/// <summary>A case whose person is to be asked for consent of their own, in a list: no date.</summary>
/// <param name="Notice">See <see cref="Age"/>.</param>
public sealed record AgeLine(Guid Id, string Label, string Notice);

/// <summary>A case with its answers by field.</summary>
public sealed record CaseFile(
    Guid Id, string Label, long Version, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, Guid LedgerReference,
    IReadOnlyDictionary<string, JsonElement> Fields, Age Age);

/// <summary>What whoever works on a case is told of the person's age.</summary>
/// <param name="Unknown">There is neither a birth date nor a recorded doubt: the person counts as an adult.</param>
/// <param name="ChildTo">The last day as a child.</param>
/// <param name="AskFrom">From this day on a child is asked for consent of their own.</param>
/// <param name="Notice"><c>ask-anew</c> or <c>now-adult</c>: they are to be asked now, and have not been yet.</param>
public sealed record Age(bool Child, bool Unknown, DateOnly? ChildTo, DateOnly? AskFrom, string? Notice);

/// <summary>May the person travel, as far as the case says? For the case's organisation alone; a return is told less.</summary>
/// <param name="Bars">Of <see cref="Codes.TravelBars"/>.</param>
/// <param name="Missing">Of <see cref="Codes.TravelMissing"/>: it blocks like a bar.</param>
/// <param name="TellFirst">Of <see cref="Codes.TravelTellFirst"/>.</param>
/// <param name="Tell">Of <see cref="Codes.TravelTell"/>.</param>
public sealed record TravelState(
    IReadOnlyList<string> Bars, IReadOnlyList<string> Missing, IReadOnlyList<string> TellFirst, IReadOnlyList<string> Tell);

/// <summary>What the authority decided on who is a victim, as it stands in a case.</summary>
/// <param name="Code">Of <see cref="Codes.StatusDecisions"/>.</param>
/// <param name="By">The authority.</param>
/// <param name="On">The day that it names.</param>
/// <param name="DueAt">Until when it was to decide; null: no deadline ran.</param>
/// <param name="NoteId">What it wrote with it.</param>
public sealed record StatusLine(Guid Id, string Code, Guid By, DateOnly On, DateTimeOffset RecordedAt, DateTimeOffset? DueAt, Guid? NoteId);

/// <summary>A return that a case is tied to, and what its traveller wants done if they do not arrive, without its words.</summary>
/// <param name="Id">Null, like the others: nothing has been written.</param>
/// <param name="AlarmedAt">The last alarm that opened it to its desks.</param>
/// <param name="Token">Signed by Cases: with it the return is told.</param>
public sealed record ArrivalPlanLine(
    Guid ReturnId, Guid? Id, IReadOnlyList<Guid>? Desks, DateTimeOffset? MadeAt, Guid? MadeBy, DateTimeOffset? AlarmedAt, string? Token);

/// <summary>What a traveller wants done if they do not arrive.</summary>
/// <param name="From">Whose case it is; the case itself is never named.</param>
/// <param name="RingNever">Null: nobody was named.</param>
/// <param name="AfterHours">So many hours after the alarm.</param>
/// <param name="MadeBy">The pseudonym of who wrote it down, for their own organisation; else null.</param>
/// <param name="OpenUntil">When it shuts for its desks; null: it is not open to them now.</param>
public sealed record ArrivalPlanShown(
    Guid Id, Guid ReturnId, Guid From, IReadOnlyList<Guid> Desks, string RingFirst, string? RingNever, int AfterHours, string MayHear,
    DateTimeOffset MadeAt, Guid? MadeBy, DateTimeOffset? AlarmedAt, DateTimeOffset? OpenUntil);

/// <summary>A file of a case.</summary>
/// <param name="Name">As a person typed it.</param>
/// <param name="Kind">By its content; of <see cref="Attachments.Kinds"/>.</param>
/// <param name="Length">Bytes, as kept: place and device data of pictures are gone.</param>
/// <param name="Sha256">Of what is kept; hex.</param>
public sealed record AttachmentLine(
    Guid Id, string Name, string Category, string Kind, long Length, string Sha256, DateTimeOffset AddedAt, Guid AddedBy);

/// <summary>What went to whom, for the organisation that it came from.</summary>
/// <param name="Part">Of <see cref="Codes.Parts"/>; null: the purpose knows none.</param>
public sealed record DisclosureLine(
    Guid Id, string Conversation, Guid ConversationId, Guid Recipient, string Purpose, Guid ReceiptId, IReadOnlyList<string> Categories,
    DateTimeOffset ReleasedAt, DateTimeOffset? ShutAt, string? ShutReason, int Reads, DateTimeOffset? FirstReadAt, DateTimeOffset? LastReadAt,
    string? Part);

/// <summary>What was released, for its recipient.</summary>
/// <param name="From">Whose case it is; the case itself is never named.</param>
/// <param name="Jwe">Instead of the fields, for an organisation with a key of its own.</param>
/// <param name="ReadsUntil">When it shuts since the recipient's part has ended, or since it was opened; null: as long as consent goes.</param>
/// <param name="Part">Of <see cref="Codes.Parts"/>; null: the purpose knows none.</param>
public sealed record DisclosureOpened(
    Guid Id, string Conversation, Guid ConversationId, Guid From, string Purpose, Guid ReceiptId, DateTimeOffset ReleasedAt,
    IReadOnlyList<string> Categories, IReadOnlyDictionary<string, JsonElement>? Fields, string? Jwe, DateTimeOffset? ReadsUntil,
    string? Part);
