namespace ReferralNetwork.Tests.Demo.Playing;

public static class Demonstration
{
    public static Task<int> Play(Settings settings)
    {
        _ = settings;
        return Task.FromResult(0);
    }
}
