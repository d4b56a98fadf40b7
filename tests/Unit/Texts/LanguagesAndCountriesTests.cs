using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Tests.Unit.Texts;

/// <summary>What is stored survives an edit: it is shown by a name, and that name is read as the same code.</summary>
public sealed class LanguagesAndCountriesTests
{
    [Fact]
    public void Every_country_that_Cases_takes_is_found_by_the_name_that_the_form_shows_for_it()
    {
        var lost = from catalogue in Words.Languages.All
                   from code in IsoCountries.All.Append(FieldRules.Stateless)
                   let shown = new Words(catalogue.Language).Country(code)
                   where (Countries.Find(shown) ?? "") != code
                       || shown.Contains(',', StringComparison.Ordinal) || shown.Contains(';', StringComparison.Ordinal)
                   select $"{catalogue.Language} {code} {shown} {Countries.Find(shown)}";
        Assert.Empty(lost);
    }

    [Fact]
    public void Every_language_that_Cases_takes_is_offered_in_each_language_and_none_twice()
    {
        foreach (var catalogue in Words.Languages.All)
        {
            var offered = new Words(catalogue.Language).SpokenLanguages;
            Assert.Equal(IsoLanguages.All.Order(StringComparer.Ordinal), offered.Select(language => language.Code).Order(StringComparer.Ordinal));
            Assert.True(offered.Count(language => language.Name != language.Code) > 300, catalogue.Language);
        }
        Assert.Empty(Codes.Languages.Except(IsoLanguages.All));
    }

    [Theory]
    [InlineData("en", "vi", "Vietnamese")]
    [InlineData("lt", "vi", "vietnamiečių")]
    [InlineData("en", "rom", "Romany")]
    [InlineData("lt", "ti", "tigrajų")]
    public void A_language_is_called_as_its_speakers_neighbours_call_it(string language, string code, string name) =>
        Assert.Equal(name, new Words(language).SpokenLanguage(code));
}
