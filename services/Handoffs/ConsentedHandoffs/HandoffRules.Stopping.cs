using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

// What Cases tells, in any order and once; and how a handoff stops: consent is taken back (GDPR Art. 7(3)), or the sender takes it back.
public static partial class HandoffRules
{
    public static string ReceiptDueKey(Guid handoffId) => TimerKey.For<HandoffReceiptDue>(handoffId);

    public static Decision<ConsentedHandoff>? DetailsReleased(ConsentedHandoffState state, DetailsReleased fact, DateTimeOffset now)
    {
        if (state.Data.Release is not { DisclosureId: null } asked || asked.RequestId != fact.RequestId)
            return null;
        var released = asked with
        {
            DisclosureId = fact.DisclosureId,
            Exhibits = fact.Exhibits ?? [],
            FileSha256 = fact.FileSha256,
            ReleasedAt = fact.ReleasedAt,
            Refused = null,
        };
        var step = new Step<ConsentedHandoff>(state.Data with { Release = released }, now)
            .OnTimeline(Verbs.DetailsReleased, fact.To, track: Track.Evidence);
        return state.CurrentState == States.Accepted
            ? step.Heard().To(States.Released)
            : step.EndRecipient().AskStopReceipt().Stay(); // released just before it stopped, and told only now
    }

    /// <summary>The sender sees why, and may ask again after new consent.</summary>
    public static Decision<ConsentedHandoff>? ReleaseRefused(ConsentedHandoffState state, ReleaseRefused fact, DateTimeOffset now) =>
        state.Data.Release is { Pending: true } asked && asked.RequestId == fact.RequestId
            ? new Step<ConsentedHandoff>(state.Data with { Release = asked with { Refused = fact.Reason } }, now)
                .OnTimeline(Verbs.ReleaseRefused, with: null, fact.Reason, Track.Evidence).Stay()
            : null;

    /// <summary>The case is for other people of the sender now.</summary>
    public static Decision<ConsentedHandoff>? AudienceChanged(ConsentedHandoffState state, AudienceChanged fact, DateTimeOffset now)
    {
        var audience = state.Data.Audience.Or(new Audience(fact.Only, fact.Version));
        return state.Data.Consent is not { } consent || fact.PermitId != consent.Permit.Id || audience == state.Data.Audience
            ? null
            : new Step<ConsentedHandoff>(state.Data with { Audience = audience }, now).Stay();
    }

    public static Decision<ConsentedHandoff>? ConsentWithdrawn(ConsentedHandoffState state, ConsentWithdrawn fact, DateTimeOffset now) =>
        state.Data.Consent is { } consent && consent.Permit.ReceiptId == fact.ReceiptId ? TakenBackByPerson(state, now) : null;

    /// <summary>The person has excluded organisations: the unit among them is as good as consent taken back.</summary>
    public static Decision<ConsentedHandoff>? PermitNarrowed(ConsentedHandoffState state, PermitNarrowed fact, DateTimeOffset now) =>
        state.Data.Consent is { } consent && consent.Permit.Id == fact.PermitId && fact.Recipients.Contains(state.Data.To)
            ? TakenBackByPerson(state, now)
            : null;

    public static Decision<ConsentedHandoff> TakeBack(ConsentedHandoffState state, TakeHandoffBack command, DateTimeOffset now) =>
        new Step<ConsentedHandoff>(state.Data, now)
            .ByUser(command, Verbs.HandoffTakenBack, Asked(state.Data)).Stop(state.CurrentState).To(States.Withdrawn);

    /// <summary>
    /// An offer is taken back and nothing more is released, in whatever state; whoever had details says what it has done with them. What was
    /// over before stays over.
    /// </summary>
    static Decision<ConsentedHandoff>? TakenBackByPerson(ConsentedHandoffState state, DateTimeOffset now)
    {
        var open = States.Open.Contains(state.CurrentState);
        if (state.Data.StoppedAt is not null || (!open && state.Data.Left is null))
            return null;
        var step = new Step<ConsentedHandoff>(state.Data, now)
            .OnTimeline(Verbs.ConsentWithdrawn, Asked(state.Data), track: Track.Evidence).Stop(state.CurrentState);
        return open ? step.BySystem(Verbs.HandoffWithdrawn, Asked(state.Data)).To(States.Withdrawn) : step.Stay();
    }

    static Step<ConsentedHandoff> Stop(this Step<ConsentedHandoff> step, string state)
    {
        step.After = step.After with { StoppedAt = step.Now };
        if (state == States.Offered)
            return step.Apply(step.After.Offers.Withdraw(step.Now));
        return step.After.Offers.Accepted is null ? step
            : step.EndRecipient().Cancel(FeedbackDueKey(step.After.Id)).AskStopReceipt();
    }

    public static Decision<ConsentedHandoff> GiveStopReceipt(ConsentedHandoffState state, GiveHandoffStopReceipt command, DateTimeOffset now)
    {
        if (state.Data.StopReceipts.CannotGive(command.Kind, command.Basis) is { } refusal)
            return refusal;
        return new Step<ConsentedHandoff>(
            state.Data with { StopReceipts = [.. state.Data.StopReceipts.Select(r => r.Give(command.Kind, command.Basis, now))] }, now)
            .ByUser(command, Verbs.StopReceiptGiven, command.By, command.Basis ?? command.Kind).WatchStopReceipts().Stay();
    }

    /// <summary>What is owed and late shows: to the sender's people, and later to the data-protection officers.</summary>
    public static Decision<ConsentedHandoff> ReceiptDue(ConsentedHandoffState state, HandoffReceiptDue _, DateTimeOffset now)
    {
        var step = new Step<ConsentedHandoff>(state.Data, now);
        var receipts = step.After.StopReceipts.Select(r => r.Late(now, verb => step.BySystem(verb, r.Partner))).ToList();
        step.After = step.After with { StopReceipts = receipts };
        return step.WatchStopReceipts().Stay();
    }

    static Step<ConsentedHandoff> AskStopReceipt(this Step<ConsentedHandoff> step)
    {
        var (to, terms) = (step.After.To, step.After.Terms);
        if (step.After.Left is null || step.After.StopReceipts.Count > 0)
            return step;
        var receipt = StopReceipt.Ask(to, step.Now, terms.StopReceiptDue, terms.StopReceiptEscalation, terms.Recipient.Calendar);
        step.After = step.After with { StopReceipts = [receipt] };
        return step.OnTimeline(Verbs.StopReceiptAsked, to).WatchStopReceipts();
    }

    static Step<ConsentedHandoff> WatchStopReceipts(this Step<ConsentedHandoff> step) => step.After.StopReceipts.NextLook() is { } next
        ? step.Schedule(ReceiptDueKey(step.After.Id), next, new HandoffReceiptDue(step.After.Id))
        : step.Cancel(ReceiptDueKey(step.After.Id));

    /// <summary>Cases is told: what came to the unit shuts.</summary>
    static Step<ConsentedHandoff> EndRecipient(this Step<ConsentedHandoff> step) => step.Publish(
        new RecipientEnded(Conversations.Handoff, step.After.Id, step.After.Offers.Accepted!.Id, step.After.To, step.Now));

    /// <summary>The unit, if it knows of the handoff.</summary>
    static PartnerId? Asked(ConsentedHandoff handoff) => handoff.Offers.LastTo(handoff.To)?.To;
}
