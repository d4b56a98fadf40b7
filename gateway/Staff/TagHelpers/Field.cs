using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.TagHelpers;

/// <summary>What one may choose.</summary>
/// <param name="Beside">A box of its own beside this one, whose answers are posted as <c>Lifts</c>.</param>
public sealed record Choice(string Value, string Label, string? Hint = null, Choice? Beside = null);

/// <summary>
/// A question with its label, hint and error, tied together for those who do not see them. The value shown is what was
/// typed, if a form comes back, else the model's.
/// </summary>
public abstract class Field(Words words) : TagHelper
{
    /// <summary>What the answer binds to; or <see cref="Name"/> and <see cref="Given"/> where the questions are data.</summary>
    public ModelExpression? For { get; set; }
    public string? Name { get; set; }
    public object? Given { get; set; }
    public required string Label { get; set; }
    public string? Hint { get; set; }

    /// <summary>The label is the page's heading: one thing a page.</summary>
    public bool Heading { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext View { get; set; } = null!;

    protected Words Words => words;
    protected string Posted => Name ?? For!.Name;
    protected string Id => IdOf(Posted);
    protected object? Model => For is null ? Given : For.Model;

    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "-");

    protected string? Error => View.ModelState.TryGetValue(Posted, out var entry) && entry.Errors.Count > 0 ? ErrorOf(entry, Label) : null;

    /// <summary>What to do, where it says so about any question: about this one.</summary>
    public static string ErrorOf(ModelStateEntry entry, string label) =>
        entry.Errors[0].ErrorMessage.Replace("{field}", label, StringComparison.Ordinal);

    /// <summary>The questions of the page by what they post, with their labels, in the order in which they stand on it.</summary>
    public static List<(string Posted, string Label)> On(ViewContext view)
    {
        if (view.HttpContext.Items[typeof(Field)] is not List<(string, string)> fields)
            view.HttpContext.Items[typeof(Field)] = fields = [];
        return fields;
    }

    protected IReadOnlyList<string> Values =>
        View.ModelState.TryGetValue(Posted, out var entry) && entry.RawValue is not null
            ? entry.RawValue as string[] ?? [entry.AttemptedValue ?? ""]
            : Model switch
            {
                null => [],
                string one => [one],
                IEnumerable<string> many => [.. many],
                var other => [Convert.ToString(other, words.Culture) ?? ""]
            };

    /// <summary>What may be chosen, and with it what is stored: an edit drops no code that the list does not offer.</summary>
    protected IEnumerable<Choice> WithStored(IEnumerable<Choice> choices)
    {
        var offered = choices.ToList();
        var stored = Model switch { string one => [one], IEnumerable<string> many => many, _ => Enumerable.Empty<string>() };
        return offered.Concat(
            stored.Where(code => code.Length > 0 && offered.TrueForAll(choice => choice.Value != code)).Distinct(StringComparer.Ordinal)
                .Select(code => new Choice(code, code)));
    }

    protected string Value => Values.Count > 0 ? Values[0] : "";

    protected abstract IHtmlContent Control(string? describedBy);

    /// <summary>Several inputs under one question stand in a fieldset, whose legend asks it.</summary>
    protected virtual bool Group => false;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        On(View).Add((Posted, Label));
        var describedBy = string.Join(' ', new[] { Hint is null ? null : $"{Id}-hint", Error is null ? null : $"{Id}-error" }.OfType<string>());
        var described = describedBy.Length == 0 ? null : describedBy;
        var hint = Hint is null ? null : Element.Create("div", "govuk-hint", Hint).With("id", $"{Id}-hint");
        var error = Error is null ? null : Element.Create("p", "govuk-error-message",
            Element.Create("span", "govuk-visually-hidden", words["form.error"] + " "), Element.Text(Error)).With("id", $"{Id}-error");

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Error is null ? "govuk-form-group" : "govuk-form-group govuk-form-group--error");
        if (Group)
            output.Content.AppendHtml(
                Element.Create("fieldset", "govuk-fieldset", Legend(), hint, error, Control(described))
                    .With("aria-describedby", described));
        else
            foreach (var part in new[] { LabelTag(), hint, error, Control(described) })
                if (part is not null)
                    output.Content.AppendHtml(part);
    }

    TagBuilder LabelTag()
    {
        var label = Element.Create("label", Heading ? "govuk-label govuk-label--l" : "govuk-label govuk-label--s", Label).With("for", Id);
        return Heading ? Element.Create("h1", "govuk-label-wrapper", label) : label;
    }

    TagBuilder Legend() => Heading
        ? Element.Create("legend", "govuk-fieldset__legend govuk-fieldset__legend--l", Element.Create("h1", "govuk-fieldset__heading", Label))
        : Element.Create("legend", "govuk-fieldset__legend govuk-fieldset__legend--s", Label);
}
