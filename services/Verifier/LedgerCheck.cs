using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Verifier;

/// <summary>What was signed stands on the ledger, in the tree of this checkpoint.</summary>
sealed class LedgerCheck(Export export, Signed<Checkpoint> checkpoint)
{
    readonly Dictionary<Guid, PlacedRecord> records = export.Records.DistinctBy(record => record.Id).ToDictionary(record => record.Id);
    readonly ILookup<string, Commitment> commitments = export.Commitments.ToLookup(commitment => commitment.Of, StringComparer.Ordinal);
    readonly HashSet<Guid> taken = [];
    readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <param name="name">What the report calls it.</param>
    /// <param name="record">The one that it names itself, where it names one.</param>
    public IEnumerable<string> Faults(string name, string jws, Guid? record)
    {
        asked.Add(jws);
        return Found(jws, record).Select(fault => $"{name}: {fault}.");
    }

    IEnumerable<string> Found(string jws, Guid? record)
    {
        if (commitments[jws].ToList() is not [var commitment])
        {
            yield return commitments[jws].Any() ? "more than one record is said to commit to it" : "nothing shows that the ledger has a record of it";
            yield break;
        }
        if (record is { } named && named != commitment.RecordId)
            yield return $"it names record {named}, and record {commitment.RecordId} is said to commit to it";
        if (!taken.Add(commitment.RecordId))
            yield return $"its record {commitment.RecordId} is also that of another";
        if (!records.TryGetValue(commitment.RecordId, out var found))
        {
            yield return $"its record {commitment.RecordId} is missing";
            yield break;
        }
        if (found.Commitment != Convert.ToBase64String(SHA256.HashData([.. commitment.SaltBytes!, .. Encoding.ASCII.GetBytes(jws)])))
            yield return $"its record {found.Id} commits to something else";
        if (found.Service != "cases")
            yield return $"its record {found.Id} was not made by cases";
        if (checkpoint.Claims is { } head && !IsBelow(head, found))
            yield return $"its record {found.Id} does not lead to the checkpoint: the record, its place or its path was changed";
    }

    /// <summary>After all that is in the export was asked for.</summary>
    /// <param name="attributed">Says to whom it belongs that something is missing; false where nobody can be told.</param>
    public void Run(Section section, Func<Commitment, bool> attributed)
    {
        if (checkpoint.Claims is { } head)
            section.Check(
                $"The checkpoint is signed by a key of the ledger: {head.Size} records, root {Plain.Text(head.Root)}, {Plain.Moment(head.At)}.");
        else
            section.Fault($"The checkpoint: {checkpoint.Fault}. So no record is proved.");
        section.Check(
            $"{export.Records.Count} records, each once, and each of something that is here.",
            [.. export.Records.CountBy(record => record.Id).Where(same => same.Value > 1).Select(same => $"Record {same.Key} is here twice or more."),
                .. records.Keys.Except(export.Commitments.Select(commitment => commitment.RecordId))
                    .Select(id => $"Record {id} is of nothing that is here."),
                .. export.Commitments.Where(commitment => !asked.Contains(commitment.Of) && !attributed(commitment))
                    .Select(commitment => $"Record {commitment.RecordId} commits to something that is not here.")]);
    }

    static bool IsBelow(Checkpoint head, PlacedRecord record) =>
        Hex.IsSha256(head.Root) && MerkleTree.VerifyInclusion(
            MerkleTree.LeafHash(record.Act.Entry()), record.Index, head.Size, [.. record.Path.Select(Convert.FromHexString)],
            Convert.FromHexString(head.Root));
}
