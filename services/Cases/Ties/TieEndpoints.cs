using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Permits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Ties;

/// <summary>
/// Which conversations a case is in. A tie is signed like a permit and names no case: with it a referral says to which
/// conversation it belongs, and its service asks nobody.
/// </summary>
static class TieEndpoints
{
    const int Page = 50;

    static readonly HashSet<string> Kinds = [.. Conversations.Queues.Keys];

    sealed record MakeTie(string Conversation, Guid Id);

    sealed record Tie(Guid Id, string Conversation, Guid ConversationId, DateTimeOffset MadeAt);

    public static void MapTies(this WebApplication app)
    {
        var ties = app.MapCaseWork("/cases/{caseId:guid}/ties");
        ties.MapPost("", Make);
        ties.MapGet("", List);
    }

    /// <summary>The same conversation again gets the tie that there is.</summary>
    static async Task<IResult> Make(
        Guid caseId, MakeTie body, Caller caller, UnitOfWork work, SigningKey network, KeyRing keys, CancellationToken cancellationToken)
    {
        Narrowing.LockCase(work, caseId); // a fact that is recorded now sees the tie, or is seen here
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        var form = new Form().Known("/conversation", body.Conversation, Kinds);
        if (body.Id == Guid.Empty)
            form.Wrong("/id", "This is no conversation's id.");
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);

        var made = await work.ReadOne<Tie>(
            $"""
            insert into ties (tie_id, case_id, conversation, conversation_id, made_at, made_by)
            values (@id, @caseId, @conversation, @conversationId, @now, @actorId)
            on conflict (case_id, conversation, conversation_id) do nothing returning {Columns}
            """,
            new { id = Guid.CreateVersion7(), caseId, body.Conversation, conversationId = body.Id, work.Now, caller.ActorId }, cancellationToken);
        if (made is not null)
        {
            work.Audit(caller, Verbs.CaseTied, found.LedgerReference, made.Id);
            await TravelQuestions.TellChanges(work, keys, caseId, cancellationToken);
        }
        var tie = made ?? (await work.ReadOne<Tie>(
            $"select {Columns} from ties where case_id = @caseId and conversation = @conversation and conversation_id = @conversationId",
            new { caseId, body.Conversation, conversationId = body.Id }, cancellationToken))!;
        return Answers.Created($"/cases/{caseId}/ties", tie.Id, Shown(tie, found, caller, network))
            with
        { Status = made is null ? StatusCodes.Status200OK : StatusCodes.Status201Created };
    }

    static async Task<IResult> List(
        Guid caseId, Guid? cursor, Caller caller, UnitOfWork work, SigningKey network, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        // Version 7 ids: newest first, and the last one shown is the cursor.
        var rows = await work.Read<Tie>(
            $"select {Columns} from ties where case_id = @caseId and (@cursor is null or tie_id < @cursor) order by tie_id desc limit {Page + 1}",
            new { caseId, cursor }, cancellationToken);
        var total = await work.ReadOne<long>("select count(*) from ties where case_id = @caseId", new { caseId }, cancellationToken);
        return Answers.Found(new
        {
            items = rows.Take(Page).Select(tie => Shown(tie, found, caller, network)).ToArray(),
            next = rows.Count > Page ? rows[Page - 1].Id : (Guid?)null,
            total,
        });
    }

    /// <summary>To the case's organisation; the signed tie itself does not name the case.</summary>
    static object Shown(Tie tie, OwnCase of, Caller caller, SigningKey network) => new
    {
        tie.Id,
        tie.Conversation,
        tie.ConversationId,
        tie.MadeAt,
        tie = network.Sign("tie+jwt", new
        {
            jti = tie.Id,
            owner = caller.Partner,
            conversation = tie.Conversation,
            sub = tie.ConversationId,
            only = of.Audience.Only,
            onlyVersion = of.Audience.Version,
        }),
    };

    const string Columns = "tie_id as id, conversation, conversation_id, made_at";
}
