using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>The file field by field and each exhibit, under its handling code, also on paper.</summary>
[Authorize(Access.Liaison)]
public sealed class FileModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases) : ReleasedFilePage(context, handoffs, cases)
{
    public IReadOnlyList<FieldGroup> Categories { get; private set; } = [];

    /// <param name="exhibit">Null: the file.</param>
    public string Say(Guid? exhibit)
    {
        var (received, matches) = exhibit is null
            ? (Released.FileReceivedAt, Released.FileMatches)
            : Released.Exhibits.Where(one => one.Id == exhibit).Select(one => (one.ReceivedAt, one.Matches)).FirstOrDefault();
        return received is null ? T["handoff.notConfirmed"] : T[matches == false ? "handoff.differs" : "handoff.matches"];
    }

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Shut is null && Opened.Fields is { } fields)
            Categories = FieldAnswers.ByCategory((await Cases.Fields().Require()).Items, fields, T);
        return Page();
    }
}
