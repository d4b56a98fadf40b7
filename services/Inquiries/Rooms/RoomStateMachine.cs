using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Deciding;
using ReferralNetwork.Inquiries.Sealing;
using static ReferralNetwork.Inquiries.Rooms.RoomStates;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>Routes each event of a room to its rule. <see cref="RoomTransitions"/> is the oracle it is tested against.</summary>
public sealed class RoomStateMachine : RuledStateMachine<RoomState, Room>
{
    public RoomStateMachine(KeyRing keys)
        : this(new Surroundings(context => context.Work().Now, (context, effect) => effect.ApplyTo(context.Work()), (id, ct) => keys.Destroy(InquiryKeys.Room, id, ct))) { }

    internal RoomStateMachine(Surroundings around) : base(around, All)
    {
        First<OpenRoom>(RoomRules.Open);

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

        Timer<RoomSilenceDue>(t => t.RoomId, RoomRules.SilenceDue);
        Timer<RoomShredDue>(t => t.RoomId, RoomRules.ShredDue);
    }

    protected override Refusal? Refuse(Room room, Party whose, IConcerning asked) => asked switch
    {
        IByDesk desk when desk.By != room.Hotline => RoomRules.NotFound,
        IByDesk desk when whose == Party.Attending && room.Attending.Count > 0 && !room.Attending.Contains(desk.Actor) =>
            new("NOT_IN_THE_ROOM", "Join the room first, so that it is seen who reads and writes in it."),
        _ => null,
    };

    protected override Refusal NotNow(string state) => new("NOT_NOW", state switch
    {
        Waiting => "Nobody is in the room yet: take it first.",
        Attended => "A colleague has taken the room already; you can join it.",
        Closed => "The room is closed. It opens again when the visitor writes.",
        _ => "The room is gone, and nothing of it can be read any more.",
    });
}
