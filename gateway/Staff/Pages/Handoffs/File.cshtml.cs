using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>The file field by field and each exhibit, under its handling code, also on paper.</summary>
[Authorize(Access.Liaison)]
public sealed class FileModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases) : ReleasedFilePage(context, cases)
{
    public IReadOnlyList<FieldGroup> Categories { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Shut is null && Opened.Fields is { } fields)
            Categories = FieldAnswers.ByCategory((await Cases.Fields().Require()).Items, fields, T);
        return Page();
    }

    protected override Task<ReleasedFile?> Find() => ReleasedFile.Read(handoffs, Id);
}
