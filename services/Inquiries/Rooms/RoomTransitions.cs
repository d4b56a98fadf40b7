using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Inquiries.Rooms.RoomStates;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>The whole table of a room as data: the oracle for the machine, and half of docs/transitions-inquiries.md.</summary>
public static class RoomTransitions
{
    public static readonly IReadOnlyList<Transition<Party>> Table =
    [
        new([], "open", Party.Visitor, [Waiting], typeof(OpenRoom), "with the first message; one hotline is chosen for it"),
        new([Waiting, Attended], "write", Party.Visitor, [], typeof(VisitorWrote)),
        new([Closed], "write", Party.Visitor, [Waiting], typeof(VisitorWrote), "who comes back is in the queue again"),
        new([Waiting, Attended, Closed], "keep, or not", Party.Visitor, [], typeof(KeepTranscript), "how long it can be read after it is closed"),
        new([Waiting, Attended, Closed], "delete all", Party.Visitor, [Shredded], typeof(DeleteRoom), "at once"),
        new([Waiting], "take", Party.Hotline, [Attended], typeof(TakeRoom), "the one that comes second is refused kindly"),
        new([Waiting], "close unread", Party.Hotline, [Closed], typeof(CloseUnreadRoom),
            "many at once, after a flood; one whose visitor has come back only when that was asked"),
        new([Attended], "join", Party.Hotline, [], typeof(JoinRoom), "a colleague or the coordinator: to read is to be seen in the room"),
        new([Attended], "hand over", Party.Hotline, [Waiting], typeof(HandOverRoom), "back into the hotline's own queue, with a note if wished"),
        new([Waiting, Attended], "transfer", Party.Hotline, [Waiting], typeof(TransferRoom), "to another hotline"),
        new([Attended], "write", Party.Attending, [], typeof(CounsellorWrote)),
        new([Attended], "close", Party.Attending, [Closed], typeof(CloseRoom),
            "not over an unanswered message that the counsellor does not say to know"),
        new([Waiting, Attended], "silence", Party.Timer, [Closed], typeof(RoomSilenceDue), "by rule (14 days); too early: armed again"),
        new([Closed], "transcript due", Party.Timer, [Shredded], typeof(RoomShredDue),
            "by rule (24 hours, or longer where the visitor asked to keep it)"),
        new([Closed, Shredded], "silence", Party.Timer, [], typeof(RoomSilenceDue), "nothing to do"),
        new([Waiting, Attended, Shredded], "transcript due", Party.Timer, [], typeof(RoomShredDue), "nothing to do"),
    ];
}
