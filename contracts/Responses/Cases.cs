using System.Text.Json;

namespace ReferralNetwork.Contracts.Responses;

/// <summary>One question of a case file.</summary>
/// <param name="Type">What kind of answer it takes, such as <c>Text</c> or <c>Picklist</c>.</param>
/// <param name="Written">It is typed, not chosen.</param>
/// <param name="Most">The longest text or the largest number.</param>
/// <param name="SeenBy">Kinds of organisation that may see it in a referral, where consent reaches.</param>
/// <param name="OpenableTo">Kinds that see it only if the person opens it to one of them by their own choice.</param>
/// <param name="SeenByLead">Whoever leads the person's return may see it, introductions included.</param>
/// <param name="LeavesOnOrder">An order may name it; what else there is never leaves on one.</param>
/// <param name="OpenableInReturn">Somebody who takes part in a return sees it only if the person opens it to them by their own choice.</param>
/// <param name="OpenableInHandoff">As <paramref name="OpenableTo"/>, in a handoff.</param>
public sealed record CaseField(
    string Name, string Label, string Category, string Type, bool Core, bool Written, int? Most, IReadOnlyList<string>? Codes,
    IReadOnlyDictionary<string, string>? CodeLabels, IReadOnlyList<string> SeenBy, IReadOnlyList<string> OpenableTo,
    bool SeenByLead = false, bool OpenableInReturn = false, IReadOnlyList<string>? OpenableInHandoff = null, bool LeavesOnOrder = false);

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

/// <summary>That a shelter has said where somebody is met, and who brings them; no word of where.</summary>
/// <param name="Side"><c>shelter</c>, <c>sender</c> or <c>rider</c>: what the caller's organisation is to it.</param>
/// <param name="Ride">The referral of the ride, for its sender alone; null: the sender brings the person.</param>
/// <param name="Rider">Who was asked for the ride: the shelter opens its door to them.</param>
/// <param name="TakenBy">The pseudonym of who has taken it, for their own organisation.</param>
/// <param name="Mine">The caller has taken it: they may open it.</param>
/// <param name="MayTake">The caller's organisation has the ride.</param>
/// <param name="RideEnded">Whoever was to bring the person no longer may: somebody else has to be named.</param>
public sealed record RendezvousLine(
    Guid Id, string Side, long Version, DateTimeOffset WrittenAt, Guid? Ride, Guid? Rider, DateTimeOffset? TakenAt, Guid? TakenBy, bool Mine,
    bool MayTake, bool RideEnded = false);

/// <summary>Where somebody is met. Each reading is recorded.</summary>
/// <param name="When">From when; null: nothing was said of it.</param>
/// <param name="Words">What else to know.</param>
public sealed record RendezvousOpened(Guid Id, Guid Shelter, string Where, string? When, string? Words, DateTimeOffset WrittenAt);

/// <summary>A file of a case.</summary>
/// <param name="Name">As a person typed it.</param>
/// <param name="Kind">By its content; of <see cref="Attachments.Kinds"/>.</param>
/// <param name="Length">Bytes, as kept: place and device data of pictures are gone.</param>
/// <param name="Sha256">Of what is kept; hex.</param>
public sealed record AttachmentLine(
    Guid Id, string Name, string Category, string Kind, long Length, string Sha256, DateTimeOffset AddedAt, Guid AddedBy);

/// <summary>One that a case is in.</summary>
/// <param name="Conversation">Of <see cref="Conversations"/>.</param>
public sealed record ConversationLine(string Conversation, Guid Id);

/// <summary>Something that could be evidence, with its chain of custody.</summary>
/// <param name="Kind">Of <see cref="Codes.ExhibitKinds"/>.</param>
/// <param name="Attachment">Its content; of a thing the picture of the sealed bag, null where there is none.</param>
/// <param name="Holder">Who held it when it was taken in; who holds it now is who it was handed to last.</param>
/// <param name="Length">Bytes; null of a thing, like <paramref name="Sha256"/> and <paramref name="MediaKind"/>.</param>
/// <param name="MediaKind">Of <see cref="Attachments.Kinds"/>.</param>
/// <param name="IsolatedAt">From then on nobody of the network opens it.</param>
/// <param name="Receipts">What its recipients have confirmed, in their order.</param>
/// <param name="Version">That a hand-over is made on, as If-Match: another one makes it stale, a release does not.</param>
public sealed record ExhibitLine(
    Guid Id, string Kind, string Label, string? BagNumber, Guid? Attachment, string TakenBy, DateTimeOffset TakenAt, string Place, string Holder,
    long? Length, string? Sha256, string? MediaKind, DateTimeOffset? IsolatedAt, IReadOnlyList<ExhibitHop> Hops,
    IReadOnlyList<ExhibitReceipt> Receipts, long Version);

