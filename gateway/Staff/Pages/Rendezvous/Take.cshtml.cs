using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Rendezvous;

/// <summary>One person drives: they take the ride, or take it over from a colleague, to whom it shuts.</summary>
[Authorize(Access.CaseWork)]
public sealed class TakeModel(StaffContext context, RendezvousClient rendezvous) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid Point { get; set; }

    /// <summary>The reader saw that a colleague has it.</summary>
    [BindProperty] public bool Over { get; set; }

    public RendezvousLine Line { get; private set; } = null!;
    public string? Colleague { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost() => Do(() => rendezvous.TakeRide(Point, Over, Key.ToString()), "ride-taken", $"/referrals/{Id}#rendezvous");

    protected override async Task<IActionResult?> Load()
    {
        var line = (await rendezvous.ListFor(Id).Require()).Items.FirstOrDefault(one => one.Id == Point && one.MayTake);
        if (line is null)
            return NotFound();
        if (line.Mine)
            return Redirect($"/referrals/{Id}#rendezvous");
        Line = line;
        if (line.TakenBy is { } colleague)
            Colleague = (await Context.NamesWith([colleague], RequestAborted)).For(Me.Partner, colleague);
        return null;
    }
}
