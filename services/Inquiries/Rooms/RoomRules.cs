using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Statistics;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>
/// What follows from each event in a state that allows it: static and pure. Who may ask, and when, stands in <see cref="RoomStateMachine"/>.
/// </summary>
public static class RoomRules
{
    static readonly Refusal VisitorWaits = new(
        "VISITOR_WAITS", "The visitor's last message is not answered. Answer it, or say that you know it (unanswered: when it was written).");

    public static Decision<Room> Open(OpenRoom command, DateTimeOffset now)
    {
        var room = new Room(command.Id, command.Hotline, command.Language, command.Topic, command.Country, command.Terms, now);
        var month = Counted.Month(now, room.Terms.TimeZone);
        return WatchSilence(new Step<Room>(room, now))
            .BySystem(Verbs.RoomOpened, room.Id)
            .Add(new Counted("channel", "room", month))
            .Add(new Counted("topic", room.Topic, month))
            .Add(new Counted("language", room.Language, month))
            .To(RoomStates.Waiting);
    }

    /// <summary>Who comes back to a closed room is in the queue again.</summary>
    public static Decision<Room> VisitorWrote(RoomState state, VisitorWrote _, DateTimeOffset now)
    {
        var step = new Step<Room>(state.Data with { LastWordAt = now, LastWordBy = Author.Visitor }, now);
        if (state.CurrentState != RoomStates.Closed)
            return step.Stay();
        step.After = step.After with { ClosedAt = null, DeletesAt = null, Attending = [] };
        return WatchSilence(step.Cancel(ShredKey(state.Data.Id))).To(RoomStates.Waiting);
    }

    public static Decision<Room> Keep(RoomState state, KeepTranscript command, DateTimeOffset now)
    {
        var step = new Step<Room>(state.Data with { KeepAsked = command.Keep }, now);
        return state.Data.ClosedAt is { } closedAt ? ShredAfter(step, closedAt).Stay() : step.Stay();
    }

    public static Decision<Room> Take(RoomState state, TakeRoom command, DateTimeOffset now) =>
        new Step<Room>(state.Data with { Attending = [command.Actor] }, now).ByUser(command, Verbs.RoomTaken).To(RoomStates.Attended);

    public static Decision<Room> Join(RoomState state, JoinRoom command, DateTimeOffset now) =>
        state.Data.Attending.Contains(command.Actor)
            ? new Step<Room>(state.Data, now).Stay()
            : new Step<Room>(state.Data with { Attending = [.. state.Data.Attending, command.Actor] }, now).ByUser(command, Verbs.RoomJoined).Stay();

    public static Decision<Room> CounsellorWrote(RoomState state, CounsellorWrote _, DateTimeOffset now) =>
        new Step<Room>(state.Data with { LastWordAt = now, LastWordBy = Author.Counsellor }, now).Stay();

    public static Decision<Room> HandOver(RoomState state, HandOverRoom command, DateTimeOffset now) =>
        new Step<Room>(state.Data with { Attending = [] }, now).ByUser(command, Verbs.RoomHandedOver).To(RoomStates.Waiting);

    public static Decision<Room> Transfer(RoomState state, TransferRoom command, DateTimeOffset now) =>
        command.To == state.Data.Hotline
            ? new Refusal("SAME_HOTLINE", "The room is your organisation's already. Hand it over to put it back into your own queue.")
            : new Step<Room>(state.Data with { Hotline = command.To, Attending = [] }, now)
                .ByUser(command, Verbs.RoomTransferred).To(RoomStates.Waiting);

    /// <summary>One that came while the counsellor was looking is another than the one that is known to stay unanswered.</summary>
    public static Decision<Room> Close(RoomState state, CloseRoom command, DateTimeOffset now) =>
        state.Data.LastWordBy == Author.Visitor && command.Unanswered != state.Data.LastWordAt ? VisitorWaits
        : Closed(new Step<Room>(state.Data, now).ByUser(command, Verbs.RoomClosed));

    public static Decision<Room> CloseUnread(RoomState state, CloseUnreadRoom command, DateTimeOffset now) =>
        Closed(new Step<Room>(state.Data, now).ByUser(command, Verbs.RoomClosedUnread));

    /// <summary>The visitor's own no to everything that was written.</summary>
    public static Decision<Room> Delete(RoomState state, DeleteRoom _, DateTimeOffset now) => Shredded(state.Data, Verbs.RoomDeleted, now);

    /// <summary>Null where nobody waits for a word.</summary>
    public static DateTimeOffset? SilentUntil(RoomState state, RoomSilenceDue _) =>
        state.CurrentState is RoomStates.Waiting or RoomStates.Attended ? SilentUntil(state.Data) : null;

    public static Decision<Room> SilenceDue(RoomState state, RoomSilenceDue _, DateTimeOffset now) =>
        Closed(new Step<Room>(state.Data, now).BySystem(Verbs.RoomClosed, state.Data.Id));

    public static Decision<Room> ShredDue(RoomState state, RoomShredDue _, DateTimeOffset now) => Shredded(state.Data, Verbs.RoomShredded, now);

    static Decision<Room> Closed(Step<Room> step)
    {
        step.After = step.After with { ClosedAt = step.Now };
        return ShredAfter(step.Cancel(SilenceKey(step.After.Id)), step.Now).To(RoomStates.Closed);
    }

    static Decision<Room> Shredded(Room room, string verb, DateTimeOffset now) =>
        new Step<Room>(room with { Attending = [], Country = null }, now)
            .BySystem(verb, room.Id)
            .Cancel(SilenceKey(room.Id))
            .Cancel(ShredKey(room.Id))
            .Shred(new TranscriptDeleted(room.Id))
            .To(RoomStates.Shredded);

    static Step<Room> ShredAfter(Step<Room> step, DateTimeOffset closedAt)
    {
        var room = step.After;
        var due = Deadlines.After(closedAt, room.KeepAsked ? room.Terms.Kept : room.Terms.Transcript, room.Terms.Calendar);
        step.After = room with { DeletesAt = due };
        return step.Schedule(ShredKey(room.Id), due, new RoomShredDue(room.Id));
    }

    // Set once and armed again when it comes too early, so that a word in the room costs no timer.
    static Step<Room> WatchSilence(Step<Room> step) =>
        step.Schedule(SilenceKey(step.After.Id), SilentUntil(step.After), new RoomSilenceDue(step.After.Id));

    static DateTimeOffset SilentUntil(Room room) => Deadlines.After(room.LastWordAt, room.Terms.Silence, room.Terms.Calendar);

    public static string SilenceKey(Guid id) => TimerKey.For<RoomSilenceDue>(id);

    public static string ShredKey(Guid id) => TimerKey.For<RoomShredDue>(id);
}
