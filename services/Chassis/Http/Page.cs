namespace ReferralNetwork.Chassis.Http;

/// <summary>A page of a list, and how long the whole list is.</summary>
public static class Page
{
    /// <summary>Lines of a page. A query asks for one more, which tells that there is a next page.</summary>
    public const int Size = 50;

    /// <summary>Beyond so many a long list says that there are more: counting them all would take longer than making the page.</summary>
    public const int MostCounted = 1000;

    /// <param name="cursor">What the page after this row is asked for with.</param>
    public static Answer Of<TRow>(IReadOnlyList<TRow> rows, long total, Func<TRow, object> item, Func<TRow, object> cursor) =>
        Answers.Found(new { items = rows.Take(Size).Select(item).ToList(), next = rows.Count > Size ? cursor(rows[Size - 1]) : null, total });
}
