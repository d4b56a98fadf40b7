using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.NewReturn;

public sealed class TasksModel(StaffContext context, CasesClient cases) : ReturnDraftPage(context, cases)
{
    public TaskState Journey => Return.HasJourney ? TaskState.Completed : TaskState.NotStarted;
    public TaskState Need => Return.HasNeed ? TaskState.Completed : TaskState.NotStarted;
    public TaskState Travellers => Return.HasTravellers ? TaskState.Completed
        : Return.Travellers.Count > 0 ? TaskState.InProgress : TaskState.NotStarted;
    public TaskState Leads => !Return.HasTravellers ? TaskState.CannotStartYet : Return.HasLeads ? TaskState.Completed : TaskState.NotStarted;
    public TaskState Check => Return.Whole ? TaskState.NotStarted : TaskState.CannotStartYet;

    public IActionResult OnGet() => Draft.SentAs is { } sent ? Redirect($"/returns/{sent}") : Page();
}
