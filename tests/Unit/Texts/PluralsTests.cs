using System.Globalization;
using ReferralNetwork.Common.Texts;

namespace ReferralNetwork.Tests.Unit.Texts;

/// <summary>The examples that Unicode CLDR gives for its own rules.</summary>
public sealed class PluralsTests
{
    [Theory]
    [InlineData("en", "one", "1")]
    [InlineData("en", "other", "0 2 3 10 100 1000 1.5")]
    [InlineData("lt", "one", "1 21 31 41 51 61 71 81 101 1001")]
    [InlineData("lt", "few", "2 3 4 9 22 29 102 1002")]
    [InlineData("lt", "many", "0.1 0.9 1.1 1.7 10.1")]
    [InlineData("lt", "other", "0 10 11 12 19 20 30 111 1000")]
    [InlineData("ru", "one", "1 21 31 41 51 61 71 81 101 1001")]
    [InlineData("ru", "few", "2 3 4 22 23 24 32 102 1002")]
    [InlineData("ru", "many", "0 5 6 11 12 14 19 20 100 111 1000")]
    [InlineData("ru", "other", "0.5 1.5 10.1")]
    [InlineData("ar", "zero", "0")]
    [InlineData("ar", "one", "1")]
    [InlineData("ar", "two", "2")]
    [InlineData("ar", "few", "3 4 10 103 110 1003")]
    [InlineData("ar", "many", "11 12 26 99 111 1011")]
    [InlineData("ar", "other", "100 101 102 200 202 1000 0.1 1.5")]
    public void A_number_takes_the_category_that_its_language_gives_it(string language, string category, string numbers) =>
        Assert.All(
            numbers.Split(' '),
            number => Assert.Equal(category, Plurals.Category(language, decimal.Parse(number, CultureInfo.InvariantCulture))));
}
