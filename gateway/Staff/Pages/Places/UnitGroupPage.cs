using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>A form about one unit group of the reader's organisation, with the version that was seen.</summary>
public abstract class UnitGroupPage(StaffContext context, PlacementsClient placements) : StaffPage(context)
{
    public const string List = "/places";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>As it stands now.</summary>
    public UnitGroupLine Seen { get; private set; } = null!;

    protected PlacementsClient Placements => placements;

    /// <summary>A whole number as it was typed; what is none is said beside its question.</summary>
    protected int Number(string question, string? typed)
    {
        if (!int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            Fault(question, "form.noNumber");
        return number;
    }

    protected override async Task<IActionResult?> Load()
    {
        var answer = await placements.UnitGroup(Id);
        Seen = answer.Require();
        Reread(answer.ETag);
        // Whoever sends a form that stood open meanwhile is told by the service.
        if (Seen.ClosedAt is null || !HttpMethods.IsGet(Request.Method))
            return null;
        Confirmation = "not-now";
        return Redirect(List);
    }
}
