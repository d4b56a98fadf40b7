using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Handoffs.CompelledDisclosures.Party;
using static ReferralNetwork.Handoffs.CompelledDisclosures.States;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>Routes each message to its rule. <see cref="Transitions"/> is the oracle that every pair of state and event is tested against.</summary>
public sealed class CompelledDisclosureStateMachine : RuleStateMachine<CompelledDisclosureState, CompelledDisclosure, Party>
{
    public CompelledDisclosureStateMachine() : this(SagaEnvironment.Live()) { }

    internal CompelledDisclosureStateMachine(SagaEnvironment environment) : base(environment, All)
    {
        InitialCommand<RecordCompelled>(Sender, CompelledRules.Record);
        InitialCommand<ReportDanger>(Sender, CompelledRules.RecordDanger);
        Command<CheckCompelled>(Sender, [Demanded], CompelledRules.Check, "check");
        Command<NarrowCompelled>(Sender, [Checked, Narrowed, Approved1, Approved2], CompelledRules.Narrow, "narrow", NotPending);
        Command<RereadOrder>(Sender, Before, CompelledRules.Reread, "reread");
        Command<ChallengeCompelled>(Sender, Decided, CompelledRules.Challenge, "challenge", NotPending);
        Command<DecideChallenge>(Sender, [Challenged], CompelledRules.DecideChallenge, "decide-challenge");
        Command<RefuseCompelled>(Sender, [.. Decided, Challenged], CompelledRules.Refuse, "refuse", NotPending);
        Command<RecordTold>(Sender, Before, CompelledRules.Told, "told", (d, _, _) => d.Told is not { BanUntil: null });
        Command<AdviseOnCompelled>(Officer, Before, CompelledRules.Advise, "advise");
        Command<ApproveCompelled>(Approver, [Checked, Narrowed, Approved1], CompelledRules.Approve, "approve");
        Command<DiscloseCompelled>(
            Sender, [Approved2], CompelledRules.Disclose, "disclose", (d, _, now) => CompelledRules.CannotDisclose(d, now) is null);
        Command<ReviewDisclosure>(Officer, [Disclosed], CompelledRules.Review, "review");
        Command<ConfirmDisclosed>(Recipient, [Disclosed, Reviewed], CompelledRules.Confirm, "receipts", (d, _, _) => d.LacksReceipts);
        Command<ClearUpDifference>(Sender, After, CompelledRules.ClearUp, "acknowledge-mismatch", (d, _, _) => d.MismatchAt is not null);
        Command<OverturnCompelled>(Sender, [Disclosed, Reviewed], CompelledRules.Overturn, "overturn");
        Command<RecordToldAfter>(Sender, After, CompelledRules.ToldAfter, "told-after", (d, _, now) => d.OwesTelling(now));
        Command<GiveCompelledReceipt>(
            Recipient, [Overturned], CompelledRules.GiveReceipt, "stop-receipts", (d, _, _) => d.Receipt is { Owed: true });

        Fact<DetailsReleased>(f => f.ConversationId, CompelledRules.DetailsReleased);
        Fact<ReleaseRefused>(f => f.ConversationId, CompelledRules.ReleaseRefused);
        Fact<AudienceChanged>(f => f.ConversationId, CompelledRules.AudienceChanged);
        Timer<CompelledReviewDue>(
            t => t.CompelledDisclosureId, t => CompelledRules.ReviewDueKey(t.CompelledDisclosureId),
            (state, _) => CompelledRules.ReviewDueAt(state), CompelledRules.ReviewDue);
        Timer<CompelledBanEndsDue>(
            t => t.CompelledDisclosureId, t => CompelledRules.BanEndsKey(t.CompelledDisclosureId),
            (state, _) => CompelledRules.BanEndsAt(state), CompelledRules.BanEnds);
        Timer<CompelledReceiptDue>(
            t => t.CompelledDisclosureId, t => CompelledRules.ReceiptDueKey(t.CompelledDisclosureId),
            (state, _) => CompelledRules.ReceiptDueAt(state), CompelledRules.ReceiptDue);
    }

    /// <summary>What somebody may do with it now.</summary>
    public IReadOnlyList<string> ActionsFor(CompelledDisclosureState state, Caller caller, Capacity capacity, DateTimeOffset now) =>
        ActionsFor(state, party => CompelledView.IsParty(state, party, caller, capacity), caller.Partner, now);

    protected override Refusal? Authorize(CompelledDisclosure data, Party party, ICommand command) =>
        Parties.Authorize(data, party, (IUserCommand)command);

    protected override Refusal NotNow(CompelledDisclosureState state, ICommand command) => CompelledRules.NotNow(state, command);

    protected override IEnumerable<Effect> Derive(string stateBefore, CompelledDisclosure? before, CompelledDisclosureState after) =>
        UpdateWorklist.Changes(before is null ? [] : Worklist.ItemsFor(stateBefore, before), Worklist.ItemsFor(after.CurrentState, after.Data));

    static bool NotPending(CompelledDisclosure data, PartnerId viewer, DateTimeOffset now) => data.Release is not { Pending: true };
}
