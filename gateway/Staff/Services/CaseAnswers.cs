using System.Buffers.Text;
using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages;
using ReferralNetwork.Staff.Pages.Cases.Exhibits;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Services;

// What Cases answers, as far as pages show it, where it is made of what Cases keeps itself: consents of its rules' own types,
// drafts of what the gateway gave it to keep.

public sealed record Exclusion(PartnerId? Partner, string? Category, string? Field)
{
    /// <summary>What it shuts, in words.</summary>
    public IEnumerable<string> Said(Names names, ExhibitNames exhibits, Words words) =>
        new[]
        {
            Partner is { } partner ? names.For(partner) : null,
            Category is { } category ? words.Code("category", category) : null,
            Field is { } field ? exhibits.ForField(field) : null
        }
            .OfType<string>();
}

/// <summary>What the person opens to one organisation by their own choice.</summary>
public sealed record Opening(PartnerId Partner, string Field);

/// <summary>An exclusion of an earlier consent that nothing has lifted.</summary>
public sealed record StandingExclusion(Guid Receipt, PartnerId? Partner, string? Category, string? Field, DateTimeOffset GivenAt)
{
    /// <summary>Names it in a form.</summary>
    public string Key => string.Join('|', Receipt, Partner, Category, Field);

    public bool WholePartner => Partner is not null && Category is null && Field is null;

    public IEnumerable<string> Said(Names names, ExhibitNames exhibits, Words words) =>
        new Exclusion(Partner, Category, Field).Said(names, exhibits, words);
}

/// <summary>Who decided for the person.</summary>
public sealed record Decider(string Kind, string Name, string Document);

/// <summary>The scan of what was signed, an attachment of the case.</summary>
/// <param name="Sha256">As it was; hex.</param>
public sealed record SignedDeclaration(Guid Attachment, string Sha256);

/// <summary>An organisation that a consent in force names.</summary>
/// <param name="Withheld">Why nothing can go to it now; null where something can.</param>
public sealed record NamedRecipient(PartnerId Partner, string? Withheld);

/// <summary>All consents of a case, and what matters for the next.</summary>
public sealed record ConsentsSeen(IReadOnlyList<Consent> Items, IReadOnlyList<StandingExclusion> Exclusions, Age Age,
    IReadOnlyList<NamedRecipient> Named)
{
    public IReadOnlyList<string> CategoriesInForce(DateTimeOffset now) =>
        [.. Items.Where(consent => consent.InForce(now)).SelectMany(consent => consent.Categories).Distinct(StringComparer.Ordinal)];

    /// <summary>When they last refused a handoff, if they have not agreed since: what Cases signs as the basis of a notice.</summary>
    public Consent? HandoffRefusal(DateTimeOffset now) => Items.Where(consent => consent.IsFor(Codes.Handoff))
        .OrderByDescending(consent => consent.GivenAt).TakeWhile(consent => !consent.InForce(now)).FirstOrDefault(consent => consent.Refused);

    /// <summary>What organisations do in a return by consent that is in force, each by the widest and newest that names them for it.</summary>
    public IEnumerable<(Consent Consent, RecipientPart Part)> PartsInForce(DateTimeOffset now) => Items
        .Where(consent => consent.InForce(now) && consent.IsFor(Codes.ReturnAssistance))
        .OrderByDescending(consent => consent.Categories.Count).ThenByDescending(consent => consent.GivenAt)
        .SelectMany(consent => consent.Parts ?? [], (consent, part) => (consent, part))
        .Where(one => Named.Any(named => named.Partner == one.part.Partner && named.Withheld is null))
        .DistinctBy(one => one.part);
}

public sealed record Consent(
    Guid Id, IReadOnlyList<string> Purposes, IReadOnlyList<PartnerId> Recipients, IReadOnlyList<string> Categories,
    IReadOnlyList<Exclusion> Exclusions, IReadOnlyList<Opening>? Openings, string GivenBy, Decider? Decider, string? ChildView, string? ChildWords,
    SignedDeclaration? Declaration,
    string Language, string Method, string WordingVersion, DateTimeOffset GivenAt, DateTimeOffset? ValidUntil, DateTimeOffset? WithdrawnAt,
    IReadOnlyList<RecipientPart>? Parts, IReadOnlyList<PartnerId>? TransfersTold, string? Interpreter, string? InterpreterOf,
    IReadOnlyList<Guid>? Exhibits = null)
{
    /// <summary>Ticked, or excluded.</summary>
    public bool NamesExhibits => Exhibits is { Count: > 0 } || Exclusions.Any(exclusion => ExhibitNames.IsExhibit(exclusion.Field));

    /// <summary>Asked, and said no.</summary>
    public bool Refused => ValidUntil is null;

    public bool InForce(DateTimeOffset now) => WithdrawnAt is null && now < ValidUntil;

    public bool IsFor(string purpose) => Purposes.Contains(purpose, StringComparer.Ordinal);
}

/// <summary>What a recipient does in the person's return.</summary>
public sealed record RecipientPart(PartnerId Partner, string Part);

/// <summary>What may bar the person's travel: what counts now, and all that was ever recorded, in that order.</summary>
public sealed record TravelFactsSeen(IReadOnlyList<RecordedTravelFact> Current, IReadOnlyList<RecordedTravelFact> History);

public sealed record RecordedTravelFact(Guid Id, DateTimeOffset RecordedAt, Guid By, TravelFact Fact);

