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
        one.MapPost("take", (Guid id, [AsParameters] CommandsWithWords user) => user.Do(new TakeRoom(id, user.Partner, user.Actor)));
        one.MapPost("join", (Guid id, [AsParameters] CommandsWithWords user) => user.Do(new JoinRoom(id, user.Partner, user.Actor)));
        one.MapPost("close", (Guid id, Close body, [AsParameters] CommandsWithWords user) =>
            user.Do(new CloseRoom(id, user.Partner, user.Actor, body.Unanswered)));
        one.MapPost("messages", Write);
        one.MapPost("hand-over", HandOver);
        one.MapPost("transfer", Transfer);
    }

    static Task<IResult> Write(Guid id, Written body, [AsParameters] CommandsWithWords user) =>
        user.DoAndWrite(new CounsellorWrote(id, user.Partner, user.Actor), Author.Counsellor, body.Text);

    static Task<IResult> HandOver(Guid id, MaybeNote body, [AsParameters] CommandsWithWords user) =>
        user.DoAndWrite(new HandOverRoom(id, user.Partner, user.Actor), Author.Note, body.Note);

    static async Task<IResult> Transfer(Guid id, To body, [AsParameters] CommandsWithWords user)
    {
        var form = new Form();
        if (await KnownHotline.Find(user.Work, body.Hotline, user.CancellationToken) is null)
            form.Wrong("/hotline", "This is no hotline of the network, or it is suspended.");
        if (!body.VisitorAgrees)
            form.Wrong("/visitorAgrees", "Ask the visitor first: the other hotline reads the whole conversation.");
        return await user.DoAndWrite(new TransferRoom(id, user.Partner, user.Actor, body.Hotline), Author.Note, body.Note, form);
    }

    /// <summary>After a flood: rooms that nobody has read, many at once. One whose visitor has come back stays, unless that was said.</summary>
    static async Task<IResult> CloseUnread(Unread body, [AsParameters] CommandsWithWords user)
    {
        if (body.Rooms is not { Count: > 0 and <= MostClosed })
            return Problems.Invalid(new Fault("/rooms", $"Name 1 to {MostClosed} rooms."));
        var waiting = (await RoomQueries.HoldWaiting(user.Work, user.Partner, body.Rooms, user.CancellationToken))
            .ToLookup(room => room.CameBack && !body.EvenIfBack, room => room.Room);
        foreach (var room in waiting[false])
            await user.Do(new CloseUnreadRoom(room.CorrelationId, user.Partner, user.Actor));
        return Answers.Found(new UnreadClosed(
            [.. waiting[false].Select(room => room.CorrelationId)], [.. waiting[true].Select(room => RoomQueries.Line(room))]));
    }
}

/// <summary>Commands of a room, and what a counsellor wrote along with them: sealed in the same commit.</summary>
sealed record CommandsWithWords(
    Caller Caller, SagaCommands<RoomState> Commands, UnitOfWork Work, KeyRing Keys, CancellationToken CancellationToken)
    : UserCommands<RoomState>(Caller, Commands, CancellationToken)
{
    /// <param name="form">What was found wrong with the body.</param>
    public async Task<IResult> DoAndWrite<T>(T command, string author, string? typed, Form? form = null) where T : class, IUserCommand
    {
        form ??= new Form();
        var text = typed is null ? null : form.Text(author == Author.Note ? "/note" : "/text", typed);
        var answer = await Do(command, form: form);
        if (text is null || answer is not Answer)
            return answer;
        using var key = await Keys.Open(InquiryKeys.Room, command.Id, CancellationToken);
        if (key is null)
            return Problems.NotFound("room");
        Transcript.Write(Work, key, command.Id, Guid.CreateVersion7(), author, Actor, text);
        return answer;
    }
}
