using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.Unit.Texts;
using ReferralNetwork.Visitors.Information;
using ReferralNetwork.Visitors.Pages;
using ReferralNetwork.Visitors.Texts;

namespace ReferralNetwork.Tests.Unit.Visitors;

public sealed class VisitorTextsTests() : TextsOf(Words.Languages, 100, "gateway/Visitors/Pages", "gateway/Visitors/Texts")
{
    [Fact]
    public void Every_text_whose_key_is_made_of_a_code_is_there() => Assert.Empty(
        In("code.topic", Codes.Topics)
            .Concat(In(
                "code.country", Codes.Destinations.Concat(Library.Read().Articles.SelectMany(article => article.Countries)).Append(Library.Home)))
            .Concat(new[] { "deleted", "ended", "away" }.SelectMany(what => In($"told.{what}", ["title", "text", "button"])))
            .Except(Known, StringComparer.Ordinal));

    [Fact]
    public void A_visitor_may_choose_every_topic_that_Inquiries_knows() =>
        Assert.Equal(Codes.Topics.Order(StringComparer.Ordinal), WriteModel.Topics.Order(StringComparer.Ordinal));

    [Fact]
    public void Only_Arabic_is_written_from_right_to_left() =>
        Assert.Equal(["ar"], Words.Languages.All.Select(language => language.Language).Where(language => Words.DirectionOf(language) == "rtl"));

    [Theory]
    [InlineData("lt", 1, "1 žinutė")]
    [InlineData("lt", 3, "3 žinutės")]
    [InlineData("lt", 11, "11 žinučių")]
    [InlineData("lt", 21, "21 žinutė")]
    [InlineData("ru", 1, "1 сообщение")]
    [InlineData("ru", 3, "3 сообщения")]
    [InlineData("ru", 5, "5 сообщений")]
    [InlineData("ru", 11, "11 сообщений")]
    [InlineData("ru", 21, "21 сообщение")]
    [InlineData("ru", 112, "112 сообщений")]
    [InlineData("ar", 1, "رسالة واحدة")]
    [InlineData("ar", 2, "رسالتان")]
    [InlineData("ar", 3, "3 رسائل")]
    [InlineData("ar", 11, "11 رسالة")]
    [InlineData("ar", 100, "100 رسالة")]
    public void Messages_are_counted_as_speakers_count(string language, int count, string said) =>
        Assert.Equal(said, new Words(language).Count("room.messages", count));
}
