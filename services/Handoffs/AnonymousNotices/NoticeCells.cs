using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.AnonymousNotices;

/// <summary>
/// How many notices were sent, by the finest cell and the year of sending, and which refusals were used. A year that is over grows no more: however
/// often it is asked, a cell gives the same answer until the next year. Neither holds a moment, an order or an id that leads to a
/// notice or a person.
/// </summary>
static class NoticeCells
{
    sealed record Row(string? Sex, string? Nationality, string? Exploitation, string? Region, int Year, int Count);

    public static async Task<IReadOnlyList<CountedCell>> YearBefore(UnitOfWork work, CancellationToken cancellationToken) =>
        (await work.Read<Row>(
            "select sex, nationality, exploitation, region, year, count from notice_cells where year = @before",
            new { before = work.Now.UtcDateTime.Year - 1 }, cancellationToken))
        .ConvertAll(row => new CountedCell(new(row.Sex, row.Nationality, row.Exploitation, row.Region, row.Year), row.Count));

    public static void Count(UnitOfWork work, NoticeCell finest) => work.Write(
        """
        insert into notice_cells as c (year, sex, nationality, exploitation, region, count)
        values (@year, @sex, @nationality, @exploitation, @region, 1)
        on conflict (year, sex, nationality, exploitation, region) do update set count = c.count + 1
        """,
        finest with { Year = work.Now.UtcDateTime.Year });

    /// <summary>Of the same refusal the second waits here for the first, and finds it.</summary>
    public static async Task<bool> UseOnce(UnitOfWork work, LookupKey hashes, Guid basis, CancellationToken cancellationToken) =>
        (await work.Read<bool>(
            "insert into used_notice_bases (basis_hash) values (@hash) on conflict do nothing returning true",
            new { hash = hashes.Hash("notice-basis", basis.ToString()) }, cancellationToken)).Count > 0;
}
