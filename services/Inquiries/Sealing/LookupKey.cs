using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Inquiries.Sealing;

/// <summary>
/// What secrets are looked up by: an HMAC under a key that stands in no database, so that a copy of the tables tells
/// nothing of any token or phrase. At their strength (80 bits and more) a slow hash would only invite overload.
/// </summary>
/// <param name="path">A file with 32 random bytes as base64.</param>
public sealed class LookupKey(string path)
{
    readonly byte[] key = KeyFile.Read(path);

    /// <param name="purpose">So that what is good for one lookup is good for no other.</param>
    public byte[] Hash(string purpose, params ReadOnlySpan<string> parts) =>
        // No part holds a NUL: ids, header values, letters.
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\0{string.Join('\0', parts)}"));
}

static class LookupKeySetup
{
    public static void AddLookupKey(this WebApplicationBuilder builder)
    {
        ServiceHost.Demand(builder.Configuration, "Keys:Lookup");
        builder.Services.AddSingleton(new LookupKey(builder.Configuration["Keys:Lookup"]!));
    }
}
