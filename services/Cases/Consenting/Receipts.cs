using System.Text.Json;
using Npgsql;
using ReferralNetwork.Cases.Opening;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Consenting;

/// <summary>What is decided on: all receipts of a case, and the person they are about.</summary>
sealed record CaseConsents(IReadOnlyList<Receipt> Receipts, Person Person)
{
    const string AskedAnew = "own-consent.before-18";
    const string Readable = "guardian-consent.after-18";

    /// <summary>
    /// The receipts are held until the commit: a withdrawal comes wholly before or wholly after what is decided on them, so
    /// nothing slips out between its looking for disclosures and its end.
    /// </summary>
    public static async Task<CaseConsents> Hold(UnitOfWork work, DataKey key, Guid caseId, CancellationToken cancellationToken)
    {
        var receipts = work.Ask(
            """
            select receipt_id, version, purposes, recipients, categories, exclusions, lifts, given_at, valid_until, withdrawn_at, given_by, refused,
                sealed_decider, child_view, openings
            from consents where case_id = $1 order by receipt_id for share
            """,
            r => Map(r, key, caseId), caseId);
        var places = work.Ask(
            "select p.time_zone from cases k join known_partners p on p.partner_id = k.owner where k.case_id = $1 and p.time_zone is not null",
            r => TimeZoneInfo.FindSystemTimeZoneById(r.GetString(0)), caseId);
        var rules = KnownRules.Ask(
            work, [AskedAnew, Readable], caseId,
            "(select p.jurisdiction from cases k join known_partners p on p.partner_id = k.owner where k.case_id = $3)");
        var fields = await CaseContents.Read(work, key, caseId, Person.Categories, cancellationToken);
        return new(receipts, Person.Of(fields, places.SingleOrDefault(), Days(AskedAnew), Days(Readable)));

        int Days(string rule) => (int)(rules.PeriodOf(rule)?.Value ?? 0);
    }

    static Receipt Map(NpgsqlDataReader r, DataKey key, Guid caseId) => new(
        r.GetGuid(0), r.GetInt64(1), r.GetFieldValue<string[]>(2), r.GetFieldValue<Guid[]>(3), r.GetFieldValue<string[]>(4),
        JsonSerializer.Deserialize<Exclusion[]>(r.GetString(5), NetworkJson.Stored)!, JsonSerializer.Deserialize<Lift[]>(r.GetString(6), NetworkJson.Stored)!,
        r.GetFieldValue<DateTimeOffset>(7), r.GetFieldValue<DateTimeOffset>(8), r.IsDBNull(9) ? null : r.GetFieldValue<DateTimeOffset>(9))
    {
        GivenBy = r.GetString(10),
        Refused = r.GetBoolean(11),
        Decider = r.IsDBNull(12)
            ? null
            : JsonSerializer.Deserialize<Decider>(key.Open(r.GetFieldValue<byte[]>(12), Binding.Decider(caseId, r.GetGuid(0))), NetworkJson.Options),
        ChildView = r.IsDBNull(13) ? null : r.GetString(13),
        Openings = JsonSerializer.Deserialize<Opening[]>(r.GetString(14), NetworkJson.Stored)!,
    };
}
