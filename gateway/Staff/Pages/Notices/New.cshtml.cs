using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Notices;

/// <summary>
/// Where a rule binds the organisation to notify although somebody refused: first what exactly would be sent is shown, then it goes.
/// </summary>
[Authorize(Access.Helping)]
public sealed class NewModel(StaffContext context, CasesClient cases, StatusReferralsClient referrals, TimeProvider time) : StaffPage(context)
{
    const int YearsOffered = 5;
    const string SendIt = "send", ShowIt = "show";

    [BindProperty(SupportsGet = true)] public Guid Case { get; set; }
    [BindProperty] public Guid? To { get; set; }
    [BindProperty] public string? Sex { get; set; }
    [BindProperty] public string? Nationality { get; set; }
    [BindProperty] public string? Exploitation { get; set; }
    [BindProperty] public string? Region { get; set; }
    [BindProperty] public int Year { get; set; }

    /// <summary>The cell that was shown, in words: only that is sent.</summary>
    [BindProperty] public string? Shown { get; set; }

    /// <summary>
    /// The signed basis, and the refusal that it is of. The form keeps it: one that is sent again must say the same, or it would be taken for
    /// another notice instead of the one that was sent.
    /// </summary>
    [BindProperty] public string? Basis { get; set; }
    [BindProperty] public Guid? BasisOf { get; set; }

    [BindProperty] public string? Step { get; set; }

    public string Label { get; private set; } = "";
    public NoticeDuty Duty { get; private set; } = null!;

    /// <summary>Null: there is none that could be notified of.</summary>
    public Consent? Refusal { get; private set; }

    /// <summary>What would be sent; null: the questions are still open.</summary>
    public NoticeCell? Cell { get; private set; }

    /// <summary>As it was answered, before anything is left out.</summary>
    public NoticeCell Finest => new(Given(Sex), Given(Nationality), Given(Exploitation), Given(Region), Year);

    public IReadOnlyList<Choice> Authorities =>
        [.. StatusReferrals.Authorities.For(Context).Select(listing => new Choice(listing.Id.ToString(), listing.Name))];

    public IReadOnlyList<Choice> Nationalities => InOrder(IsoCountries.All.Select(code => new Choice(code, T.Country(code))));

    public IReadOnlyList<Choice> Regions => InOrder(
        Context.Directory.SelectMany(listing => listing.Regions).Distinct(StringComparer.Ordinal).Select(code => new Choice(code, T.Region(code))));

    public IEnumerable<Choice> Years => Enumerable.Range(0, YearsOffered).Select(ago => new Choice($"{ThisYear - ago}", $"{ThisYear - ago}"));

    public string Recipient => Names.For(new PartnerId(To!.Value));

    /// <summary>Of a period of the rule: so many of which unit.</summary>
    public string DueIn => Duty.Due is { } due ? T.Count($"notice.in.{due.Unit}", due.Value) : "";

    int ThisYear => TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone).Year;

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Refusal is null || Duty.Due is null || !HttpMethods.IsGet(Request.Method))
            return Page();
        var answers = (await cases.Read(Case).Require()).Fields;
        (Sex, Nationality, Exploitation, Year) = (
            Only("prs_Gender", NoticeCodes.Sexes), Only("prs_Citizenship", IsoCountries.All),
            Only("vic_TypeOfExploitation", NoticeCodes.Exploitations), ThisYear);
        return Page();

        // Where the case says several, whoever writes the notice chooses.
        string? Only(string field, IReadOnlySet<string> known) =>
            !answers.TryGetValue(field, out var value) ? null
            : (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0] : value) is { ValueKind: JsonValueKind.String } one
                && known.Contains(one.GetString()!) ? one.GetString() : null;
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Refusal is null || Step is not (SendIt or ShowIt))
            return Page();
        if (To is null) Fault(nameof(To), "notice.noTo");
        if (!ModelState.IsValid)
            return Page();
        if (Step == ShowIt || BasisOf != Refusal.Id)
        {
            var basis = await cases.NoticeBasis(Case, Refusal.Id);
            if (basis.Problem is { } noBasis)
                return ShowProblem(noBasis) ?? Page();
            (Basis, BasisOf) = (basis.Body!.Basis, Refusal.Id);
        }
        var preview = await referrals.PreviewNotice(new(To!.Value), Basis, Finest);
        if (preview.Problem is { } wrong)
            return ShowProblem(wrong) ?? Page();
        Cell = preview.Body;
        var words = NoticeWords.Say(Cell!, T);
        if (Step == ShowIt || Shown != words)
        {
            if (Step == SendIt)
                Fault("", "notice.changed");
            ModelState.Remove(nameof(Shown));
            Shown = words;
            return Page();
        }
        var sent = await referrals.SendNotice(new(To.Value), Basis, Finest, Key.ToString());
        if (sent.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        Confirmation = "notice-sent";
        return Redirect($"/notices/{sent.Body!.Id}");
    }

    static string? Given(string? typed) => string.IsNullOrEmpty(typed) ? null : typed;

    protected override async Task<IActionResult?> Load()
    {
        Label = (await cases.Label(Case).Require()).Label;
        Duty = await referrals.NoticeDuty().Require();
        Refusal = (await cases.Consents(Case, Codes.Handoff).Require()).HandoffRefusal(time.GetUtcNow());
        if (Authorities is [var only])
            To ??= Guid.Parse(only.Value);
        return null;
    }
}
