using ReferralNetwork.Chassis.TextInput;

namespace ReferralNetwork.Tests.Unit.TextInput;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Žiburio namai", "Ziburio")]
    [InlineData("Žiburio namai", "ZIBURIO NAMAI")]
    [InlineData("Gümüşçınar derneği", "GÜMÜŞÇINAR")]
    [InlineData("GÜMÜŞÇINAR", "gumuscinar")]
    [InlineData("İstanbul barosu", "istanbul")]
    [InlineData("Łódź, pomoc prawna", "lodz pomoc")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Z\u030Ciburio", "Žiburio")]
    [InlineData("Žiburio\u200B namai", "žiburionamai žiburio", false)]
    [InlineData("Καταφύγιο", "καταφυγιο")]
    [InlineData("Надёжный дом", "надежный")]
    [InlineData("مَأوى", "مأوى")]
    [InlineData("Prieglauda (Vilnius)", "vilnius, prieglauda")]
    [InlineData("Prieglauda", "")]
    [InlineData("Prieglauda", "Kaunas", false)]
    public void Whoever_looks_for_it_finds_it_however_it_is_typed(string text, string typed, bool found = true) =>
        Assert.Equal(found, FoldedText.HoldsEveryWord(text, typed));

    [Fact] // no inline data: the runner would mend it
    public void Half_a_character_is_no_letter() => Assert.Empty(FoldedText.Words("\ud800"));

    [FsCheck.Xunit.Property]
    public bool Folding_once_is_enough(string text) => text is null || FoldedText.For(FoldedText.For(text)) == FoldedText.For(text);
}
