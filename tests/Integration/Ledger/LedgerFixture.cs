using System.Net;
using ReferralNetwork.Contracts;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Tests.Integration.Ledger;

public sealed class LedgerFixture() : ServiceFixture("ledger")
{
    /// <summary>It signs its checkpoints with it.</summary>
    public string CheckpointKeyFile => Settings["Signing__Key"];

    public static AuditRecorded Act(Person who, string verb, Guid reference, Guid? related = null, Guid? id = null) => new(
        id ?? Guid.CreateVersion7(), who.Actor, who.Id, "cases", verb, reference, related, DateTimeOffset.UtcNow, null);

    /// <summary>Tells an act and waits until it has its place in the tree.</summary>
    public async Task<AuditRecorded> Recorded(Person who, string verb, Guid reference, Guid? related = null)
    {
        var act = Act(who, verb, reference, related);
        await Send(Routes.AuditRecords, act);
        await Placed(act.RecordId);
        return act;
    }

    public async Task<AuditRecorded> OpenedCase(Person who) => await Recorded(who, "case-opened", Guid.NewGuid());

    public Task Placed(params Guid[] acts) => Eventually.Get(
        () => Query<long>("select count(*) from leaves where record_id = any($1)", acts),
        seen => seen == acts.Length, $"{acts.Length} acts; log: {Output}");

    public async Task<long> IndexOf(AuditRecorded act) => await Query<long>("select index from leaves where record_id = $1", act.RecordId);

    public async Task<Reply> Record(Person who, Guid reference) => (await Get(who, $"/references/{reference}/records")).Is(HttpStatusCode.OK);

    public static IEnumerable<string> Verbs(Reply record) => record.Items.Select(act => act.GetProperty("verb").GetString()!);

    public static byte[] Entry(AuditRecorded act) => AuditRecord.From(act).Entry();

    public async Task<string> Quarantined(Guid messageId) => await Eventually.Get(
        async () =>
            (string?)await Query<object>("select coalesce((select reason || ' ' || detail from quarantine where message_id = $1), '')", messageId)
            ?? "",
        seen => seen.Length > 0, $"quarantine; log: {Output}");
}
