using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>A participant's part on paper, for whoever asks for it; nothing that is not on the page of the return.</summary>
[Authorize(Access.CaseWork)]
public sealed class PaperModel(StaffContext context, ReturnsClient returns) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public ReturnDetail Seen { get; private set; } = null!;
    public IEnumerable<StrandSeen> Own => Seen.Strands.Where(strand => strand.With == Me.Partner);

    public async Task<IActionResult> OnGet()
    {
        Seen = await returns.Read(Id).Require();
        return Own.Any() ? Page() : NotFound();
    }
}
