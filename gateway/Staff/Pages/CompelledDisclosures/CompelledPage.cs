using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>A step on a page of its own: with the version that was seen, and the case that the order is in.</summary>
public abstract class CompelledPage(StaffContext context, CompelledDisclosuresClient compelled, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    protected CompelledDisclosuresClient Compelled => compelled;
    protected CasesClient Cases => cases;
    public CompelledDetail Seen { get; private set; } = null!;
    public string Here => $"/compelled-disclosures/{Id}";

    /// <summary>The last segment of the step's route.</summary>
    public virtual string Action => (string)RouteData.Values["actionName"]!;

    public virtual async Task<IActionResult> OnGet() => await Load() ?? Page();

    /// <summary>Its recipient takes none of these steps; who cannot take this one now is told so before anything is typed.</summary>
    protected override async Task<IActionResult?> Load()
    {
        var answer = await compelled.Read(Id);
        if (answer.Require().Own is not { } own)
            return NotFound();
        Seen = own;
        Reread(answer.ETag);
        if (!HttpMethods.IsGet(Request.Method) || own.Actions.Contains(Action, StringComparer.Ordinal))
            return null;
        Confirmation = "not-now";
        return Redirect(Here);
    }

    protected override string? Said(Problem problem) => T.Find($"compelled.trouble.{CodeOf(problem)}");

    protected Task<Answer<CreatedResponse>> Act(object body) => compelled.Act(Id, Action, body, Key.ToString(), SeenVersion);

    /// <summary>The case is named by its order alone; null where the reader may not see it.</summary>
    protected async Task<Guid?> CaseOfOrder() =>
        (await cases.TiedTo(Conversations.CompelledDisclosure, Id).Require()).Items is [{ Id: var caseId }, ..] ? caseId : null;
}
