using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Services;

namespace ReferralNetwork.Staff;

/// <summary>
/// What proves a handoff, in one file: what Cases has signed of it, and the ledger's proofs of the records that commit to that. For
/// somebody who trusts neither side; <c>referral-verify</c> checks it offline.
/// </summary>
sealed record CustodyExport(
    int Version, string Conversation, Guid ConversationId, Guid DisclosureId, IEnumerable<ExportedKey> Keys, string File,
    IReadOnlyList<string> Receipts, IReadOnlyList<ExhibitCustody> Exhibits, IReadOnlyList<CommitmentOpened> Commitments,
    IReadOnlyList<ProvedRecord> Records, string Checkpoint);

static class CustodyExports
{
    const int Format = 1;
    const int MostTries = 10;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public static void MapCustodyExports(this IEndpointRouteBuilder app) => app.MapGet("/api/custody-exports/{disclosure:guid}", Write);

    static async Task<IResult> Write(
        Guid disclosure, CasesClient cases, LedgerClient ledger, TimeProvider time, CancellationToken cancellationToken)
    {
        var signed = await cases.Custody(disclosure);
        if (signed.Body is not { } custody)
            return Refused(signed.Problem!);
        var proved = await Prove(custody.Commitments, ledger, time, cancellationToken);
        if (proved.Body is not { } proofs)
            return Refused(proved.Problem!);
        var keys = await ledger.Keys();
        if (keys.Body is not { } ledgers)
            return Refused(keys.Problem!);
        return Results.Json(
            new CustodyExport(
                Format, custody.Conversation, custody.ConversationId, custody.DisclosureId, [.. custody.Keys, .. ledgers.Keys], custody.File,
                custody.Receipts, custody.Exhibits, custody.Commitments, proofs.Records, proofs.Checkpoint),
            NetworkJson.Options);
    }

    /// <summary>What was recorded a moment ago has no place in the ledger yet: then it is asked again.</summary>
    static async Task<Answer<RecordProofs>> Prove(
        IReadOnlyList<CommitmentOpened> commitments, LedgerClient ledger, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await ledger.Prove(
                commitments.Select(one => (one.RecordId, SHA256.HashData([.. one.Salt, .. Encoding.ASCII.GetBytes(one.Of)]))));
            if (answer.Status is not StatusCodes.Status404NotFound)
                return answer;
            if (tries == MostTries)
                return answer with
                {
                    Problem = new(
                        NetworkClient.Unavailable, "The ledger is behind",
                        "Not all records of this have their place in the ledger yet. Ask again in a minute.",
                        StatusCodes.Status503ServiceUnavailable, null)
                };
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    static IResult Refused(Problem problem) => Results.Problem(problem.Detail, null, problem.Status, problem.Title, problem.Type);
}
