using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>What of the reader's lists for police and authorities is a danger or overdue: every page says how many. Asked once a request.</summary>
public sealed class HandoffAlarms(StaffContext context, HandoffsClient handoffs)
{
    /// <summary>A page does not wait longer for what it says beside its own subject.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    Task<IReadOnlyList<Alarm>?>? read;

    /// <returns>Null where they could not be read, which is never shown as if there were none.</returns>
    public Task<IReadOnlyList<Alarm>?> Read() => read ??= ReadAll();

    async Task<IReadOnlyList<Alarm>?> ReadAll()
    {
        if (HandoffParts.For(context.Me).Count == 0)
            return [];
        try
        {
            return (await handoffs.Alarms().WaitAsync(Patience)).Body?.Items;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
