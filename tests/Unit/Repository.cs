namespace ReferralNetwork.Tests.Unit;

/// <summary>The checkout that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Referral.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Referral.sln is not above the tests."));
}
