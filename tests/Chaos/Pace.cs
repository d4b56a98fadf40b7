namespace ReferralNetwork.Tests.Chaos;

/// <summary>Spreads the referrals over the faults, so that each finds some on their way.</summary>
sealed class Pace(int referrals, int faults)
{
    readonly SemaphoreSlim allowed = new((int)((long)referrals / (faults + 1)) + 1);
    int broke;

    public Task Next(CancellationToken cancellationToken) => allowed.WaitAsync(cancellationToken);

    /// <summary>Another fault is over.</summary>
    public void Broke()
    {
        var done = Interlocked.Increment(ref broke);
        var more = (int)((long)referrals * (done + 1) / (faults + 1) - (long)referrals * done / (faults + 1));
        if (more > 0)
            allowed.Release(more);
    }

    public void LetAllGo() => allowed.Release(referrals);
}
