using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Tests.Harness;

/// <summary>The gateway's part in tests of services: a key of its own, and tokens minted with it.</summary>
public sealed class TestGateway : IDisposable
{
    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway");

    readonly string issuer;

    /// <param name="issuer">Of the staff's door, or of another.</param>
    public TestGateway(string issuer = InwardToken.Issuer)
    {
        this.issuer = issuer;
        PublicKeyFile = Path.Combine(folder.FullName, "gateway.pub.pem");
        File.WriteAllText(PublicKeyFile, key.ExportSubjectPublicKeyInfoPem());
        LookupKeyFile = Path.Combine(folder.FullName, "lookup.key");
        File.WriteAllText(LookupKeyFile, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    /// <summary>For Trust__GatewayKeys.</summary>
    public string PublicKeyFile { get; }

    /// <summary>For Keys__Lookup of the service.</summary>
    public string LookupKeyFile { get; }

    /// <param name="expiresIn">Negative for a token that has expired.</param>
    public string Token(string audience, Guid actor, Guid partner, IEnumerable<string> roles, TimeSpan? expiresIn = null, ECDsa? signedWith = null) =>
        Mint(audience, expiresIn, signedWith, new(StringComparer.Ordinal)
        {
            [InwardToken.Subject] = actor.ToString(),
            [InwardToken.Partner] = partner.ToString(),
            [InwardToken.Roles] = roles.ToArray(),
        });

    /// <summary>Names nobody, as the visitors' door mints them.</summary>
    public string Token(string audience) => Mint(audience, expiresIn: null, signedWith: null, []);

    string Mint(string audience, TimeSpan? expiresIn, ECDsa? signedWith, Dictionary<string, object> claims) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            TokenType = InwardToken.Type,
            Expires = DateTime.UtcNow + (expiresIn ?? InwardToken.Lifetime),
            IssuedAt = DateTime.UtcNow - TimeSpan.FromMinutes(10),
            Claims = claims,
            SigningCredentials = new SigningCredentials(PemKeys.WithThumbprint(signedWith ?? key), SecurityAlgorithms.EcdsaSha256),
        });

    /// <summary>A client of a service as this person.</summary>
    public HttpClient Client(Uri address, string audience, Guid actor, Guid partner, params string[] roles)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(audience, actor, partner, roles));
        return client;
    }

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }
}
