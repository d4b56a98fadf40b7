using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.LocalCopies;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>The consultation room from the visitor's side. They are asked for nothing but what they write.</summary>
static class VisitorEndpoints
{
    /// <param name="Ticket">From the answer that said to wait.</param>
    sealed record NewRoom(string Language, string Topic, string Text, string? Country = null, string? Ticket = null);
    sealed record Written(string Text);
    sealed record ShownIn(string Language);
    sealed record TypedPhrase(string Phrase);
    sealed record Keeping(bool Keep);

    /// <summary>An Idempotency-Key that a token is made of must not be guessed.</summary>
    const int ShortestKey = 32;

    static readonly Refusal NoHotline = new("NO_HOTLINE", "No hotline can take a room now. Try again in a moment, or telephone.");

    public static void MapVisitors(this WebApplication app)
    {
        // The filters stand outside the actions, so that the answer to a repeat carries token and phrase too.
        app.MapGroup("/visitor/rooms").AddEndpointFilter(GiveToken).MapVisitorActions("").MapPost("", Open).RequireRateLimiting(RoomBrakes.Opening);
        app.MapGroup("/visitor/room/phrase").AddEndpointFilter(GivePhrase).MapVisitorActions("")
            .MapPost("", ShowPhrase).RequireRateLimiting(RoomBrakes.Phrase);

        var room = app.MapVisitorActions("/visitor/room");
        room.MapGet("", Read).RequireRateLimiting(RoomBrakes.Reading);
        room.MapGet("changes", Changes).RequireRateLimiting(RoomBrakes.Reading);
        // A page that is looked at, so that who waits does not lose the room.
        room.MapGet("still", (Visit _) => Results.NoContent()).RequireRateLimiting(RoomBrakes.Reading);
        room.MapPost("messages", Write).RequireRateLimiting(RoomBrakes.Writing);
        room.MapPost("phrase/kept", KeepPhrase).RequireRateLimiting(RoomBrakes.Writing);
        room.MapPost("keep", (Keeping body, Visit visit, SagaCommands<RoomState> commands, CancellationToken cancellationToken) =>
                commands.Do(new KeepTranscript(visit.RoomId, body.Keep), cancellationToken))
            .RequireRateLimiting(RoomBrakes.Writing);
        room.MapPost("delete", (Visit visit, SagaCommands<RoomState> commands, CancellationToken cancellationToken) =>
            commands.Do(new DeleteRoom(visit.RoomId), cancellationToken));
        room.MapPost("leave", Leave);
        app.MapDrafts();

        // No action: a guess must hold no transaction while it waits.
        app.MapVisitorGroup("/visitor/return").MapPost("", Return);
    }

    static async Task<IResult> Open(
        NewRoom body, HttpContext context, UnitOfWork work, KeyRing keys, RoomTokens tokens, Openings openings, SagaCommands<RoomState> commands,
        CancellationToken cancellationToken)
    {
        var form = new Form().Known("/language", body.Language, Codes.Languages).Known("/topic", body.Topic, Codes.Topics);
        if (body.Country is { } country)
            form.Known("/country", country, Codes.Destinations);
        if (IdempotencyKey(context).Length < ShortestKey)
            form.Wrong("", $"The Idempotency-Key of a new room has at least {ShortestKey} random characters.");
        var text = form.Text("/text", body.Text);
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        var urgent = Codes.UrgentTopics.Contains(body.Topic);
        if (await KnownHotline.Choose(work, body.Language, urgent, cancellationToken) is not var (hotline, waiting)
            || await KnownPeriods.Find(work, hotline.Jurisdiction, cancellationToken, RoomTerms.Rules) is not [var silence, var transcript, var kept])
            return Problems.Refused(NoHotline);
        if (openings.Refuse(hotline.Id, urgent, waiting, IdempotencyKey(context), body.Ticket) is { } later)
            return later;

        var id = Guid.CreateVersion7();
        using var key = await keys.Make(InquiryKeys.Room, id, InquiryKeys.NoOrganisation, cancellationToken);
        var terms = new RoomTerms(silence, transcript, kept, hotline.Hours.TimeZone, hotline.Holidays);
        await commands.Create(new OpenRoom(id, hotline.Id, body.Language, body.Topic, body.Country, terms), "/rooms", cancellationToken);
        Transcript.Write(work, key, id, Guid.CreateVersion7(), Author.Visitor, actor: null, text);
        tokens.Keep(work, tokens.For(IdempotencyKey(context)), id);
        return Created(id);
    }