/// <summary>One step of a chain of custody: taking in, a hand-over, a release.</summary>
/// <param name="Number">From 0.</param>
/// <param name="From">A name as it was typed; of a release the id of the organisation.</param>
/// <param name="Seal">What is said of the seal; null: nothing.</param>
public sealed record ExhibitHop(int Number, string From, string To, DateTimeOffset At, string Purpose, string? Seal);

/// <summary>A recipient has confirmed an exhibit.</summary>
/// <param name="Matches">It is what was released, or its seal was intact.</param>
public sealed record ExhibitReceipt(Guid DisclosureId, PartnerId By, DateTimeOffset GivenAt, bool Matches);

/// <summary>An exhibit that nobody opens any more, for the data-protection officer.</summary>
/// <param name="LedgerReference">Of its case.</param>
/// <param name="IsolatedBy">A pseudonym.</param>
public sealed record IsolatedExhibit(Guid Id, Guid LedgerReference, DateTimeOffset IsolatedAt, Guid IsolatedBy);

/// <summary>What exactly would leave on a permit, as the case and consent stand now.</summary>
public sealed record PermitPreview(Guid Id, Guid CaseId, IReadOnlyList<RecipientPreview> Recipients);

/// <param name="Fields">What would leave, with its values.</param>
/// <param name="Withheld">Categories of the permit of which nothing would, with the reason.</param>
public sealed record RecipientPreview(
    Guid Recipient, IReadOnlyDictionary<string, JsonElement> Fields, IReadOnlyDictionary<string, string> Withheld);

/// <summary>What went to whom, for the organisation that it came from.</summary>
/// <param name="Part">Of <see cref="Codes.Parts"/>; null: the purpose knows none.</param>
/// <param name="HasCustody">What proves it was kept, and can be exported.</param>
public sealed record DisclosureLine(
    Guid Id, string Conversation, Guid ConversationId, Guid Recipient, string Purpose, Guid ReceiptId, IReadOnlyList<string> Categories,
    DateTimeOffset ReleasedAt, DateTimeOffset? ShutAt, string? ShutReason, int Reads, DateTimeOffset? FirstReadAt, DateTimeOffset? LastReadAt,
    string? Part, IReadOnlyList<Guid>? Exhibits = null, bool HasCustody = false);

/// <summary>An exhibit that went with a disclosure, as the network signed it.</summary>
/// <param name="Kind">Of <see cref="Codes.ExhibitKinds"/>.</param>
/// <param name="Length">Bytes; null of a thing, like <paramref name="Sha256"/> and <paramref name="MediaKind"/>.</param>
/// <param name="Sha256">Of the content, hex.</param>
/// <param name="MediaKind">Of <see cref="Attachments.Kinds"/>.</param>
public sealed record ExhibitReleased(
    Guid Id, string Kind, string Label, DateTimeOffset TakenAt, long? Length, string? Sha256, string? MediaKind);

/// <summary>What would go in a handoff to one recipient by the consent that is in force now, and what stays.</summary>
/// <param name="Categories">Of which something may go.</param>
/// <param name="Withheld">By category why nothing of it goes, of <see cref="Codes.Withholdings"/>.</param>
/// <param name="Fields">What would go, with its values.</param>
/// <param name="FieldsThatStay">What else the case holds.</param>
public sealed record HandoffPreviewed(
    IReadOnlyList<string> Categories, IReadOnlyDictionary<string, string> Withheld, IReadOnlyDictionary<string, JsonElement> Fields,
    IReadOnlyList<string> FieldsThatStay, IReadOnlyList<ExhibitReleased> Exhibits, IReadOnlyList<ExhibitReleased> ExhibitsThatStay);

/// <summary>What was released, for its recipient.</summary>
/// <param name="From">Whose case it is; the case itself is never named.</param>
/// <param name="Jwe">Instead of the fields, for an organisation with a key of its own.</param>
/// <param name="ReadsUntil">When it shuts since the recipient's part has ended, or since it was opened; null: as long as consent goes.</param>
/// <param name="Part">Of <see cref="Codes.Parts"/>; null: the purpose knows none.</param>
/// <param name="Exhibits">Of a handoff, or of what an order compelled; else null.</param>
/// <param name="Sha256">The same: of the signed file, hex; it is what a receipt confirms. Else null.</param>
public sealed record DisclosureOpened(
    Guid Id, string Conversation, Guid ConversationId, Guid From, string Purpose, Guid ReceiptId, DateTimeOffset ReleasedAt,
    IReadOnlyList<string> Categories, IReadOnlyDictionary<string, JsonElement>? Fields, string? Jwe, DateTimeOffset? ReadsUntil,
    string? Part, IReadOnlyList<ExhibitReleased>? Exhibits = null, string? Sha256 = null);

