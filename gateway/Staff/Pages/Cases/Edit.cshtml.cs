using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>One category of a case; the other categories stay as they are.</summary>
[Authorize(Access.CaseWork)]
public sealed class EditModel(Desk desk, TimeProvider time) : StaffPage(desk)
{
    CaseFile? _file;
    IReadOnlyList<CaseField> all = [];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Category { get; set; } = "";

    public IReadOnlyList<CaseField> Fields { get; private set; } = [];

    /// <summary>What is there now, beside what was typed.</summary>
    public string Now(CaseField field) =>
        _file?.Fields.TryGetValue(field.Name, out var value) == true ? FieldAnswers.Said(field.Name, field.Type, value, T) : T["stale.nothing"];

    public object? Shown(CaseField field) =>
        _file?.Fields.TryGetValue(field.Name, out var value) == true ? FieldAnswers.Shown(field, value, T) : null;

    public async Task<IActionResult> OnGet()
    {
        var stopped = await Ready();
        if (Request.HasFormContentType) // the language was switched
            FieldForm.Keep(Fields, Request.Form, ModelState);
        return stopped ?? Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Ready() is { } stopped)
            return stopped;
        var values = FieldForm.Read(Fields, Request.Form, Zones.DayOf(time.GetUtcNow(), await Desk.Zone(Ct)), ModelState, T);
        if (!ModelState.IsValid)
            return Page();

        foreach (var (name, value) in _file!.Fields.Where(kept => Fields.All(field => field.Name != kept.Key)))
            values[name] = value;
        var answer = await Network.Put<object>("cases", $"/cases/{Id}", new { fields = values }, SeenVersion, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? await Ready() ?? Page();
        Just = "case-changed";
        return Redirect($"/cases/{Id}");
    }

    protected override (string, string)? Beside(string pointer) => FieldForm.Beside(all, pointer, T) ?? base.Beside(pointer);

    async Task<IActionResult?> Ready()
    {
        var file = await Network.Get<CaseFile>("cases", $"/cases/{Id}", Ct);
        var fields = await Network.Get<Several<CaseField>>("cases", "/fields", Ct);
        if ((file.Problem ?? fields.Problem) is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        _file = file.Body;
        Reread(file.ETag);
        all = fields.Body!.Items;
        Fields = [.. all.Where(field => field.Category == Category)];
        return Fields.Count == 0 ? NotFound() : null;
    }
}
