using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Rendezvous;

/// <summary>The shelter takes back where the person is met: nobody opens it any more.</summary>
[Authorize(Access.CaseWork)]
public sealed class TakeBackModel(StaffContext context, RendezvousClient rendezvous) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid Point { get; set; }

    public RendezvousLine Line { get; private set; } = null!;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost() => Do(() => rendezvous.TakeBack(Point), "rendezvous-taken-back", $"/referrals/{Id}#rendezvous");

    protected override async Task<IActionResult?> Load()
    {
        var line = (await rendezvous.ListFor(Id).Require()).Items.FirstOrDefault(one => one.Id == Point && one.Side == "shelter");
        if (line is null)
            return NotFound();
        Line = line;
        return null;
    }
}
