using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>One category of a case; the other categories stay as they are.</summary>
[Authorize(Access.CaseWork)]
public sealed class EditModel(StaffContext context, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    CaseFile? file;
    IReadOnlyList<CaseField> all = [];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Category { get; set; } = "";

    public IReadOnlyList<CaseField> Fields { get; private set; } = [];

    /// <summary>What is there now, beside what was typed.</summary>
    public string Now(CaseField field) =>
        file?.Fields.TryGetValue(field.Name, out var value) == true ? FieldAnswers.Said(field.Name, field.Type, value, T) : T["stale.nothing"];

    public object? Shown(CaseField field) =>
        file?.Fields.TryGetValue(field.Name, out var value) == true ? FieldAnswers.Shown(field, value, T) : null;

    public async Task<IActionResult> OnGet()
    {
        var stopped = await Load();
        if (Request.HasFormContentType) // the language was switched
            FieldForm.Keep(Fields, Request.Form, ModelState);
        return stopped ?? Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var values = FieldForm.Read(Fields, Request.Form, Zones.DayOf(time.GetUtcNow(), Zone), ModelState, T);
        if (!ModelState.IsValid)
            return Page();

        foreach (var (name, value) in file!.Fields.Where(kept => Fields.All(field => field.Name != kept.Key)))
            values[name] = value;
        return await Do(() => cases.Change(Id, values, SeenVersion), "case-changed", $"/cases/{Id}");
    }

    protected override (string, string)? Beside(string pointer) => FieldForm.Beside(all, pointer, T) ?? base.Beside(pointer);

    protected override async Task<IActionResult?> Load()
    {
        var answer = await cases.Read(Id);
        file = answer.Require();
        Reread(answer.ETag);
        all = (await cases.Fields().Require()).Items;
        Fields = [.. all.Where(field => field.Category == Category)];
        return Fields.Count == 0 ? NotFound() : null;
    }
}
