using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ReferralNetwork.Visitors.Information;

/// <summary>Markdown without HTML, pictures or addresses that act: markup shows as the text it is, the rest is a fault of the file.</summary>
static class SafeMarkdown
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static string Render(string markdown, ICollection<string> faults)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        if (document.Descendants<HeadingBlock>().Any(heading => heading.Level == 1))
            faults.Add("The title is the only heading of the first level.");
        foreach (var link in document.Descendants<AutolinkInline>())
            Check(link.IsEmail ? "mailto:" : link.Url, link);
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (link.IsImage)
                faults.Add($"A picture: {link.Url}. Pages have none.");
            Check(link.Url ?? "", link);
        }
        return document.ToHtml(Pipeline);

        void Check(string url, IMarkdownObject link)
        {
            var ours = url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal);
            if (!ours && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
                faults.Add($"A link to {url}: only https and pages of ours.");
            if (!ours)
                link.GetAttributes().AddProperty("rel", "noreferrer");
        }
    }
}
