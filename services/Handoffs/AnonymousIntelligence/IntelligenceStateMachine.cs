using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.AnonymousIntelligence.IntelligenceStates;

namespace ReferralNetwork.Handoffs.AnonymousIntelligence;

/// <summary>Whose an event is.</summary>
public enum IntelligenceParty
{
    Sender,

    /// <summary>Law enforcement, which knows of a report once it was sent.</summary>
    Recipient,

    Timer,
}

/// <summary>Routes each event of a report to its rule. <see cref="IntelligenceTransitions"/> is the oracle that it is tested against.</summary>
public sealed class IntelligenceStateMachine : RuleStateMachine<IntelligenceState, Intelligence, IntelligenceParty>
{
    public IntelligenceStateMachine(KeyRing keys)
        : this(SagaEnvironment.Live((id, cancellationToken) => keys.Destroy(IntelligenceKeys.Report, id, cancellationToken))) { }

    internal IntelligenceStateMachine(SagaEnvironment environment) : base(environment, All)
    {
        InitialCommand<DraftIntelligence>(IntelligenceParty.Sender, IntelligenceRules.Draft);
        Command<ChangeIntelligence>(IntelligenceParty.Sender, [Drafted], IntelligenceRules.Change, "change");
        Command<SubmitIntelligence>(IntelligenceParty.Sender, [Drafted], IntelligenceRules.Submit, "submit", (r, _, _) => !r.GaveAway);
        Command<LookAtIntelligence>(IntelligenceParty.Sender, [SecondLook], IntelligenceRules.Look, "look");
        Command<HoldIntelligence>(IntelligenceParty.Sender, [SecondLook, Held], IntelligenceRules.Hold, "hold");
        Command<SendIntelligence>(IntelligenceParty.Sender, [Held], IntelligenceRules.Send, "send");
        Command<DropIntelligence>(IntelligenceParty.Sender, Inside, IntelligenceRules.Drop, "drop");
        Command<AcknowledgeIntelligence>(IntelligenceParty.Recipient, [Sent], IntelligenceRules.Acknowledge, "acknowledge");
        Timer<IntelligenceShredDue>(
            t => t.IntelligenceId, t => IntelligenceRules.ShredKey(t.IntelligenceId), IntelligenceRules.ShredDueAt, IntelligenceRules.ShredDue);
    }

    /// <summary>What an organisation may do with a report now. That the second look is another person's, the page says.</summary>
    public IReadOnlyList<string> ActionsFor(IntelligenceState state, PartnerId viewer, DateTimeOffset now) =>
        ActionsFor(state, party => Authorize(state.Data, party, viewer) is null, viewer, now);

    protected override Refusal? Authorize(Intelligence data, IntelligenceParty party, ICommand command) =>
        Authorize(data, party, ((IUserCommand)command).By);

    static Refusal? Authorize(Intelligence data, IntelligenceParty party, PartnerId by) =>
        by == data.From ? party == IntelligenceParty.Sender ? null : NotYours
        : by == data.To && data.SentAt is not null ? party == IntelligenceParty.Recipient ? null : NotYours
        : Refusal.NotFound;

    static readonly Refusal NotYours = new("NOT_YOURS", "This is for another organisation to do.");

    protected override Refusal NotNow(IntelligenceState state, ICommand command) => new(
        "NOT_NOW", Inside.Contains(state.CurrentState)
            ? $"The report is {state.CurrentState}; this cannot be done from there."
            : $"The report is {state.CurrentState}: nothing in it changes any more.");

    protected override IEnumerable<Effect> Derive(string stateBefore, Intelligence? before, IntelligenceState after) =>
        UpdateWorklist.Changes(
            before is null ? [] : IntelligenceView.ItemsFor(stateBefore, before), IntelligenceView.ItemsFor(after.CurrentState, after.Data));
}
