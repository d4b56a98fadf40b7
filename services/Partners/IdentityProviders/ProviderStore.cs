using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.Listings;

namespace ReferralNetwork.Partners.IdentityProviders;

static class ProviderStore
{
    public const string Columns =
        "id, partner_id, display_name, issuer, client_id, client_authentication, client_secret, hosts, role_claim, role_rules, suspended";

    /// <param name="secrets">Null where the secret is nobody's business.</param>
    public static KnownProvider Read(NpgsqlDataReader row, Secrets? secrets) => new(
        row.GetGuid(0), new PartnerId(row.GetGuid(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
        row.IsDBNull(6) ? null : secrets?.Open(row.GetFieldValue<byte[]>(6), row.GetGuid(0)),
        row.GetFieldValue<string[]>(7), row.GetString(8),
        JsonSerializer.Deserialize<List<RoleRule>>(row.GetFieldValue<byte[]>(9), NetworkJson.Options)!, row.GetBoolean(10));

    /// <summary>Writes nothing, and says false, if the issuer is another's.</summary>
    /// <param name="secret">Sealed.</param>
    public static async Task<bool> Insert(this UnitOfWork work, Guid id, ProviderDetails details, byte[]? secret, CancellationToken cancellationToken)
    {
        if (!await work.ClaimIssuer(id, details, cancellationToken))
            return false;
        work.Write($"insert into providers ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, false)", Values(id, details, secret));
        work.RaiseDirectory();
        return true;
    }

    /// <summary>Suspended stays suspended. Writes nothing, and says false, if the issuer is another's.</summary>
    public static async Task<bool> Change(this UnitOfWork work, Guid id, ProviderDetails details, byte[]? secret, CancellationToken cancellationToken)
    {
        if (!await work.ClaimIssuer(id, details, cancellationToken))
            return false;
        work.Write(
            """
            update providers set display_name = $3, issuer = $4, client_id = $5, client_authentication = $6, client_secret = $7, hosts = $8,
                role_claim = $9, role_rules = $10
            where id = $1 and partner_id = $2
            """,
            Values(id, details, secret));
        work.RaiseDirectory();
        return true;
    }

    /// <summary>Whether the issuer is free for this provider: an issuer stays with its first partner for ever, and with one provider at a time.</summary>
    public static Task<bool> IssuerIsFree(this UnitOfWork work, Guid provider, ProviderDetails details, CancellationToken cancellationToken) =>
        work.ReadOne(
            """
            select not exists (select from issuers where issuer = $1 and partner_id <> $2)
               and not exists (select from providers where lower(rtrim(issuer, '/')) = $1 and id <> $3)
            """,
            row => row.GetBoolean(0), cancellationToken, Normal(details.Issuer), details.PartnerId.Value, provider);

    static async Task<bool> ClaimIssuer(this UnitOfWork work, Guid provider, ProviderDetails details, CancellationToken cancellationToken)
    {
        work.Write("insert into issuers (issuer, partner_id) values ($1, $2) on conflict do nothing", Normal(details.Issuer), details.PartnerId.Value);
        return await work.IssuerIsFree(provider, details, cancellationToken);
    }

    // Two spellings of one address are one issuer.
    static string Normal(string issuer) => issuer.TrimEnd('/').ToLowerInvariant();

    static object?[] Values(Guid id, ProviderDetails details, byte[]? secret) =>
    [
        id, details.PartnerId.Value, details.DisplayName, details.Issuer, details.ClientId, details.ClientAuthentication, secret,
        ProviderRules.Hosts(details), details.RoleClaim, UnitOfWork.Json(details.RoleRules),
    ];
}
