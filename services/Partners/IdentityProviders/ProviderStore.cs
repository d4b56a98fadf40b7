using System.Text.Json;
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

    /// <summary>Writes nothing, and says false, if the issuer is another's.</summary>
    /// <param name="secret">Sealed.</param>
    public static async Task<bool> Insert(this UnitOfWork work, Guid id, ProviderDetails details, byte[]? secret, CancellationToken cancellationToken)
    {
        if (!await work.ClaimIssuer(id, details, cancellationToken))
            return false;
        work.Write(
            $"""
            insert into providers ({Columns})
            values (@id, @partnerId, @displayName, @issuer, @clientId, @clientAuthentication, @secret, @hosts, @roleClaim, @roleRules, false)
            """,
            Values(id, details, secret));
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
            update providers set display_name = @displayName, issuer = @issuer, client_id = @clientId,
                client_authentication = @clientAuthentication, client_secret = @secret, hosts = @hosts, role_claim = @roleClaim,
                role_rules = @roleRules
            where id = @id and partner_id = @partnerId
            """,
            Values(id, details, secret));
        work.RaiseDirectory();
        return true;
    }

    /// <summary>
    /// Whether the issuer is free for this provider: an issuer stays with its first partner for ever, and with one provider at a time.
    /// </summary>
    public static Task<bool> IssuerIsFree(this UnitOfWork work, Guid provider, ProviderDetails details, CancellationToken cancellationToken) =>
        work.ReadOne<bool>(
            """
            select not exists (select from issuers where issuer = @issuer and partner_id <> @partnerId)
               and not exists (select from providers where lower(rtrim(issuer, '/')) = @issuer and id <> @provider)
            """,
            new { issuer = Normal(details.Issuer), details.PartnerId, provider }, cancellationToken);

    static async Task<bool> ClaimIssuer(this UnitOfWork work, Guid provider, ProviderDetails details, CancellationToken cancellationToken)
    {
        work.Write(
            "insert into issuers (issuer, partner_id) values (@issuer, @partnerId) on conflict do nothing",
            new { issuer = Normal(details.Issuer), details.PartnerId });
        return await work.IssuerIsFree(provider, details, cancellationToken);
    }

    // Two spellings of one address are one issuer.
    static string Normal(string issuer) => issuer.TrimEnd('/').ToLowerInvariant();

    static object Values(Guid id, ProviderDetails details, byte[]? secret) => new
    {
        id, details.PartnerId, details.DisplayName, details.Issuer, details.ClientId, details.ClientAuthentication, secret,
        hosts = ProviderRules.Hosts(details), details.RoleClaim, roleRules = UnitOfWork.Json(details.RoleRules),
    };
}

/// <summary>What <see cref="ProviderStore.Columns"/> gives.</summary>
sealed record ProviderRow(
    Guid Id, PartnerId PartnerId, string DisplayName, string Issuer, string ClientId, string ClientAuthentication, byte[]? ClientSecret,
    string[] Hosts, string RoleClaim, string RoleRules, bool Suspended)
{
    /// <param name="secrets">Null where the secret is nobody's business.</param>
    public KnownProvider Provider(Secrets? secrets) => new(
        Id, PartnerId, DisplayName, Issuer, ClientId, ClientAuthentication, ClientSecret is null ? null : secrets?.Open(ClientSecret, Id), Hosts,
        RoleClaim, JsonSerializer.Deserialize<List<RoleRule>>(RoleRules, NetworkJson.Options)!, Suspended);
}
