namespace ReferralNetwork.Staff.Pages;

/// <summary>
/// The stays of the reader's shelter about which something is to be said now: every page says how many there are. Asked once a request.
/// </summary>
public sealed class StaysDue(StaffContext context, PlacementsClient placements, TimeProvider time)
{
    const string Missing = "Missing", Away = "Away";

    /// <summary>A page does not wait longer for what it says beside its own subject.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    Task<Due?>? read;

    /// <param name="More">There is a second page, and all of the first is due.</param>
    public sealed record Due(int Count, bool More);

    /// <summary>Somebody is missed, or was to be back or to leave before now.</summary>
    public static bool IsDue(StayLine stay, DateTimeOffset now) => stay.State == Missing || stay.DueAt <= now;

    /// <summary>
    /// By what is to be done next: who did not come in time; who is missed, children first; who was to be back; who was to leave; then the others.
    /// </summary>
    public static IReadOnlyList<StayLine> InOrder(IEnumerable<StayLine> stays, DateTimeOffset now) =>
    [
        .. stays.OrderBy(stay => Rank(stay, now)).ThenBy(stay => stay.DueAt ?? DateTimeOffset.MaxValue),
    ];

    static int Rank(StayLine stay, DateTimeOffset now) =>
        stay.ToDo == "ring" ? 0
        : stay.State == Missing ? stay.WithChild ? 1 : 2
        : !IsDue(stay, now) ? 5
        : stay.State == Away ? 3 : 4;

    /// <returns>Null where they could not be read, which is never shown as if there were none.</returns>
    public Task<Due?> Read() => read ??= ReadPage();

    async Task<Due?> ReadPage()
    {
        if (!PlacesToCount.Concerns(context.Me))
            return new(0, More: false);
        try
        {
            if ((await placements.Stays(open: true, cursor: null).WaitAsync(Patience)).Body is not { Items: { } stays } page)
                return null;
            var due = stays.Count(stay => IsDue(stay, time.GetUtcNow()));
            return new(due, More: page.Next is not null && due == stays.Count);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
