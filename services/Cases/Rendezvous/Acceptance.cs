using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sealing;
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

    /// <summary>
    /// Why an organisation gets no ride any more that it accepted: the person has shut it out altogether. Null: it does. Whoever drives already
    /// is not asked this, so that nobody is left on the road.
    /// </summary>
    public static async Task<IResult?> Refuses(UnitOfWork work, KeyRing keys, Guid caseId, Guid rider, CancellationToken cancellationToken)
    {
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var (receipts, person) = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        return ConsentRules.ShutOut(receipts, person, "Referral", reading: false, work.Now).Contains(rider)
            ? Problems.Refused(new("RIDER_EXCLUDED", "The person does not want this organisation to have to do with them: somebody else drives."))
            : null;
    }
}
