namespace ReferralNetwork.Staff.Pages;

/// <summary>What every page says beside its own subject: asked once a request, and waited for no longer than a moment.</summary>
public abstract class OnEveryPage<T>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    Task<IReadOnlyList<T>?>? read;

    /// <returns>Null where they could not be read, which is never shown as if there were none.</returns>
    public Task<IReadOnlyList<T>?> Read() => read ??= ReadInTime();

    protected abstract Task<IReadOnlyList<T>?> ReadAll();

    async Task<IReadOnlyList<T>?> ReadInTime()
    {
        try
        {
            return await ReadAll().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
