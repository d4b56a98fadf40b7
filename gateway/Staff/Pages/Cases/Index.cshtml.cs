using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>The organisation's cases, newest first. To the data-protection officer each leads to what was done with it.</summary>
public sealed class IndexModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    /// <summary>What is looked for: a label, or a part of one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Label { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public ListResponse<CaseLine> Cases { get; private set; } = new([]);

    /// <summary>Who is to be asked for consent of their own, by case.</summary>
    public IReadOnlyDictionary<Guid, string> Ages { get; private set; } = new Dictionary<Guid, string>();
    public bool WorksWithCases => Me.Roles.Overlaps(Roles.CaseRoles);
    public string? More => Cases.Next is { } next ? Addresses.With("/cases", ("label", Label), ("from", next)) : null;

    public async Task OnGet()
    {
        Cases = await cases.List(Label, From).Require();
        if (WorksWithCases)
            Ages = (await cases.Ages().Require()).Items.ToDictionary(line => line.Id, line => line.Notice);
    }
}
