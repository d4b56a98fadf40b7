using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.NewReferral;

public sealed class TasksModel(StaffContext context, CasesClient cases) : DraftPage(context, cases)
{
    public TaskState Need => Draft.HasNeed ? TaskState.Completed : TaskState.NotStarted;
    public TaskState Place => Draft.HasPlace ? TaskState.Completed : TaskState.NotStarted;
    public TaskState Person => Draft.HasPerson ? TaskState.Completed : Draft.CaseId is not null ? TaskState.InProgress : TaskState.NotStarted;
    public TaskState Consent => After(Draft.HasNeed && Draft.HasPerson, Draft.HasConsent);
    public TaskState Partners => After(Draft.HasNeed && Draft.HasPerson && Draft.HasConsent, Draft.HasPartners);
    public TaskState Check => After(Draft.Whole, done: false);

    public IActionResult OnGet() => Draft.SentAs is { } sent ? Redirect($"/referrals/{sent}/sent") : Page();

    static TaskState After(bool can, bool done) => !can ? TaskState.CannotStartYet : done ? TaskState.Completed : TaskState.NotStarted;
}
