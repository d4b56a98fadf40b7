using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Tests.PartnerIdp;

/// <summary>Somebody who works for a fictional organisation.</summary>
/// <param name="Password">The same for all who bring none: this is a demonstration, and the page says so.</param>
public sealed record Person(string Subject, string UserName, string Name, string Email, IReadOnlyList<string> Groups, string? Password)
{
    public const string UsualPassword = "demonstration";

    public bool Knows(string? password) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Password ?? UsualPassword), Encoding.UTF8.GetBytes(password ?? ""));
}

public sealed record Staff(string Organisation, string Name, string? ClientSecret, IReadOnlyList<Person> People);

/// <summary>One fictional organisation's identity provider: its people and its signing key, made anew at each start.</summary>
public sealed class Organisation(Staff staff, string issuer)
{
    readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };

    public string Slug => staff.Organisation;
    public string Name => staff.Name;
    public string Issuer => issuer;
    public IReadOnlyList<Person> People => staff.People;

    /// <summary>Where the gateway signs in with a secret instead of with its key.</summary>
    public string? ClientSecret => staff.ClientSecret;

    public SigningCredentials Signing => new(key, SecurityAlgorithms.EcdsaSha256);

    public object Keys()
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            keys = new[]
            {
                new
                {
                    kty = "EC", crv = "P-256",
                    x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y),
                    kid = key.KeyId, use = "sig", alg = "ES256"
                },
            },
        };
    }

    public static IReadOnlyDictionary<string, Organisation> ReadAll(string folder, string origin) =>
        Directory.EnumerateFiles(folder, "*.json")
            .Select(file => JsonSerializer.Deserialize<Staff>(File.ReadAllText(file), JsonSerializerOptions.Web)!)
            .ToDictionary(s => s.Organisation, s => new Organisation(s, $"{origin}/{s.Organisation}"), StringComparer.Ordinal);
}
