using System.Collections.Frozen;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Consents;

/// <summary>Consent, or a refusal of it, as a caseworker records it. Who took it is the caller.</summary>
/// <param name="Recipients">With <paramref name="Categories"/> and <paramref name="ValidUntil"/> needed for a consent; a refusal has none of
/// them.</param>
/// <param name="ValidUntil">A moment, or a day: to its end where the organisation is.</param>
/// <param name="Interpreter">Who interpreted; a name, so it is sealed.</param>
/// <param name="ChildView">Demanded where somebody else decides for a child.</param>
/// <param name="Lifts">Exclusions of earlier receipts that the person takes back.</param>
/// <param name="Openings">What recipients of their kind do not see unless the person opens it to them.</param>
/// <param name="TransfersTold">Recipients outside the EEA of whom the person was told that their data goes there.</param>
/// <param name="Parts">In what part of a return recipients take part. Where any is named, each recipient has one or several.</param>
/// <param name="Exhibits">Each that the person has ticked, of those of the case: demanded with Evidence for a handoff, and only with it.</param>
/// <param name="InterpreterOf">Of <see cref="Codes.InterpretersOf"/>; demanded where somebody interprets consent to a return.</param>
/// <param name="Decider">Demanded where somebody else decides.</param>
/// <param name="ChildWords">The child's view in the child's own words; sealed.</param>
/// <param name="Declaration">The scan of what was signed, an attachment of the case; demanded where consent to a return is on paper.</param>
/// <param name="WhyChild">Reasons to believe that the person is a child; they go into the case.</param>
public sealed record GiveConsent(
    IReadOnlyList<string> Purposes,
    string GivenBy,
    string Language,
    string Method,
    string WordingVersion,
    DateTimeOffset GivenAt,
    IReadOnlyList<Guid>? Recipients = null,
    IReadOnlyList<string>? Categories = null,
    Until? ValidUntil = null,
    IReadOnlyList<Exclusion>? Exclusions = null,
    string? Interpreter = null,
    string? ChildView = null,
    IReadOnlyList<Lift>? Lifts = null,
    IReadOnlyList<Opening>? Openings = null,
    bool Refused = false,
    Decider? Decider = null,
    string? ChildWords = null,
    string? WhyChild = null,
    Guid? Declaration = null,
    IReadOnlyList<Guid>? TransfersTold = null,
    string? InterpreterOf = null,
    IReadOnlyList<RecipientPart>? Parts = null,
    IReadOnlyList<Guid>? Exhibits = null);

/// <summary>What is known where a consent is given.</summary>
/// <param name="Partners">The kinds of those that the caller may name, of all that the form names.</param>
/// <param name="Own">The organisation that takes the consent.</param>
/// <param name="OwnKind">Its kind; null as long as it is not known here.</param>
/// <param name="Receipts">The case's earlier receipts.</param>
/// <param name="HasDeclaration">The declaration that the form names is an attachment of the case, and complete.</param>
public sealed record Known(
    IReadOnlyDictionary<Guid, string> Partners, Guid Own, string? OwnKind, IReadOnlyList<Receipt> Receipts, Person Person,
    FrozenSet<string> Wordings, DateTimeOffset Now, bool HasDeclaration = false)
{
    /// <summary>The exhibits of the case, and whether each is isolated.</summary>
    public IReadOnlyDictionary<Guid, bool> Exhibits { get; init; } = FrozenDictionary<Guid, bool>.Empty;
}

/// <summary>What a record of consent must say to be one.</summary>
public static partial class ConsentForm
{
    /// <summary>More than anybody can be told about at once.</summary>
    internal const int MostRecipients = 50;

    const string ChildProtection = "child-protection";
    static readonly FrozenSet<string> OfTonight = new[] { "Name", "Contact", "Health" }.ToFrozenSet(StringComparer.Ordinal);
    internal const int LongestName = 200;
    internal const int LongestWords = 1000;

