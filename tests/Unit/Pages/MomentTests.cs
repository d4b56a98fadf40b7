using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Tests.Unit.Pages;

public sealed class MomentTests
{
    static readonly TimeZoneInfo Vilnius = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius");
    static readonly Words English = new("en");

    [Theory]
    [InlineData("2026-12-20T22:00:00Z", "the end of 20 December 2026")]
    [InlineData("2026-12-20T22:00:01Z", "21 December 2026, 00:00")]
    [InlineData("2026-12-21T09:30:00Z", "21 December 2026, 11:30")]
    public void A_deadline_at_midnight_is_said_as_the_day_that_ends_then(string at, string said) =>
        Assert.Contains($">{said}<", Shown(new End(English) { At = DateTimeOffset.Parse(at, null), Zone = Vilnius }), StringComparison.Ordinal);

    [Fact]
    public void What_happens_at_midnight_happens_on_the_day_that_begins_then() =>
        Assert.Contains(
            ">21 December 2026, 00:00<",
            Shown(new Moment(English) { At = new(2026, 12, 20, 22, 0, 0, TimeSpan.Zero), Zone = Vilnius }), StringComparison.Ordinal);

    static string Shown(TagHelper helper)
    {
        var output = new TagHelperOutput("rn", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        helper.Process(new TagHelperContext([], new Dictionary<object, object>(), "id"), output);
        using var written = new StringWriter();
        output.WriteTo(written, HtmlEncoder.Default);
        return written.ToString();
    }
}
