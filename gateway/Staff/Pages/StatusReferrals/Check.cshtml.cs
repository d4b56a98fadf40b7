using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.StatusReferrals;

/// <summary>What exactly would leave, field by field, before it does.</summary>
[Authorize(Access.Helping)]
public sealed class CheckModel(StaffContext context, StatusReferralsClient referrals, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Permit { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Again { get; set; }

    public Guid CaseId { get; private set; }
    public string Label { get; private set; } = "";
    public PartnerId To { get; private set; }
    public IReadOnlyList<FieldGroup> Leaving { get; private set; } = [];
    public IReadOnlyDictionary<string, string> Withheld { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);
    public string Back => Addresses.With("/status-referrals/new", ("case", $"{CaseId}"), ("to", $"{To}"), ("again", Again?.ToString()));

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var permit = (await cases.Permit(Permit).Require()).Permit;
        var sent = Again is { } id
            ? await referrals.Act(id, StatusForms.Release, new { permit }, Key.ToString(), SeenVersion)
            : await referrals.Send(permit, To, Key.ToString());
        if (sent.Problem is { } problem)
            return ShowProblem(problem) ?? await Load() ?? Page();
        // The permit says so too, but Cases hears of the referral only after a while: until then nobody would find it from the case.
        if (Again is null && (await cases.Tie(CaseId, Conversations.StatusReferral, sent.Body!.Id)).Problem is { } untied)
            return ShowProblem(untied) ?? await Load() ?? Page();
        Confirmation = Again is null ? "status-sent" : "status-release";
        return Redirect($"/status-referrals/{Again ?? sent.Body!.Id}");
    }

    protected override async Task<IActionResult?> Load()
    {
        var preview = await cases.PermitPreview(Permit).Require();
        if (preview.Recipients is not [var to])
            return NotFound();
        (CaseId, To, Withheld) = (preview.CaseId, new(to.Recipient), to.Withheld);
        Label = (await cases.Label(CaseId).Require()).Label;
        Leaving = FieldAnswers.ByCategory((await cases.Fields().Require()).Items, to.Fields, T);
        if (Again is { } id)
        {
            if (await StatusReferrals.Again.Find(referrals, cases, id, CaseId) is not { } sent || sent.Body!.Line.To != To)
                return NotFound();
            Reread(sent.ETag);
        }
        return null;
    }
}
