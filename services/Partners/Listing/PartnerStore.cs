using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using System.Text.Json;

namespace ReferralNetwork.Partners.Listing;

/// <summary>The row of a partner, and what every change of it takes with it.</summary>
static class PartnerStore
{
    public const string Columns =
        "id, version, name, kind, jurisdiction, services, languages, regions, hours, public_key, suspended, confirmed_at, sign_in_code, duty_telephone";

    public static Partner Read(NpgsqlDataReader row) => new(
        new PartnerId(row.GetGuid(0)), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4),
        row.GetFieldValue<string[]>(5), row.GetFieldValue<string[]>(6), row.GetFieldValue<string[]>(7),
        JsonSerializer.Deserialize<OpeningHours>(row.GetFieldValue<byte[]>(8), NetworkJson.Options)!,
        row.IsDBNull(9) ? null : row.GetString(9), row.GetBoolean(10), row.GetFieldValue<DateTimeOffset>(11), row.GetString(12),
        row.IsDBNull(13) ? null : row.GetString(13));

    /// <summary>For a change: nobody else changes it until the commit.</summary>
    public static Task<Partner?> Load(this UnitOfWork work, PartnerId id, CancellationToken cancellationToken) =>
        work.ReadOne($"select {Columns} from partners where id = $1 for no key update", Read, cancellationToken, id.Value);

    public static void Insert(this UnitOfWork work, Partner partner, bool isOperator)
    {
        work.Write(
            $"insert into partners ({Columns}, operator) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            partner.Id.Value, partner.Version, partner.Name, partner.Kind, partner.Jurisdiction,
            partner.Services.ToArray(), partner.Languages.ToArray(), partner.Regions.ToArray(), UnitOfWork.Json(partner.Hours),
            partner.PublicKey, partner.Suspended, partner.ConfirmedAt, partner.SignInCode, partner.DutyTelephone, isOperator);
        work.Tell(partner);
    }

    /// <summary>Keeps the partner as it now is, under the next version, and tells everybody.</summary>
    public static Partner Save(this UnitOfWork work, Partner changed)
    {
        var partner = changed with { Version = changed.Version + 1 };
        work.Write(
            """
            update partners set version = $2, name = $3, kind = $4, jurisdiction = $5, services = $6, languages = $7, regions = $8,
                hours = $9, public_key = $10, suspended = $11, confirmed_at = $12, duty_telephone = $13
            where id = $1
            """,
            partner.Id.Value, partner.Version, partner.Name, partner.Kind, partner.Jurisdiction,
            partner.Services.ToArray(), partner.Languages.ToArray(), partner.Regions.ToArray(), UnitOfWork.Json(partner.Hours),
            partner.PublicKey, partner.Suspended, partner.ConfirmedAt, partner.DutyTelephone);
        work.Tell(partner);
        return partner;
    }

    /// <summary>The gateway sees a new version of the directory at its next look.</summary>
    public static void RaiseDirectory(this UnitOfWork work) => work.Write("update directory set version = version + 1");

    static void Tell(this UnitOfWork work, Partner partner)
    {
        work.RaiseDirectory();
        work.Publish(partner.Listed());
    }
}