    static async ValueTask<object?> GiveToken(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var result = await next(invocation);
        return result is Answer { Status: StatusCodes.Status201Created } answer
            ? answer with { Body = new { token = context.RequestServices.GetRequiredService<RoomTokens>().For(IdempotencyKey(context)) } }
            : result;
    }

    static async Task<IResult> Read(Visit visit, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var room = await RoomQueries.Find(work, visit.RoomId, cancellationToken);
        if (room is null || await Transcript.Read(work, keys, visit.RoomId, cancellationToken) is not { } messages)
            return Problems.NotFound("room");
        return Answers.Found(
            new
            {
                state = room.CurrentState,
                room.Data.Language,
                room.Data.Topic,
                room.Data.Country,
                room.Version,
                messages = messages.Where(m => m.From != Author.Note).Select(m => new { m.Id, m.From, m.At, m.Text }),
                phrase = await ReturnPhrases.Standing(work, visit, cancellationToken),
                room.Data.KeepAsked,
                room.Data.ClosedAt,
                room.Data.DeletesAt,
            },
            room.Version);
    }

    static async Task<IResult> Changes(long after, Watch of, RoomWatch watch, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken) =>
        await watch.Changed(of.Visit.RoomId, after, cancellationToken) ? await Read(of.Visit, work, keys, cancellationToken) : Results.NoContent();

    static async Task<IResult> Write(
        Written body, Visit visit, UnitOfWork work, KeyRing keys, SagaCommands<RoomState> commands, CancellationToken cancellationToken)
    {
        var form = new Form();
        var text = form.Text("/text", body.Text);
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        using var key = await keys.Open(InquiryKeys.Room, visit.RoomId, cancellationToken);
        if (key is null)
            return Problems.NotFound("room");
        if (await commands.Do(new VisitorWrote(visit.RoomId), cancellationToken) is not Answer and var refused)
            return refused;
        Transcript.Write(work, key, visit.RoomId, Guid.CreateVersion7(), Author.Visitor, actor: null, text);
        Drafts.Forget(work, visit, Drafts.OfMessage);
        return Created(visit.RoomId);
    }

    static IResult ShowPhrase(ShownIn body, Visit visit, HttpContext context, UnitOfWork work, ReturnPhrases phrases)
    {
        if (new Form().Known("/language", body.Language, Codes.Languages) is { Faults: { Count: > 0 } faults })
            return Problems.Invalid(faults);
        phrases.Show(work, visit, phrases.For(visit, body.Language, IdempotencyKey(context)));
        return Created(visit.RoomId);
    }

    static async ValueTask<object?> GivePhrase(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var result = await next(invocation);
        if (result is not Answer { Status: StatusCodes.Status201Created } answer)
            return result;
        var (context, phrases) = (invocation.HttpContext, invocation.HttpContext.RequestServices.GetRequiredService<ReturnPhrases>());
        var (shown, visit) = (invocation.Arguments.OfType<ShownIn>().Single(), invocation.Arguments.OfType<Visit>().Single());
        return answer with { Body = new { phrase = phrases.For(visit, shown.Language, IdempotencyKey(context)) } };
    }

    static async Task<IResult> KeepPhrase(TypedPhrase body, Visit visit, UnitOfWork work, ReturnPhrases phrases, CancellationToken cancellationToken)
    {
        if (!await phrases.Keep(work, visit, body.Phrase, cancellationToken))
            return Problems.Refused(new("NOT_THE_PHRASE", "These are not the words that were shown. Look at each word, and try again."));
        Drafts.Forget(work, visit, Drafts.OfPhrase);
        return Answers.Done(visit.RoomId);
    }

    static async Task<IResult> Return(
        TypedPhrase body, ReturnPhrases phrases, RoomTokens tokens, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (await phrases.Find(body.Phrase, cancellationToken) is not { } roomId)
            return Problems.NotFound("room");
        if (phrases.TooOften(roomId) is { } retryAfter)
            return Problems.TooMany(retryAfter);
        var token = RoomTokens.New();
        tokens.Keep(work, token, roomId);
        await work.Commit(cancellationToken);
        return Answers.Found(new { token });
    }

    static Answer Leave(Holder holder, UnitOfWork work)
    {
        work.Write("delete from room_tokens where hash = @hash", new { holder.Hash });
        return holder.RoomId is { } roomId ? Answers.Done(roomId) : Answers.Found(new { });
    }

    static string IdempotencyKey(HttpContext context) => context.Request.Headers["Idempotency-Key"].ToString();

    static Answer Created(Guid roomId) => new(StatusCodes.Status201Created, roomId, Location: null, ETag: null, new { });
}
