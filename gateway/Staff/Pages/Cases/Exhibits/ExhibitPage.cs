using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>A page about one exhibit of a case.</summary>
public abstract class ExhibitPage(StaffContext context, ExhibitsClient exhibits) : StaffPage(context)
{
    /// <summary>Steps that the network itself records. With a release a copy goes, and the exhibit stays where it is.</summary>
    const string TakenIn = "taken-in", Released = "released";

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid Exhibit { get; set; }

    public ExhibitLine Shown { get; private set; } = null!;
    public string Here => $"/cases/{Id}/exhibits/{Exhibit}";
    public string Named => ExhibitNames.Name(Shown, T);

    protected ExhibitsClient Exhibits => exhibits;

    public static string HolderOf(ExhibitLine exhibit) => exhibit.Hops.Last(hop => hop.Purpose != Released).To;

    /// <param name="holder">As the step names one; of a release it is the id of an organisation.</param>
    public string HolderIn(ExhibitHop hop, string holder) =>
        hop.Purpose == Released && Guid.TryParse(holder, out var partner) ? Names.For(new PartnerId(partner)) : holder;

    public string PurposeOf(ExhibitHop hop) => hop.Purpose is TakenIn or Released ? T.Code("custodyPurpose", hop.Purpose) : hop.Purpose;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    protected override async Task<IActionResult?> Load()
    {
        if ((await exhibits.List(Id).Require()).Items.FirstOrDefault(one => one.Id == Exhibit) is not { } shown)
            return NotFound();
        Shown = shown;
        return null;
    }
}
