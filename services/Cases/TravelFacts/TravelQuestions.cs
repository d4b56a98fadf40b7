using MassTransit;
using ReferralNetwork.Cases.Permits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.TravelFacts;

/// <summary>
/// What returns have asked: may your travellers travel? Answered by the worst of the cases that are tied to the return, and told
/// again whenever that changes.
/// </summary>
static class TravelQuestions
{
    sealed record Tied(Guid CaseId, Guid Owner, Guid LedgerReference);

    sealed record Tie(Guid ReturnId, Guid TieId);

    sealed record Restricted(Guid TieId, Guid[]? Audience, long AudienceVersion);

    sealed record Asked(Guid? Lead, string LastAnswer);

    /// <summary>Answers, and remembers that it was asked.</summary>
    public static async Task Answer(
        UnitOfWork work, KeyRing keys, Guid? requestId, Guid returnId, Guid? lead, CancellationToken cancellationToken)
    {
        Lock(work, returnId);
        if (await work.ReadOne<bool>(
            "select ended_at is not null from travel_questions where return_id = @returnId", new { returnId }, cancellationToken))
            return;
        var (answer, cases) = await Evaluate(work, keys, returnId, lead, cancellationToken);
        work.Write(
            """
            insert into travel_questions (return_id, lead, last_answer, asked_at) values (@returnId, @lead, @answer, @now)
            on conflict (return_id) do update set lead = excluded.lead, last_answer = excluded.last_answer, asked_at = excluded.asked_at
            """,
            new { returnId, lead, answer = answer.ToString(), work.Now });
        Send(work, requestId, returnId, answer, cases);
    }

    /// <summary>Tells every return that this case is tied to and that has asked, where the answer is another one now.</summary>
    public static async Task TellChanges(UnitOfWork work, KeyRing keys, Guid caseId, CancellationToken cancellationToken)
    {
        // By the ties, not by what was asked: a question that comes at this moment waits below, or is seen.
        var returns = await work.Read<Guid>(
            "select conversation_id from ties where case_id = @caseId and conversation = @return order by conversation_id",
            new { caseId, Conversations.Return }, cancellationToken);
        foreach (var returnId in returns)
            await TellChange(work, keys, returnId, cancellationToken);
    }

    /// <summary>Every return that this case is tied to is told that the person is to be told something.</summary>
    public static async Task TellPerson(UnitOfWork work, Guid caseId, CancellationToken cancellationToken)
    {
        var ties = await work.Read<Tie>(
            "select conversation_id as return_id, tie_id from ties where case_id = @caseId and conversation = @return",
            new { caseId, Conversations.Return }, cancellationToken);
        foreach (var (returnId, tieId) in ties)
            work.Send(new TravellerToBeTold(returnId, tieId, work.Now));
    }

    /// <summary>Tells this return, if it has asked and the answer is another one now.</summary>
    public static async Task TellChange(UnitOfWork work, KeyRing keys, Guid returnId, CancellationToken cancellationToken)
    {
        Lock(work, returnId);
        if (await work.ReadOne<Asked>(
            "select lead, last_answer from travel_questions where return_id = @returnId and ended_at is null",
            new { returnId }, cancellationToken) is not { } asked)
            return;
        var (answer, cases) = await Evaluate(work, keys, returnId, asked.Lead, cancellationToken);
        if (answer.ToString() == asked.LastAnswer)
            return;
        work.Write("update travel_questions set last_answer = @answer where return_id = @returnId", new { returnId, answer = answer.ToString() });
        Send(work, requestId: null, returnId, answer, cases);
    }

    /// <summary>
    /// Some of the cases that are tied to a return are tied to another from now on. Where the first has asked, both are told what holds now.
    /// </summary>
    /// <param name="ties">Those of other returns stay.</param>
    public static async Task Part(
        UnitOfWork work, KeyRing keys, Guid returnId, Guid ownReturnId, Guid[] ties, CancellationToken cancellationToken)
    {
        // A fact that is recorded now sees the ties as they will be, or is seen below.
        foreach (var caseId in await work.Read<Guid>(
            "select case_id from ties where tie_id = any(@ties) order by case_id", new { ties }, cancellationToken))
            Narrowing.LockCase(work, caseId);
        Lock(work, returnId);
        Lock(work, ownReturnId);
        work.Write(
            """
            update ties set conversation_id = @ownReturnId, confirmed = true
            where tie_id = any(@ties) and conversation = @return and conversation_id = @returnId
            """,
            new { ownReturnId, ties, Conversations.Return, returnId });
        // As with facts: an audience that changes now finds the tie where it is, or is told here.
        foreach (var (tieId, audience, version) in await work.Read<Restricted>(
            """
            select t.tie_id, k.audience, k.audience_version from ties t join cases k using (case_id)
            where t.tie_id = any(@ties) and t.conversation_id = @ownReturnId
            """,
            new { ties, ownReturnId }, cancellationToken))
        {
            if (version > 0)
                work.Send(
                    new AudienceChanged(Conversations.Return, ownReturnId, PermitId: null, tieId, audience, version),
                    Conversations.Queues[Conversations.Return]);
        }
        var asked = await work.ReadOne<Asked>(
            "select lead, last_answer from travel_questions where return_id = @returnId and ended_at is null", new { returnId }, cancellationToken);
        if (asked is null)
            return;
        await TellChange(work, keys, returnId, cancellationToken);
        await Answer(work, keys, requestId: null, ownReturnId, asked.Lead, cancellationToken);
    }

