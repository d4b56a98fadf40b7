using System.Text.Json.Serialization;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Ledger.Proofs;

/// <param name="Commitment">Who has it has had the content, or its keeper's word: an id alone opens nothing.</param>
public sealed record CommittedRecord(Guid RecordId, string Commitment);

public sealed record ProveRecords(IReadOnlyList<CommittedRecord> Records)
{
    /// <summary>More than one conversation has.</summary>
    public const int Most = 500;

    [JsonIgnore]
    public Guid[] Ids => [.. Records.Select(one => one.RecordId)];

    [JsonIgnore]
    public string[] Commitments => [.. Records.Select(one => one.Commitment)];

    public IReadOnlyList<Fault> Faults()
    {
        var form = new Form();
        if (Records.Count is 0 or > Most)
            form.Wrong("/records", $"Name 1 to {Most} records.");
        if (Records.DistinctBy(one => one.RecordId).Count() < Records.Count)
            form.Wrong("/records", "One is named twice.");
        return form.Faults;
    }
}

/// <summary>With its place in the tree.</summary>
sealed record PlacedRecord(
    Guid Id, Guid Actor, Guid? Partner, string Service, string Verb, Guid Reference, Guid? Related, DateTimeOffset At, string? Commitment, long Index)
{
    public ProvedRecord Proved(IReadOnlyList<string> path) =>
        new(Id, Actor, Partner, Service, Verb, Reference, Related, At, Commitment, Index, path);
}
