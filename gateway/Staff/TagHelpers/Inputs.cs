using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.TagHelpers;

/// <summary>One line of text.</summary>
[HtmlTargetElement("rn-input", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InputField(Words words) : Field(words)
{
    public string Type { get; set; } = "text";
    public string? Inputmode { get; set; }

    /// <summary>Characters the box is made for: 4, 10, 20; none is the full width.</summary>
    public int? Width { get; set; }
    public string? Dir { get; set; }

    protected override IHtmlContent Control(string? describedBy) =>
        Element.Create(
            "input", "govuk-input" + (Width is { } width ? $" govuk-input--width-{width}" : "") + (Error is null ? "" : " govuk-input--error"))
            .With("id", Id).With("name", Posted).With("type", Type).With("value", Value).With("inputmode", Inputmode)
            .With("autocomplete", "off").With("spellcheck", "false").With("dir", Dir).With("aria-describedby", describedBy);
}

/// <summary>A file of the reader's own. A form that comes back has lost it: no page can choose one.</summary>
[HtmlTargetElement("rn-file", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FileField(Words words) : Field(words)
{
    /// <summary>Endings and media types that the browser offers first.</summary>
    public string? Accept { get; set; }

    protected override IHtmlContent Control(string? describedBy) =>
        Element.Create("input", Error is null ? "govuk-input" : "govuk-input govuk-input--error")
            .With("id", Id).With("name", Posted).With("type", "file").With("accept", Accept).With("aria-describedby", describedBy);
}

/// <summary>Several lines of text.</summary>
[HtmlTargetElement("rn-textarea", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TextareaField(Words words) : Field(words)
{
    public int Rows { get; set; } = 5;

    protected override IHtmlContent Control(string? describedBy) =>
        Element.Create("textarea", Error is null ? "govuk-textarea" : "govuk-textarea govuk-textarea--error", Value)
            .With("id", Id).With("name", Posted).With("rows", Rows.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .With("dir", "auto").With("autocomplete", "off").With("aria-describedby", describedBy);
}

/// <summary>One of a long list.</summary>
[HtmlTargetElement("rn-select", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SelectField(Words words) : Field(words)
{
    public required IEnumerable<Choice> Choices { get; set; }

    /// <summary>What the empty first choice says; none leaves it out.</summary>
    public string? Empty { get; set; }

    /// <summary>The page begins here: nobody has to go through its menu first.</summary>
    public bool First { get; set; }

    protected override IHtmlContent Control(string? describedBy)
    {
        var stored = WithStored(Choices);
        var choices = Empty is null ? stored : [new Choice("", Empty), .. stored];
        return Element.Create("select", Error is null ? "govuk-select" : "govuk-select govuk-select--error",
                choices.Select(choice => Element.Create("option", null, choice.Label)
                    .With("value", choice.Value).With("selected", choice.Value == Value ? "selected" : null)))
            .With("id", Id).With("name", Posted).With("aria-describedby", describedBy)
            .With("autofocus", First && View.ModelState.IsValid ? "autofocus" : null); // else the summary of what went wrong has it
    }
}

/// <summary>One of a few.</summary>
[HtmlTargetElement("rn-radios", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RadiosField(Words words) : ChoicesField(words, "radio", "radios");

/// <summary>Any of a few.</summary>
[HtmlTargetElement("rn-checkboxes", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CheckboxesField(Words words) : ChoicesField(words, "checkbox", "checkboxes");

public abstract class ChoicesField(Words words, string type, string block) : Field(words)
{
    public required IEnumerable<Choice> Choices { get; set; }
    public bool Small { get; set; }

    const string BesideName = "Lifts";

    protected override bool Group => true;

    protected override IHtmlContent Control(string? describedBy) =>
        Element.Create("div", Small ? $"govuk-{block} govuk-{block}--small" : $"govuk-{block}", WithStored(Choices).SelectMany(Item));

    IEnumerable<TagBuilder> Item(Choice choice, int index)
    {
        // The error summary links to the question's id: the first of its inputs.
        var id = index == 0 ? Id : $"{Id}-{index + 1}";
        var hint = choice.Hint is null ? null : Element.Create("div", $"govuk-hint govuk-{block}__hint", choice.Hint).With("id", $"{id}-item-hint");
        yield return Element.Create("div", $"govuk-{block}__item",
            Element.Create("input", $"govuk-{block}__input").With("type", type).With("id", id).With("name", Posted).With("value", choice.Value)
                .With("checked", Values.Contains(choice.Value, StringComparer.Ordinal) ? "checked" : null)
                .With("aria-describedby", hint is null ? null : $"{id}-item-hint"),
            Element.Create("label", $"govuk-label govuk-{block}__label", choice.Label).With("for", id),
            hint);
        if (choice.Beside is { } beside)
            yield return Beside(beside, $"{id}-beside");
    }

    TagBuilder Beside(Choice choice, string id)
    {
        var typed = View.ModelState.TryGetValue(BesideName, out var entry) ? entry.RawValue as string[] ?? [entry.AttemptedValue ?? ""] : [];
        return Element.Create("div", "govuk-checkboxes__item rn-beside-choice",
            Element.Create("input", "govuk-checkboxes__input")
                .With("type", "checkbox").With("id", id).With("name", BesideName).With("value", choice.Value)
                .With("checked", typed.Contains(choice.Value, StringComparer.Ordinal) ? "checked" : null),
            Element.Create("label", "govuk-label govuk-checkboxes__label", choice.Label).With("for", id));
    }
}

/// <summary>
/// A day as three boxes in the order of the language, since a calendar on an old telephone is no help; binds to
/// <see cref="DateParts"/>.
/// </summary>
[HtmlTargetElement("rn-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateField(Words words) : Field(words)
{
    protected override bool Group => true;

    protected override IHtmlContent Control(string? describedBy)
    {
        var date = Model as DateParts;
        var yearFirst = Words.Culture.DateTimeFormat.ShortDatePattern.StartsWith('y');
        // What an error links to is the first box.
        var day = Part(nameof(DateParts.Day), Words["form.day"], date?.Day, 2, yearFirst ? null : Id);
        var month = Part(nameof(DateParts.Month), Words["form.month"], date?.Month, 2);
        var year = Part(nameof(DateParts.Year), Words["form.year"], date?.Year, 4, yearFirst ? Id : null);
        return yearFirst ? Element.Create("div", "govuk-date-input", year, month, day) : Element.Create("div", "govuk-date-input", day, month, year);
    }

    TagBuilder Part(string part, string label, string? value, int width, string? id = null)
    {
        id ??= IdOf($"{Posted}.{part}");
        return Element.Create("div", "govuk-date-input__item", Element.Create("div", "govuk-form-group",
            Element.Create("label", "govuk-label govuk-date-input__label", label).With("for", id),
            Element.Create("input", $"govuk-input govuk-date-input__input govuk-input--width-{width}" + (Error is null ? "" : " govuk-input--error"))
                .With("id", id).With("name", $"{Posted}.{part}").With("type", "text").With("inputmode", "numeric")
                .With("autocomplete", "off")
                .With("value", View.ModelState.TryGetValue($"{Posted}.{part}", out var typed) ? typed.AttemptedValue : value)));
    }
}

/// <summary>A day as it was typed.</summary>
public sealed record DateParts
{
    public string? Day { get; init; }
    public string? Month { get; init; }
    public string? Year { get; init; }

    public static DateParts From(DateOnly? day) => day is not { } date ? new() : new()
    {
        Day = Number(date.Day),
        Month = Number(date.Month),
        Year = Number(date.Year),
    };

    /// <summary>As it was stored, perhaps only in part.</summary>
    public static DateParts From(string? iso)
    {
        var parts = (iso ?? "").Split('-').Select(part => part.TrimStart('0')).ToArray();
        return new() { Year = parts[0], Month = parts.ElementAtOrDefault(1), Day = parts.ElementAtOrDefault(2) };
    }

    public bool Empty => string.IsNullOrWhiteSpace(Day) && string.IsNullOrWhiteSpace(Month) && string.IsNullOrWhiteSpace(Year);

    /// <summary>False for what is no day of the calendar, 31 February included.</summary>
    public bool TryRead(out DateOnly date)
    {
        date = default;
        if (!Read(Year, out var year) || !Read(Month, out var month) || !Read(Day, out var day) ||
            year is < 1900 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new(year, month, day);
        return true;
    }

    /// <summary>A day of which perhaps only year, or year and month, are known: as ISO 8601 writes it. Null for what is none.</summary>
    public string? TryReadPartly()
    {
        if (TryRead(out var day))
            return day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        if (!string.IsNullOrWhiteSpace(Day) || !(this with { Day = "1", Month = string.IsNullOrWhiteSpace(Month) ? "1" : Month }).TryRead(out day))
            return null;
        return day.ToString(string.IsNullOrWhiteSpace(Month) ? "yyyy" : "yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
    }

    static bool Read(string? text, out int number) =>
        int.TryParse(text?.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);

    static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
