using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>The organisation's cases, newest first. To the data-protection officer each leads to what was done with it.</summary>
public sealed class IndexModel(Desk desk) : StaffPage(desk)
{
    /// <summary>What is looked for: a label, or a part of one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Label { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Several<CaseLine> Cases { get; private set; } = new([]);

    /// <summary>Who is to be asked for consent of their own, by case.</summary>
    public IReadOnlyDictionary<Guid, string> Ages { get; private set; } = new Dictionary<Guid, string>();
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;
    public bool WorksWithCases => Me.Roles.Overlaps(Roles.CaseRoles);
    public string? More => Cases.Next is { } next ? Addresses.With("/cases", ("label", Label), ("from", next)) : null;

    public async Task OnGet()
    {
        Cases = (await Network.Get<Several<CaseLine>>("cases", Addresses.With("/cases", ("label", Label), ("cursor", From)), Ct)).Require();
        if (WorksWithCases)
            Ages = (await Network.Get<Several<AgeLine>>("cases", "/cases/ages", Ct)).Require()
                .Items.ToDictionary(line => line.Id, line => line.Notice);
        Zone = await Desk.Zone(Ct);
    }
}
