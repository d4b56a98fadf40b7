using MassTransit;
using ReferralNetwork.Cases.Rendezvous;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>
/// Who is no longer a recipient of a conversation. Messages overtake each other, so an end is kept for a release that comes after it.
/// </summary>
static class RecipientEnds
{
    /// <summary>One release or end of a conversation at a time, until the commit: each sees what the other did.</summary>
    public static Task LockConversation(UnitOfWork work, Guid conversationId, CancellationToken cancellationToken) =>
        work.Read<bool>("select pg_advisory_xact_lock(hashtextextended(@id, 0)) is null", new { id = conversationId.ToString() }, cancellationToken);

    /// <summary>Stands for every permit: the recipient's whole part has ended.</summary>
    public static readonly Guid Whole = Guid.Empty;

    /// <summary>How what this recipient has on this permit ended, alone or with all of its part; empty: it has not.</summary>
    public static Task<List<RecipientEnd>> Find(
        UnitOfWork work, Guid conversationId, Guid recipient, Guid permitId, CancellationToken cancellationToken) =>
        work.Read<RecipientEnd>(
            """
            select e.ended_at, e.reads_until, e.stopped_at,
                exists (select 1 from offers o where o.conversation_id = @conversationId and o.recipient = @recipient and o.made_at > e.ended_at
                    and e.permit_id in (@whole, o.permit_id))
                or exists (select 1 from permits p where p.permit_id = @permitId and p.given_at > e.ended_at) as asked_since
            from ended_recipients e
            where e.conversation_id = @conversationId and e.recipient = @recipient and e.permit_id in (@whole, @permitId)
            """,
            new { conversationId, recipient, permitId, Whole }, cancellationToken);
}

/// <param name="ReadsUntil">When what it has shuts.</param>
/// <param name="StoppedAt">The person told it to stop.</param>
/// <param name="AskedSince">It was offered the conversation anew, or the permit was given since: a release may need no offer.</param>
sealed record RecipientEnd(DateTimeOffset EndedAt, DateTimeOffset ReadsUntil, DateTimeOffset? StoppedAt, bool AskedSince)
{
    /// <summary>Why nothing goes to it on a consent of that time; null: it may.</summary>
    public string? Forbids(DateTimeOffset consentGivenAt, DateTimeOffset now) =>
        StoppedAt >= consentGivenAt ? "PERSON_SAID_STOP"
        : BindsWhatComes && ReadsUntil <= now ? "RECIPIENT_ENDED"
        : null;

    /// <summary>Neither a new offer nor a new consent after the person's stop began anew.</summary>
    public bool BindsWhatComes => !AskedSince && EndedAt != StoppedAt;
}

/// <summary>
/// A recipient gave the referral back, is no longer asked, the referral ended, or the person told it to stop: what came to it there shuts, now or
/// at the moment that is named. Of several ends of one acceptance the earliest counts: none opens anything again.
/// </summary>
sealed class RecipientEndedConsumer(UnitOfWork work, KeyRing keys) : IConsumer<RecipientEnded>
{
    public async Task Consume(ConsumeContext<RecipientEnded> context)
    {
        var end = context.Message;
        await RecipientEnds.LockConversation(work, end.ConversationId, context.CancellationToken);
        foreach (var permitId in end.Permits ?? [RecipientEnds.Whole])
            Shut(end, permitId);
        if (end.Conversation == Conversations.Referral) // where they would have been met is the shelter's, and is needed no more
            await Arrival.Shut(
                work, keys, new(end.ConversationId, end.Recipient.Value, "RECIPIENT_ENDED", WrittenUntil: end.EndedAt), context.CancellationToken);
    }

    void Shut(RecipientEnded end, Guid permitId)
    {
        var values = new
        {
            permitId, RecipientEnds.Whole, end.ConversationId, end.Recipient, end.EndedAt, readsUntil = end.ReadsUntil ?? end.EndedAt,
            stoppedAt = end.PersonSaidStop ? end.EndedAt : (DateTimeOffset?)null,
            // A release may be committed after an end that came late; only what a newer offer led to stays open.
            shutAt = end.ReadsUntil is { } until && until > work.Now ? until : work.Now,
            reason = end.PersonSaidStop ? "PERSON_SAID_STOP" : "RECIPIENT_ENDED",
        };
        work.Write(
            """
            insert into ended_recipients as e (conversation_id, recipient, permit_id, ended_at, reads_until, stopped_at)
            values (@conversationId, @recipient, @permitId, @endedAt, @readsUntil, @stoppedAt)
            on conflict (conversation_id, recipient, permit_id) do update set
                ended_at = greatest(e.ended_at, excluded.ended_at),
                stopped_at = greatest(e.stopped_at, excluded.stopped_at),
                reads_until = case
                    when exists (select 1 from offers o where o.conversation_id = @conversationId and o.recipient = @recipient
                        and @permitId in (@whole, o.permit_id) and o.made_at > e.ended_at and o.made_at <= excluded.ended_at)
                        then excluded.reads_until
                    when exists (select 1 from offers o where o.conversation_id = @conversationId and o.recipient = @recipient
                        and @permitId in (@whole, o.permit_id) and o.made_at > excluded.ended_at and o.made_at <= e.ended_at) then e.reads_until
                    else least(e.reads_until, excluded.reads_until) end
            """,
            values);
        work.Write(
            """
            update disclosures d set shut_at = @shutAt, shut_reason = @reason
            where d.conversation_id = @conversationId and d.recipient = @recipient and (d.shut_at is null or d.shut_at > @shutAt)
            and @permitId in (@whole, d.permit_id) and (d.released_at <= @endedAt or not (
                exists (select 1 from offers o where o.conversation_id = @conversationId and o.recipient = @recipient and o.made_at > @endedAt
                    and @permitId in (@whole, o.permit_id))
                or exists (select 1 from permits p where p.permit_id = d.permit_id and p.given_at > @endedAt)))
            """,
            values);
    }
}
