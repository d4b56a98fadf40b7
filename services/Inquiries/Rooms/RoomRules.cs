using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Counting;
using ReferralNetwork.Inquiries.Deciding;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>What follows from each event in a state that allows it: static and pure. Who may ask, and when, stands in <see cref="RoomStateMachine"/>.</summary>
public static class RoomRules
{
    public static readonly Refusal NotFound = new("NOT_FOUND", "There is no such room.");

    static readonly Refusal VisitorWaits = new(
        "VISITOR_WAITS", "The visitor's last message is not answered. Answer it, or say that you know it (unanswered: when it was written).");

    public static Decision<Room> Open(OpenRoom command, DateTimeOffset now)
    {
        var room = new Room(command.Id, command.Hotline, command.Language, command.Topic, command.Country, command.Terms, now);
        var month = Counted.Month(now, room.Terms.TimeZone);
        return WatchSilence(new Step<Room>(room), room)
            .Happened("room-opened", room.Id)
            .Add(new Counted("channel", "room", month))
            .Add(new Counted("topic", room.Topic, month))
            .Add(new Counted("language", room.Language, month))
            .To(RoomStates.Waiting);
    }

    /// <summary>Who comes back to a closed room is in the queue again.</summary>
    public static Decision<Room> VisitorWrote(RoomState state, VisitorWrote _, DateTimeOffset now)
    {
        var step = new Step<Room>(state.Now with { LastWordAt = now, LastWordBy = Author.Visitor });
        if (state.CurrentState != RoomStates.Closed)
            return step.Stay();
        step.After = step.After with { ClosedAt = null, DeletesAt = null, Attending = [] };
        return WatchSilence(step.Cancel(ShredKey(state.Now)), step.After).To(RoomStates.Waiting);
    }

    public static Decision<Room> Keep(RoomState state, KeepTranscript command, DateTimeOffset _)
    {
        var step = new Step<Room>(state.Now with { KeepAsked = command.Keep });
        return state.Now.ClosedAt is { } closedAt ? ShredAfter(step, closedAt).Stay() : step.Stay();
    }

    public static Decision<Room> Take(RoomState state, TakeRoom command, DateTimeOffset _) =>
        new Step<Room>(state.Now with { Attending = [command.Actor] }).Did(command, "room-taken").To(RoomStates.Attended);

    public static Decision<Room> Join(RoomState state, JoinRoom command, DateTimeOffset _) =>
        state.Now.Attending.Contains(command.Actor)
            ? new Step<Room>(state.Now).Stay()
            : new Step<Room>(state.Now with { Attending = [.. state.Now.Attending, command.Actor] }).Did(command, "room-joined").Stay();

    public static Decision<Room> CounsellorWrote(RoomState state, CounsellorWrote _, DateTimeOffset now) =>
        new Step<Room>(state.Now with { LastWordAt = now, LastWordBy = Author.Counsellor }).Stay();

    public static Decision<Room> HandOver(RoomState state, HandOverRoom command, DateTimeOffset _) =>
        new Step<Room>(state.Now with { Attending = [] }).Did(command, "room-handed-over").To(RoomStates.Waiting);

    public static Decision<Room> Transfer(RoomState state, TransferRoom command, DateTimeOffset _) =>
        command.To == state.Now.Hotline
            ? new Refusal("SAME_HOTLINE", "The room is your organisation's already. Hand it over to put it back into your own queue.")
            : new Step<Room>(state.Now with { Hotline = command.To, Attending = [] }).Did(command, "room-transferred").To(RoomStates.Waiting);

    /// <summary>One that came while the counsellor was looking is another than the one that is known to stay unanswered.</summary>
    public static Decision<Room> Close(RoomState state, CloseRoom command, DateTimeOffset now) =>
        state.Now.LastWordBy == Author.Visitor && command.Unanswered != state.Now.LastWordAt ? VisitorWaits
        : Closed(new Step<Room>(state.Now).Did(command, "room-closed"), now);

    public static Decision<Room> CloseUnread(RoomState state, CloseUnreadRoom command, DateTimeOffset now) =>
        Closed(new Step<Room>(state.Now).Did(command, "room-closed-unread"), now);

    /// <summary>The visitor's own no to everything that was written.</summary>
    public static Decision<Room> Delete(RoomState state, DeleteRoom _, DateTimeOffset __) => Shredded(state.Now, "room-deleted");

    public static Decision<Room>? SilenceDue(RoomState state, RoomSilenceDue _, DateTimeOffset now)
    {
        if (state.CurrentState is not (RoomStates.Waiting or RoomStates.Attended))
            return null;
        var step = new Step<Room>(state.Now);
        return SilentUntil(state.Now) > now
            ? WatchSilence(step, state.Now).Stay()
            : Closed(step.Happened("room-closed", state.Now.Id), now);
    }

    public static Decision<Room>? ShredDue(RoomState state, RoomShredDue _, DateTimeOffset now) =>
        state.CurrentState != RoomStates.Closed ? null
        : state.Now.DeletesAt > now ? ShredAfter(new Step<Room>(state.Now), state.Now.ClosedAt!.Value).Stay()
        : Shredded(state.Now, "room-shredded");

    static Decision<Room> Closed(Step<Room> step, DateTimeOffset now)
    {
        step.After = step.After with { ClosedAt = now };
        return ShredAfter(step.Cancel(SilenceKey(step.After)), now).To(RoomStates.Closed);
    }

    static Decision<Room> Shredded(Room room, string what) =>
        new Step<Room>(room with { Attending = [], Country = null })
            .Happened(what, room.Id)
            .Cancel(SilenceKey(room))
            .Cancel(ShredKey(room))
            .Shred(new TranscriptDeleted(room.Id))
            .To(RoomStates.Shredded);

    static Step<Room> ShredAfter(Step<Room> step, DateTimeOffset closedAt)
    {
        var room = step.After;
        var due = Deadlines.After(closedAt, room.KeepAsked ? room.Terms.Kept : room.Terms.Transcript, room.Terms.TimeZone);
        step.After = room with { DeletesAt = due };
        return step.Schedule(ShredKey(room), due, new RoomShredDue(room.Id));
    }

    // Set once and armed again when it comes too early, so that a word in the room costs no timer.
    static Step<Room> WatchSilence(Step<Room> step, Room room) => step.Schedule(SilenceKey(room), SilentUntil(room), new RoomSilenceDue(room.Id));

    static DateTimeOffset SilentUntil(Room room) => Deadlines.After(room.LastWordAt, room.Terms.Silence, room.Terms.TimeZone);

    static string SilenceKey(Room room) => $"room-silence {room.Id}";

    static string ShredKey(Room room) => $"room-shred {room.Id}";
}
