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

    // Without fetching style sheets and media again: no rule that is on looks into them.
    const string Violations =
        """
        async () => (await axe.run(document, { resultTypes: ['violations'], preload: false })).violations
            .map(v => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(node => node.html).join(' | ')}`)
        """;

    /// <summary>What stands out on the right of a page that scrolls sideways; null if it does not.</summary>
    const string Outside =
        """
        () => {
            const page = document.documentElement;
            return page.scrollWidth <= page.clientWidth ? null : [...document.body.querySelectorAll('*')]
                .filter(part => part.getBoundingClientRect().right > page.clientWidth + 1 || part.scrollWidth > part.clientWidth + 1).map(part => part.outerHTML.slice(0, 80)).slice(-3).join(' | ');
        }
        """;

    readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);
    int _looked;

    public int Looked => _looked;

    public async Task Look(IPage page, string name)
    {
        Interlocked.Increment(ref _looked);
        if (await page.Locator("html").GetAttributeAsync("lang") is var said && said != language)
            Fault(name, 0, $"says that it is in {said}");
        if (await page
            .GetByText(new System.Text.RegularExpressions.Regex(@"\[[a-zA-Z]+\.[\w.:#-]+\]", default, TimeSpan.FromSeconds(1)))
            .First.IsVisibleAsync())
            Fault(name, 0, "shows a key for which there are no words");
        if (scripts)
            await page.EvaluateAsync(Axe);
        // axe is a script itself: without scripts a glance at the width of a telephone is left.
        foreach (var width in !scripts ? all[..1] : TestEnvironment.Whole ? all : [all[0], all[^1]])
            await At(page, name, width);
        await page.SetViewportSizeAsync(all[^1], 800);
    }

    public void FoundNothing() =>
        Assert.True(
            _faults.IsEmpty, $"{_faults.Count} faults on {_looked} pages:\n" + string.Join('\n', _faults.Values.Order(StringComparer.Ordinal)));

    async Task At(IPage page, string name, int width)
    {
        await page.SetViewportSizeAsync(width, 800);
        if (width == all[0])
        {
            await FitsAcross(page, name, width);
            await TextAtTwiceItsSize(page, name, width);
        }
        if (!scripts)
            return;
        foreach (var violation in await page.EvaluateAsync<string[]>(Violations))
            Fault(name, width, violation);
        if (width == all[0] || width == all[^1])
            await Picture(page, $"{name}-{width}");
    }

    async Task FitsAcross(IPage page, string name, int width, string how = "")
    {
        if (await page.EvaluateAsync<string?>(Outside) is { } outside)
            Fault(name, width, $"to scroll sideways{how}, for {outside}");
    }

    /// <summary>WCAG 2.2, 1.4.4. Set as the browser's own setting does it: a style in the page is what our policy refuses.</summary>
    async Task TextAtTwiceItsSize(IPage page, string name, int width)
    {
        await page.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%' }");
        await FitsAcross(page, name, width, " with text at twice its size");
        await Picture(page, $"{name}-{width}-200");
        await page.EvaluateAsync("() => { document.documentElement.style.fontSize = '' }");
    }

    async Task Picture(IPage page, string name)
    {
        if (scripts && TestEnvironment.Whole)
            await page.ScreenshotAsync(new()
            {
                Path = System.IO.Path.Combine(TestEnvironment.Pictures, language == "en" ? $"{name}.png" : $"{name}-{language}.png"),
                FullPage = true
            });
    }

    /// <summary>The same fault at several widths or on several pages is told once a page.</summary>
    void Fault(string name, int width, string what) => _faults.TryAdd($"{name} {what}", $"{name}{(width == 0 ? "" : $" at {width}")}: {what}");
}
