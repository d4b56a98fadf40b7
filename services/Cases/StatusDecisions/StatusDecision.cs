using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.StatusDecisions;

/// <summary>Who is a victim, as the authority decided it: what stands in the case. Only its own organisation reads it.</summary>
/// <param name="Code">Of <see cref="Codes.StatusDecisions"/>.</param>
/// <param name="On">The day that the authority names.</param>
/// <param name="DueAt">Until when it was to decide; null: no deadline ran.</param>
/// <param name="NoteId">What it wrote with it.</param>
sealed record StatusDecision(string Code, Guid By, DateOnly On, DateTimeOffset? DueAt, Guid? NoteId);

static class StatusDecisionEndpoints
{
    sealed record Row(Guid FactId, byte[] Sealed, DateTimeOffset RecordedAt);

    public static void MapStatusDecisions(this WebApplication app) => app.MapCaseWork("/cases").MapGet("{caseId:guid}/status", Read);

    static async Task<IResult> Read(Guid caseId, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var rows = await work.Read<Row>(
            "select fact_id, sealed, recorded_at from status_decisions where case_id = @caseId order by recorded_at, fact_id", new { caseId },
            cancellationToken);
        work.Audit(caller, Verbs.StatusRead, found.LedgerReference);
        return Answers.Found(new { items = rows.ConvertAll(row => Shown(row, key, caseId)) });
    }

    static StatusLine Shown(Row row, DataKey key, Guid caseId)
    {
        var plain = key.Open(row.Sealed, Binding.StatusDecision(caseId, row.FactId));
        var decision = JsonSerializer.Deserialize<StatusDecision>(plain, NetworkJson.Options)!;
        CryptographicOperations.ZeroMemory(plain);
        return new(row.FactId, decision.Code, decision.By, decision.On, row.RecordedAt, decision.DueAt, decision.NoteId);
    }
}
