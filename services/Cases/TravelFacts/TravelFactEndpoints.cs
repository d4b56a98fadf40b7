using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Permits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.TravelFacts;

/// <summary>
/// What may bar a person's travel: recorded by who works with the case, never changed, sealed under its key. Nobody but the case's
/// organisation reads it; a return is told only whether something bars.
/// </summary>
static class TravelFactEndpoints
{
    public static void MapTravelFacts(this WebApplication app)
    {
        var facts = app.MapCaseWork("/cases/{caseId:guid}");
        facts.MapPost("travel-facts", Record);
        facts.MapGet("travel-facts", List);
        facts.MapGet("travel-state", State);
    }

    static async Task<IResult> Record(Guid caseId, TravelFact body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        Narrowing.LockCase(work, caseId); // one fact at a time: an order is lifted once
        body = TravelFactForm.Cleaned(body);
        if (TravelFactForm.Check(body, await CaseTravelFacts.Read(work, key, caseId, cancellationToken), work.Now) is { Count: > 0 } faults)
            return Problems.Invalid(faults);

        var id = Guid.CreateVersion7();
        await Keep(id, body, caseId, found.LedgerReference, work.Now, caller, work, keys, key, cancellationToken);
        return Answers.Created($"/cases/{caseId}/travel-facts", id, new { id });
    }

    /// <summary>It stands in the case, and every return that it changes something for is told so.</summary>
    /// <param name="caller">Null: the network itself, on an authority's word.</param>
    public static async Task Keep(
        Guid id, TravelFact fact, Guid caseId, Guid ledgerReference, DateTimeOffset at, Caller? caller, UnitOfWork work, KeyRing keys,
        DataKey key, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(fact, NetworkJson.Options);
        work.Write(
            "insert into travel_facts (fact_id, case_id, sealed, recorded_at, recorded_by) values (@id, @caseId, @content, @at, @by)",
            new { id, caseId, content = key.Seal(content, Binding.TravelFact(caseId, id)), at, by = caller?.ActorId ?? Guid.Empty });
        work.Audit(caller, Verbs.TravelFactRecorded, ledgerReference, id, content);
        CryptographicOperations.ZeroMemory(content);
        await TravelQuestions.TellChanges(work, keys, caseId, cancellationToken);
        if (TravelRules.Favours(fact))
            await TravelQuestions.TellPerson(work, caseId, cancellationToken);
    }

    static Task<IResult> List(Guid caseId, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken) =>
        Read(
            caseId, caller, work, keys, Verbs.TravelFactsRead, facts => new { current = facts.Current(work.Now), history = facts.All },
            cancellationToken);

    static Task<IResult> State(Guid caseId, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken) =>
        Read(caseId, caller, work, keys, Verbs.TravelStateRead, facts => TravelRules.StateOf(facts, work.Now), cancellationToken);

    static async Task<IResult> Read(
        Guid caseId, Caller caller, UnitOfWork work, KeyRing keys, string verb, Func<CaseTravelFacts, object> shown,
        CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var facts = await CaseTravelFacts.Read(work, key, caseId, cancellationToken);
        work.Audit(caller, verb, found.LedgerReference);
        return Answers.Found(shown(facts));
    }
}
