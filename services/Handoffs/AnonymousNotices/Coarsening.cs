using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.AnonymousNotices;

/// <summary>How many people a cell of the finest table held in a year.</summary>
public sealed record CountedCell(NoticeCell Cell, int Count);

/// <summary>
/// A cell with few people in it says who they are. What is sent is the finest step of the ladder whose cell held eleven in the year before:
/// region goes first, then nationality, the kind of exploitation, sex; the year stays.
/// </summary>
public static class Coarsening
{
    public const int Least = 11;

    public static NoticeCell Coarsen(NoticeCell finest, IReadOnlyList<CountedCell> yearBefore)
    {
        var ladder = LadderOf(finest);
        return ladder.FirstOrDefault(step => yearBefore.Where(counted => Covers(step, counted.Cell)).Sum(counted => counted.Count) >= Least)
            ?? ladder[^1];
    }

    public static IReadOnlyList<NoticeCell> LadderOf(NoticeCell finest)
    {
        var withoutRegion = finest with { Region = null };
        var withoutNationality = withoutRegion with { Nationality = null };
        var withoutExploitation = withoutNationality with { Exploitation = null };
        return [finest, withoutRegion, withoutNationality, withoutExploitation, withoutExploitation with { Sex = null }];
    }

    /// <summary>Whether somebody of that cell stands in this one too, whatever the year.</summary>
    public static bool Covers(NoticeCell step, NoticeCell cell) =>
        Same(step.Sex, cell.Sex) && Same(step.Nationality, cell.Nationality) && Same(step.Exploitation, cell.Exploitation)
        && Same(step.Region, cell.Region);

    static bool Same(string? dropped, string? said) => dropped is null || string.Equals(dropped, said, StringComparison.Ordinal);
}
