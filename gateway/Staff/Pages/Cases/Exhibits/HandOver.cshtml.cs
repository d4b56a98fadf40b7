using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>An exhibit changes hands: a step of its chain, which nobody changes afterwards.</summary>
[Authorize(Access.CaseWork)]
public sealed class HandOverModel(StaffContext context, ExhibitsClient exhibits, TimeProvider time) : ExhibitPage(context, exhibits)
{
    [BindProperty] public string? From { get; set; }
    [BindProperty] public string? To { get; set; }
    [BindProperty] public PastAnswers At { get; set; } = new();
    [BindProperty] public string? Purpose { get; set; }
    [BindProperty] public string? SaidOfSeal { get; set; }

    public async Task<IActionResult> OnPost()
    {
        var at = At.Read(nameof(At), time.GetUtcNow(), Zone, ModelState, T);
        foreach (var (name, answer) in new[] { (nameof(From), From), (nameof(To), To), (nameof(Purpose), Purpose) })
            if (string.IsNullOrWhiteSpace(answer))
                Fault(name, $"custody.no{name}");
        return await Do(
            () => Exhibits.HandOver(
                Id, Exhibit, new { From, To, at, Purpose, seal = string.IsNullOrWhiteSpace(SaidOfSeal) ? null : SaidOfSeal }, Key.ToString(),
                SeenVersion),
            "exhibit-handed-over", Here);
    }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/at" => ($"{nameof(At)}.{nameof(PastAnswers.Day)}", T["custody.beforeLast"]),
        "/seal" => (nameof(SaidOfSeal), T["wrong.answer"]),
        _ => base.Beside(pointer),
    };

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        Reread($"\"{Shown.Version}\"");
        if (HttpMethods.IsGet(Request.Method))
            From ??= HolderOf(Shown);
        return null;
    }
}
