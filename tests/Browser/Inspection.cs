using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;

namespace ReferralNetwork.Tests.Browser;

/// <summary>
/// A look at each page as it is met: axe at three widths, nothing to scroll sideways on a telephone, no word missing, and a picture.
/// What is wrong is gathered, so that one walk tells all of it.
/// </summary>
sealed class Inspection(string language, bool scripts)
{
    const int Telephone = 360;
    const int Desk = 1280;
    static readonly int[] Widths = [Telephone, 768, Desk];

    readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);
    int _looked;

    public int Looked => _looked;

    public async Task Look(IPage page, string name)
    {
        Interlocked.Increment(ref _looked);
        if (await page.Locator("html").GetAttributeAsync("lang") is var said && said != language)
            Fault(name, 0, $"says that it is in {said}");
        if (await page.GetByText(new System.Text.RegularExpressions.Regex(@"\[[a-zA-Z]+\.[\w.:#-]+\]", default, TimeSpan.FromSeconds(1))).First.IsVisibleAsync())
            Fault(name, 0, "shows a key for which there are no words");
        // axe is a script itself; without scripts a glance at the width of a telephone is left.
        foreach (var width in scripts ? Widths : [Telephone])
            await At(page, name, width);
        await page.SetViewportSizeAsync(Desk, 800);
    }

    public void FoundNothing() => Assert.True(_faults.IsEmpty, $"{_faults.Count} faults on {_looked} pages:\n" + string.Join('\n', _faults.Values.Order(StringComparer.Ordinal)));

    async Task At(IPage page, string name, int width)
    {
        await page.SetViewportSizeAsync(width, 800);
        if (width == Telephone && await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over)
            Fault(name, width, $"{over} pixels to scroll sideways");
        if (!scripts)
            return;
        var result = await page.RunAxe();
        foreach (var violation in result.Violations)
            Fault(name, width, $"{violation.Id} ({violation.Impact}): {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
        if (language == "en" && width is Telephone or Desk)
            await page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Surroundings.Pictures, $"{name}-{width}.png"), FullPage = true });
    }

    /// <summary>The same fault at several widths or on several pages is told once a page.</summary>
    void Fault(string name, int width, string what) => _faults.TryAdd($"{name} {what}", $"{name}{(width == 0 ? "" : $" at {width}")}: {what}");
}
