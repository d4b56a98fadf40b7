using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.Listings;

/// <summary>The row of a partner, and what every change of it takes with it.</summary>
static class PartnerStore
{
    public const string Columns =
        """
        id, version, name, kind, jurisdiction, services, languages, regions, hours, telephone, duty_telephone, duty_desk_for, holidays_of,
        transfer_ground, authority, public_key, suspended, confirmed_at, sign_in_code
        """;

    /// <summary>For a change: nobody else changes it until the commit.</summary>
    public static async Task<Partner?> Load(this UnitOfWork work, PartnerId id, CancellationToken cancellationToken) =>
        (await work.ReadOne<PartnerRow>($"select {Columns} from partners where id = @id for no key update", new { id }, cancellationToken))
            ?.Partner();

    public static void Insert(this UnitOfWork work, Partner partner, bool isOperator)
    {
        work.Write(
            $"""
            insert into partners ({Columns}, operator)
            values (@id, @version, @name, @kind, @jurisdiction, @services, @languages, @regions, @hours, @telephone, @dutyTelephone, @dutyDeskFor,
                @holidaysOf, @transferGround, @authority, @publicKey, @suspended, @confirmedAt, @signInCode, @isOperator)
            """,
            Values(partner, isOperator));
        work.Tell(partner);
    }

    /// <summary>Keeps the partner as it now is, under the next version, and tells everybody.</summary>
    public static Partner Save(this UnitOfWork work, Partner changed)
    {
        var partner = changed with { Version = changed.Version + 1 };
        work.Write(
            """
            update partners set version = @version, name = @name, kind = @kind, jurisdiction = @jurisdiction, services = @services,
                languages = @languages, regions = @regions, hours = @hours, telephone = @telephone, duty_telephone = @dutyTelephone,
                duty_desk_for = @dutyDeskFor, holidays_of = @holidaysOf, transfer_ground = @transferGround, authority = @authority,
                public_key = @publicKey, suspended = @suspended, confirmed_at = @confirmedAt
            where id = @id
            """,
            Values(partner));
        work.Tell(partner);
        return partner;
    }

    /// <param name="isOperator">For a new one; nobody becomes the operator later.</param>
    static object Values(Partner partner, bool isOperator = false)
    {
        var details = partner.Details;
        return new
        {
            partner.Id, partner.Version, details.Name, details.Kind, details.Jurisdiction, services = details.Services.ToArray(),
            languages = details.Languages.ToArray(), regions = details.Regions.ToArray(), hours = UnitOfWork.Json(details.Hours), details.Telephone,
            details.DutyTelephone, dutyDeskFor = (details.DutyDeskFor ?? []).ToArray(), details.HolidaysOf, details.TransferGround,
            authority = UnitOfWork.Json(details.Authority), partner.PublicKey, partner.Suspended, partner.ConfirmedAt, partner.SignInCode, isOperator,
        };
    }

    /// <summary>The gateway sees a new version of the directory at its next look.</summary>
    public static void RaiseDirectory(this UnitOfWork work) => work.Write("update directory set version = version + 1");

    static void Tell(this UnitOfWork work, Partner partner)
    {
        work.RaiseDirectory();
        work.Publish(partner.Listed());
    }
}

/// <summary>What <see cref="PartnerStore.Columns"/> gives.</summary>
sealed record PartnerRow(
    PartnerId Id, long Version, string Name, string Kind, string Jurisdiction, string[] Services, string[] Languages, string[] Regions, string Hours,
    string? Telephone, string? DutyTelephone, string[] DutyDeskFor, string? HolidaysOf, string? TransferGround, string? Authority, string? PublicKey,
    bool Suspended, DateTimeOffset ConfirmedAt, string SignInCode)
{
    public Partner Partner() => new(
        Id, Version,
        new PartnerDetails(
            Name, Kind, Jurisdiction, Services, Languages, Regions, JsonSerializer.Deserialize<OpeningHours>(Hours, NetworkJson.Options)!,
            PublicKey: null, Telephone, DutyTelephone, DutyDeskFor, HolidaysOf, TransferGround,
            Authority is null ? null : JsonSerializer.Deserialize<AuthorityDetails>(Authority, NetworkJson.Options)),
        PublicKey, Suspended, ConfirmedAt, SignInCode);
}
