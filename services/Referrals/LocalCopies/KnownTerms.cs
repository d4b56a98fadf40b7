using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Referrals.LocalCopies;

static class KnownTerms
{
    static readonly string AnswerDueTonight = AnswerDue(Codes.Tonight);

    const string StopReceiptDue = "stop-receipt-due";
    const string StopReceiptEscalation = "stop-receipt-escalation";
    const string StopWishDue = "stop-wish-due";
    const string OneSidedEnd = "cancellation-unanswered";
    const string ReadAfterCompletion = "access-after.completed";
    const string ReadAfterLostContact = "access-after.lost-contact";
    const string Correction = "outcome-correction";
    const string PlaceAnswer = "place-answer";

    static readonly string[] Other =
        [StopReceiptDue, StopReceiptEscalation, StopWishDue, OneSidedEnd, ReadAfterCompletion, ReadAfterLostContact, Correction, PlaceAnswer];

    /// <summary>Asks, with the next read, for the periods of an offer of this urgency.</summary>
    public static IReadOnlyList<KnownRule> Ask(UnitOfWork work, PartnerId sender, string urgency) => KnownRules.Ask(
        work, [AnswerDue(urgency), AnswerDueTonight, .. Other], sender.Value, "(select jurisdiction from known_partners where partner_id = @of)");

    /// <param name="candidates">Whose calendars the terms keep.</param>
    /// <returns>Null if a rule that every offer needs isn't known here (yet).</returns>
    public static Terms? Terms(IReadOnlyList<KnownRule> rules, KnownPartner sender, IEnumerable<KnownPartner> candidates, string urgency)
    {
        return Find(AnswerDue(urgency)) is { } answer && Find(StopReceiptDue) is { } stop
            ? new Terms(
                answer, stop, sender.TimeZone, Find(StopReceiptEscalation), Find(StopWishDue), Find(OneSidedEnd), Find(ReadAfterCompletion),
                Find(ReadAfterLostContact), Find(Correction), [.. candidates.Select(PartnerZone.Of)],
                sender.Holidays, Find(AnswerDueTonight), Find(PlaceAnswer))
            : null;

        Period? Find(string name) => rules.PeriodOf(name);
    }

    static string AnswerDue(string urgency) => $"answer-due.{urgency.ToLowerInvariant()}";
}
