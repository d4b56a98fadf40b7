using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.Attachments;

[Authorize(Access.CaseWork)]
public sealed class RemoveModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Attachment { get; set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost() =>
        Do(() => cases.RemoveAttachment(Id, Attachment), "attachment-removed", $"/cases/{Id}/attachments");

    protected override async Task<IActionResult?> Load()
    {
        (await cases.Label(Id)).Require();
        return null;
    }
}
