using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.CompelledDisclosures.States;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>
/// What follows from each event in a state that allows it: static and pure. Who may ask, and in which states, stands in
/// <see cref="CompelledDisclosureStateMachine"/>.
/// </summary>
public static partial class CompelledRules
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    static readonly Refusal Pending = new("RELEASE_PENDING", "Cases has been asked already and has not answered yet. Wait a moment.");

    public static Refusal NotNow(CompelledDisclosureState state, ICommand command) => command is RecordCompelled or ReportDanger
        ? new("ALREADY_DEMANDED", "There is a disclosure on this order already: go on with that one.")
        : new("NOT_NOW", $"The disclosure is {state.CurrentState}; this cannot be done from there.");

    public static Decision<CompelledDisclosure> Record(RecordCompelled command, DateTimeOffset now) =>
        new Step<CompelledDisclosure>(New(command.Id, command, command.Order, command.Handling, command.Terms, command.Audience, now), now)
            .ByUser(command, Verbs.DemandRecorded, with: null, command.Order.Basis)
            .To(Demanded);

    public static Decision<CompelledDisclosure> RecordDanger(ReportDanger command, DateTimeOffset now)
    {
        var late = now > Deadlines.After(command.ToldAt, command.Terms.DangerRecordWithin, command.Terms.Calendar);
        var data = New(command.Id, command, command.Order, command.Handling, command.Terms, command.Audience, now);
        return new Step<CompelledDisclosure>(data with { DisclosedAt = command.ToldAt, Danger = new(command.ToldAt, late) }, now)
            .ByUser(command, Verbs.DangerReported, data.Recipient, command.Order.Basis, appliesAt: command.ToldAt)
            .CloseOrder()
            .AwaitReview()
            .To(Disclosed);
    }

    public static Decision<CompelledDisclosure> Check(CompelledDisclosureState state, CheckCompelled command, DateTimeOffset now) =>
        Found(state, command, Verbs.DemandChecked, command.Finding, now);

    public static Decision<CompelledDisclosure> DecideChallenge(CompelledDisclosureState state, DecideChallenge command, DateTimeOffset now) =>
        Found(state, command, Verbs.DemandChallengeDecided, command.Finding, now);

    /// <summary>
    /// Whyever the case narrowed it. Approvals are void, since each names what was read. What the check found not competent or immune stays so,
    /// however narrow: only what can be cured by it is approved after.
    /// </summary>
    public static Decision<CompelledDisclosure> Narrow(CompelledDisclosureState state, NarrowCompelled command, DateTimeOffset now)
    {
        if (state.Data.Release is { Pending: true })
            return Pending;
        var order = state.Data.Order;
        if (command.Order.Version <= order.Version)
            return new Refusal("NOT_NARROWER", "The order is not narrower than before: narrow it in the case first.");
        var step = new Step<CompelledDisclosure>(
                state.Data with
                {
                    Approvals = [],
                    Order = order with
                    {
                        Categories = command.Order.Categories,
                        Fields = command.Order.Fields,
                        Exhibits = command.Order.Exhibits,
                        Version = command.Order.Version,
                        Digest = command.Order.Digest,
                        AnswerBy = command.Order.AnswerBy,
                    },
                }, now)
            .ByUser(command, Verbs.DemandNarrowed, with: null);
        return NotInOrder(state) && state.Data.Finding != Codes.TooWide ? step.Stay() : step.To(Narrowed);
    }

    /// <summary>
    /// The case corrects the day by which it is to be answered; and what was recorded before orders had a digest is given it. It names what it
    /// named, so approvals stand.
    /// </summary>
    public static Decision<CompelledDisclosure> Reread(CompelledDisclosureState state, RereadOrder command, DateTimeOffset now)
    {
        var (order, read) = (state.Data.Order, command.Order);
        var digest = order.Digest ?? (read.Version == order.Version ? read.Digest : null);
        if (read.AnswerBy == order.AnswerBy && digest == order.Digest)
            return new Refusal("NOTHING_NEW", "The case says of this order what is known here: correct its day in the case first.");
        return new Step<CompelledDisclosure>(state.Data with { Order = order with { AnswerBy = read.AnswerBy, Digest = digest } }, now)
            .ByUser(
                command, read.AnswerBy == order.AnswerBy ? Verbs.DemandReread : Verbs.DemandDayCorrected, with: null, appliesAt: read.AnswerBy)
            .Stay();
    }

    /// <summary>The organisation challenges what it found not in order, the person whatever is to leave of them.</summary>
    public static Decision<CompelledDisclosure> Challenge(CompelledDisclosureState state, ChallengeCompelled command, DateTimeOffset now)
    {
        var data = state.Data;
        if (data.Release is { Pending: true })
            return Pending;
        if (command.Challenger != Codes.ByPerson && !NotInOrder(state))
            return new Refusal("IN_ORDER", "The check found this order in order: only the person can challenge it.");
        return new Step<CompelledDisclosure>(data with { Approvals = [] }, now)
            .ByUser(command, Verbs.DemandChallenged, with: null, command.Challenger)
            .To(Challenged);
    }

    public static Decision<CompelledDisclosure> Refuse(CompelledDisclosureState state, RefuseCompelled command, DateTimeOffset now)
    {
        if (state.Data.Release is { Pending: true })
            return Pending;
        if (!Codes.OrderEnds.Contains(command.Code) && !NotInOrder(state))
            return new Refusal("IN_ORDER", "The check did not find that: what is in order ends only if it is taken back, or nothing is held.");
        return new Step<CompelledDisclosure>(state.Data with { RefusedFor = command.Code, BanEnded = false }, now)
            .ByUser(command, Verbs.DemandRefused, with: null, command.Code)
            .CloseOrder()
            .Cancel(BanEndsKey(state.Data.Id))
            .To(Refused);
    }

    /// <summary>The data-protection officer's, recorded; it decides nothing.</summary>
    public static Decision<CompelledDisclosure> Advise(CompelledDisclosureState state, AdviseOnCompelled command, DateTimeOffset now) =>
        new Step<CompelledDisclosure>(
                state.Data with { Advice = [.. state.Data.Advice, new(command.Actor, command.Finding, now)] }, now)
            .ByUser(command, Verbs.DemandAdvised, with: null, command.Finding)
            .Stay();

    /// <summary>The case is for other people of the sender now.</summary>
    public static Decision<CompelledDisclosure>? AudienceChanged(CompelledDisclosureState state, AudienceChanged fact, DateTimeOffset now)
    {
        var audience = state.Data.Audience.Or(new Audience(fact.Only, fact.Version));
        return audience == state.Data.Audience ? null : new Step<CompelledDisclosure>(state.Data with { Audience = audience }, now).Stay();
    }

    /// <summary>What left, or was told, waits for the data-protection officer from now on.</summary>
    static Step<CompelledDisclosure> AwaitReview(this Step<CompelledDisclosure> step)
    {
        var due = Deadlines.After(step.Now, step.After.Terms.ReviewDue, step.After.Terms.Calendar);
        step.After = step.After with { ReviewDueAt = due };
        return step.Schedule(ReviewDueKey(step.After.Id), due, new CompelledReviewDue(step.After.Id));
    }

    static Step<CompelledDisclosure> CloseOrder(this Step<CompelledDisclosure> step) =>
        step.Publish(new OrderClosed(step.After.Id, step.After.From));

    static bool NotInOrder(CompelledDisclosureState state) => state.CurrentState == Checked && state.Data.Finding != Codes.InOrder;

    static Decision<CompelledDisclosure> Found(
        CompelledDisclosureState state, IUserCommand command, string verb, string finding, DateTimeOffset now) =>
        new Step<CompelledDisclosure>(state.Data with { Finding = finding }, now).ByUser(command, verb, with: null, finding).To(Checked);

    static CompelledDisclosure New(
        Guid id, IUserCommand command, Order order, string handling, Terms terms, Audience audience, DateTimeOffset now) =>
        new(id, command.By, command.Actor, Reference.For(Guid.NewGuid()), order, handling, terms, now) { Audience = audience };

    public static string ReviewDueKey(Guid id) => TimerKey.For<CompelledReviewDue>(id);
    public static string BanEndsKey(Guid id) => TimerKey.For<CompelledBanEndsDue>(id);
    public static string ReceiptDueKey(Guid id) => TimerKey.For<CompelledReceiptDue>(id);
}
