using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

// The person takes consent back (GDPR Art. 7(3)), in Cases or by telling a recipient. What is owed then stands beside the
// state: a referral that has ended asks for receipts like any other.
public static partial class ReferralRules
{
    public static string StopReceiptDueKey(Guid referralId) => TimerKey.For<StopReceiptDue>(referralId);

    /// <summary>
    /// Consent was withdrawn. Everybody who had details on that receipt is asked what it has done with them, whatever became
    /// of the referral. It stops if it is open and stands on this receipt now.
    /// </summary>
    public static Decision<Referral>? ConsentWithdrawn(ReferralState state, ConsentWithdrawn fact, DateTimeOffset now)
    {
        var referral = state.Data;
        if (referral.Withdrawn.Contains(fact.ReceiptId)) // one comes for each permit on the receipt
            return null;

        var step = new Step<Referral>(referral with { Withdrawn = [.. referral.Withdrawn, fact.ReceiptId] }, now)
            .OnTimeline(Verbs.ConsentWithdrawn, with: null, track: Track.Evidence);
        foreach (var partner in referral.Releases.Where(r => r.DisclosureId is not null && On(r, fact.ReceiptId)).Select(r => r.To).Distinct())
            step.AskForReceipt(fact.ReceiptId, fact.WithdrawnAt, partner, now);
        var stops = referral.Permit.ReceiptId == fact.ReceiptId && States.IsOpen(state.CurrentState) && state.CurrentState != States.Stopping;
        step.After = step.After with
        {
            StopWishes = Settled(step.After.StopWishes, "WITHDRAWN",
                w => stops || referral.Releases.LastOrDefault(r => r.To == w.By) is not { } last || On(last, fact.ReceiptId)),
        };
        if (state.CurrentState == States.Stopping)
            return StopIfAllIn(step, now);
        if (!stops)
            return step.Watch().To(state.CurrentState);

        step.After = step.After with { AppointmentAt = null };
        step.Apply(referral.Offers.Withdraw(now)).BySystem(Verbs.ReferralStopping, with: null).Publish(new ReferralStopping(referral.Id, now));
        return StopIfAllIn(step, now);
    }

    /// <summary>"Tell any of us": this recipient reads no more, at once; the sender asks the person about the rest.</summary>
    public static Decision<Referral> TellStop(ReferralState state, TellStop command, DateTimeOffset now)
    {
        var referral = state.Data;
        if (referral.StopWishes.Any(w => w.By == command.By && w.Open))
            return new Refusal("ALREADY_TOLD", "The sender has been told already, and the details are closed to your organisation.");
        var dueAt = Deadlines.After(now, referral.StopWishDue(), referral.Terms.Calendar);
        var step = new Step<Referral>(referral with { StopWishes = [.. referral.StopWishes, new StopWish(command.By, now, dueAt)] }, now)
            .ByUser(command, Verbs.StopTold, command.By)
            .EndRecipient(command.By, now, personSaidStop: true);
        if (referral.Offers.Made.LastOrDefault(o =>
                o.To == command.By && (o.Status == OfferStatus.Accepted || o.ReadsUntil is not null)) is { } offer
            && !(offer.ReadsUntil <= now))
            step.After = step.After.With(offer with { ReadsUntil = now });
        return step.Watch().To(state.CurrentState);
    }

    public static Decision<Referral> RecordStopWish(ReferralState state, RecordStopWish command, DateTimeOffset now)
    {
        if (!state.Data.StopWishes.Any(w => w.Open))
            return new Refusal("NOTHING_TOLD", "No organisation has told you that the person says stop.");
        var step = new Step<Referral>(state.Data, now).ByUser(command, Verbs.StopWishRecorded, with: null, command.Code);
        step.After = step.After with { StopWishes = Settled(step.After.StopWishes, command.Code) };
        return step.Watch().To(state.CurrentState);
    }

    public static Decision<Referral> GiveStopReceipt(ReferralState state, GiveStopReceipt command, DateTimeOffset now)
    {
        var meant = state.Data.Stops.Where(s => command.ReceiptId is not { } receipt || s.ReceiptId == receipt).ToList();
        var asked = meant.SelectMany(s => s.Receipts).Where(r => r.Partner == command.By).ToList();
        if (asked.Count == 0)
            return new Refusal("NOTHING_OWED", "Your organisation owes no receipt here.");
        if (asked.CannotGive(command.Kind, command.Basis) is { } refusal)
            return refusal;

        var step = new Step<Referral>(state.Data, now).ByUser(command, Verbs.StopReceiptGiven, command.By, command.Basis ?? command.Kind);
        step.After = step.After with
        {
            Stops = [.. step.After.Stops.Select(s =>
                meant.Contains(s) ? Each(s, r => r.Partner == command.By ? r.Give(command.Kind, command.Basis, now) : r) : s)],
        };
        return state.CurrentState == States.Stopping ? StopIfAllIn(step, now) : step.Watch().To(state.CurrentState);
    }

