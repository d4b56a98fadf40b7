using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// The lead and the travellers: each adult is counselled alone, and may go on considering as long as they like.
public static partial class ReturnRules
{
    public static string TellDueKey(Guid returnId) => TimerKey.For<TellDue>(returnId);

    static readonly Refusal NotToldYet = new(
        "NOT_TOLD", "Something in a traveller's favour was recorded: tell them what it gives first, and record whether they go or wait.");

    static readonly Refusal NoSuchTraveller = new("NO_SUCH_TRAVELLER", "Nobody of that id travels in this return.");

    /// <summary>The lead has opened a case of its own; the same again changes nothing.</summary>
    public static Decision<Return> Tie(ReturnState state, TieTraveller command, DateTimeOffset now)
    {
        if (state.Data.Group.FirstOrDefault(t => t.Id == command.TravellerId) is not { } traveller)
            return NoSuchTraveller;
        if (state.Data.Travellers.Any(t => t.Id != traveller.Id && t.Tie?.TieId == command.TieId))
            return new Refusal("TIED_TO_ANOTHER", "This case is another traveller's of the same return.");
        var step = new Step<Return>(
            state.Data.With(traveller with { Tie = new(command.TieId, (traveller.Tie?.Audience ?? command.Audience).Or(command.Audience)) }), now);
        return step.ByUser(command, Verbs.TravellerTied, with: null, reference: command.TieId, related: step.After.JourneyId).Stay();
    }

    public static Decision<Return> Counsel(ReturnState state, CounselTraveller command, DateTimeOffset now)
    {
        if (state.Data.Group.FirstOrDefault(t => t.Id == command.TravellerId) is not { } traveller)
            return NoSuchTraveller;
        if (!state.Data.ToCounsel.Contains(traveller))
            return new Refusal("CHILD", "Who may decide for a child is a fact in the child's case; counsel is the adults'.");
        if (traveller.Tie is null)
            return new Refusal("NO_CASE_YET", "Open a case of this traveller and tie it to the return first: what they say belongs there.");
        var counsel = new Counsel(now, command.Actor, command.Interpreter, command.Topics);
        var step = new Step<Return>(state.Data.With(traveller with { Counsel = counsel }), now)
            .ByLead(command, Verbs.TravellerCounselled);
        return step.After.ToCounsel.All(t => t.Counsel is not null) ? step.To(States.Counselled) : step.Stay();
    }

    /// <summary>No answer is no yes. From the first on Cases tells changes unasked.</summary>
    public static Decision<Return> AskClearance(ReturnState state, AskClearance command, DateTimeOffset now) =>
        state.Data.Group.Any(t => t.Tie is null)
            ? new Refusal("NO_CASE_YET", "Open a case of every traveller and tie it to the return first: what may bar the journey stands there.")
            : new Step<Return>(state.Data with { Travel = new(Answer: null, now) }, now)
                .ByLead(command, Verbs.ReturnClearanceAsked)
                .Send(new ClearToTravel(Guid.CreateVersion7(now), command.Id, state.Data.Lead))
                .Stay();

    /// <summary>A decision or a recovery period in their favour holds nothing that they want: they are told the same day, and choose.</summary>
    public static Decision<Return>? ToBeTold(ReturnState state, TravellerToBeTold fact, DateTimeOffset now) =>
        state.Data.Travellers.FirstOrDefault(t => t.Tie?.TieId == fact.Tie)?.LeftFor is { } own // Cases did not know yet that they had left
            ? new Step<Return>(state.Data, now).Send(fact with { ReturnId = own }).Stay()
        : States.Preparing.Contains(state.CurrentState)
        && state.Data.Group.FirstOrDefault(t => t.Tie?.TieId == fact.Tie) is { ToTell: null } traveller
            ? new Step<Return>(state.Data.With(traveller with { ToTell = fact.At }), now)
                .OnTimeline(Verbs.TravellerToBeTold, with: null).WatchTelling().Stay()
            : null;

    public static Decision<Return> Told(ReturnState state, RecordTold command, DateTimeOffset now)
    {
        if (state.Data.Group.FirstOrDefault(t => t.Id == command.TravellerId) is not { } traveller)
            return NoSuchTraveller;
        if (traveller.ToTell is null)
            return new Refusal("NOTHING_TO_TELL", "Nothing in this traveller's favour is waiting to be told.");
        var step = new Step<Return>(state.Data.With(traveller with { ToTell = null }), now)
            .ByLead(command, Verbs.TravellerTold, command.Answer).WatchTelling();
        return command.Answer == Codes.Wait ? step.HoldIfDeciding(state) : step.Stay();
    }

    /// <summary>The last moment at which they can still choose.</summary>
    public static DateTimeOffset? TellDueAt(ReturnState state, TellDue _) =>
        state.CurrentState is States.Booked or States.FinalConfirmed ? TellBy(state.Data) : null;

    /// <summary>Nobody has reached them: it holds.</summary>
    public static Decision<Return> NotTold(ReturnState state, TellDue _, DateTimeOffset now) =>
        new Step<Return>(state.Data, now).HoldIfDeciding(state);

    static DateTimeOffset? TellBy(Return data) =>
        data.Journey is { } journey && data.Group.Any(t => t.ToTell is not null)
            ? data.Terms.Before(journey.DepartsAt, ReturnPeriods.TellBefore)
            : null;

    static Step<Return> WatchTelling(this Step<Return> step) => TellBy(step.After) is { } by
        ? step.Schedule(TellDueKey(step.After.Id), by, new TellDue(step.After.Id))
        : step.Cancel(TellDueKey(step.After.Id));

    public static Decision<Return> OpenProtection(ReturnState state, OpenProtectionRoute command, DateTimeOffset now) =>
        new Step<Return>(state.Data, now).ByLead(command, Verbs.ReturnProtectionOpened).To(States.Protected);

    public static Decision<Return> Resume(ReturnState state, ResumeCounsel command, DateTimeOffset now) =>
        new Step<Return>(state.Data, now).ByLead(command, Verbs.ReturnCounselResumed, command.Code).To(States.Counselled);

    public static Decision<Return> GoWithoutUs(ReturnState state, GoWithoutUs command, DateTimeOffset now) =>
        new Step<Return>(state.Data, now).ByLead(command, Verbs.ReturnWithoutUs).To(States.GoesWithoutUs);

    /// <param name="with">The organisation that it concerns and that may see it; null: the lead alone.</param>
    static Step<Return> ByLead(
        this Step<Return> step, IUserCommand command, string what, string? code = null, PartnerId? with = null, Guid? noteId = null) =>
        step.ByUser(command, what, with, code, noteId, reference: step.After.JourneyId);

    static Return With(this Return data, Traveller changed) =>
        data with { Travellers = [.. data.Travellers.Select(t => t.Id == changed.Id ? changed : t)] };
}
