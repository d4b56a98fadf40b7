using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.TagHelpers;

/// <summary>A button that sends its form; with <c>href</c> a link that looks like one and goes somewhere.</summary>
[HtmlTargetElement("rn-button")]
public sealed class Button : TagHelper
{
    public string? Kind { get; set; }
    public string? Href { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = Href is null ? "button" : "a";
        output.Attributes.SetAttribute("class", Kind is null ? "govuk-button" : $"govuk-button govuk-button--{Kind}");
        if (Href is null)
            output.Attributes.SetAttribute("type", "submit");
        else
            output.Attributes.SetAttribute("href", Href);
    }
}

/// <summary>
/// What went wrong, at the top: first what is about the whole page, then in page order with a link to each question. It is part
/// of the layout, which is written when the page has been. <c>autofocus</c> gives it the focus without a script.
/// </summary>
[HtmlTargetElement("rn-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummary(Words words) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var fields = Field.On(View);
        var errors = View.ModelState.Where(entry => entry.Value?.Errors.Count > 0)
            .Select(entry => (entry.Value, Place: fields.FindIndex(field => field.Posted.Equals(entry.Key, StringComparison.OrdinalIgnoreCase))))
            .OrderBy(error => error.Place).ToList();
        output.TagName = null;
        if (errors.Count == 0)
            return;

        var lines = errors.SelectMany(error => Lines(error.Value!, error.Place < 0 ? null : fields[error.Place]));
        output.Content.AppendHtml(Element.Create("div", "govuk-error-summary",
            Element.Create("div", null,
                Element.Create("h2", "govuk-error-summary__title", words["form.problem"]),
                Element.Create("div", "govuk-error-summary__body",
                    Element.Create("ul", "govuk-list govuk-error-summary__list", lines)))
                .With("role", "alert"))
            .With("tabindex", "-1").With("autofocus", "autofocus"));
    }

    static IEnumerable<TagBuilder> Lines(ModelStateEntry entry, (string Posted, string Label)? field) => field is var (posted, label)
        ? [Element.Create("li", null, Element.Create("a", null, Field.ErrorOf(entry, label)).With("href", "#" + Field.IdOf(posted)))]
        : entry.Errors.Select(error => Element.Create("li", null, Element.Text(error.ErrorMessage)));
}

/// <summary>The form of a page whose text stays when the language is switched: the language button sends it, and it comes back.</summary>
[HtmlTargetElement("form", Attributes = "id")]
public sealed class MainForm : TagHelper
{
    public const string Id = "main-form";

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (context.AllAttributes["id"].Value.ToString() == Id)
            View.ViewData[Id] = true;
    }
}

/// <summary>
/// The Idempotency-Key of what the form asks for, made when the form is shown: a double click, or Back and send again,
/// carries the same key and creates one thing.
/// </summary>
[HtmlTargetElement("rn-key", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormKey : TagHelper
{
    public Guid Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "input";
        output.TagMode = TagMode.SelfClosing;
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", "Key");
        output.Attributes.SetAttribute("value", Value == Guid.Empty ? Guid.CreateVersion7() : Value);
    }
}