    /// <summary>Clocks of the room and of the service may differ by this.</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<Fault> Check(GiveConsent form, Known known)
    {
        var faults = new List<Fault>();
        CheckCodes(faults, "/purposes", form.Purposes, Codes.Purposes);
        CheckCode(faults, "/givenBy", form.GivenBy, Codes.ConsentGivers);
        CheckCode(faults, "/method", form.Method, Codes.ConsentMethods);
        CheckCode(faults, "/wordingVersion", form.WordingVersion, known.Wordings);
        if (!IsoLanguages.All.Contains(form.Language))
            faults.Add(new("/language", "is not an ISO 639-1 language code"));
        CheckText(faults, "/interpreter", form.Interpreter, LongestName);
        if (form.InterpreterOf is { } interpreterOf)
            CheckCode(faults, "/interpreterOf", interpreterOf, Codes.InterpretersOf);
        if (form.InterpreterOf is not null && form.Interpreter is null)
            faults.Add(new("/interpreterOf", "must be left out: nobody interpreted"));
        if (form.GivenAt > known.Now + Tolerance)
            faults.Add(new("/givenAt", "lies in the future"));
        CheckGiver(faults, form, known);
        if (form.GivenBy == Codes.NeedOfTonight)
            CheckTonight(faults, form, known);
        CheckDeclaration(faults, form, known.HasDeclaration);
        if (form.Refused)
        {
            CheckAbsent(faults, "/recipients", form.Recipients);
            CheckAbsent(faults, "/categories", form.Categories);
            CheckAbsent(faults, "/exclusions", form.Exclusions);
            CheckAbsent(faults, "/lifts", form.Lifts);
            CheckAbsent(faults, "/openings", form.Openings);
            CheckAbsent(faults, "/transfersTold", form.TransfersTold);
            CheckAbsent(faults, "/parts", form.Parts);
            CheckAbsent(faults, "/exhibits", form.Exhibits);
            if (form.ValidUntil is not null)
                faults.Add(new("/validUntil", AbsentInRefusal));
            return faults;
        }
        CheckCodes(faults, "/categories", form.Categories ?? [], Codes.Categories);
        CheckRecipients(faults, form.Recipients ?? [], form.Purposes, known);
        CheckExclusions(faults, form.Exclusions ?? [], form.Recipients ?? [], known);
        CheckExhibits(faults, form, known.Exhibits);
        CheckOpenings(faults, form, known.Partners);
        CheckLifts(faults, form, known.Receipts);
        CheckTransfers(faults, form.TransfersTold ?? [], form.Recipients ?? []);
        CheckParts(faults, form, known.Partners);
        CheckWhoTakes(faults, form, known.OwnKind);
        if (form.ValidUntil is not { } until)
            faults.Add(new("/validUntil", "is missing"));
        else if (known.Person.Zone is null && until.Day is not null)
            faults.Add(new("/validUntil", "is a day, and it is not known here yet where your organisation is; give a moment, or try again later"));
        else if (until.In(known.Person.Zone ?? TimeZoneInfo.Utc) is var end && (end <= form.GivenAt || end <= known.Now))
            faults.Add(new("/validUntil", "must be later than now and than givenAt"));
        return faults;
    }

    /// <summary>Somebody who signed to go home can be shown what they signed: its hash stands in the receipt.</summary>
    static void CheckDeclaration(List<Fault> faults, GiveConsent form, bool there)
    {
        var toReturn = !form.Refused && form.Purposes.Contains(Codes.ReturnAssistance, StringComparer.Ordinal);
        if (form.Declaration is null)
        {
            if (toReturn && form.Method == OnPaper)
                faults.Add(new("/declaration", "is missing: attach a scan of what was signed to the case, and name it"));
        }
        else if (!toReturn)
            faults.Add(new("/declaration", $"must be left out: it belongs to consent to {Codes.ReturnAssistance}"));
        else if (!there)
            faults.Add(new("/declaration", "is no attachment of this case that is there completely"));
    }

    const string OnPaper = "written";
    const string AbsentInRefusal = "must be left out: a refusal lets nothing go";

    static void CheckAbsent<T>(List<Fault> faults, string pointer, IReadOnlyList<T>? list)
    {
        if (list?.Count > 0)
            faults.Add(new(pointer, AbsentInRefusal));
    }

    /// <summary>
    /// A child cannot consent alone, and for an adult no guardian can. Who decides for another is a fact with a document, and
    /// none that the case names as recruiter or exploiter, or as living with one. A child's no is taken from the child.
    /// </summary>
    static void CheckGiver(List<Fault> faults, GiveConsent form, Known known)
    {
        var person = form.WhyChild is null ? known.Person : known.Person with { Doubted = true };
        var child = person.IsChild(form.GivenAt);
        CheckText(faults, "/whyChild", form.WhyChild, LongestWords);
        CheckText(faults, "/childWords", form.ChildWords, LongestWords);
        if (form.GivenBy == Receipt.Self)
        {
            if (child && !form.Refused && !person.MayConsentAhead(form.GivenAt))
                faults.Add(new("/givenBy",
                    "cannot be the person alone, who is under 18: who may decide for the child consents, with the child's own view beside it"));
            if (form.Decider is not null)
                faults.Add(new("/decider", "must be left out: the person decides"));
        }
        else
        {
            if (form.GivenBy == Receipt.Guardian && !person.IsChild(known.Now))
                faults.Add(new("/givenBy", person.AgeUnknown
                    ? "cannot be a guardian: without a birth date the person is an adult. Record the birth date, or as whyChild the reasons to believe that the person is under 18"
                    : "cannot be a guardian: the person is 18 or older and decides"));
            if (form.Decider is null)
                faults.Add(new("/decider", "is missing: who decides for another is a fact with a document"));
        }
        if (form.Decider is { } decider)
            CheckDecider(faults, decider, person);
        if (form.ChildView is { } view)
            CheckCode(faults, "/childView", view, Codes.ChildViews);
        else if (child && form.GivenBy != Receipt.Self)
            faults.Add(new("/childView", "is missing: where somebody decides for a child, the child's own view is recorded"));
        if (form.ChildView is "agrees" or Receipt.Objects && form.ChildWords is null)
            faults.Add(new("/childWords", "is missing: a view is recorded in the child's own words"));
        if (!child && (form.ChildView ?? form.ChildWords) is not null)
            faults.Add(new(form.ChildView is null ? "/childWords" : "/childView", "must be left out: the person is an adult"));
    }

