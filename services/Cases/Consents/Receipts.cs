using System.Text.Json;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Consents;

/// <summary>What is decided on: all receipts of a case, and the person they are about.</summary>
sealed record CaseConsents(IReadOnlyList<Receipt> Receipts, Person Person)
{
    /// <summary>What children's permits to the competent authority stand on in place of a receipt.</summary>
    public IReadOnlyList<Receipt> OfHeardChildren { get; init; } = [];

    /// <param name="id">Of a receipt, or of a permit that stands on none.</param>
    public Receipt Basis(Guid id) => Receipts.Concat(OfHeardChildren).Single(r => r.Id == id);

    const string AskedAnew = "own-consent.before-18";
    const string Readable = "guardian-consent.after-18";

    /// <summary>Of the case's organisation, for <see cref="KnownRules.Ask"/>.</summary>
    internal const string Jurisdiction =
        "(select p.jurisdiction from cases k join known_partners p on p.partner_id = k.owner where k.case_id = @of)";

    /// <summary>
    /// The receipts are held until the commit: a withdrawal comes wholly before or wholly after what is decided on them, so
    /// nothing slips out between its looking for disclosures and its end.
    /// </summary>
    public static async Task<CaseConsents> Hold(UnitOfWork work, DataKey key, Guid caseId, CancellationToken cancellationToken)
    {
        var receipts = work.Ask<Row>(
            """
            select receipt_id, version, purposes, recipients, categories, exclusions, lifts, given_at, valid_until, withdrawn_at, given_by, refused,
                sealed_decider, child_view, openings, transfers_told, parts, exhibits,
                array(select e.exhibit_id from exhibits e where e.exhibit_id = any(c.exhibits) and e.isolated_at is not null) as isolated
            from consents c where case_id = @caseId order by receipt_id for share of c
            """,
            new { caseId });
        var heard = work.Ask<Heard>(
            "select permit_id, recipients[1] as authority, given_at from permits where case_id = @caseId and receipt_id is null", new { caseId });
        var places = work.Ask<string>(
            "select p.time_zone from cases k join known_partners p on p.partner_id = k.owner where k.case_id = @caseId and p.time_zone is not null",
            new { caseId });
        var rules = KnownRules.Ask(work, [AskedAnew, Readable], caseId, Jurisdiction);
        var fields = await CaseContents.Read(work, key, caseId, Person.Categories, cancellationToken);
        return new(
            receipts.ConvertAll(row => row.Open(key, caseId)),
            Person.From(fields, places is [var zone] ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null, Days(AskedAnew), Days(Readable)))
        {
            OfHeardChildren = heard.ConvertAll(row => Receipt.OfHeardChild(row.PermitId, row.Authority, row.GivenAt)),
        };

        int Days(string rule) => (int)(rules.PeriodOf(rule)?.Value ?? 0);
    }

    sealed record Heard(Guid PermitId, Guid Authority, DateTimeOffset GivenAt);

    sealed record Row(
        Guid ReceiptId, long Version, string[] Purposes, Guid[] Recipients, string[] Categories, string Exclusions, string Lifts,
        DateTimeOffset GivenAt,
        DateTimeOffset ValidUntil, DateTimeOffset? WithdrawnAt, string GivenBy, bool Refused, byte[]? SealedDecider, string? ChildView,
        string Openings, Guid[] TransfersTold, string Parts, Guid[] Exhibits, Guid[] Isolated)
    {
        public Receipt Open(DataKey key, Guid caseId) => new(
            ReceiptId, Version, Purposes, Recipients, Categories,
            JsonSerializer.Deserialize<Exclusion[]>(Exclusions, NetworkJson.Stored)!, JsonSerializer.Deserialize<Lift[]>(Lifts, NetworkJson.Stored)!,
            GivenAt, ValidUntil, WithdrawnAt)
        {
            GivenBy = GivenBy,
            Refused = Refused,
            Decider = SealedDecider is null ? null : JsonSerializer.Deserialize<Decider>(key.Open(SealedDecider, Binding.Decider(caseId, ReceiptId)),
                NetworkJson.Options),
            ChildView = ChildView,
            Openings = JsonSerializer.Deserialize<Opening[]>(Openings, NetworkJson.Stored)!,
            TransfersTold = TransfersTold,
            Parts = JsonSerializer.Deserialize<RecipientPart[]>(Parts, NetworkJson.Stored)!,
            Exhibits = Exhibits,
            Isolated = Isolated,
        };
    }
}
