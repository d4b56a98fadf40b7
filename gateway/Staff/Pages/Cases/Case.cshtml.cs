using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

public sealed class CaseModel(Desk desk) : StaffPage(desk)
{
    public sealed record Category(string Key, IReadOnlyList<(CaseField Field, JsonElement Value)> Filled);

    public CaseFile Shown { get; private set; } = null!;
    public IReadOnlyList<Category> Categories { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id)
    {
        var file = await Network.Get<CaseFile>("cases", $"/cases/{id}", Ct);
        var fields = await Network.Get<Several<CaseField>>("cases", "/fields", Ct);
        if ((file.Problem ?? fields.Problem) is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        Shown = file.Body!;
        Categories = [.. fields.Body!.Items
            .GroupBy(field => field.Category, StringComparer.Ordinal)
            .Select(group => new Category(group.Key,
                [.. group.Where(field => Shown.Fields.ContainsKey(field.Name)).Select(field => (field, Shown.Fields[field.Name]))]))];
        return Page();
    }
}