    /// <summary>Who decides is a fact with a document, and nobody whom the case names as recruiter or exploiter, or as living with one.</summary>
    internal static void CheckDecider(List<Fault> faults, Decider decider, Person person)
    {
        CheckCode(faults, "/decider/kind", decider.Kind, Codes.Deciders);
        CheckText(faults, "/decider/name", decider.Name, LongestName);
        CheckText(faults, "/decider/document", decider.Document, LongestWords);
        if (person.Names(decider.Name))
            faults.Add(new("/decider/name",
                "is named in the case as recruiter or exploiter, or as living with one, and can decide nothing for the person"));
    }

    /// <summary>
    /// A child for whom all are excluded or nobody is known: child protection is asked first, and until it answers the need of
    /// tonight is the basis, for a bed, health and an interpreter, to the end of tomorrow.
    /// </summary>
    static void CheckTonight(List<Fault> faults, GiveConsent form, Known known)
    {
        var zone = known.Person.Zone ?? TimeZoneInfo.Utc;
        if (!known.Person.IsChild(known.Now) && form.WhyChild is null)
            faults.Add(new("/givenBy", "cannot be the need of tonight: the person is no child and decides"));
        else if (known.Receipts.Any(r => r.WithdrawnAt is null && (r.Refused || known.Now < r.ValidUntil) && ConsentRules.Decides(r, known.Person)))
            faults.Add(new("/givenBy", "cannot be the need of tonight: whoever may decide for the child has answered"));
        if (form.Refused)
            faults.Add(new("/refused", "must be left out: nobody has said no"));
        if (form.Decider is { Kind: not ChildProtection })
            faults.Add(new("/decider/kind", $"must be {ChildProtection}, which is asked first: say whom you asked, and when"));
        if (form.Purposes is not ["Referral"])
            faults.Add(new("/purposes", "must be Referral alone"));
        foreach (var (index, category) in (form.Categories ?? []).Index())
            if (!OfTonight.Contains(category))
                faults.Add(new($"/categories/{index}",
                    $"is not one of {string.Join(", ", OfTonight.Order(StringComparer.Ordinal))}, which is what the need of tonight goes for"));
        if (form.Lifts?.Count > 0)
            faults.Add(new("/lifts", "must be left out: only the person, or who decides for them, takes an exclusion back"));
        if (form.Openings?.Count > 0)
            faults.Add(new("/openings", "must be left out: only the person, or who decides for them, opens more than is usual"));
        if (form.ValidUntil?.In(zone) > Zones.EndOf(Zones.DayOf(known.Now, zone).AddDays(1), zone))
            faults.Add(new("/validUntil", "must not be later than the end of tomorrow"));
    }

    internal static void CheckText(List<Fault> faults, string pointer, string? text, int longest)
    {
        if (text is not null && TypedText.Clean(text, pointer, longest).Fault is { } fault)
            faults.Add(fault);
    }

    /// <summary>As it is kept; what cannot be is left as it was sent, for <see cref="Check"/> to refuse.</summary>
    public static GiveConsent Cleaned(GiveConsent form)
    {
        return form with
        {
            Interpreter = Clean(form.Interpreter),
            ChildWords = Clean(form.ChildWords),
            WhyChild = Clean(form.WhyChild),
            Decider = Cleaned(form.Decider),
        };
    }

    internal static Decider? Cleaned(Decider? decider) =>
        decider is null ? null : decider with { Name = Clean(decider.Name)!, Document = Clean(decider.Document)! };

    internal static string? Clean(string? typed) => typed is null ? null : TypedText.Clean(typed).Text ?? typed;

