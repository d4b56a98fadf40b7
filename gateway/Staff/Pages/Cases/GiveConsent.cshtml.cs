using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases.Exhibits;
using ReferralNetwork.Staff.Pages.NewReferral;
using ReferralNetwork.Staff.Pages.NewReturn;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>What a person agrees to or refuses, read to them in their language and written down as they say it.</summary>
[Authorize(Access.CaseWork)]
public sealed class GiveConsentModel(StaffContext context, CasesClient cases, ExhibitsClient exhibits, TimeProvider time) : StaffPage(context)
{
    const string Self = "self", Guardian = "guardian", Yes = "yes", No = "no", TooYoung = "too-young-to-say";
    const int MonthsOffered = 6;
    const int RowsOffered = 3;
    const string Nobody = "nobody";

    /// <summary>What the page records consent to, in the order in which the case's consents offer them.</summary>
    public static readonly IReadOnlyList<string> Purposes = ["Referral", Codes.Introduction, Codes.ReturnAssistance, Codes.Handoff];

    /// <summary>What one organisation must not get, a category or a field; what is opened to it, a field; or its part of a return.</summary>
    public sealed record PartFor
    {
        public string? Partner { get; init; }
        public string? What { get; init; }
    }

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Of <see cref="Purposes"/>: a referral unless said, or what the draft needs.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Purpose { get; set; }

    /// <summary>The new referral or return that waits for this consent: a referral's partners and language are offered first.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Draft { get; set; }

    /// <summary>The handoff that waits for this consent.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Handoff { get; set; }

    /// <summary>The authority that a referral about the person's status waits to go to: offered first, and led back to.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Authority { get; set; }

    /// <summary>That referral, where details go to it again.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Again { get; set; }

