using ReferralNetwork.Cases.CaseFiles;

namespace ReferralNetwork.Tests.Unit.Cases;

public sealed class NameCheckTests
{
    static readonly string[] Names = ["Žydrė", "Akmenskalnytė-Ū", "1991-04-02", "Ax"];

    [Theory]
    [InlineData("they keep zydre in the cellar")]
    [InlineData("Žydrės lova")]
    [InlineData("AKMENSKALNYTEI")]
    public void A_name_is_found_without_its_accents_and_with_another_ending(string text) => Assert.True(NameCheck.IsNamed(Names, text));

    [Theory]
    [InlineData("the yard behind the bakery, every Tuesday in 1991")]
    [InlineData("axle grease on both doors")]
    [InlineData("")]
    public void Dates_short_names_and_other_words_are_none(string text) => Assert.False(NameCheck.IsNamed(Names, text));
}
