using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Rendezvous;

/// <summary>
/// Who accepted a referral and has it still: something was released to it, and its part has not ended. A withdrawal of consent alone ends no
/// part here: where a shelter is was never the person's data, and whoever is on the road must find it. Its stop does.
/// </summary>
sealed record Acceptance(Guid CaseId, Guid Recipient, string? Kind, bool Suspended)
{
    public bool MayOpen => MeetingPoint.MayOpen(Kind, Suspended);

    /// <param name="by">Null: whoever it was.</param>
    public static Task<Acceptance?> Find(UnitOfWork work, Guid referralId, Guid? by, CancellationToken cancellationToken) =>
        work.ReadOne<Acceptance>(
            """
            select d.case_id, d.recipient, n.kind, coalesce(n.suspended, true) as suspended
            from disclosures d left join known_partners n on n.partner_id = d.recipient
            where d.conversation = @conversation and d.conversation_id = @referralId and (@by is null or d.recipient = @by)
                and (d.shut_reason is null or d.shut_reason not in ('RECIPIENT_ENDED', 'PERSON_SAID_STOP'))
                and not exists (select from ended_recipients e where e.conversation_id = d.conversation_id and e.recipient = d.recipient
                    and e.ended_at >= d.released_at)
            order by d.released_at desc limit 1
            """,
            new { conversation = Conversations.Referral, referralId, by }, cancellationToken);
}