    static void CheckRecipients(List<Fault> faults, IReadOnlyList<Guid> recipients, IReadOnlyList<string> purposes, Known known)
    {
        if (recipients.Count is 0 or > MostRecipients)
            faults.Add(new("/recipients", $"must name 1 to {MostRecipients} organisations"));
        foreach (var (index, recipient) in recipients.Index())
        {
            if (recipient == known.Own)
                faults.Add(new($"/recipients/{index}", "is your own organisation, which needs no consent to pass anything to itself"));
            else if (!known.Partners.TryGetValue(recipient, out var kind))
                faults.Add(new($"/recipients/{index}", "is no organisation of the network"));
            else if (!Nameable.MayReceive(kind, purposes))
                faults.Add(new($"/recipients/{index}", Nameable.OnlyHandoff));
            else if (recipients.Take(index).Contains(recipient))
                faults.Add(new($"/recipients/{index}", "is there twice"));
        }
    }

    static void CheckTransfers(List<Fault> faults, IReadOnlyList<Guid> told, IReadOnlyList<Guid> recipients)
    {
        foreach (var (index, partner) in told.Index())
        {
            if (!recipients.Contains(partner))
                faults.Add(new($"/transfersTold/{index}", "is not named as a recipient"));
            else if (told.Take(index).Contains(partner))
                faults.Add(new($"/transfersTold/{index}", "is there twice"));
        }
    }

    static void CheckParts(List<Fault> faults, GiveConsent form, IReadOnlyDictionary<Guid, string> partners)
    {
        if (form.Parts is not { Count: > 0 } parts)
            return;
        if (!form.Purposes.Contains(Codes.ReturnAssistance, StringComparer.Ordinal))
        {
            faults.Add(new("/parts", $"must be left out: only {Codes.ReturnAssistance} knows several"));
            return;
        }
        foreach (var (index, (partner, part)) in parts.Index())
        {
            if (form.Recipients?.Contains(partner) is not true)
                faults.Add(new($"/parts/{index}/partner", "is not named as a recipient"));
            else if (!VisibilityMatrix.PartsFor(Codes.ReturnAssistance).Contains(part, StringComparer.Ordinal))
                faults.Add(new($"/parts/{index}/part", $"is no part that {Codes.ReturnAssistance} knows"));
            else if (partners.TryGetValue(partner, out var kind) && !VisibilityMatrix.MayHave(part, kind))
                faults.Add(new($"/parts/{index}/part", "is no part that organisations of this kind can have"));
            else if (parts.Take(index).Contains(parts[index]))
                faults.Add(new($"/parts/{index}", "is there twice"));
        }
        foreach (var (index, recipient) in (form.Recipients ?? []).Index())
            if (parts.All(part => part.Partner != recipient))
                faults.Add(new($"/recipients/{index}", "has no part: say what it does in the return, or leave it out"));
    }

    /// <summary>
    /// Consent to a return is free only if nobody takes or interprets it who could send the person away, or whom they may fear. A refusal
    /// anybody may record.
    /// </summary>
    static void CheckWhoTakes(List<Fault> faults, GiveConsent form, string? ownKind)
    {
        if (!form.Purposes.Contains(Codes.ReturnAssistance, StringComparer.Ordinal))
            return;
        var place = $"/purposes/{form.Purposes.Index().First(p => p.Item == Codes.ReturnAssistance).Index}";
        if (ownKind is null)
            faults.Add(new(place, "cannot be taken yet: it is not known here what kind of organisation yours is; try again later"));
        else if (Codes.NeverTakeReturns.Contains(ownKind))
            faults.Add(new(place,
                "is never taken by police, border guard, immigration service or an embassy: ask an organisation that leads returns to see the person"));
        if (form.Interpreter is not null && form.InterpreterOf is null)
            faults.Add(new("/interpreterOf", "is missing: whose interpreter it was must be known where somebody agrees to a return"));
        if (form.InterpreterOf == Codes.OfAuthority)
            faults.Add(new("/interpreterOf", "cannot be an embassy or another authority: ask again with another interpreter"));
    }

    internal static void CheckCodes(List<Fault> faults, string pointer, IReadOnlyList<string> codes, FrozenSet<string> known)
    {
        if (codes.Count == 0)
            faults.Add(new(pointer, "must name at least one"));
        foreach (var (index, code) in codes.Index())
        {
            CheckCode(faults, $"{pointer}/{index}", code, known);
            if (codes.Take(index).Contains(code, StringComparer.Ordinal))
                faults.Add(new($"{pointer}/{index}", "is there twice"));
        }
    }

    internal static void CheckCode(List<Fault> faults, string pointer, string code, FrozenSet<string> known)
    {
        if (!known.Contains(code))
            faults.Add(new(pointer, $"is not one of {string.Join(", ", known.Order(StringComparer.Ordinal))}"));
    }
}
