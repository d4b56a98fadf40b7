using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Sealing;
using static ReferralNetwork.Inquiries.Rooms.RoomStates;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>Routes each event of a room to its rule. <see cref="RoomTransitions"/> is the oracle it is tested against.</summary>
public sealed class RoomStateMachine : RuleStateMachine<RoomState, Room, Party>
{
    public RoomStateMachine(KeyRing keys)
        : this(SagaEnvironment.Live((id, cancellationToken) => keys.Destroy(InquiryKeys.Room, id, cancellationToken))) { }

    internal RoomStateMachine(SagaEnvironment environment) : base(environment, All)
    {
        InitialCommand<OpenRoom>(Party.Visitor, RoomRules.Open);

        Command<VisitorWrote>(Party.Visitor, [Waiting, Attended, Closed], RoomRules.VisitorWrote);
        Command<KeepTranscript>(Party.Visitor, [Waiting, Attended, Closed], RoomRules.Keep);
        Command<DeleteRoom>(Party.Visitor, [Waiting, Attended, Closed], RoomRules.Delete);

        Command<TakeRoom>(Party.Hotline, [Waiting], RoomRules.Take);
        Command<CloseUnreadRoom>(Party.Hotline, [Waiting], RoomRules.CloseUnread);
        Command<JoinRoom>(Party.Hotline, [Attended], RoomRules.Join);
        Command<HandOverRoom>(Party.Hotline, [Attended], RoomRules.HandOver);
        Command<TransferRoom>(Party.Hotline, [Waiting, Attended], RoomRules.Transfer);
        Command<CounsellorWrote>(Party.Attending, [Attended], RoomRules.CounsellorWrote);
        Command<CloseRoom>(Party.Attending, [Attended], RoomRules.Close);

        Timer<RoomSilenceDue>(t => t.RoomId, t => RoomRules.SilenceKey(t.RoomId), RoomRules.SilentUntil, RoomRules.SilenceDue);
        Timer<RoomShredDue>(
            t => t.RoomId, t => RoomRules.ShredKey(t.RoomId), (state, _) => state.CurrentState == Closed ? state.Data.DeletesAt : null,
            RoomRules.ShredDue);
    }

    protected override Refusal? Authorize(Room data, Party party, ICommand command) => command switch
    {
        IUserCommand user when user.By != data.Hotline => Refusal.NotFound,
        IUserCommand user when party == Party.Attending && data.Attending.Count > 0 && !data.Attending.Contains(user.Actor) =>
            new("NOT_IN_THE_ROOM", "Join the room first, so that it is seen who reads and writes in it."),
        _ => null,
    };

    protected override Refusal NotNow(RoomState state, ICommand command) => new("NOT_NOW", state.CurrentState switch
    {
        Waiting => "Nobody is in the room yet: take it first.",
        Attended => "A colleague has taken the room already; you can join it.",
        Closed => "The room is closed. It opens again when the visitor writes.",
        _ => "The room is gone, and nothing of it can be read any more.",
    });
}
