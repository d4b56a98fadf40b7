using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.NewReferral;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>What a person agrees to or refuses, read to them in their language and written down as they say it.</summary>
[Authorize(Access.CaseWork)]
public sealed class GiveConsentModel(StaffContext context, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    const string Self = "self", Guardian = "guardian", Yes = "yes", No = "no", TooYoung = "too-young-to-say";
    const int MonthsOffered = 6;
    const int RowsOffered = 3;
    static readonly string[] Purposes = ["Referral"];

    /// <summary>What one organisation must not get, a category or a field; or what is opened to it, a field.</summary>
    public sealed record PartFor
    {
        public string? Partner { get; init; }
        public string? What { get; init; }
    }

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The new referral that waits for this consent: its partners and language are offered first.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Draft { get; set; }

    [BindProperty] public string? Answer { get; set; }
    [BindProperty] public List<string> Recipients { get; set; } = [];
    [BindProperty] public List<string> Categories { get; set; } = [];
    [BindProperty] public List<string> TransfersTold { get; set; } = [];
    [BindProperty] public List<string> Lifts { get; set; } = [];
    [BindProperty] public List<string> ExcludedPartners { get; set; } = [];
    [BindProperty] public List<string> ExcludedFields { get; set; } = [];
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
    [BindProperty] public string? Language { get; set; }
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
    public IReadOnlyList<Choice> CategoryChoices => [.. Codes.CategoriesInOrder.Where(code => code != Codes.Evidence)
        .Select(code => new Choice(code, T.Code("category", code), T[$"categoryHint.{code}"]))];
    public IReadOnlyList<Choice> FieldChoices { get; private set; } = [];

    /// <summary>Categories, and each field after its category.</summary>
    public IReadOnlyList<Choice> PartChoices { get; private set; } = [];

    /// <summary>Those who can be asked and whose kind has anything that a person may open to it; and all that there is of that.</summary>
    public IReadOnlyList<Choice> OpenPartnerChoices { get; private set; } = [];
    public IReadOnlyList<Choice> OpenFieldChoices { get; private set; } = [];

    /// <summary>In the person's language where it is written in it; else in the reader's, and an interpreter puts it into theirs.</summary>
    public WordingToRead Wording { get; private set; } = null!;

    public bool MayBeChild => Seen.Age.Child || Seen.Age.Unknown;

    /// <summary>The need of tonight is a basis for a child alone.</summary>
    public IEnumerable<string> Givers => MayBeChild ? Codes.ConsentGivers : Codes.ConsentGivers.Where(giver => giver != Codes.NeedOfTonight);

    public bool AsksForDecider => Seen.Age.Child || Adult == No || GivenBy is not (null or Self);
    public bool AsksForExclusions => ExcludedPartners.Count + ExcludedFields.Count > 0 || More is not null || !string.IsNullOrEmpty(Interpreter)
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
        if (Method is null) Fault(nameof(Method), "consent.noMethod");
        if (!ModelState.IsValid)
            return Page();

        var answer = await cases.GiveConsent(Id, new
        {
            purposes = Purposes,
            recipients = refused ? [] : Recipients,
            categories = refused ? [] : Categories,
            transfersTold = refused ? [] : TransfersTold.Intersect(Recipients, StringComparer.Ordinal),
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
            interpreter = Interpreter,
            method = Method,
            wordingVersion = WordingRead,
            childView = GivenBy == Self ? null : ChildView,
            childWords = GivenBy == Self || string.IsNullOrWhiteSpace(ChildWords) ? null : ChildWords.Trim(),
            givenAt = time.GetUtcNow(),
            validUntil = until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }, Key.ToString());
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? Page();

        Confirmation = GivenBy == Codes.NeedOfTonight ? "need-recorded" : refused ? "consent-refused" : "consent-given";
        return Redirect(Draft is { } draft ? $"/new/{draft}/consent" : $"/cases/{Id}/consents");
    }

    DateOnly? CheckConsent()
    {
        if (Recipients.Count == 0) Fault(nameof(Recipients), "consent.noRecipient");
        if (Categories.Count == 0) Fault(nameof(Categories), "consent.noCategory");
        if (Recipients.Intersect(ExcludedPartners, StringComparer.Ordinal).Any()) Fault(nameof(ExcludedPartners), "consent.namedAndExcluded");
        if (Seen.Exclusions.Any(one => one.WholePartner
                && Recipients.Contains(one.Partner.ToString()!, StringComparer.Ordinal)
                && !Lifts.Contains(one.Key, StringComparer.Ordinal)))
            Fault(nameof(Recipients), "consent.excludedBefore");
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
        [_, "decider", "document", ..] => (nameof(DeciderDocument), T["consent.noDeciderDocument"]),
        [_, "decider", "kind", ..] => (nameof(DeciderKind), T["consent.noDeciderKind"]),
        [_, "decider", ..] => (nameof(DeciderName), T["consent.deciderExcluded"]),
        [_, "exclusions", ..] => (nameof(ExcludedPartners), T["wrong.answer"]),
        [_, "givenBy", ..] => (nameof(GivenBy), T["consent.giverMayNot"]),
        [_, "interpreter", ..] => (nameof(Interpreter), T["consent.noName"]),
        [_, "lifts"] when GivenBy == Codes.NeedOfTonight => (nameof(Lifts), T["consent.tonightLifts"]),
        [_, "openings", var at, ..] => BesideOpening(at, ofPartner: pointer.EndsWith("/partner", StringComparison.Ordinal)),
        [_, "openings"] => ($"{nameof(OpenedTo)}[0].{nameof(PartFor.Partner)}", T["consent.tonightOpenings"]),
        [_, "validUntil", ..] => (nameof(Until), T["consent.noUntil"]),
        [_, "whyChild", ..] => (nameof(WhyChild), T["consent.noWhyChild"]),
        [_, "wordingVersion", ..] => (nameof(Language), T["wrong.answer"]),
        _ => base.Beside(pointer),
    };

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
        Seen = await cases.Consents(Id).Require();
        var fields = (await cases.Fields().Require()).Items;
        var read = (await cases.Wordings().Require()).Items;
        Today = Zones.DayOf(time.GetUtcNow(), Zone);
        FieldChoices = [.. fields.Select(field => new Choice(field.Name, T.Code("field", field.Name)))];
        PartChoices = [.. fields.GroupBy(field => field.Category, StringComparer.Ordinal).SelectMany(category =>
            category.Select(field => new Choice(field.Name, $"{T.Code("category", category.Key)}: {T.Code("field", field.Name)}"))
                .Prepend(new(category.Key, T.With("consent.allOf", ("category", T.Code("category", category.Key))))))];
        var partners = Context.Directory.Where(listing => !listing.Suspended && listing.Id != Me.Partner);
        var draft = Draft is { } id ? (await cases.Draft(id).Require()).Content : null;
        Language ??= draft?.Language ?? T.Language;
        Wording = read.FirstOrDefault(one => one.Id == WordingRead) ?? read.FirstOrDefault(one => one.Language == Language)
            ?? read.FirstOrDefault(one => one.Language == T.Language) ?? read[0];
        ExcludedPartnerChoices = [.. partners.Select(listing => new Choice(listing.Id.ToString(), listing.Name, T.Code("kind", listing.Kind)))];
        if (draft is not null)
            partners = Eligible.Among(partners, draft);
        RecipientChoices = [.. partners.Where(listing => listing.CanBeAsked)
            .Select(listing => new Choice(listing.Id.ToString(), listing.Name, T.Code("kind", listing.Kind), Lift(listing.Id)))];
        TransferChoices = [.. partners.Where(listing => listing.CanBeAsked && Codes.ToldTransfers.Contains(listing.TransferGround))
            .Select(listing => new Choice(listing.Id.ToString(), listing.Name))];
        LiftChoices = [.. Seen.Exclusions.Where(one => RecipientChoices.All(choice => choice.Beside?.Value != one.Key)).Select(one => new Choice(
            one.Key, string.Join(" · ", one.Said(Names, T)), T.With("consent.excludedOn", ("day", T.Day(Zones.DayOf(one.GivenAt, Zone))))))];
        var openable = fields.Where(field => field.OpenableTo?.Count > 0).ToList();
        var kinds = openable.SelectMany(field => field.OpenableTo!).ToHashSet(StringComparer.Ordinal);
        OpenPartnerChoices = [.. partners.Where(listing => listing.CanBeAsked && kinds.Contains(listing.Kind))
            .Select(listing => new Choice(listing.Id.ToString(), listing.Name))];
        OpenFieldChoices = [.. openable.Select(field =>
            new Choice(field.Name, $"{T.Code("category", field.Category)}: {T.Code("field", field.Name)}"))];
        AddRows(ExcludedFor);
        AddRows(OpenedTo);
        return null;
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