    /// <summary>What is owed and late shows: to the sender's people, and later to the data-protection officers.</summary>
    public static Decision<Referral> StopReceiptDue(ReferralState state, StopReceiptDue _, DateTimeOffset now)
    {
        var step = new Step<Referral>(state.Data, now);
        var stops = step.After.Stops.Select(s => Each(s, r => r.Late(now, verb => step.BySystem(verb, r.Partner)))).ToList();
        step.After = step.After with { Stops = stops };
        foreach (var wish in step.After.StopWishes.Where(w => w is { Open: true, Overdue: false } && w.DueAt <= now))
            step.BySystem(Verbs.StopWishOverdue, with: null);
        step.After = step.After with
        {
            StopWishes = [.. step.After.StopWishes.Select(w => w.Open && w.DueAt <= now ? w with { Overdue = true } : w)]
        };
        return step.Watch().To(state.CurrentState);
    }

    /// <summary>By the end of the recipient's next working day.</summary>
    static void AskForReceipt(this Step<Referral> step, Guid receiptId, DateTimeOffset withdrawnAt, PartnerId partner, DateTimeOffset now)
    {
        var referral = step.After;
        var stop = referral.Stops.FirstOrDefault(s => s.ReceiptId == receiptId) ?? new Stop(receiptId, withdrawnAt);
        if (stop.Receipts.Any(r => r.Partner == partner))
            return;
        var receipt = StopReceipt.Ask(
            partner, now, referral.Terms.StopReceiptDue, referral.Terms.StopReceiptEscalation, referral.Terms.CalendarOf(partner));
        step.OnTimeline(Verbs.StopReceiptAsked, partner);
        step.After = step.After with
        {
            Stops = [.. referral.Stops.Where(s => s.ReceiptId != receiptId), stop with { Receipts = [.. stop.Receipts, receipt] }],
        };
        step.Watch();
    }

    /// <summary>Stopped once every receipt is in. While Cases still owes word of a release, nobody knows who owes one.</summary>
    static Decision<Referral> StopIfAllIn(Step<Referral> step, DateTimeOffset now)
    {
        step.Watch();
        return Owed(step.After).Any() || step.After.Releases.Any(r => r.Pending)
            ? step.To(States.Stopping)
            : step.BySystem(Verbs.ReferralStopped, with: null).Publish(new ReferralStopped(step.After.Id, now)).NobodyComes(States.Stopped, now)
                .To(States.Stopped);
    }

    /// <summary>One timer for all that is owed after a stop.</summary>
    static Step<Referral> Watch(this Step<Referral> step)
    {
        step.After = step.After with
        {
            Escalated = Owed(step.After).Any(r => r.Escalated) || step.After.StopWishes.Any(w => w is { Open: true, Overdue: true }),
        };
        return NextLook(step.After) is { } next
            ? step.Schedule(StopReceiptDueKey(step.After.Id), next, new StopReceiptDue(step.After.Id))
            : step.Cancel(StopReceiptDueKey(step.After.Id));
    }

    /// <summary>When something that is owed becomes late, or later than that.</summary>
    public static DateTimeOffset? NextLook(Referral referral) => referral.StopWishes
        .Where(w => w is { Open: true, Overdue: false }).Select(w => (DateTimeOffset?)w.DueAt).Append(Owed(referral).NextLook()).Min();

    static IEnumerable<StopReceipt> Owed(Referral referral) => referral.Stops.SelectMany(s => s.Receipts).Where(r => r.Owed);

    static Stop Each(Stop stop, Func<StopReceipt, StopReceipt> change) => stop with { Receipts = [.. stop.Receipts.Select(change)] };

    static List<StopWish> Settled(IReadOnlyList<StopWish> wishes, string code, Func<StopWish, bool>? which = null) =>
        [.. wishes.Select(w => w.Open && (which is null || which(w)) ? w with { Code = code } : w)];

    static bool On(Release release, Guid receiptId) => release.ReceiptId is not { } its || its == receiptId;
}
