using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.NewReferral;

public sealed class NeedModel(StaffContext context, CasesClient cases, TimeProvider time) : DraftPage(context, cases)
{
    static readonly string[] BySpeed = ["Urgent", "Soon", "Routine"];
    static readonly string[] ReferralsBySpeed = [Codes.Tonight, .. BySpeed];

    [BindProperty] public List<string> Needs { get; set; } = [];
    [BindProperty] public string? Urgency { get; set; }
    [BindProperty] public DateParts RemovalAt { get; set; } = new();

    public IReadOnlyList<Choice> NeedChoices => Choices("need", Codes.AssistanceTypes);
    public IReadOnlyList<Choice> UrgencyChoices => Urgencies(T, ReferralsBySpeed);

    /// <summary>The fastest first, each with what it means.</summary>
    public static IReadOnlyList<Choice> Urgencies(Words words) => Urgencies(words, BySpeed);

    static IReadOnlyList<Choice> Urgencies(Words words, IEnumerable<string> codes) =>
        [.. codes.Select(code => new Choice(code, words.Code("urgency", code), words[$"urgencyHint.{code}"]))];

    public void OnGet() => (Needs, Urgency, RemovalAt) = ([.. Draft.Needs], Draft.Urgency, DateParts.From(Draft.RemovalAt));

    public async Task<IActionResult> OnPost()
    {
        if (Needs.Count == 0) Fault(nameof(Needs), "need.none");
        if (Urgency is null) Fault(nameof(Urgency), "need.noUrgency");
        var place = Needs.Exists(PlaceCodes.Needs.Contains);
        if (Urgency == Codes.Tonight && !place) Fault(nameof(Urgency), "need.tonightIsAPlace");
        DateOnly? leaves = null;
        if (!RemovalAt.Empty)
        {
            if (RemovalAt.TryRead(out var day) && PlaceAnswers.IsAhead(day, Zones.DayOf(time.GetUtcNow(), Zone)))
                leaves = day;
            else
                Fault(nameof(RemovalAt), "need.noRemovalDay");
        }
        return ModelState.IsValid
            ? await Save(
                draft => draft with { Needs = Needs, Urgency = Urgency, RemovalAt = leaves, Place = place ? draft.Place : null },
                place ? $"/new/{Id}/place" : null)
            : Page();
    }
}
