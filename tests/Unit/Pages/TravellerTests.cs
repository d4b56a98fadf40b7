using System.Text.Json;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Pages.NewReturn;

namespace ReferralNetwork.Tests.Unit.Pages;

/// <summary>How old a traveller is: as the case says it, or as it is chosen.</summary>
public sealed class TravellerTests
{
    static readonly DateOnly Today = new(2026, 11, 27);

    [Theory]
    [InlineData("2014-11-28", "0-11")]
    [InlineData("2014-11-27", "12-17")]
    [InlineData("2008-11-28", "12-17")]
    [InlineData("2008-11-27", "18-24")]
    [InlineData("2001-11-27", "25-39")]
    [InlineData("1986-11-27", "40-59")]
    [InlineData("1966-11-27", "60+")]
    [InlineData("2008", "12-17")] // to the end of the year they may be a child
    [InlineData("2008-11", "12-17")]
    [InlineData("2008-10", "18-24")]
    [InlineData("2008-02-29", "18-24")]
    public void An_age_band_is_read_from_a_birth_date_and_of_what_is_known_in_part_the_youngest_counts(string birth, string band) =>
        Assert.Equal(band, Traveller.BandOf(birth, Today));

    [Fact]
    public void A_child_whose_birth_date_nobody_knows_can_be_chosen_to_be_no_adult()
    {
        Assert.Equal(["0-11", "12-17"], Somebody(child: true).Bands);
        Assert.Contains("25-39", Somebody(child: false).Bands);
    }

    static Traveller Somebody(bool child) => new(
        new(Guid.NewGuid(), "AB12", 1, default, default, Guid.NewGuid(), new Dictionary<string, JsonElement>(StringComparer.Ordinal),
            new(child, !child, null, null, null)), ReadBand: null, ChosenBand: null);
}
