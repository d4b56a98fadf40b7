using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace ReferralNetwork.Staff.TagHelpers;

/// <summary>Short ways to build HTML whose text is encoded when it is written.</summary>
static class Element
{
    public static TagBuilder Create(string name, string? css = null, params IEnumerable<IHtmlContent?> content)
    {
        var tag = new TagBuilder(name);
        if (name is "input")
            tag.TagRenderMode = TagRenderMode.SelfClosing;
        foreach (var part in content)
            if (part is not null)
                tag.InnerHtml.AppendHtml(part);
        return tag.With("class", css);
    }

    public static TagBuilder Create(string name, string? css, string? text) => Create(name, css, Text(text));

    public static IHtmlContent? Text(string? text) => text is null ? null : new HtmlContentBuilder().Append(text);

    /// <summary>Sets an attribute; null leaves it out.</summary>
    public static TagBuilder With(this TagBuilder tag, string name, string? value)
    {
        if (value is not null)
            tag.Attributes[name] = value;
        return tag;
    }
}
