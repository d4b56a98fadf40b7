using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Inquiries.LocalCopies;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>The consultation room from the counsellor's side. <see cref="RoomTransitions"/> says what may be done, and when.</summary>
static class RoomEndpoints
{
    sealed record Written(string Text);
    sealed record MaybeNote(string? Note = null);
    sealed record Close(DateTimeOffset? Unanswered = null);
    /// <param name="VisitorAgrees">The visitor was asked: the other hotline reads everything.</param>
    sealed record To(PartnerId Hotline, string? Note = null, bool VisitorAgrees = false);

    /// <param name="EvenIfBack">Also where the visitor has come back: said after it was asked.</param>
    sealed record Unread(IReadOnlyList<Guid> Rooms, bool EvenIfBack = false);

    const int MostClosed = 200;

    public static void MapRooms(this WebApplication app)
    {
        var rooms = app.MapDesk("/rooms");
        rooms.MapGet("", RoomQueries.List);
        rooms.MapGet("{id:guid}", RoomQueries.Detail);
        rooms.MapPost("close-unread", CloseUnread);
        rooms.MapGet("{id:guid}/changes", RoomQueries.Changes);

        var one = rooms.MapGroup("{id:guid}");
        one.MapPost("take", (Guid id, Caller c, SagaCommands<RoomState> commands, CancellationToken cancellationToken) =>
            commands.Do(new TakeRoom(id, c.Partner, c.ActorId), ifMatch: null, cancellationToken));
        one.MapPost("join", (Guid id, Caller c, SagaCommands<RoomState> commands, CancellationToken cancellationToken) =>
            commands.Do(new JoinRoom(id, c.Partner, c.ActorId), ifMatch: null, cancellationToken));
        one.MapPost("close", (Guid id, Close body, Caller c, SagaCommands<RoomState> commands, CancellationToken cancellationToken) =>
            commands.Do(new CloseRoom(id, c.Partner, c.ActorId, body.Unanswered), ifMatch: null, cancellationToken));
        one.MapPost("messages", Write);
        one.MapPost("hand-over", HandOver);
        one.MapPost("transfer", Transfer);
    }

    static Task<IResult> Write(
        Guid id, Written body, Caller caller, UnitOfWork work, KeyRing keys, SagaCommands<RoomState> commands, CancellationToken cancellationToken) =>
        DoAndWrite(
            new CounsellorWrote(id, caller.Partner, caller.ActorId), Author.Counsellor, new Form(), body.Text, work, keys, commands,
            cancellationToken);

    static Task<IResult> HandOver(
        Guid id, MaybeNote body, Caller caller, UnitOfWork work, KeyRing keys, SagaCommands<RoomState> commands,
        CancellationToken cancellationToken) =>
        DoAndWrite(new HandOverRoom(id, caller.Partner, caller.ActorId), Author.Note, new Form(), body.Note, work, keys, commands, cancellationToken);

    static async Task<IResult> Transfer(
        Guid id, To body, Caller caller, UnitOfWork work, KeyRing keys, SagaCommands<RoomState> commands, CancellationToken cancellationToken)
    {
        var form = new Form();
        if (await KnownHotline.Find(work, body.Hotline, cancellationToken) is null)
            form.Wrong("/hotline", "This is no hotline of the network, or it is suspended.");
        if (!body.VisitorAgrees)
            form.Wrong("/visitorAgrees", "Ask the visitor first: the other hotline reads the whole conversation.");
        return await DoAndWrite(
            new TransferRoom(id, caller.Partner, caller.ActorId, body.Hotline), Author.Note, form, body.Note, work, keys, commands,
            cancellationToken);
    }

    /// <summary>After a flood: rooms that nobody has read, many at once. One whose visitor has come back stays, unless that was said.</summary>
    static async Task<IResult> CloseUnread(
        Unread body, Caller caller, UnitOfWork work, SagaCommands<RoomState> commands, CancellationToken cancellationToken)
    {
        if (body.Rooms is not { Count: > 0 and <= MostClosed })
            return Problems.Invalid(new Fault("/rooms", $"Name 1 to {MostClosed} rooms."));
        var waiting = (await RoomQueries.HoldWaiting(work, caller.Partner, body.Rooms, cancellationToken))
            .ToLookup(room => room.CameBack && !body.EvenIfBack, room => room.Room);
        foreach (var room in waiting[false])
            await commands.Do(new CloseUnreadRoom(room.CorrelationId, caller.Partner, caller.ActorId), ifMatch: null, cancellationToken);
        return Answers.Found(new UnreadClosed(
            [.. waiting[false].Select(room => room.CorrelationId)], [.. waiting[true].Select(room => RoomQueries.Line(room))]));
    }

    /// <summary>Something done, and what was written with it, in one commit.</summary>
    static async Task<IResult> DoAndWrite<T>(
        T command, string author, Form form, string? typed, UnitOfWork work, KeyRing keys, SagaCommands<RoomState> commands,
        CancellationToken cancellationToken)
        where T : class, IUserCommand
    {
        var text = typed is null ? null : form.Text(author == Author.Note ? "/note" : "/text", typed);
        var answer = await commands.Do(command, ifMatch: null, cancellationToken, form);
        if (text is null || answer is not Answer)
            return answer;
        using var key = await keys.Open(InquiryKeys.Room, command.Id, cancellationToken);
        if (key is null)
            return Problems.NotFound("room");
        Transcript.Write(work, key, command.Id, Guid.CreateVersion7(), author, command.Actor, text);
        return answer;
    }
}
