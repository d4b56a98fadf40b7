using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;

namespace ReferralNetwork.Cases.Consenting;

static class Receipts
{
    /// <summary>
    /// All receipts of a case, held until the commit: a withdrawal comes wholly before or wholly after what is decided on
    /// them, so nothing slips out between its looking for disclosures and its end.
    /// </summary>
    public static Task<List<Receipt>> Hold(UnitOfWork work, Guid caseId, CancellationToken cancellationToken) =>
        work.Read(
            """
            select receipt_id, version, purposes, recipients, categories, exclusions, lifts, given_at, valid_until, withdrawn_at
            from consents where case_id = $1 order by receipt_id for share
            """,
            Map, cancellationToken, caseId);

    static Receipt Map(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetInt64(1), r.GetFieldValue<string[]>(2), r.GetFieldValue<Guid[]>(3), r.GetFieldValue<string[]>(4),
        JsonSerializer.Deserialize<Exclusion[]>(r.GetString(5), NetworkJson.Options)!, r.GetFieldValue<Guid[]>(6),
        r.GetFieldValue<DateTimeOffset>(7), r.GetFieldValue<DateTimeOffset>(8), r.IsDBNull(9) ? null : r.GetFieldValue<DateTimeOffset>(9));
}
