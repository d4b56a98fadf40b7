using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Tests.Unit.Timing;

public sealed class StrictTimeTests
{
    sealed record Body(DateTimeOffset? At = null, DateOnly? On = null, Until? End = null);

    [Theory]
    [InlineData("2026-12-01T09:00:00+02:00", "2026-12-01T07:00:00Z")]
    [InlineData("2026-12-01T09:00:00.1234567Z", "2026-12-01T09:00:00.1234567Z")]
    public void A_moment_with_its_offset_is_read(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, null), Read($$"""{"at":"{{text}}"}""").At);

    [Theory]
    [InlineData("at", "2026-12-01T09:00:00")]
    [InlineData("at", "2026-12-01T09:00")]
    [InlineData("at", "2026-12-01")]
    [InlineData("at", "0001-01-01T00:00:00Z")]
    [InlineData("at", "9999-12-31T00:00:00Z")]
    [InlineData("at", "1899-12-31T00:00:00Z")]
    [InlineData("at", "2200-01-01T00:00:00Z")]
    [InlineData("at", "2026-02-30T00:00:00Z")]
    [InlineData("at", "tomorrow")]
    [InlineData("at", "")]
    [InlineData("on", "2026-02-30")]
    [InlineData("on", "0001-01-01")]
    [InlineData("on", "2200-01-01")]
    [InlineData("on", "2026-12-01T00:00:00Z")]
    [InlineData("end", "2026-12-01T00:00:00")]
    [InlineData("end", "2026-02-30")]
    [InlineData("end", "9999-12-31")]
    [InlineData("end", "")]
    public void What_is_no_moment_or_may_be_several_is_refused_at_its_member(string member, string text)
    {
        var refused = Assert.Throws<MemberException>(() => Read($$"""{"{{member}}":"{{text}}"}"""));
        Assert.Equal($"$.{member}", refused.Path);
    }

    [Theory]
    [InlineData("2026-12-01", "2026-12-01T22:00:00Z")]
    [InlineData("2026-12-01T09:00:00Z", "2026-12-01T09:00:00Z")]
    public void A_day_alone_counts_to_its_end_in_the_organisations_zone(string text, string end) =>
        Assert.Equal(
            DateTimeOffset.Parse(end, null), Read($$"""{"end":"{{text}}"}""").End!.In(TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius")));

    [Fact]
    public void What_is_written_is_read_back()
    {
        var body = new Body(new(2026, 12, 1, 9, 0, 0, 123, TimeSpan.FromHours(2)), new(2026, 12, 1), new(new(2026, 12, 1), default));
        Assert.Equal(body, Read(JsonSerializer.Serialize(body, NetworkJson.Options)));
    }

    static Body Read(string json) => JsonSerializer.Deserialize<Body>(json, NetworkJson.Options)!;
}
