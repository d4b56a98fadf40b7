using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>What an organisation may do with a referral now, read off the table and the same conditions as the rules.</summary>
public static class Choices
{
    public static IReadOnlyList<string> For(ReferralState state, PartnerId viewer) =>
        [.. Transitions.Table
            .Where(row => row.Action is not null && row.From.Contains(state.CurrentState)
                && Parties.Refuse(state.Referral, row.By, viewer) is null && Open(row, state.Referral, viewer))
            .Select(row => row.Action!)
            .Distinct()];

    static bool Open(Transition row, Referral referral, PartnerId viewer) =>
        row.By == Party.Offered ? referral.Offers.Any(o => o.Open && o.To == viewer)
        : row.By == Party.PastRecipient ? referral.Stop!.Receipts.Any(r => r.Partner == viewer && r.Kind is null)
        : row.Message == typeof(AnswerQuestion) ? referral.Offers.Any(o => o is { Open: true, QuestionOpen: true })
        : row.Message != typeof(RequestRelease) || !referral.Releases.Any(r => r.To == referral.Recipient && r.Pending);
}