    /// <summary>The return is over: nothing is told or looked at any more.</summary>
    public static void End(UnitOfWork work, Guid returnId)
    {
        Lock(work, returnId);
        work.Write(
            """
            insert into travel_questions (return_id, last_answer, asked_at, ended_at) values (@returnId, '', @now, @now)
            on conflict (return_id) do update set ended_at = excluded.ended_at
            """,
            new { returnId, work.Now });
        work.Cancel(TimerKey.For<TravelFactDue>(returnId));
    }

    /// <summary>With the next read, until the commit: one answer about a return at a time. Each sees the facts that the other did.</summary>
    static void Lock(UnitOfWork work, Guid returnId) =>
        work.Ask<bool>("select pg_advisory_xact_lock(hashtextextended(@returnId::text, 2)) is null", new { returnId });

    /// <summary>As things are now, and when that is to be looked at again.</summary>
    static async Task<(TravelAnswer Answer, List<Tied> Cases)> Evaluate(
        UnitOfWork work, KeyRing keys, Guid returnId, Guid? lead, CancellationToken cancellationToken)
    {
        var tied = await work.Read<Tied>(
            """
            select k.case_id, k.owner, k.ledger_reference from ties t join cases k using (case_id)
            where t.conversation = @return and t.conversation_id = @returnId and (@lead is null or visible_to(k, @lead, null))
            """,
            new { Conversations.Return, returnId, lead }, cancellationToken);
        if (tied.DistinctBy(one => one.Owner).Count() != 1) // none, or nobody can say whose count
            return (TravelAnswer.NotEstablished, []);

        var worst = TravelAnswer.NoBarKnown;
        DateTimeOffset? changesAt = null;
        foreach (var one in tied)
        {
            using var key = await keys.Open(KeyKind.Case, one.CaseId, cancellationToken);
            var facts = key is null ? null : await CaseTravelFacts.Read(work, key, one.CaseId, cancellationToken);
            var answer = facts is null ? TravelAnswer.NotEstablished : TravelRules.AnswerOf(TravelRules.StateOf(facts, work.Now));
            worst = answer > worst ? answer : worst;
            changesAt = facts is not null && TravelRules.ChangesAt(facts, work.Now) is { } at && !(changesAt < at) ? at : changesAt;
        }
        if (changesAt is { } due)
            work.Schedule(TimerKey.For<TravelFactDue>(returnId), due, new TravelFactDue(returnId));
        else
            work.Cancel(TimerKey.For<TravelFactDue>(returnId));
        return (worst, tied);
    }

    static void Send(UnitOfWork work, Guid? requestId, Guid returnId, TravelAnswer answer, List<Tied> cases)
    {
        foreach (var one in cases)
            work.Audit(caller: null, Verbs.TravelAnswerGiven, one.LedgerReference, returnId);
        switch (answer)
        {
            case TravelAnswer.NoBarKnown:
                work.Send(new NoBarKnown(requestId, returnId, work.Now));
                break;
            case TravelAnswer.TravelBarred:
                work.Send(new TravelBarred(requestId, returnId, work.Now));
                break;
            default:
                work.Send(new NotEstablished(requestId, returnId, work.Now));
                break;
        }
    }
}

sealed class ClearToTravelConsumer(UnitOfWork work, KeyRing keys) : IConsumer<ClearToTravel>
{
    public Task Consume(ConsumeContext<ClearToTravel> context) =>
        TravelQuestions.Answer(
            work, keys, context.Message.RequestId, context.Message.ReturnId, context.Message.Lead?.Value, context.CancellationToken);
}

sealed class TravelFactDueConsumer(UnitOfWork work, KeyRing keys) : IConsumer<TravelFactDue>
{
    public Task Consume(ConsumeContext<TravelFactDue> context) =>
        TravelQuestions.TellChange(work, keys, context.Message.ReturnId, context.CancellationToken);
}

sealed class ReturnEndedConsumer(UnitOfWork work) : IConsumer<ReturnEnded>
{
    public Task Consume(ConsumeContext<ReturnEnded> context)
    {
        TravelQuestions.End(work, context.Message.ReturnId);
        return Task.CompletedTask;
    }
}
