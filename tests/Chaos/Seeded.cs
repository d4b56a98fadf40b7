using System.Security.Cryptography;

namespace ReferralNetwork.Tests.Chaos;

static class Seeded
{
    /// <summary>The same for the same seed and number, on every machine; unlike for neighbours.</summary>
    public static Random Random(int seed, int number) =>
        new(BitConverter.ToInt32(SHA256.HashData(BitConverter.GetBytes(((long)seed << 32) | (uint)number))));
}
