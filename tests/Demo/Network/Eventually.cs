namespace ReferralNetwork.Tests.Demo.Network;

/// <summary>Waiting on facts: what crosses services shows a moment later.</summary>
public static class Eventually
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Looks until it is as wanted or patience ends, and answers with what was seen last.</summary>
    public static async Task<T> See<T>(Func<Task<T>> look, Func<T, bool> wanted, TimeSpan patience)
    {
        using var pause = new PeriodicTimer(Pause);
        var until = TimeProvider.System.GetTimestamp();
        T seen;
        while (!wanted(seen = await look()) && TimeProvider.System.GetElapsedTime(until) < patience)
            await pause.WaitForNextTickAsync();
        return seen;
    }
}
