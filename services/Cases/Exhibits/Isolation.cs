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
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Exhibits;

/// <summary>
/// A sexual picture of somebody who may be under 18, found to be one after it came: nobody of the network opens it from then on, whoever it
/// was released to either. The police are told by whoever marks it, the data-protection officer sees that it is so.
/// </summary>
static class Isolation
{
    public static void MapIsolation(this WebApplication app)
    {
        app.MapCaseWork("/cases/{caseId:guid}/exhibits").MapPost("{id:guid}/isolate", Mark);
        app.MapActions("/exhibits").MapGet("isolated", List);
    }

    /// <summary>410, for whoever wants to open it.</summary>
    public static IResult Shut() => Problems.Gone(
        "exhibit-isolated",
        "It was marked as a sexual picture of somebody who may be under 18. Nobody of the network opens it; the police were told.");

    /// <summary>There is no way back: to look whether it was rightly marked somebody would have to open it.</summary>
    static async Task<IResult> Mark(
        Guid caseId, Guid id, Isolate body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        Narrowing.LockCase(work, caseId); // before its rows, as a release does
        if (await Exhibit.Hold(work, caseId, [id], cancellationToken) is not [var exhibit])
            return Problems.NotFound("exhibit");
        body = ExhibitForm.Cleaned(body);
        if (ExhibitForm.Check(body, work.Now) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (exhibit.IsolatedAt is not null)
            return Answers.Done(id);
        using var caseKey = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (caseKey is null)
            return CaseEndpoints.Erased();
        var told = JsonSerializer.SerializeToUtf8Bytes(body, NetworkJson.Options);
        work.Write(
            "update exhibits set isolated_at = @now, isolated_by = @actorId, sealed_isolation = @content where exhibit_id = @id",
            new { id, work.Now, caller.ActorId, content = caseKey.Seal(told, Binding.Isolation(id, caseId)) });
        work.Audit(caller, Verbs.ExhibitIsolated, found.LedgerReference, id, told);
        await Narrowing.Tell(work, caseKey, caseId, cancellationToken);
        return Answers.Done(id);
    }

    /// <summary>No audience shuts the data-protection officer out.</summary>
    static async Task<IResult> List(Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Has(Roles.DataProtectionOfficer))
            return Problems.Forbidden("Only the data-protection officer may see which exhibits nobody opens any more.");
        return Answers.Found(new
        {
            items = await work.Read<IsolatedExhibit>(
                """
                select e.exhibit_id as id, k.ledger_reference, e.isolated_at, e.isolated_by from exhibits e join cases k using (case_id)
                where e.isolated_at is not null and visible_to(k, @partner, null) order by e.isolated_at desc
                """,
                new { caller.Partner }, cancellationToken),
        });
    }
}
