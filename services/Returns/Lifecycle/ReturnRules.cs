using System.Collections.Frozen;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>
/// What follows from each event in a state that allows it: static and pure, but for new ids. Who may ask, and in which
/// states, stands in <see cref="ReturnStateMachine"/>.
/// </summary>
public static partial class ReturnRules
{
    static readonly OfferSteps<Return, LeadAnswerDue> Offering = new(
        Conversations.Return, Verbs.ReturnOffered, r => [.. r.Travellers.Select(t => t.Introduction!.PermitId)], (id, offerId) => new(id, offerId));

    public static string AnswerDueKey(Guid offerId) => TimerKey.For<LeadAnswerDue>(offerId);

    /// <summary>Why a command of the right party is not for now.</summary>
    public static Refusal NotNow(ReturnState state, IUserCommand command) => command switch
    {
        AcceptLead c => state.Data.Offers.CannotAnswer(c.OfferId, c.By) ?? OfferRules.NoSuchOffer,
        DeclineLead c => state.Data.Offers.CannotAnswer(c.OfferId, c.By) ?? OfferRules.NoSuchOffer,
        // Whoever asked is not told how the journey stands: an embassy least of all.
        _ when command.By != state.Data.Lead && state.Data.Lead is not null => new(
            "NOT_NOW", "The return has a lead, and is the person's own journey now. Speak with the lead."),
        _ => new("NOT_NOW", $"The return is {state.CurrentState}; this cannot be done from there."),
    };

    public static Decision<Return> Request(RequestReturn command, DateTimeOffset now) =>
        OfferRules.Validate(command.Candidates, command.By) is { } refusal
            ? refusal
            : AskLeads(
                new(
                    command.Id, command.By, Reference.For(Guid.NewGuid()), command.Terms, command.LeavesFrom, command.GoesTo, command.Languages,
                    command.Needs, command.Urgency, command.Mode, now)
                { Travellers = command.Travellers },
                command, command.Candidates, now);

    public static Decision<Return> AlreadyBack(ReportAlreadyBack command, DateTimeOffset now) =>
        new Step<Return>(
            new(
                command.Id, command.By, Reference.For(Guid.NewGuid()), command.Terms, command.LeftFrom, command.BackIn, command.Languages,
                command.Needs, "Routine", OfferMode.Sequential, now)
            { Travellers = command.Travellers, AlreadyBack = true, ReceivedAt = now, TimelineAtAcceptance = 0 },
            now).ByLead(command, Verbs.ReturnBackAlready).To(States.Received);

    public static Decision<Return> AskAgain(ReturnState state, AskLeadsAgain command, DateTimeOffset now) =>
        OfferRules.Validate(command.Candidates, state.Data.From) is { } refusal ? refusal
        : AskLeads(
            state.Data with
            {
                Terms = state.Data.Terms.Become(command.Terms),
                Travellers = [.. state.Data.Travellers.Select(t => t with { Introduction = command.Introductions.GetValueOrDefault(t.Id) })],
            },
            command, command.Candidates, now);

    static Decision<Return> AskLeads(Return data, IUserCommand by, IReadOnlyList<PartnerId> candidates, DateTimeOffset now) =>
        new Step<Return>(data, now)
            .Apply(data.Offers.Ask(candidates, data.Mode, OfferTerms(data, FrozenSet<PartnerId>.Empty, now)), by).To(States.Requested);

    /// <summary>The introductions are asked for at once. What whoever asked wishes no longer counts.</summary>
    public static Decision<Return> Accept(ReturnState state, AcceptLead command, DateTimeOffset now)
    {
        var accepted = state.Data.Offers.Accept(command.OfferId, command.By, now);
        if (accepted.Refusal is { } refusal)
            return refusal;
        var step = new Step<Return>(state.Data, now).Apply(accepted, command);
        var requestId = Guid.CreateVersion7(now);
        step.After = step.After with
        {
            AcceptedAt = now,
            TimelineAtAcceptance = step.After.Timeline.Count,
            Travellers = [.. step.After.Travellers.Select(t => t with { Introduction = t.Introduction! with { RequestId = requestId } })],
        };
        return step
            .Publish(new ReturnAccepted(command.Id, command.By, now))
            .Send(new ReleaseDetails(
                requestId, Conversations.Return, command.Id, [.. step.After.Travellers.Select(t => t.Introduction!.PermitId)], command.By))
            .To(States.Accepted);
    }

    public static Decision<Return> Decline(ReturnState state, DeclineLead command, DateTimeOffset now)
    {
        if (string.Equals(command.Code, "OTHER", StringComparison.Ordinal) && command.NoteId is null)
            return new Refusal("NOTE_REQUIRED", "Say in a note why, when the reason is OTHER.");
        var declined = state.Data.Offers.Decline(
            command.OfferId, command.By, command.Code, command.NoteId, personSaidNo: false, OfferTerms(state.Data, state.Suspended, now));
        return declined.Refusal is { } refusal ? refusal : GoOn(state, declined, now, command);
    }

    public static DateTimeOffset? AnswerDueAt(ReturnState state, LeadAnswerDue timer) => state.Data.Offers.AnswerDueAt(timer.OfferId);

    public static Decision<Return> AnswerDue(ReturnState state, LeadAnswerDue timer, DateTimeOffset now) =>
        GoOn(state, state.Data.Offers.Expire(timer.OfferId, OfferTerms(state.Data, state.Suspended, now)), now);

    public static Decision<Return> TakeBack(ReturnState state, TakeRequestBack command, DateTimeOffset now) =>
        End(
            new Step<Return>(state.Data, now).ByUser(command, Verbs.ReturnTakenBack, with: null).Apply(state.Data.Offers.Withdraw(now)),
            "TAKEN_BACK");

    public static Decision<Return> EndWithoutLead(ReturnState state, EndWithoutLead command, DateTimeOffset now) =>
        End(new Step<Return>(state.Data, now).ByUser(command, Verbs.ReturnEndedWithoutLead, with: null), "NO_LEAD");

    static Decision<Return> End(Step<Return> step, string code)
    {
        step.After = step.After with { EndCode = code };
        return step.Publish(new ReturnEnded(step.After.Id, States.Ended, step.Now)).To(States.Ended);
    }

    static OfferTerms OfferTerms(Return data, IReadOnlySet<PartnerId> suspended, DateTimeOffset now) =>
        new(now, to => Deadlines.After(now, data.Terms.AnswerDue, data.Terms.CalendarOf(to)), suspended);

    /// <summary>An offer has ended without acceptance.</summary>
    static Decision<Return> GoOn(ReturnState state, OfferDecision ended, DateTimeOffset now, IUserCommand? by = null)
    {
        var step = new Step<Return>(state.Data, now).Apply(ended, by);
        return ended.After.Open.Any() ? step.To(States.Requested) : step.OnTimeline(Verbs.ReturnUnplaced, with: null).To(States.Unplaced);
    }

    static Step<Return> Apply(this Step<Return> step, OfferDecision decision, IUserCommand? by = null) =>
        Offering.Apply(step, decision, by, fact => _ = fact is OfferMadeTo { Offer: var made }
            ? step.Publish(new ReturnRequested(step.After.Id, step.After.From, step.After.GoesTo, made.MadeAt))
            : step);

    /// <summary>Cases is told: what came to this organisation shuts.</summary>
    static Step<Return> EndRecipient(this Step<Return> step, PartnerId recipient, Guid? offerId) =>
        step.Publish(new RecipientEnded(Conversations.Return, step.After.Id, offerId, recipient, step.Now));
}
