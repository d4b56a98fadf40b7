using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Partners.Listing;

namespace ReferralNetwork.Partners.Providing;

static class ProviderStore
{
    public const string Columns =
        "id, partner_id, display_name, issuer, client_id, client_authentication, client_secret, hosts, role_claim, role_rules, suspended";

    /// <param name="secrets">Null where the secret is nobody's business.</param>
    public static Provider Read(NpgsqlDataReader row, Secrets? secrets) => new(
        row.GetGuid(0), new PartnerId(row.GetGuid(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
        row.IsDBNull(6) ? null : secrets?.Open(row.GetFieldValue<byte[]>(6), row.GetGuid(0)),
        row.GetFieldValue<string[]>(7), row.GetString(8),
        JsonSerializer.Deserialize<List<RoleRule>>(row.GetFieldValue<byte[]>(9), NetworkJson.Options)!, row.GetBoolean(10));

    /// <summary>Writes nothing, and says false, if the issuer is registered already.</summary>
    public static async Task<bool> Insert(this UnitOfWork work, Guid id, ProviderDetails details, Secrets secrets, CancellationToken cancellationToken)
    {
        var added = await work.ReadOne(
            $"""
            insert into providers ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, false)
            on conflict on constraint providers_issuer do nothing returning true
            """,
            row => row.GetBoolean(0), cancellationToken,
            id, details.PartnerId.Value, details.DisplayName, details.Issuer, details.ClientId, details.ClientAuthentication,
            details.ClientSecret is { } secret ? secrets.Seal(secret, id) : null,
            ProviderRules.Hosts(details), details.RoleClaim, UnitOfWork.Json(details.RoleRules));
        if (added)
            work.RaiseDirectory();
        return added;
    }
}
