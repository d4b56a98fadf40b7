using ReferralNetwork.Staff.Pages;
using ReferralNetwork.Staff.Services;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Tests.Unit.Hotline;

public sealed class FiguresTests
{
    static readonly DateOnly January = new(2026, 1, 1);
    static readonly DateOnly February = new(2026, 2, 1);

    [Fact]
    public void A_figure_that_is_kept_back_stays_unknown_and_one_that_is_not_there_is_zero()
    {
        var figures = Of([Row(February, 12, ("telephone", null), ("email", 12)), Row(January, 30, ("telephone", 30))]);
        Assert.Equal([January, February], figures.Periods);
        Assert.Equal(["E-mail", "Telephone", "Total"], figures.Lines.Select(line => line.Label));
        Assert.Equal([0, 12], figures.Lines[0].Counts);
        Assert.Equal([30, null], figures.Lines[1].Counts);
        Assert.Equal([30, 12], figures.Lines[2].Counts);
    }

    [Fact]
    public void Of_many_periods_the_last_are_shown() => Assert.Equal([February], Of([Row(January, 30), Row(February, 12)], most: 1).Periods);

    static Figures Of(IReadOnlyList<Published> rows, int most = 12) => Figures.From("channel", rows, most, new Words("en"));

    static Published Row(DateOnly period, long? total, params IEnumerable<(string Value, long? Count)> values) =>
        new(period, total, values.ToDictionary(value => value.Value, value => value.Count, StringComparer.Ordinal));
}
