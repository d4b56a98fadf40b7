using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Disclosing;

/// <summary>Who is no longer a referral's recipient. Messages overtake each other, so an end is kept for a release that comes after it.</summary>
static class ReferralEnds
{
    /// <summary>One release or end of a referral at a time, until the commit: each sees what the other did.</summary>
    public static Task TakeTurns(UnitOfWork work, Guid referralId, CancellationToken cancellationToken) =>
        work.Read("select pg_advisory_xact_lock(hashtextextended($1, 0)) is null", r => r.GetBoolean(0), cancellationToken, referralId.ToString());

    /// <summary>Whether it ended for this recipient and was not offered to it anew since.</summary>
    public static async Task<bool> Ended(UnitOfWork work, Guid referralId, Guid recipient, CancellationToken cancellationToken) =>
        await work.ReadOne(
            """
            select true from ended_recipients e where e.referral_id = $1 and e.recipient = $2
            and not exists (select 1 from offers o where o.referral_id = $1 and o.recipient = $2 and o.made_at > e.ended_at)
            """,
            r => r.GetBoolean(0), cancellationToken, referralId, recipient);
}

/// <summary>A recipient gave the referral back, is no longer asked, or the referral ended: what came to it there shuts.</summary>
sealed class RecipientEndedConsumer(UnitOfWork work) : IConsumer<RecipientEnded>
{
    public async Task Consume(ConsumeContext<RecipientEnded> context)
    {
        var (referralId, recipient, endedAt) = (context.Message.ReferralId, context.Message.Recipient.Value, context.Message.EndedAt);
        await ReferralEnds.TakeTurns(work, referralId, context.CancellationToken);
        work.Write(
            """
            insert into ended_recipients (referral_id, recipient, ended_at) values ($1, $2, $3)
            on conflict (referral_id, recipient) do update set ended_at = greatest(ended_recipients.ended_at, excluded.ended_at)
            """,
            referralId, recipient, endedAt);
        // A release may be committed after an end that came late; only what a newer offer led to stays open.
        work.Write(
            """
            update disclosures d set shut_at = $4, shut_reason = 'RECIPIENT_ENDED'
            where d.referral_id = $1 and d.recipient = $2 and d.shut_at is null
            and (d.released_at <= $3 or not exists (
                select 1 from offers o where o.referral_id = $1 and o.recipient = $2 and o.made_at > $3))
            """,
            referralId, recipient, endedAt, work.Now);
    }
}
