using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using System.Text.Json;

namespace ReferralNetwork.Partners.Listings;

/// <summary>The row of a partner, and what every change of it takes with it.</summary>
static class PartnerStore
{
    public const string Columns =
        """
        id, version, name, kind, jurisdiction, services, languages, regions, hours, telephone, duty_telephone, duty_desk_for, holidays_of,
        transfer_ground, authority, public_key, suspended, confirmed_at, sign_in_code
        """;

    public static Partner Read(NpgsqlDataReader row) => new(
        new PartnerId(row.GetGuid(0)), row.GetInt64(1),
        new PartnerDetails(
            row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<string[]>(5), row.GetFieldValue<string[]>(6),
            row.GetFieldValue<string[]>(7), Json<OpeningHours>(row, 8)!, PublicKey: null, Text(row, 9), Text(row, 10), row.GetFieldValue<string[]>(11),
            Text(row, 12), Text(row, 13), Json<AuthorityDetails>(row, 14)),
        Text(row, 15), row.GetBoolean(16), row.GetFieldValue<DateTimeOffset>(17), row.GetString(18));

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    static T? Json<T>(NpgsqlDataReader row, int column) where T : class =>
        row.IsDBNull(column) ? null : JsonSerializer.Deserialize<T>(row.GetFieldValue<byte[]>(column), NetworkJson.Options);

    /// <summary>For a change: nobody else changes it until the commit.</summary>
    public static Task<Partner?> Load(this UnitOfWork work, PartnerId id, CancellationToken cancellationToken) =>
        work.ReadOne($"select {Columns} from partners where id = $1 for no key update", Read, cancellationToken, id.Value);

    public static void Insert(this UnitOfWork work, Partner partner, bool isOperator)
    {
        work.Write(
            $"""
            insert into partners ({Columns}, operator)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            """,
            [.. Values(partner), partner.SignInCode, isOperator]);
        work.Tell(partner);
    }

    /// <summary>Keeps the partner as it now is, under the next version, and tells everybody.</summary>
    public static Partner Save(this UnitOfWork work, Partner changed)
    {
        var partner = changed with { Version = changed.Version + 1 };
        work.Write(
            """
            update partners set version = $2, name = $3, kind = $4, jurisdiction = $5, services = $6, languages = $7, regions = $8, hours = $9,
                telephone = $10, duty_telephone = $11, duty_desk_for = $12, holidays_of = $13, transfer_ground = $14, authority = $15,
                public_key = $16, suspended = $17, confirmed_at = $18
            where id = $1
            """,
            Values(partner));
        work.Tell(partner);
        return partner;
    }

    static object?[] Values(Partner partner)
    {
        var details = partner.Details;
        return
        [
            partner.Id.Value, partner.Version, details.Name, details.Kind, details.Jurisdiction, details.Services.ToArray(), details.Languages.ToArray(),
            details.Regions.ToArray(), UnitOfWork.Json(details.Hours), details.Telephone, details.DutyTelephone, (details.DutyDeskFor ?? []).ToArray(),
            details.HolidaysOf, details.TransferGround, details.Authority is null ? null : UnitOfWork.Json(details.Authority), partner.PublicKey,
            partner.Suspended, partner.ConfirmedAt,
        ];
    }

    /// <summary>The gateway sees a new version of the directory at its next look.</summary>
    public static void RaiseDirectory(this UnitOfWork work) => work.Write("update directory set version = version + 1");

    static void Tell(this UnitOfWork work, Partner partner)
    {
        work.RaiseDirectory();
        work.Publish(partner.Listed());
    }
}
