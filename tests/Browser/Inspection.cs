using System.Collections.Concurrent;
using Deque.AxeCore.Commons;

namespace ReferralNetwork.Tests.Browser;

/// <summary>
/// A look at each page as it is met: axe at each width, nothing to scroll sideways on a telephone, no word missing, and a picture.
/// What is wrong is gathered, so that one walk tells all of it.
/// </summary>
/// <param name="widths">In pixels, a telephone's first and a desk's last; the staff's if none are given.</param>
sealed class Inspection(string language, bool scripts, params int[] widths)
{
    static readonly int[] Staff = [360, 768, 1280];

    readonly int[] all = widths.Length > 0 ? widths : Staff;

    // Once a page and then at each width: the package's own call loads itself anew and opens a second page each time.
    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    const string Violations =
        """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .map(v => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(node => node.html).join(' | ')}`)
        """;

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
        if (scripts)
            await page.EvaluateAsync(Axe);
        // axe is a script itself: without scripts a glance at the width of a telephone is left.
        foreach (var width in !scripts ? all[..1] : Surroundings.Whole ? all : [all[0], all[^1]])
            await At(page, name, width);
        await page.SetViewportSizeAsync(all[^1], 800);
    }

    public void FoundNothing() => Assert.True(_faults.IsEmpty, $"{_faults.Count} faults on {_looked} pages:\n" + string.Join('\n', _faults.Values.Order(StringComparer.Ordinal)));

    async Task At(IPage page, string name, int width)
    {
        await page.SetViewportSizeAsync(width, 800);
        if (width == all[0] && await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over)
            Fault(name, width, $"{over} pixels to scroll sideways");
        if (!scripts)
            return;
        foreach (var violation in await page.EvaluateAsync<string[]>(Violations))
            Fault(name, width, violation);
        if (Surroundings.Whole && (width == all[0] || width == all[^1]))
            await page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Surroundings.Pictures, language == "en" ? $"{name}-{width}.png" : $"{name}-{language}-{width}.png"), FullPage = true });
    }

    /// <summary>The same fault at several widths or on several pages is told once a page.</summary>
    void Fault(string name, int width, string what) => _faults.TryAdd($"{name} {what}", $"{name}{(width == 0 ? "" : $" at {width}")}: {what}");
}
