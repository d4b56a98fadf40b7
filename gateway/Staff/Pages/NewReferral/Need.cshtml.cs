using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.NewReferral;

public sealed class NeedModel(StaffContext context, CasesClient cases) : DraftPage(context, cases)
{
    static readonly string[] BySpeed = ["Urgent", "Soon", "Routine"];

    [BindProperty] public List<string> Needs { get; set; } = [];
    [BindProperty] public string? Urgency { get; set; }

    public IReadOnlyList<Choice> NeedChoices => Choices("need", Codes.AssistanceTypes);
    public IReadOnlyList<Choice> UrgencyChoices => Urgencies(T);

    /// <summary>The fastest first, each with what it means.</summary>
    public static IReadOnlyList<Choice> Urgencies(Words words) =>
        [.. BySpeed.Select(code => new Choice(code, words.Code("urgency", code), words[$"urgencyHint.{code}"]))];

    public void OnGet() => (Needs, Urgency) = ([.. Draft.Needs], Draft.Urgency);

    public async Task<IActionResult> OnPost()
    {
        if (Needs.Count == 0) Fault(nameof(Needs), "need.none");
        if (Urgency is null) Fault(nameof(Urgency), "need.noUrgency");
        return ModelState.IsValid ? await Save(draft => draft with { Needs = Needs, Urgency = Urgency }) : Page();
    }
}
