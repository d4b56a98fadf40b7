namespace ReferralNetwork.Tests.Harness;

/// <summary>Waits for a fact, and says what was last seen when it does not come.</summary>
public static class Eventually
{
    public static async Task<T> Get<T>(Func<Task<T>> look, Func<T, bool> until, string what, TimeSpan? within = null, TimeSpan? every = null)
    {
        var end = DateTime.UtcNow + (within ?? TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = await look();
            if (until(seen))
                return seen;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"{what}: last seen {seen}");
            await Task.Delay(every ?? TimeSpan.FromMilliseconds(50));
        }
    }
}
