using System.Security.Cryptography;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Sealing;

/// <summary>
/// Key pairs (EC P-256) of organisations that bring none of their own: the network keeps the private part, wrapped by the
/// organisation's key. So the operator could open what is sealed to them; an own key is what keeps it from the operator.
/// </summary>
public sealed class Custody(KeyDatabase database, KeyRing keys, TimeProvider clock)
{
    /// <summary>The organisation's public key, made when it is first asked for.</summary>
    public async Task<RecipientKey> PublicKey(Guid partner, CancellationToken cancellationToken)
    {
        if (await Find() is { } known)
            return RecipientKey.Parse(known);
        using var organisation = await keys.Organisation(partner, cancellationToken);
        using var pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var secret = pair.ExportPkcs8PrivateKey();
        await using var insert = database.Command(
            "insert into custodial_keys (partner_id, public_jwk, wrapped_private, made_at) values ($1, $2, $3, $4) on conflict do nothing",
            partner, RecipientKey.From(pair).Jwk, organisation.Seal(secret, OfPair(partner)), clock.GetUtcNow());
        CryptographicOperations.ZeroMemory(secret);
        await insert.ExecuteNonQueryAsync(cancellationToken);
        return RecipientKey.Parse((await Find())!);

        async Task<string?> Find()
        {
            await using var select = database.Command("select public_jwk from custodial_keys where partner_id = $1", partner);
            return (string?)await select.ExecuteScalarAsync(cancellationToken);
        }
    }

    /// <summary>Null where none is kept (any more). The caller disposes of it.</summary>
    public async Task<ECDiffieHellman?> Open(Guid partner, CancellationToken cancellationToken)
    {
        await using var select = database.Command("select wrapped_private from custodial_keys where partner_id = $1", partner);
        if (await select.ExecuteScalarAsync(cancellationToken) is not byte[] wrapped)
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
