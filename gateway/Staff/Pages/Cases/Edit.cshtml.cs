using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>One category of a case; the other categories stay as they are.</summary>
public sealed class EditModel(Desk desk) : StaffPage(desk)
{
    CaseFile? _file;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Category { get; set; } = "";

    /// <summary>The version that was read; somebody else's change since then is not overwritten.</summary>
    [BindProperty]
    public string? ETag { get; set; }

    public IReadOnlyList<CaseField> Fields { get; private set; } = [];

    public object? Shown(CaseField field) =>
        _file?.Fields.TryGetValue(field.Name, out var value) == true ? FieldAnswers.Shown(field, value, T) : null;

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        var seen = ETag;
        if (await Ready() is { } stopped)
            return stopped;
        var values = FieldForm.Read(Fields, Request.Form, ModelState, T);
        if (!ModelState.IsValid)
            return Page();

        foreach (var (name, value) in _file!.Fields.Where(kept => Fields.All(field => field.Name != kept.Key)))
            values[name] = value;
        var answer = await Network.Put<object>("cases", $"/cases/{Id}", new { fields = values }, seen, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? Page();
        Just = "case-changed";
        return Redirect($"/cases/{Id}");
    }

    async Task<IActionResult?> Ready()
    {
        var file = await Network.Get<CaseFile>("cases", $"/cases/{Id}", Ct);
        var fields = await Network.Get<Several<CaseField>>("cases", "/fields", Ct);
        if ((file.Problem ?? fields.Problem) is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        _file = file.Body;
        ETag = file.ETag;
        Fields = [.. fields.Body!.Items.Where(field => field.Category == Category)];
        return Fields.Count == 0 ? NotFound() : null;
    }
}
