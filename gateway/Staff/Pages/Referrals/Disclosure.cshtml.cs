using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>What consent covers. Consent is decided again each time it is opened, and each time is recorded.</summary>
public sealed class DisclosureModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    public sealed record Category(string Key, IReadOnlyList<(string Name, string Said)> Fields);

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public DisclosureOpened Opened { get; private set; } = null!;
    public IReadOnlyList<Category> Categories { get; private set; } = [];

    /// <summary>Why it can be opened no more.</summary>
    public string? Shut { get; private set; }

    public async Task<IActionResult> OnGet(Guid disclosure)
    {
        var answer = await cases.Disclosure(disclosure);
        if (answer.Problem is { Status: 410 } shut)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            Shut = WhyShut(shut, "shut.other");
            return Page();
        }
        Opened = answer.Require();
        var fields = (await cases.Fields().Require()).Items;
        var known = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        var places = fields.Index().ToDictionary(field => field.Item.Name, field => field.Index, StringComparer.Ordinal);
        Categories = [.. (Opened.Fields ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
            .OrderBy(field => places.GetValueOrDefault(field.Key, fields.Count)) // as a case file has them, and what it knows no more last
            .GroupBy(field => known.GetValueOrDefault(field.Key)?.Category ?? "", StringComparer.Ordinal)
            .Select(group => new Category(group.Key,
                [.. group.Select(field => (field.Key, FieldAnswers.Said(field.Key, known.GetValueOrDefault(field.Key)?.Type, field.Value, T)))]))];
        return Page();
    }
}