    [BindProperty] public string? Answer { get; set; }
    [BindProperty] public List<string> Recipients { get; set; } = [];
    [BindProperty] public List<string> Categories { get; set; } = [];
    [BindProperty] public List<string> Exhibits { get; set; } = [];
    [BindProperty] public List<string> TransfersTold { get; set; } = [];
    [BindProperty] public List<string> Lifts { get; set; } = [];
    [BindProperty] public List<string> ExcludedPartners { get; set; } = [];
    [BindProperty] public List<string> ExcludedFields { get; set; } = [];
    [BindProperty] public List<PartFor> Participants { get; set; } = [];
    [BindProperty] public List<PartFor> ExcludedFor { get; set; } = [];
    [BindProperty] public List<PartFor> OpenedTo { get; set; } = [];
    [BindProperty] public string? GivenBy { get; set; }
    [BindProperty] public string? Adult { get; set; }
    [BindProperty] public string? WhyChild { get; set; }
    [BindProperty] public string? DeciderKind { get; set; }
    [BindProperty] public string? DeciderName { get; set; }
    [BindProperty] public string? DeciderDocument { get; set; }
    [BindProperty] public string? ChildView { get; set; }
    [BindProperty] public string? ChildWords { get; set; }
    [BindProperty] public string? WordingRead { get; set; }
    [BindProperty] public string? Method { get; set; }
    [BindProperty] public string? Declaration { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public string? InterpreterOf { get; set; }
    [BindProperty] public string? Interpreter { get; set; }
    [BindProperty] public DateParts Until { get; set; } = new();

    /// <summary>The button for more rows, not the one that records.</summary>
    [BindProperty] public string? More { get; set; }

    public ConsentsSeen Seen { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public IReadOnlyList<Choice> RecipientChoices { get; private set; } = [];

    /// <summary>Those of them that nothing goes to unless the person was told that it leaves the EEA.</summary>
    public IReadOnlyList<Choice> TransferChoices { get; private set; } = [];

    /// <summary>Also those that no referral goes to: the person may shut them out all the same.</summary>
    public IReadOnlyList<Choice> ExcludedPartnerChoices { get; private set; } = [];

    /// <summary>Exclusions that stand, but for those of a whole organisation: these are beside their organisation.</summary>
    public IReadOnlyList<Choice> LiftChoices { get; private set; } = [];
    public IReadOnlyList<Choice> Answers => [new(Yes, T["consent.answerYes"]), new(No, T["consent.answerNo"])];
    public IReadOnlyList<Choice> CategoryChoices => [.. Codes.CategoriesInOrder
        .Where(code => code != Codes.Evidence && !(IsHandoff && code == "Skills"))
        .Select(code => new Choice(
            code, T.Code("category", code), AsksWhoseInterpreter && code == "Location" ? T["consent.locationInReturn"]
                : (IsHandoff ? T.Find($"consent.handoffHint.{code}") : null) ?? T[$"categoryHint.{code}"]))];

    /// <summary>All that may go: what was isolated is opened by nobody.</summary>
    public IReadOnlyList<Choice> ExhibitChoices { get; private set; } = [];
    public IReadOnlyList<Choice> FieldChoices { get; private set; } = [];

    /// <summary>Categories, and each field after its category.</summary>
    public IReadOnlyList<Choice> PartChoices { get; private set; } = [];

    /// <summary>Those who can be asked and whose kind has anything that a person may open to it; and all that there is of that.</summary>
    public IReadOnlyList<Choice> OpenPartnerChoices { get; private set; } = [];
    public IReadOnlyList<Choice> OpenFieldChoices { get; private set; } = [];

    /// <summary>The case's attachments: one of them is the scan of what was signed.</summary>
    public IReadOnlyList<Choice> Scans { get; private set; } = [];

    /// <summary>In the person's language where it is written in it; else in the reader's, and an interpreter puts it into theirs.</summary>
    public WordingToRead Wording { get; private set; } = null!;

    /// <summary>Asked by row, each with its part, instead of by box.</summary>
    public bool AsksForParts => Purpose == Codes.ReturnAssistance;

    /// <summary>To the police, or to whoever decides on status: one unit, and each exhibit by itself.</summary>
    public bool IsHandoff => Purpose == Codes.Handoff;

    /// <summary>Whose interpreter it was matters there; elsewhere there is one or none.</summary>
    public bool AsksWhoseInterpreter => Purpose is Codes.Introduction or Codes.ReturnAssistance;

    public bool NeverTaken => AsksForParts && Codes.NeverTakeReturns.Contains(Me.PartnerKind);
    public string BackTo =>
        Handoff is { } handoff ? $"/handoffs/{handoff}/verify"
        : Authority is { } authority ? Addresses.With(
            "/status-referrals/new", ("case", $"{Id}"), ("to", $"{authority}"), ("again", Again?.ToString()))
        : Draft is null ? $"/cases/{Id}/consents"
        : forReturn ? $"/returns/new/{Draft}/leads" : $"/new/{Draft}/consent";

    public IReadOnlyList<Choice> Parts =>
        [.. Codes.ReturnParts.Where(part => part != Codes.Requesting).Select(part => new Choice(part, T.Code("part", part)))
            .OrderBy(choice => choice.Value != Codes.Lead).ThenBy(choice => choice.Label, StringComparer.Create(T.Culture, ignoreCase: true))];

    public IReadOnlyList<Choice> Interpreters =>
        [.. InOrder(Codes.InterpretersOf.Select(code => new Choice(code, T.Code("interpreterOf", code))))
            .Prepend(new(Nobody, T.Code("interpreterOf", Nobody)))];

    /// <summary>By name, whichever way the form asks.</summary>
    List<string> Named => AsksForParts
        ? [.. Participants.Select(row => row.Partner).OfType<string>().Distinct(StringComparer.Ordinal)]
        : Recipients;

    bool forReturn;
    ExhibitNames exhibitNames = null!;

    public bool MayBeChild => Seen.Age.Child || Seen.Age.Unknown;

    /// <summary>The need of tonight is a basis for a child alone, and for no journey.</summary>
    public IEnumerable<string> Givers => MayBeChild && Purpose == Purposes[0]
        ? Codes.ConsentGivers
        : Codes.ConsentGivers.Where(giver => giver != Codes.NeedOfTonight);

    public bool AsksForDecider => Seen.Age.Child || Adult == No || GivenBy is not (null or Self);
    public bool AsksForExclusions => ExcludedPartners.Count + ExcludedFields.Count > 0 || More is not null
        || (!AsksWhoseInterpreter && !string.IsNullOrEmpty(Interpreter))
        || ExcludedFor.Any(part => part.What is not null);

    public bool AsksForOpenings => More is not null || OpenedTo.Any(part => part.What is not null || part.Partner is not null);

    public IEnumerable<Choice> SelfFirst(string list, IEnumerable<string> codes) =>
        codes.Select(code => new Choice(code, T.Code(list, code)))
            .OrderBy(choice => choice.Value != Self) // the person comes first
            .ThenBy(choice => choice.Label, StringComparer.Create(T.Culture, ignoreCase: true));

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        Until = DateParts.From(Today.AddMonths(MonthsOffered));
        if (IsHandoff && RecipientChoices.FirstOrDefault(choice => choice.Value == $"{Authority}") is { } asked)
            Recipients = [asked.Value];
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (More is not null)
            return Page();
        var refused = Answer == No;
        if (GivenBy == Codes.NeedOfTonight)
            DeciderKind = "child-protection"; // whom one asks first
        if (Answer is not (Yes or No)) Fault(nameof(Answer), "consent.noAnswer");
        var until = refused ? null : CheckConsent();
        CheckGiver(refused);
        CheckInterpreter();
        if (Method is null) Fault(nameof(Method), "consent.noMethod");
        if (AsksForParts && !refused && Method == "written" && string.IsNullOrEmpty(Declaration)) Fault(nameof(Declaration), "consent.noDeclaration");
        if (!ModelState.IsValid)
            return Page();

        var answer = await cases.GiveConsent(Id, new
        {
            purposes = new[] { Purpose },
            recipients = refused ? [] : Named,
            parts = refused || !AsksForParts ? null : Participants.Where(row => row.What is not null)
                .Select(row => new { partner = row.Partner, part = row.What }),
            categories = refused ? [] : Exhibits.Count > 0 ? [.. Categories, Codes.Evidence] : Categories,
            exhibits = refused || !IsHandoff ? null : Exhibits,
            transfersTold = refused ? [] : TransfersTold.Intersect(Named, StringComparer.Ordinal),
            exclusions = refused ? [] : Exclusions(),
            openings = refused ? [] : OpenedTo.Where(part => part.What is not null).Select(part => new { partner = part.Partner, field = part.What })
                .ToArray<object>(),
            lifts = refused ? [] : Seen.Exclusions.Where(one => Lifts.Contains(one.Key, StringComparer.Ordinal))
                .Select(one => new { one.Receipt, one.Partner, one.Category, one.Field }).ToArray<object>(),
            refused,
            givenBy = GivenBy,
            decider = GivenBy == Self ? null : new { kind = DeciderKind, name = DeciderName?.Trim(), document = DeciderDocument?.Trim() },
            whyChild = Adult == No ? WhyChild?.Trim() : null,
            language = Language,
            interpreter = string.IsNullOrWhiteSpace(Interpreter) ? null : Interpreter,
            interpreterOf = InterpreterOf == Nobody ? null : InterpreterOf,
            method = Method,
            declaration = refused || string.IsNullOrEmpty(Declaration) ? null : Declaration,
            wordingVersion = WordingRead,
            childView = GivenBy == Self ? null : ChildView,
            childWords = GivenBy == Self || string.IsNullOrWhiteSpace(ChildWords) ? null : ChildWords.Trim(),
            givenAt = time.GetUtcNow(),
            validUntil = until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }, Key.ToString());
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? Page();

        Confirmation = GivenBy == Codes.NeedOfTonight ? "need-recorded" : refused ? "consent-refused" : "consent-given";
        return Redirect(BackTo);
    }

    DateOnly? CheckConsent()
    {
        if (AsksForParts)
            CheckRows(nameof(Participants), Participants, "consent.noPart");
        if (Named.Count == 0) Fault(AsksForParts ? RowOf(0, ofPartner: true) : nameof(Recipients), "consent.noRecipient");
        if (Categories.Count + Exhibits.Count == 0) Fault(nameof(Categories), "consent.noCategory");
        if (Named.Intersect(ExcludedPartners, StringComparer.Ordinal).Any()) Fault(nameof(ExcludedPartners), "consent.namedAndExcluded");
        if (Seen.Exclusions.Any(one => one.WholePartner
                && Named.Contains(one.Partner.ToString()!, StringComparer.Ordinal)
                && !Lifts.Contains(one.Key, StringComparer.Ordinal)))
            Fault(AsksForParts ? nameof(Lifts) : nameof(Recipients), "consent.excludedBefore");
        CheckRows(nameof(ExcludedFor), ExcludedFor, "consent.noExcludedFor");
        CheckRows(nameof(OpenedTo), OpenedTo, "consent.noOpenedTo");
        if (Until.TryRead(out var until) && until > Today && (GivenBy != Codes.NeedOfTonight || until == Today.AddDays(1)))
            return until;
        Fault(nameof(Until), GivenBy == Codes.NeedOfTonight ? "consent.tonightUntil" : "consent.noUntil");
        return null;
    }

    void CheckRows(string name, List<PartFor> rows, string fault)
    {
        foreach (var (row, part) in rows.Index())
            if ((part.Partner is null) != (part.What is null))
                Fault($"{name}[{row}].{(part.Partner is null ? nameof(PartFor.Partner) : nameof(PartFor.What))}", fault);
    }

    void CheckGiver(bool refused)
    {
        var age = Seen.Age;
        if (age.Unknown && Adult is not (Yes or No)) Fault(nameof(Adult), "consent.noAdult");
        if (age.Unknown && Adult == No && string.IsNullOrWhiteSpace(WhyChild)) Fault(nameof(WhyChild), "consent.noWhyChild");
        var child = age.Child || (age.Unknown && Adult == No);
        if (GivenBy is null) Fault(nameof(GivenBy), "consent.noGiver");
        else if (GivenBy == Self && child && !refused && (age.AskFrom is not { } from || Today < from)) Fault(nameof(GivenBy), "consent.childAlone");
        else if (GivenBy is Guardian or Codes.NeedOfTonight && !child) Fault(nameof(GivenBy), "consent.adultDecides");
        else if (GivenBy == Codes.NeedOfTonight && refused) Fault(nameof(GivenBy), "consent.tonightNo");
        if (GivenBy is null or Self)
            return;
        if (DeciderKind is null) Fault(nameof(DeciderKind), "consent.noDeciderKind");
        if (string.IsNullOrWhiteSpace(DeciderName)) Fault(nameof(DeciderName), "consent.noDeciderName");
        if (string.IsNullOrWhiteSpace(DeciderDocument)) Fault(nameof(DeciderDocument), "consent.noDeciderDocument");
        if (child && ChildView is null) Fault(nameof(ChildView), "consent.noChildView");
        if (child && ChildView is not (null or TooYoung) && string.IsNullOrWhiteSpace(ChildWords)) Fault(nameof(ChildWords), "consent.noChildWords");
        if (!child && ChildView is not null) Fault(nameof(ChildView), "consent.noChild");
    }

    void CheckInterpreter()
    {
        if (!AsksWhoseInterpreter)
            return;
        if (InterpreterOf is null) Fault(nameof(InterpreterOf), "consent.noInterpreterOf");
        else if (InterpreterOf == Nobody && !string.IsNullOrWhiteSpace(Interpreter)) Fault(nameof(Interpreter), "consent.nobodyInterpreted");
        else if (InterpreterOf != Nobody && string.IsNullOrWhiteSpace(Interpreter)) Fault(nameof(Interpreter), "consent.noInterpreterName");
    }

    object[] Exclusions() =>
    [
        .. ExcludedPartners.Select(partner => (object)new { partner }),
        .. ExcludedFields.Select(field => (object)new { field }),
        .. ExcludedFor.Where(part => part.What is not null).Select(part => Codes.Categories.Contains(part.What!)
            ? (object)new { partner = part.Partner, category = part.What } : new { partner = part.Partner, field = part.What }),
    ];

    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "categories", ..] when GivenBy == Codes.NeedOfTonight => (nameof(Categories), T["consent.tonightCategories"]),
        [_, "childView", ..] => (nameof(ChildView), T["consent.noChildView"]),
        [_, "childWords", ..] => (nameof(ChildWords), T["consent.noChildWords"]),
        [_, "declaration", ..] => (nameof(Declaration), T["consent.noDeclaration"]),
        [_, "decider", "document", ..] => (nameof(DeciderDocument), T["consent.noDeciderDocument"]),
        [_, "decider", "kind", ..] => (nameof(DeciderKind), T["consent.noDeciderKind"]),
        [_, "decider", ..] => (nameof(DeciderName), T["consent.deciderExcluded"]),
        [_, "exhibits", ..] => (nameof(Exhibits), T["consent.exhibitShut"]),
        [_, "exclusions", ..] => (nameof(ExcludedPartners), T["wrong.answer"]),
        [_, "givenBy", ..] => (nameof(GivenBy), T["consent.giverMayNot"]),
        [_, "interpreterOf", ..] => (nameof(InterpreterOf), T["consent.otherInterpreter"]),
        [_, "interpreter", ..] => (nameof(Interpreter), T["consent.noName"]),
        [_, "lifts"] when GivenBy == Codes.NeedOfTonight => (nameof(Lifts), T["consent.tonightLifts"]),
        [_, "openings", var at, ..] => BesideOpening(at, ofPartner: pointer.EndsWith("/partner", StringComparison.Ordinal)),
        [_, "openings"] => ($"{nameof(OpenedTo)}[0].{nameof(PartFor.Partner)}", T["consent.tonightOpenings"]),
        [_, "parts", var at, ..] => BesidePart(at, ofPartner: pointer.EndsWith("/partner", StringComparison.Ordinal)),
        [_, "purposes", ..] => (nameof(Answer), T["consent.notByUs"]),
        [_, "recipients", ..] when AsksForParts => (RowOf(0, ofPartner: true), T["consent.noPart"]),
        [_, "validUntil", ..] => (nameof(Until), T["consent.noUntil"]),
        [_, "whyChild", ..] => (nameof(WhyChild), T["consent.noWhyChild"]),
        [_, "wordingVersion", ..] => (nameof(Language), T["wrong.answer"]),
        _ => base.Beside(pointer),
    };

    static string RowOf(int row, bool ofPartner) =>
        $"{nameof(Participants)}[{row}].{(ofPartner ? nameof(PartFor.Partner) : nameof(PartFor.What))}";

    /// <inheritdoc cref="BesideOpening"/>
    (string, string) BesidePart(string at, bool ofPartner)
    {
        var row = Participants.Index().Where(row => row.Item.What is not null).ElementAt(int.Parse(at, CultureInfo.InvariantCulture)).Index;
        return (RowOf(row, ofPartner), T[ofPartner ? "wrong.answer" : "consent.notThisPart"]);
    }

    /// <param name="at">Counted among the rows that are filled in.</param>
    (string, string) BesideOpening(string at, bool ofPartner)
    {
        var row = OpenedTo.Index().Where(row => row.Item.What is not null).ElementAt(int.Parse(at, CultureInfo.InvariantCulture)).Index;
        return ofPartner
            ? ($"{nameof(OpenedTo)}[{row}].{nameof(PartFor.Partner)}", T["consent.openedToNobody"])
            : ($"{nameof(OpenedTo)}[{row}].{nameof(PartFor.What)}", T["consent.notOpenable"]);
    }

    protected override async Task<IActionResult?> Load()
    {
        var saved = Draft is { } id ? (await cases.Draft(id).Require()).Content : null;
        forReturn = saved?.Return is not null;
        var draft = forReturn ? null : saved;
        Purpose = forReturn ? Codes.Introduction : saved is not null ? Purposes[0] : Purpose ?? Purposes[0];
        if (!Purposes.Contains(Purpose))
            return NotFound();
        Seen = await cases.Consents(Id, Purpose).Require();
        var fields = (await cases.Fields().Require()).Items;
        var read = (await cases.Wordings().Require()).Items.Where(one => one.Purpose == (IsHandoff ? Purpose : null)).ToList();
        Today = Zones.DayOf(time.GetUtcNow(), Zone);
        if (AsksForParts)
            Scans = await ReadScans();
        var named = await ReadExhibits();
        FieldChoices = [.. named, .. fields.Select(field => new Choice(field.Name, T.Code("field", field.Name)))];
        PartChoices = [.. named, .. fields.GroupBy(field => field.Category, StringComparer.Ordinal).SelectMany(category =>
            category.Select(field => new Choice(field.Name, $"{T.Code("category", category.Key)}: {T.Code("field", field.Name)}"))
                .Prepend(new(category.Key, T.With("consent.allOf", ("category", T.Code("category", category.Key))))))];
        var partners = Context.Directory.Where(listing => !listing.Suspended && listing.Id != Me.Partner);
        Language ??= draft?.Language ?? T.Language;
        Wording = read.FirstOrDefault(one => one.Id == WordingRead) ?? read.FirstOrDefault(one => one.Language == Language)
            ?? read.FirstOrDefault(one => one.Language == T.Language) ?? read[0];
        ExcludedPartnerChoices = [.. partners.Select(listing => new Choice(listing.Id.ToString(), listing.Name, T.Code("kind", listing.Kind)))];
        if (draft is not null)
            partners = Eligible.Among(partners, draft);
        partners = partners.Where(listing => IsHandoff
            ? Codes.LawEnforcementKinds.Contains(listing.Kind) || listing.Kind == Codes.CompetentAuthority
            : listing.CanBeAsked && (Purpose != Codes.Introduction || Leads.MayLead(listing))).ToList();
        RecipientChoices = [.. partners.Select(listing => new Choice(
            listing.Id.ToString(), listing.Name, string.Join(". ", new[]
            {
                T.Code("kind", listing.Kind), listing.Authority is { } authority ? T.Code("immigrationRole", authority.Immigration) : null,
            }.OfType<string>()), Lift(listing.Id)))];
        TransferChoices = [.. partners.Where(listing => Codes.ToldTransfers.Contains(listing.TransferGround))
            .Select(listing => new Choice(listing.Id.ToString(), listing.Name))];
        LiftChoices = [.. Seen.Exclusions
            .Where(one => AsksForParts || RecipientChoices.All(choice => choice.Beside?.Value != one.Key)).Select(one => new Choice(
            one.Key, string.Join(" · ", one.Said(Names, exhibitNames, T)),
            T.With("consent.excludedOn", ("day", T.Day(Zones.DayOf(one.GivenAt, Zone))))))];
        var openable = fields.Where(field => Purpose switch
        {
            Codes.Introduction => false, // a lead sees all that is agreed to
            Codes.ReturnAssistance => field.OpenableInReturn,
            Codes.Handoff => field.OpenableInHandoff?.Count > 0,
            _ => field.OpenableTo?.Count > 0,
        }).ToList();
        var kinds = openable.SelectMany(field => (IsHandoff ? field.OpenableInHandoff : field.OpenableTo) ?? []).ToHashSet(StringComparer.Ordinal);
        OpenPartnerChoices = [.. partners.Where(listing => openable.Count > 0 && (AsksForParts || kinds.Contains(listing.Kind)))
            .Select(listing => new Choice(listing.Id.ToString(), listing.Name))];
        OpenFieldChoices = [.. openable.Select(field =>
            new Choice(field.Name, $"{T.Code("category", field.Category)}: {T.Code("field", field.Name)}"))];
        AddRows(Participants);
        AddRows(ExcludedFor);
        AddRows(OpenedTo);
        return null;
    }

    /// <returns>What an exclusion can name of them.</returns>
    async Task<IReadOnlyList<Choice>> ReadExhibits()
    {
        var all = IsHandoff || Seen.Exclusions.Any(one => ExhibitNames.IsExhibit(one.Field)) ? (await exhibits.List(Id).Require()).Items : [];
        exhibitNames = new(all, T);
        if (!IsHandoff)
            return [];
        var open = all.Where(exhibit => exhibit.IsolatedAt is null).ToList();
        ExhibitChoices = [.. open.Select(exhibit => new Choice(
            exhibit.Id.ToString(), ExhibitNames.Name(exhibit, T),
            T.With("consent.exhibitHint", ("day", T.Day(Zones.DayOf(exhibit.TakenAt, Zone))), ("holder", ExhibitPage.HolderOf(exhibit)))))];
        return [.. open.Select(exhibit => new Choice(Codes.ExhibitPrefix + exhibit.Id, ExhibitNames.Name(exhibit, T)))];
    }

    async Task<List<Choice>> ReadScans()
    {
        var scans = new List<Choice>();
        for (string? cursor = null; ;)
        {
            var page = await cases.Attachments(Id, cursor).Require();
            scans.AddRange(page.Items.Select(one => new Choice(one.Id.ToString(), one.Name)));
            if ((cursor = page.Next) is null)
                return scans;
        }
    }

    static void AddRows(List<PartFor> parts)
    {
        var rows = parts.Count(part => part.What is not null) + RowsOffered;
        while (parts.Count < rows)
            parts.Add(new());
    }

    /// <summary>The box beside an organisation that the person shut out.</summary>
    Choice? Lift(PartnerId partner) => Seen.Exclusions.FirstOrDefault(one => one.WholePartner && one.Partner == partner) is { } shut
        ? new(shut.Key, T.With("consent.liftBeside", ("day", T.Day(Zones.DayOf(shut.GivenAt, Zone)))))
        : null;
}
