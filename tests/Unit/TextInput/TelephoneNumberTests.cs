using ReferralNetwork.Chassis.TextInput;

namespace ReferralNetwork.Tests.Unit.TextInput;

public sealed class TelephoneNumberTests
{
    [Theory]
    [InlineData("+370 612 34567", null, "+37061234567")]
    [InlineData("+37061234567", "TR", "+37061234567")]
    [InlineData("00370-612-34567", null, "+37061234567")]
    [InlineData("861234567", "LT", "+37061234567")]
    [InlineData("0 612 34567", "LT", "+37061234567")]
    [InlineData("0531 900 41 90", "TR", "+905319004190")]
    [InlineData("٠٥٣١ ٩٠٠ ٤١ ٩٠", "TR", "+905319004190")]
    [InlineData("\u202A+370 612 34567\u202C\u200B", null, "+37061234567")]
    public void A_number_is_read_as_people_write_it(string typed, string? region, string kept) =>
        Assert.Equal(kept, TelephoneNumber.Read(typed, region));

    [Theory]
    [InlineData("861234567", null)]
    [InlineData("861234567", "XA")] // a fictional jurisdiction has no numbers
    [InlineData("+370 612 345", "LT")]
    [InlineData("+370 612 34567 ext. 3", "LT")]
    [InlineData("+999 612 34567", "LT")]
    [InlineData("Vilniaus g. 1", "LT")]
    [InlineData("\u200B", "LT")]
    public void What_can_be_no_number_or_has_no_country_is_none(string typed, string? region) => Assert.Null(TelephoneNumber.Read(typed, region));

    [Theory]
    [InlineData("+370 (612) 34-567", true)]
    [InlineData("8/612.34567", true)]
    [InlineData("Vilniaus g. 1", false)]
    [InlineData("ona@example.org", false)]
    [InlineData("()", false)]
    public void An_address_in_words_is_no_number(string typed, bool meant) => Assert.Equal(meant, TelephoneNumber.IsMeant(typed));
}
