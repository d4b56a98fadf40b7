using ReferralNetwork.Casework;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>On whose worklist a referral is, and what is due there until when.</summary>
public static class Worklist
{
    public const string Sent = "sent";
    public const string Received = "received";

    /// <summary>The referral ended while they were under way: sender and shelter are to ask each other.</summary>
    const string StillComing = "still-coming";

    public static IReadOnlyList<WorklistItem> ItemsFor(string state, Referral referral) =>
    [
        ForSender(state, referral) with { Only = referral.Audience.Only },
        .. referral.Offers.Made.Select(o => o.To).Distinct().Select(to => ForRecipient(state, referral, to)),
    ];

    static WorklistItem ForSender(string state, Referral referral)
    {
        var owed = referral.Stops.SelectMany(s => s.Receipts).Where(r => r.Owed).ToList();
        var (alarm, since) =
            referral.StopWishes.FirstOrDefault(w => w.Open) is { } wish ? (wish.Overdue ? Verbs.StopWishOverdue : "stop-wish", wish.DueAt)
            : referral.Offers.Accepted?.Place is { Standing: PlaceStanding.Overdue } place && ReferralRules.GoesOn(state)
                ? (Verbs.PersonOverdue, place.ExpectedAt)
            : referral.Offers.Made.FirstOrDefault(o => ReferralRules.LeftUnderWay(state, referral, o)) is { Place: var left }
                ? (StillComing, left!.ExpectedAt)
            : referral.ContactLost ? ("lost-contact", referral.OutcomeAt)
            : owed.Exists(r => r.Overdue) ? ("stop-receipts-overdue", owed.Where(r => r.Overdue).Min(r => r.DueAt))
            : ((string?)null, (DateTimeOffset?)null);
        if (alarm is not null)
            return new(referral.Id, referral.From, Sent, Open: true, since, alarm, referral.UpdatedAt, First: alarm != "stop-receipts-overdue");

        var asked = referral.Offers.Open.Where(o => o.QuestionOpen).ToList();
        var (toDo, due) = state switch
        {
            States.Offered when asked.Count > 0 => ("answer-question", asked.Min(o => o.AnswerBy)),
            States.Offered => (null, referral.Offers.Open.Min(o => (DateTimeOffset?)o.AnswerBy)),
            States.Unplaced => ("offer-again", referral.SearchOn is { } day ? ReferralRules.SearchesAt(referral, day) : referral.UpdatedAt),
            States.Stopping => (null, owed.Min(r => (DateTimeOffset?)r.DueAt)),
            States.CancellationRequested => ("end-one-sidedly", ReferralRules.EndableAt(referral)),
            States.Scheduled => (Withheld(referral), referral.AppointmentAt),
            _ when States.NotArrived.Contains(state) && referral.Offers.Accepted!.Place is { Standing: PlaceStanding.GivenBack }
                && referral.Timeline.LastOrDefault(e => e.What == Verbs.PlaceGivenBack && e.With == referral.Recipient)?.Partner != referral.From =>
                (Verbs.PlaceGivenBack, null),
            _ when States.IsOpen(state) => (Withheld(referral), null),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        return new(
            referral.Id, referral.From, Sent, States.IsOpen(state), due, toDo, referral.UpdatedAt,
            First: referral.IsTonight && referral.SearchOn is null && state is States.Offered or States.Unplaced);
    }

    static WorklistItem ForRecipient(string state, Referral referral, PartnerId partner)
    {
        var open = referral.Offers.Open.FirstOrDefault(o => o.To == partner);
        var (toDo, due) = state switch
        {
            States.Offered when open is not null => ("answer", open.AnswerBy),
            States.Offered when referral.Offers.Standing.Any(o => o.To == partner) => (Verbs.PlaceAsked, null),
            States.CancellationRequested when referral.Recipient == partner => ("confirm-cancellation", null),
            _ when States.Serving.Contains(state) && referral.Recipient == partner => ("report", referral.AppointmentAt),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        if (referral.Stops.SelectMany(s => s.Receipts).Where(r => r.Owed && r.Partner == partner).Min(r => (DateTimeOffset?)r.DueAt) is { } owed
            && !(due < owed))
            (toDo, due) = ("stop-receipt", owed);
        var updatedAt = referral.Timeline.Last(e => e.With == partner).At;
        return new(
            referral.Id, partner, Received, toDo is not null, due, toDo, updatedAt, First: referral.IsTonight && open is not null);
    }

    /// <summary>Consent did not cover it: the sender may take new consent and ask again.</summary>
    static string? Withheld(Referral referral) =>
        referral.Releases.LastOrDefault(r => r.To == referral.Recipient) is { Refused: not null } ? Verbs.ReleaseRefused : null;
}
