using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Cases.TravelFacts;

/// <summary>What may bar a person's travel, as somebody recorded it. Which members there are is a matter of kind and state
/// (<see cref="TravelFactForm"/>).</summary>
/// <param name="Kind">Of <see cref="Contracts.Codes.TravelFactKinds"/>.</param>
/// <param name="On">When it was so: asked, decided, granted, ordered.</param>
/// <param name="State">
/// What holds since: of the codes of its kind, such as <see cref="Contracts.Codes.ProtectionStatuses"/>; of a decider the basis
/// (<see cref="Contracts.Codes.DeciderBases"/>).
/// </param>
/// <param name="Decision">Of <see cref="Contracts.Codes.ReturnDecisions"/>.</param>
/// <param name="By">Who decided, granted or ordered it.</param>
/// <param name="Until">The last day of it.</param>
/// <param name="Document">What says so, and where it can be found.</param>
/// <param name="Code">Of <see cref="Contracts.Codes.RecoveryEndCodes"/>.</param>
/// <param name="Challenged">Whether the early end is challenged.</param>
/// <param name="WrittenWish">The person has written that they want to turn to their State all the same.</param>
/// <param name="AdviceBy">The lawyer who has advised them.</param>
/// <param name="Heard">Of <see cref="Contracts.Codes.ProceedingAnswers"/>, as the two after it.</param>
/// <param name="Lifts">The order that was lifted.</param>
public sealed record TravelFact(
    string Kind,
    DateOnly On,
    string State,
    string? Decision = null,
    string? By = null,
    DateOnly? From = null,
    DateOnly? Until = null,
    string? Document = null,
    string? Code = null,
    bool? Challenged = null,
    bool? WrittenWish = null,
    string? AdviceBy = null,
    DateOnly? AdviceOn = null,
    string? Heard = null,
    string? Lawyer = null,
    string? Compensation = null,
    Decider? Decider = null,
    Guid? Lifts = null)
{
    public const string ProtectionStatus = "protection-status", ReturnDecision = "return-decision", RecoveryPeriod = "recovery-period",
        Order = "order", Proceedings = "proceedings", OfDecider = "decider";

    /// <summary>An order that stands until it is lifted or over.</summary>
    public const string Bars = "bars";
}

/// <param name="By">The pseudonym of who recorded it; the empty id: the network, on an authority's word.</param>
public sealed record RecordedFact(Guid Id, DateTimeOffset RecordedAt, Guid By, TravelFact Fact);

/// <summary>What a case says of travel: all that was recorded, and what it is read with.</summary>
/// <param name="All">In the order of recording.</param>
/// <param name="AskedValid">So many days after the person was asked their protection status counts as known.</param>
public sealed record CaseTravelFacts(IReadOnlyList<RecordedFact> All, Person Person, int AskedValid)
{
    const string AskedValidRule = "protection-asked-valid";

    public TimeZoneInfo Zone => Person.Zone ?? TimeZoneInfo.Utc;

    public DateOnly Day(DateTimeOffset at) => Zones.DayOf(at, Zone);

    /// <summary>
    /// The newest of its kind, by its date, then by when it was recorded: what is recorded late of long ago changes nothing, and
    /// today's word always counts.
    /// </summary>
    public RecordedFact? Newest(string kind) =>
        All.Where(recorded => recorded.Fact.Kind == kind).OrderBy(recorded => recorded.Fact.On).ThenBy(recorded => recorded.RecordedAt)
            .ThenBy(recorded => recorded.Id).LastOrDefault();

    /// <summary>The orders that bar now. Each by itself: a second one, or its end, takes nothing from the first.</summary>
    public IEnumerable<RecordedFact> OrdersInForce(DateTimeOffset now) =>
        All.Where(order => order.Fact is { Kind: TravelFact.Order, State: TravelFact.Bars } && !(order.Fact.Until < Day(now))
            && !All.Any(lifted => lifted.Fact.Lifts == order.Id));

    /// <summary>What counts now, one of a kind but the orders.</summary>
    public IReadOnlyList<RecordedFact> Current(DateTimeOffset now) =>
    [
        .. All.Where(recorded => recorded.Fact.Kind == TravelFact.Order
            ? OrdersInForce(now).Contains(recorded)
            : recorded == Newest(recorded.Fact.Kind)),
    ];

    public static async Task<CaseTravelFacts> Read(UnitOfWork work, DataKey key, Guid caseId, CancellationToken cancellationToken)
    {
        var rules = KnownRules.Ask(work, [AskedValidRule], caseId, CaseConsents.Jurisdiction);
        var rows = work.Ask<Row>(
            "select fact_id, sealed, recorded_at, recorded_by from travel_facts where case_id = @caseId order by fact_id", new { caseId });
        var (_, person) = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        return new(
            [.. rows.Select(row => new RecordedFact(row.FactId, row.RecordedAt, row.RecordedBy, row.Open(key, caseId)))],
            person, (int)(rules.PeriodOf(AskedValidRule)?.Value ?? 0));
    }

    /// <summary>Of which States the person is a citizen; <c>x:Stateless</c> is none.</summary>
    public static async Task<IReadOnlyList<string>> Citizenships(UnitOfWork work, DataKey key, Guid caseId, CancellationToken cancellationToken)
    {
        var fields = await CaseContents.Read(work, key, caseId, ["Citizenship"], cancellationToken);
        return fields.TryGetValue("prs_Citizenship", out var value) && value.ValueKind is JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(country => country.GetString()!).Where(Contracts.IsoCountries.All.Contains)]
            : [];
    }

    sealed record Row(Guid FactId, byte[] Sealed, DateTimeOffset RecordedAt, Guid RecordedBy)
    {
        public TravelFact Open(DataKey key, Guid caseId)
        {
            var plain = key.Open(Sealed, Binding.TravelFact(caseId, FactId));
            var fact = JsonSerializer.Deserialize<TravelFact>(plain, NetworkJson.Options)!;
            CryptographicOperations.ZeroMemory(plain);
            return fact;
        }
    }
}
