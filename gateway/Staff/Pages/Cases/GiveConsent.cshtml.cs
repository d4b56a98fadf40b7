using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.New;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>What a person agrees to, read to her in her language and written down as she says it.</summary>
public sealed class GiveConsentModel(Desk desk, TimeProvider time) : StaffPage(desk)
{
    const string Guardian = "guardian";
    const int MonthsOffered = 6;
    static readonly string[] Purposes = ["Referral"];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The new referral that waits for this consent: its partners and language are offered first.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Draft { get; set; }

    [BindProperty] public List<string> Recipients { get; set; } = [];
    [BindProperty] public List<string> Categories { get; set; } = [];
    [BindProperty] public List<string> ExcludedPartners { get; set; } = [];
    [BindProperty] public List<string> ExcludedFields { get; set; } = [];
    [BindProperty] public string? GivenBy { get; set; }
    [BindProperty] public string? ChildView { get; set; }
    [BindProperty] public string? WordingRead { get; set; }
    [BindProperty] public string? Method { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public string? Interpreter { get; set; }
    [BindProperty] public DateParts Until { get; set; } = new();

    public IReadOnlyList<Choice> RecipientChoices { get; private set; } = [];

    /// <summary>Also those that no referral goes to: the person may shut them out all the same.</summary>
    public IReadOnlyList<Choice> ExcludedPartnerChoices { get; private set; } = [];
    public IReadOnlyList<Choice> CategoryChoices => [.. Codes.Categories.Order(StringComparer.Ordinal)
        .Select(code => new Choice(code, T.Code("category", code), T[$"categoryHint.{code}"]))];
    public IReadOnlyList<Choice> FieldChoices { get; private set; } = [];

    /// <summary>In the person's language where it is written in it; else in the reader's, and an interpreter puts it into hers.</summary>
    public WordingToRead Wording { get; private set; } = null!;

    public IEnumerable<Choice> Of(string list, IEnumerable<string> codes) =>
        codes.Select(code => new Choice(code, T.Code(list, code)))
            .OrderBy(choice => choice.Value != "self") // the person comes first
            .ThenBy(choice => choice.Label, StringComparer.Create(T.Culture, ignoreCase: true));

    public async Task<IActionResult> OnGet()
    {
        if (await Ready() is { } stopped)
            return stopped;
        Until = DateParts.Of(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddMonths(MonthsOffered));
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Ready() is { } stopped)
            return stopped;
        if (Recipients.Count == 0) Fault(nameof(Recipients), "consent.noRecipient");
        if (Categories.Count == 0) Fault(nameof(Categories), "consent.noCategory");
        if (GivenBy is null) Fault(nameof(GivenBy), "consent.noGiver");
        if (GivenBy == Guardian && ChildView is null) Fault(nameof(ChildView), "consent.noChildView");
        if (Method is null) Fault(nameof(Method), "consent.noMethod");
        if (!Until.TryRead(out var until) || until <= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) Fault(nameof(Until), "consent.noUntil");
        if (!ModelState.IsValid)
            return Page();

        var zone = await Desk.Zone(Ct);
        var lastMoment = until.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        var answer = await Network.Post<Made>("cases", $"/cases/{Id}/consents", new
        {
            purposes = Purposes,
            recipients = Recipients,
            categories = Categories,
            exclusions = ExcludedPartners.Select(partner => new { partner = (string?)partner, field = (string?)null })
                .Concat(ExcludedFields.Select(field => new { partner = (string?)null, field = (string?)field })),
            givenBy = GivenBy,
            language = Language,
            interpreter = Interpreter,
            method = Method,
            wordingVersion = WordingRead,
            childView = GivenBy == Guardian ? ChildView : null,
            givenAt = time.GetUtcNow(),
            validUntil = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(lastMoment, zone)),
        }, Key.ToString(), null, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? Page();

        Just = "consent-given";
        return Redirect(Draft is { } draft ? $"/new/{draft}/consent" : $"/cases/{Id}/consents");
    }

    async Task<IActionResult?> Ready()
    {
        var fields = await Network.Get<Several<CaseField>>("cases", "/fields", Ct);
        var wordings = await Network.Get<Several<WordingToRead>>("cases", "/wordings", Ct);
        if ((fields.Problem ?? wordings.Problem) is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        FieldChoices = [.. fields.Body!.Items.Where(field => field.Core || field.Name.StartsWith("x:", StringComparison.Ordinal))
            .Select(field => new Choice(field.Name, T.Code("field", field.Name)))];
        var partners = (await Desk.Directory(Ct)).Where(listing => !listing.Suspended && listing.Id != Me.Partner);
        Draft? draft = null;
        if (Draft is { } id)
        {
            var saved = await Drafts.Read(Network, id, Ct);
            if (saved.Problem is { } unread)
                return StatusCode(unread.Status);
            draft = saved.Body!.Content;
        }
        Language ??= draft?.Language ?? T.Language;
        var read = wordings.Body!.Items;
        Wording = read.FirstOrDefault(one => one.Id == WordingRead) ?? read.FirstOrDefault(one => one.Language == Language)
            ?? read.FirstOrDefault(one => one.Language == T.Language) ?? read[0];
        if (draft is not null)
            partners = await Eligible.Among(Network, partners, draft, Ct);
        ExcludedPartnerChoices = [.. partners.Select(listing => new Choice(listing.Id.ToString(), listing.Name, T.Code("kind", listing.Kind)))];
        var named = partners.Where(listing => listing.CanBeAsked).Select(listing => listing.Id.ToString()).ToHashSet(StringComparer.Ordinal);
        RecipientChoices = [.. ExcludedPartnerChoices.Where(choice => named.Contains(choice.Value))];
        return null;
    }
}
