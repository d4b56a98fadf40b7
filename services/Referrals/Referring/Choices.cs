using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>What an organisation may do with a referral now, read off the table and the same conditions as the rules.</summary>
public static class Choices
{
    public static IReadOnlyList<string> For(ReferralState state, PartnerId viewer, DateTimeOffset now) =>
        [.. Transitions.Table
            .Where(row => row.Action is not null && row.From.Contains(state.CurrentState)
                && Parties.Refuse(state.Referral, row.By, viewer) is null && Open(row.Message!, state, viewer, now))
            .Select(row => row.Action!)
            .Distinct()];

    static bool Open(Type message, ReferralState state, PartnerId viewer, DateTimeOffset now)
    {
        var referral = state.Referral;
        return message.Name switch
        {
            nameof(AcceptOffer) or nameof(DeclineOffer) or nameof(AskQuestion) => referral.Offers.Any(o => o.Open && o.To == viewer),
            nameof(AnswerQuestion) => referral.Offers.Any(o => o is { Open: true, QuestionOpen: true }),
            nameof(ReportNoShow) => referral.AppointmentAt <= now,
            nameof(RequestRelease) => !referral.Releases.Any(r => r.To == referral.Recipient && r.Pending)
                && !referral.StopWishes.Any(w => w.By == referral.Recipient && w.Open),
            nameof(EndOneSidedly) => ReferralRules.EndableAt(referral) <= now,
            nameof(ReportDeparture) => referral.AcceptedOffer is { ReadsUntil: null },
            nameof(CorrectOutcome) => now <= ReferralRules.CorrectableUntil(referral),
            nameof(SeeToLostContact) => referral.ContactLost,
            nameof(TellStop) => !referral.StopWishes.Any(w => w.By == viewer && w.Open),
            nameof(RecordStopWish) => referral.StopWishes.Any(w => w.Open),
            nameof(GiveStopReceipt) => referral.Stops.Any(s => s.Receipts.Any(r => r.Partner == viewer && r.Owed)),
            _ => true,
        };
    }
}
