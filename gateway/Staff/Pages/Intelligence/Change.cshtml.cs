using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Intelligence;

/// <summary>The words of a draft are written anew.</summary>
[Authorize(Access.Helping)]
public sealed class ChangeModel(StaffContext context, HandoffsClient handoffs) : WordsPage(context)
{
    IntelligenceDetail seen = null!;

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public override string? Given(string kind) =>
        seen.Report is { } report ? string.Join('\n', report.Items.Where(item => item.Kind == kind).Select(item => item.Text)) : null;

    public bool IsStated => seen.Line.Handling == "H3";

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        Stated = seen.Report?.Stated;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var report = ReadWords();
        return await Do(
            () => handoffs.ChangeIntelligence(Id, report, Key.ToString(), SeenVersion), "intelligence-changed", $"/intelligence/{Id}");
    }

    protected override async Task<IActionResult?> Load()
    {
        var answer = await handoffs.ReadIntelligence(Id);
        seen = answer.Require();
        Reread(answer.ETag);
        if (!HttpMethods.IsGet(Request.Method) || seen.Actions.Contains("change", StringComparer.Ordinal))
            return null;
        Confirmation = "not-now";
        return Redirect($"/intelligence/{Id}");
    }
}
