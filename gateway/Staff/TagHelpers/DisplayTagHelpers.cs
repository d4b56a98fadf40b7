using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.TagHelpers;

/// <summary>The four states of a task.</summary>
public enum TaskState { CannotStartYet, NotStarted, InProgress, Completed }

[HtmlTargetElement("rn-tasks")]
public sealed class TaskList : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ul";
        output.Attributes.SetAttribute("class", "govuk-task-list");
    }
}

/// <summary>One row of a task list; the whole row is the link.</summary>
[HtmlTargetElement("rn-task", ParentTag = "rn-tasks", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TaskRow(Words words) : TagHelper
{
    public required string Name { get; set; }
    public required string Href { get; set; }
    public TaskState State { get; set; }
    public string? Hint { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = $"task-{context.UniqueId}";
        var open = State != TaskState.CannotStartYet;
        var name = open
            ? Element.Create("a", "govuk-link govuk-task-list__link", Name).With("href", Href).With("aria-describedby", $"{id}-state")
            : Element.Create("div", null, Name);
        var state = words[$"task.{State}"];

        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", open ? "govuk-task-list__item govuk-task-list__item--with-link" : "govuk-task-list__item");
        output.Content.AppendHtml(Element.Create("div", "govuk-task-list__name-and-hint",
            name, Hint is null ? null : Element.Create("div", "govuk-task-list__hint", Hint)));
        output.Content.AppendHtml(Element.Create(
            "div", open ? "govuk-task-list__status" : "govuk-task-list__status govuk-task-list__status--cannot-start-yet",
            State switch
            {
                TaskState.NotStarted => Element.Create("strong", "govuk-tag", state),
                TaskState.InProgress => Element.Create("strong", "govuk-tag govuk-tag--yellow", state),
                _ => Element.Text(state),
            }).With("id", $"{id}-state"));
    }
}

[HtmlTargetElement("rn-facts")]
public sealed class SummaryList : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "govuk-summary-list");
    }
}

/// <summary>One line of a summary list, with a link that changes it where there is one.</summary>
[HtmlTargetElement("rn-fact", ParentTag = "rn-facts")]
public sealed class SummaryRow(Words words) : TagHelper
{
    public required string Name { get; set; }
    public string? ChangeHref { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var value = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "govuk-summary-list__row");
        output.Content.AppendHtml(Element.Create("dt", "govuk-summary-list__key", Name));
        output.Content.AppendHtml(Element.Create("dd", "govuk-summary-list__value", value));
        if (ChangeHref is not null)
            output.Content.AppendHtml(Element.Create("dd", "govuk-summary-list__actions",
                Element.Create("a", "govuk-link", Element.Text(words["form.change"]),
                    Element.Create("span", "govuk-visually-hidden", " " + Name)).With("href", ChangeHref)));
    }
}

[HtmlTargetElement("rn-tag")]
public sealed class Tag : TagHelper
{
    /// <summary>Blue unless said; never the only thing that tells two states apart.</summary>
    public string? Colour { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "strong";
        output.Attributes.SetAttribute("class", Colour is null ? "govuk-tag" : $"govuk-tag govuk-tag--{Colour}");
    }
}

/// <summary>Something that the page must say first: what has just been done, or what stands in the way.</summary>
[HtmlTargetElement("rn-banner")]
public sealed class Banner(Words words) : TagHelper
{
    public bool Success { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class",
            Success ? "govuk-notification-banner govuk-notification-banner--success" : "govuk-notification-banner");
        output.Attributes.SetAttribute("role", Success ? "alert" : "region");
        output.Attributes.SetAttribute("aria-labelledby", "banner-title");
        output.Content.AppendHtml(Element.Create("div", "govuk-notification-banner__header",
            Element.Create("h2", "govuk-notification-banner__title", words[Success ? "banner.success" : "banner.important"])
                .With("id", "banner-title")));
        output.Content.AppendHtml(Element.Create("div", "govuk-notification-banner__content", content));
    }
}

[HtmlTargetElement("rn-timeline")]
public sealed class Timeline : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.Attributes.SetAttribute("class", "rn-timeline");
    }
}

/// <summary>One thing that happened: what, who, when, and on which of the two tracks.</summary>
[HtmlTargetElement("rn-event", ParentTag = "rn-timeline")]
public sealed class TimelineRow(Words words) : TagHelper
{
    public required string What { get; set; }
    public required string Who { get; set; }
    public DateTimeOffset At { get; set; }
    public required TimeZoneInfo Zone { get; set; }

    /// <summary><c>evidence</c>: what happened to the message; <c>business</c>: what was decided.</summary>
    public required string Track { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var more = await output.GetChildContentAsync();
        output.TagName = "li";
        output.Attributes.SetAttribute("class", $"rn-timeline__item rn-timeline__item--{Track}");
        output.Content.AppendHtml(Element.Create("p", "rn-timeline__what", What));
        output.Content.AppendHtml(Element.Create("p", "rn-timeline__facts",
            Element.Text(words[$"track.{Track}"] + " · " + Who + " · "), Moment.Local(At, Zone, words)));
        output.Content.AppendHtml(more);
    }
}

/// <summary>A moment in the reader's own time.</summary>
[HtmlTargetElement("rn-when", TagStructure = TagStructure.WithoutEndTag)]
public class Moment(Words words) : TagHelper
{
    public DateTimeOffset At { get; set; }
    public required TimeZoneInfo Zone { get; set; }

    /// <summary>Shows UTC beside it, where two countries must mean the same hour.</summary>
    public bool Utc { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.AppendHtml(Say());
        if (Utc)
            output.Content.AppendHtml(Element.Create("span", "rn-when__utc", words.With("format.utc", ("moment", words.Moment(At.UtcDateTime)))));
    }

    private protected Words Words => words;

    private protected virtual IHtmlContent Say() => Local(At, Zone, words);

    internal static IHtmlContent Local(DateTimeOffset at, TimeZoneInfo zone, Words words) =>
        Element.Create("time", null, words.Moment(TimeZoneInfo.ConvertTime(at, zone).DateTime))
            .With("datetime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>Until when: the day that ends then, or a moment within a day.</summary>
[HtmlTargetElement("rn-until", TagStructure = TagStructure.WithoutEndTag)]
public sealed class End(Words words) : Moment(words)
{
    private protected override IHtmlContent Say()
    {
        var day = Zones.DayOf(At.AddTicks(-1), Zone);
        return Zones.EndOf(day, Zone) == At
            ? Element.Create("time", null, Words.With("format.endOf", ("day", Words.Day(day))))
                .With("datetime", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            : base.Say();
    }
}
