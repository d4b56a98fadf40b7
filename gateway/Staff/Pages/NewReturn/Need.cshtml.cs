using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.NewReturn;

public sealed class NeedModel(StaffContext context, CasesClient cases) : ReturnDraftPage(context, cases)
{
    [BindProperty] public List<string> Needs { get; set; } = [];
    [BindProperty] public string? Urgency { get; set; }

    public IReadOnlyList<Choice> UrgencyChoices => NewReferral.NeedModel.Urgencies(T);

    public void OnGet() => (Needs, Urgency) = ([.. Return.Needs], Return.Urgency);

    public async Task<IActionResult> OnPost()
    {
        if (Needs.Count == 0) Fault(nameof(Needs), "need.none");
        if (Urgency is null && !Return.AlreadyBack) Fault(nameof(Urgency), "need.noUrgency");
        return ModelState.IsValid ? await Keep(draft => draft with { Needs = Needs, Urgency = Urgency }) : Page();
    }
}
