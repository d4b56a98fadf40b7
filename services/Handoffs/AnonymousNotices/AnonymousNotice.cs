using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.AnonymousNotices;

public sealed class AnonymousNoticeState : SagaState<AnonymousNotice>;

/// <summary>That somebody refused, as a coarse cell of a table. It leads to no case, permit or receipt, and holds no word of anybody.</summary>
public sealed record AnonymousNotice(Guid Id, PartnerId From, PartnerId To, NoticeCell Cell, DateTimeOffset SentAt)
{
    public DateTimeOffset? AcknowledgedAt { get; init; }
}

/// <param name="Cell">As it is sent: coarse already.</param>
public sealed record SendNotice(Guid Id, PartnerId By, Guid Actor, PartnerId To, NoticeCell Cell) : IUserCommand;

public sealed record AcknowledgeNotice(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>Whose an event is.</summary>
public enum NoticeParty { Sender, Authority }

/// <summary>Sent, then acknowledged. Not offered: an authority must take it.</summary>
public sealed class AnonymousNoticeStateMachine : RuleStateMachine<AnonymousNoticeState, AnonymousNotice, NoticeParty>
{
    public const string Sent = "Sent", Acknowledged = "Acknowledged";
    public const string SentSide = "notices-sent", ReceivedSide = "notices-received";

    public static readonly IReadOnlyList<Transition<NoticeParty>> Table =
    [
        new([], "send", NoticeParty.Sender, [Sent], typeof(SendNotice),
            "the person refused; only where a rule (*rule*) binds this sender to notify; coarsened until the cell held 11 in the year before"),
        new([Sent], "acknowledge", NoticeParty.Authority, [Acknowledged], typeof(AcknowledgeNotice)),
    ];

    public AnonymousNoticeStateMachine() : this(SagaEnvironment.Live()) { }

    internal AnonymousNoticeStateMachine(SagaEnvironment environment) : base(environment, [Sent, Acknowledged])
    {
        InitialCommand<SendNotice>(NoticeParty.Sender, (command, now) =>
            new Step<AnonymousNotice>(new(command.Id, command.By, command.To, command.Cell, now), now).ByUser(command, Verbs.NoticeSent).To(Sent));
        Command<AcknowledgeNotice>(NoticeParty.Authority, [Sent], (state, command, now) =>
            new Step<AnonymousNotice>(state.Data with { AcknowledgedAt = now }, now).ByUser(command, Verbs.NoticeAcknowledged).To(Acknowledged));
    }

    protected override Refusal? Authorize(AnonymousNotice data, NoticeParty party, ICommand command) =>
        ((IUserCommand)command).By is var by && by != data.From && by != data.To ? Refusal.NotFound
        : (party == NoticeParty.Sender) == (by == data.From) ? null
        : new("NOT_YOURS", "This is for the other organisation to do.");

    protected override Refusal NotNow(AnonymousNoticeState state, ICommand command) =>
        new("NOT_NOW", command is SendNotice ? "This was sent already." : "This was acknowledged already.");

    protected override IEnumerable<Effect> Derive(string stateBefore, AnonymousNotice? before, AnonymousNoticeState after) =>
        Casework.UpdateWorklist.Changes(before is null ? [] : ItemsFor(stateBefore, before), ItemsFor(after.CurrentState, after.Data));

    public static IReadOnlyList<Casework.WorklistItem> ItemsFor(string state, AnonymousNotice notice) =>
    [
        new(notice.Id, notice.From, SentSide, Open: false, DueAt: null, ToDo: null, notice.SentAt),
        new(notice.Id, notice.To, ReceivedSide, state == Sent, DueAt: null, state == Sent ? "acknowledge" : null, notice.SentAt),
    ];
}