/// <summary>One fact, as it is sent to Cases too, which says what its members are.</summary>
public sealed record TravelFact(
    string Kind, DateOnly On, string State, string? Decision = null, string? By = null, DateOnly? From = null, DateOnly? Until = null,
    string? Document = null, string? Code = null, bool? Challenged = null, bool? WrittenWish = null, string? AdviceBy = null,
    DateOnly? AdviceOn = null, string? Heard = null, string? Lawyer = null, string? Compensation = null, Decider? Decider = null,
    Guid? Lifts = null);

/// <summary>The words that consent is asked in.</summary>
/// <param name="Purpose">The one that they are for, where they are for no other; else null.</param>
public sealed record WordingToRead(string Id, string Language, string Text, string? Purpose = null);

/// <summary>An offer permit, signed by Cases.</summary>
public sealed record Permitted(Guid Id, string? Permit, Guid? CaseId);

/// <summary>That somebody was asked about a handoff and refused, signed by Cases.</summary>
public sealed record NoticeBasis(string? Basis);

/// <param name="Tie">Signed by Cases: with it the conversation is told.</param>
public sealed record TieMade(Guid Id, string Tie);

/// <summary>What a recipient has of a file or an exhibit, or how it found the seal of a thing.</summary>
/// <param name="Exhibit">Null: the file.</param>
public sealed record ConfirmedItem(Guid? Exhibit, string? Sha256, string? Seal);

/// <summary>A receipt that stands, as Cases has signed it.</summary>
public sealed record KeptReceipt(string Token, ConfirmedItem Said)
{
    public static KeptReceipt Read(string token) =>
        new(token, JsonSerializer.Deserialize<ConfirmedItem>(Base64Url.DecodeFromChars(token.Split('.')[1]), NetworkClient.Json)!);
}

/// <param name="Receipts">Null: they were made before, and stand in the chain of custody.</param>
public sealed record ReceiptsMade(IReadOnlyList<ReceiptGiven>? Receipts);

/// <param name="Token">With which an action carries the note.</param>
public sealed record NoteSealed(string Token);

public sealed record Note(Guid Id, string Text);

/// <summary>A referral that is being written, or a return, as it lies sealed in Cases between two steps.</summary>
public sealed record Draft
{
    public IReadOnlyList<string> Needs { get; init; } = [];
    public string? Urgency { get; init; }

    /// <summary>The day on which the person is removed, transferred or let go, or has to be gone from where they are.</summary>
    public DateOnly? RemovalAt { get; init; }

    public PlaceNeeded? Place { get; init; }
    public Guid? CaseId { get; init; }
    public string? AgeBand { get; init; }
    public string? Language { get; init; }
    public string? Region { get; init; }

    /// <summary>What the consent that was looked at covers.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<PartnerId> Candidates { get; init; } = [];
    public string? Mode { get; init; }

    /// <summary>It asks for the ride to the stay of this referral, and is tied to it.</summary>
    public Guid? RideTo { get; init; }

    /// <summary>The referral or return it became: whoever comes back to it is shown that one.</summary>
    public Guid? SentAs { get; init; }

    /// <summary>All of a return; null: it is a referral.</summary>
    public ReturnDraft? Return { get; init; }

    public bool HasNeed => Needs.Count > 0 && Urgency is not null;
    public bool HasPerson => CaseId is not null && AgeBand is not null && Language is not null && Region is not null;
    public bool AsksForPlace => Needs.Any(PlaceCodes.Needs.Contains);
    public bool HasPlace => !AsksForPlace || Place is not null;
    public bool HasConsent => Categories.Count > 0;

    /// <summary>Nobody waits tonight for one organisation after another.</summary>
    public bool AllAtOnce => Urgency == Codes.Tonight;
    public bool HasPartners => Candidates.Count > 0 && Mode is not null && (!AllAtOnce || Mode == "Parallel");
    public bool Whole => HasNeed && HasPlace && HasPerson && HasConsent && HasPartners;
}

/// <summary>A return that is asked for, or one of people who are home already.</summary>
public sealed record ReturnDraft
{
    public bool AlreadyBack { get; init; }
    public string? LeavesFrom { get; init; }
    public string? GoesTo { get; init; }
    public IReadOnlyList<string> Languages { get; init; } = [];
    public IReadOnlyList<string> Needs { get; init; } = [];
    public string? Urgency { get; init; }
    public IReadOnlyList<DraftTraveller> Travellers { get; init; } = [];

    /// <summary>In the order in which they are asked to lead.</summary>
    public IReadOnlyList<PartnerId> Candidates { get; init; } = [];
    public string? Mode { get; init; }

    public bool HasJourney => LeavesFrom is not null && GoesTo is not null && Languages.Count > 0;
    public bool HasNeed => Needs.Count > 0 && (AlreadyBack || Urgency is not null);
    public bool HasTravellers => Travellers.Count > 0 && Travellers.All(traveller => traveller.AgeBand is not null);
    public bool HasLeads => AlreadyBack || (Candidates.Count > 0 && Mode is not null);
    public bool Whole => HasJourney && HasNeed && HasTravellers && HasLeads;
}

public sealed record DraftTraveller(Guid CaseId, string? AgeBand);

public sealed record SavedDraft(Guid Id, Draft Content, DateTimeOffset UpdatedAt);
