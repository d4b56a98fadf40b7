using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.Attachments;

[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public ListResponse<AttachmentLine> List { get; private set; } = null!;

    public string? More => List.Next is { } next ? Addresses.With($"/cases/{Id}/attachments", ("cursor", next)) : null;

    public async Task OnGet(string? cursor)
    {
        List = await cases.Attachments(Id, cursor).Require();
        Names = await Context.NamesWith(List.Items.Select(attachment => attachment.AddedBy), RequestAborted);
    }
}
