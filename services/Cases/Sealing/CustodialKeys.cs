using System.Security.Cryptography;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Sealing;

/// <summary>
/// Key pairs (EC P-256) of organisations that bring none of their own: the network keeps the private part, wrapped by the
/// organisation's key. So the operator could open what is sealed to them; an own key is what keeps it from the operator.
/// </summary>
public sealed class CustodialKeys(KeyDatabase database, KeyRing keys, TimeProvider clock)
{
    /// <summary>The organisation's public key, made when it is first asked for.</summary>
    public async Task<RecipientKey> PublicKey(Guid partner, CancellationToken cancellationToken)
    {
        if (await Find() is { } known)
            return RecipientKey.Parse(known);
        using var organisation = await keys.Organisation(partner, cancellationToken);
        using var pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var secret = pair.ExportPkcs8PrivateKey();
        var wrapped = organisation.Seal(secret, OfPair(partner));
        CryptographicOperations.ZeroMemory(secret);
        await database.Source.Run(
            "insert into custodial_keys (partner_id, public_jwk, wrapped_private, made_at) values (@partner, @jwk, @wrapped, @now) on conflict do nothing",
            new { partner, RecipientKey.From(pair).Jwk, wrapped, now = clock.GetUtcNow() }, cancellationToken);
        return RecipientKey.Parse((await Find())!);

        Task<string?> Find() => database.Source.ReadOne<string>(
            "select public_jwk from custodial_keys where partner_id = @partner", new { partner }, cancellationToken);
    }

    /// <summary>Null where none is kept (any more). The caller disposes of it.</summary>
    public async Task<ECDiffieHellman?> Open(Guid partner, CancellationToken cancellationToken)
    {
        var wrapped = await database.Source.ReadOne<byte[]>(
            "select wrapped_private from custodial_keys where partner_id = @partner", new { partner }, cancellationToken);
        if (wrapped is null)
            return null;
        using var organisation = await keys.Organisation(partner, cancellationToken);
        var secret = organisation.Open(wrapped, OfPair(partner));
        try
        {
            var pair = ECDiffieHellman.Create();
            pair.ImportPkcs8PrivateKey(secret, out _);
            return pair;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    static Binding OfPair(Guid partner) => Binding.Key("Custodial", partner, partner);
}
