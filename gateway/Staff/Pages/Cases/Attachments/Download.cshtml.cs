using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.Attachments;

/// <summary>Never shown here: the browser saves it, and may do nothing else with it.</summary>
[Authorize(Access.CaseWork)]
public sealed class DownloadModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    public async Task<IActionResult> OnGet(Guid id, Guid attachment)
    {
        using var answer = (await cases.OpenAttachment(id, attachment)).Require();
        await PassedFile.Write(Response, answer, RequestAborted);
        return new EmptyResult();
    }
}