/// <summary>What a recipient has confirmed of a handoff.</summary>
/// <param name="Exhibit">Null: of the signed file.</param>
/// <param name="Matches">It is what was released; else its sender is to be alarmed.</param>
/// <param name="Token">Signed by Cases: with it the handoff is told.</param>
public sealed record ReceiptGiven(Guid? Exhibit, bool Matches, string Token);

/// <summary>What Cases has signed of a handoff's release: with the ledger's proofs it can be checked by anybody, offline.</summary>
/// <param name="File">Compact JWS, like receipts and hops.</param>
/// <param name="Receipts">Of the file.</param>
public sealed record DisclosureCustody(
    string Conversation, Guid ConversationId, Guid DisclosureId, IReadOnlyList<ExportedKey> Keys, string File, IReadOnlyList<string> Receipts,
    IReadOnlyList<ExhibitCustody> Exhibits, IReadOnlyList<CommitmentOpened> Commitments);

/// <param name="Hops">From the first on.</param>
public sealed record ExhibitCustody(Guid Id, IReadOnlyList<string> Hops, IReadOnlyList<string> Receipts);

/// <summary>A key that signs, or did.</summary>
/// <param name="Use"><c>network</c> or <c>ledger</c>.</param>
public sealed record ExportedKey(string Use, PublicJwk Jwk);

/// <summary>A public key that signatures are checked with (JWK, RFC 7517): EC on P-256.</summary>
/// <param name="Kid">Thumbprint (RFC 7638).</param>
public sealed record PublicJwk(string Kty, string Crv, string X, string Y, string Kid);

/// <summary>What the ledger's record commits to: SHA-256 over salt and content is its commitment.</summary>
/// <param name="Of">The content, ASCII.</param>
public sealed record CommitmentOpened(Guid RecordId, byte[] Salt, string Of);

/// <summary>An order of a case, without its words.</summary>
/// <param name="Fields">How many it names.</param>
/// <param name="Version">Counts how often it was narrowed.</param>
/// <param name="Token">Signed by Cases: with it a disclosure is recorded, or narrowed.</param>
/// <param name="Exhibits">How many it names.</param>
/// <param name="AnswerBy">Until when it wants its answer; null: it does not say, or nothing leaves on it any more.</param>
public sealed record OrderLine(
    Guid Id, Guid Recipient, string Basis, IReadOnlyList<string> Categories, int Fields, long Version, DateTimeOffset RecordedAt, Guid RecordedBy,
    bool Disclosed, string Token, int Exhibits = 0, DateTimeOffset? AnswerBy = null);

/// <summary>What exactly an order would take out of a case, as it stands now.</summary>
/// <param name="Sha256">Of the document; hex.</param>
/// <param name="Fields">What would leave, with its values.</param>
/// <param name="NotHeld">What it names and the case does not hold.</param>
/// <param name="Exhibits">That would leave.</param>
/// <param name="ExhibitsThatStay">That it names and nobody opens any more.</param>
/// <param name="Digest">Of all that the order says: who approves names what they have seen.</param>
public sealed record OrderPreview(
    Guid Id, Guid Recipient, string Basis, string Law, Guid? Document, string? Sha256, string? AuthorityReference, string? Officer,
    bool TherapyNotesNamed, long Version, IReadOnlyDictionary<string, JsonElement> Fields, IReadOnlyList<string> NotHeld,
    IReadOnlyList<OrderTold> Tellings, IReadOnlyList<ExhibitReleased> Exhibits, IReadOnlyList<ExhibitThatStays> ExhibitsThatStay, string Digest,
    DateTimeOffset? AnswerBy);

/// <summary>An exhibit that an order names and nobody opens any more: it is shown to nobody who only approves, its label neither.</summary>
/// <param name="Kind">Of <see cref="Codes.ExhibitKinds"/>.</param>
public sealed record ExhibitThatStays(Guid Id, string Kind);

/// <summary>The person was told of an order, or the order forbids it until a moment.</summary>
public sealed record OrderTold(DateTimeOffset? At, string? Lawyer, DateTimeOffset? ToBeHeardUntil, DateTimeOffset? BanUntil, Guid Id);

/// <summary>An order in the data-protection officer's register: no content, and no case.</summary>
/// <param name="Fields">How many it names.</param>
/// <param name="Refused">Why nothing was released when it was asked for last; null: it was not asked, or released.</param>
/// <param name="Exhibits">How many of each of <see cref="Codes.ExhibitKinds"/> it names; null: none.</param>
/// <param name="AnswerBy">Until when it wants its answer; null: it does not say, or nothing leaves on it any more.</param>
public sealed record OrderRegistered(
    Guid Id, string Basis, Guid Recipient, IReadOnlyList<string> Categories, int Fields, DateTimeOffset RecordedAt, DateTimeOffset? ReleasedAt,
    DateTimeOffset? ShutAt, string? Refused, IReadOnlyDictionary<string, int>? Exhibits = null, DateTimeOffset? AnswerBy = null);
