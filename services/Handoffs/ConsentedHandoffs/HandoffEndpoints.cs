using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

sealed record WithNote(string Note);
sealed record Accepting(string Reference, string Officer);
sealed record Declining(string Code, string? Note = null, PartnerId? Who = null);
sealed record Reason(string Code, string? Note = null);
sealed record InformationWanted(string Basis, string Note);
sealed record FeedbackGiven(string Code, DateOnly? On = null, string? Note = null);
sealed record StopReceiptGiven(string Kind, string? Basis = null);

/// <summary>Commands of a handoff, with the notes that some of them carry.</summary>
sealed record CommandsWithNotes(
    Caller Caller, SagaCommands<ConsentedHandoffState> Commands, NetworkTokens Tokens, CancellationToken CancellationToken)
    : UserCommands<ConsentedHandoffState>(Caller, Commands, CancellationToken)
{
    /// <summary>The note that a token stands for: one that this organisation has written in this handoff.</summary>
    /// <returns>Null where there is none, or where it is wrong: then the form says so.</returns>
    public async Task<Guid?> NoteIn(Form form, string? token, Guid id, string pointer = "/note") =>
        (await Tokens.NoteIn(form, token, Conversations.Handoff, id, Partner, pointer))?.Id;

    /// <param name="command">Made of the note; null only where the token is.</param>
    public async Task<IResult> DoWithNote<T>(Guid id, string? note, Func<Guid?, T> command, IfMatch? seen = null, Form? form = null)
        where T : class, IUserCommand
    {
        form ??= new Form();
        var noteId = await NoteIn(form, note, id);
        return form.Faults.Count > 0 ? Problems.Invalid(form.Faults) : await Do(command(noteId), seen);
    }
}

/// <summary>Everything that can be done with a handoff by consent, a route each; <see cref="Transitions"/> says by whom and when.</summary>
static class HandoffEndpoints
{

    public static void MapConsentedHandoffs(this WebApplication app)
    {
        app.MapActions("/handoffs/overdue").MapGet("", HandoffQueries.Overdue);
        var both = app.MapActions("/handoffs").ForRoles(Roles.HandoffRoles, NotForYou.Neither);
        both.MapGet("", HandoffQueries.List);
        both.MapGet("{id:guid}", HandoffQueries.Detail);
        both.MapExists("handoff");

        var sender = app.MapActions("/handoffs").ForRoles(Roles.HelperRoles, NotForYou.SendersAlone);
        sender.MapPost("", PreparationEndpoints.Prepare);
        MapSender(sender.MapGroup("{id:guid}"));

        var unit = app.MapActions("/handoffs").ForRoles(Roles.LiaisonRoles, NotForYou.LiaisonAlone).MapGroup("{id:guid}");
        MapAnswers(unit);
        MapUse(unit);
    }

    static void MapSender(RouteGroupBuilder one)
    {
        one.MapPost("verify", PreparationEndpoints.Verify);
        one.MapPost("offer", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new OfferHandoff(id, user.Partner, user.Actor), seen));
        one.MapPost("state-handling", (Guid id, WithNote body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.DoWithNote(id, body.Note, note => new StateHandling(id, user.Partner, user.Actor, note!.Value), seen));
        one.MapPost("release", PreparationEndpoints.Release);
        one.MapPost("take-back", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new TakeHandoffBack(id, user.Partner, user.Actor), seen));
        one.MapPost("answer", (Guid id, WithNote body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.DoWithNote(id, body.Note, note => new AnswerAboutHandoff(id, user.Partner, user.Actor, note!.Value), seen));
        one.MapPost("acknowledge-mismatch", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new AcknowledgeMismatch(id, user.Partner, user.Actor), seen));
        one.MapPost("threat-alert-written", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new RecordThreatAlert(id, user.Partner, user.Actor), seen));
        var request = one.MapGroup("requests/{requestId:guid}");
        request.MapPost("answer-request", (Guid id, Guid requestId, Reason body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.DoWithNote(
                id, body.Note, note => new AnswerInformationRequest(id, user.Partner, user.Actor, requestId, body.Code, note), seen,
                Code(body.Code, Codes.InformationAnswers)));
        request.MapPost("person-told-in-writing", (Guid id, Guid requestId, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new RecordPersonTold(id, user.Partner, user.Actor, requestId), seen));
    }

    static void MapAnswers(RouteGroupBuilder one)
    {
        one.MapPost("accept", async (Guid id, Accepting body, [AsParameters] CommandsWithNotes user) =>
        {
            var form = new Form();
            var reference = await user.NoteIn(form, body.Reference, id, "/reference");
            var officer = await user.NoteIn(form, body.Officer, id, "/officer");
            return form.Faults.Count > 0
                ? Problems.Invalid(form.Faults)
                : await user.Do(new AcceptHandoff(id, user.Partner, user.Actor, reference!.Value, officer!.Value));
        });
        one.MapPost("decline", async (Guid id, Declining body, [AsParameters] CommandsWithNotes user, UnitOfWork work) =>
        {
            var form = Code(body.Code, Codes.HandoffDeclineCodes);
            if (body.Who is { } who && (body.Code != Codes.NotOurArea || !await Sees(user, who, work)))
                form.Wrong("/who", "NOT_OUR_AREA names an organisation of the network that you can find; write a note for any other.");
            return await user.DoWithNote(
                id, body.Note, note => new DeclineHandoff(id, user.Partner, user.Actor, body.Code, note, body.Who), form: form);
        });
        one.MapPost("ask", (Guid id, WithNote body, [AsParameters] CommandsWithNotes user) =>
            user.DoWithNote(id, body.Note, note => new AskAboutHandoff(id, user.Partner, user.Actor, note!.Value)));
        one.MapPost("request-information", (Guid id, InformationWanted body, [AsParameters] CommandsWithNotes user) => user.DoWithNote(
            id, body.Note, note => new RequestInformation(id, user.Partner, user.Actor, body.Basis, note!.Value),
            form: new Form().Known("/basis", body.Basis, Codes.InformationBases)));
    }

    static void MapUse(RouteGroupBuilder one)
    {
        one.MapPost("receipts", async (Guid id, ReceiptsGiven body, [AsParameters] CommandsWithNotes user) =>
        {
            var form = new Form();
            var receipts = await user.Tokens.Check(body, Conversations.Handoff, id, user.Partner, form);
            return await user.Do(new GiveCustodyReceipts(id, user.Partner, user.Actor, receipts), form: form);
        });
        one.MapPost("return", (Guid id, Reason body, [AsParameters] CommandsWithNotes user, IfMatch seen) => user.DoWithNote(
            id, body.Note, note => new ReturnHandoff(id, user.Partner, user.Actor, body.Code, note), seen,
            Code(body.Code, Codes.HandoffReturnCodes)));
        one.MapPost("in-use", (Guid id, [AsParameters] CommandsWithNotes user) => user.Do(new ReportHandoffInUse(id, user.Partner, user.Actor)));
        one.MapPost("feedback", (Guid id, FeedbackGiven body, [AsParameters] CommandsWithNotes user) => user.DoWithNote(
            id, body.Note, note => new GiveHandoffFeedback(id, user.Partner, user.Actor, body.Code, body.On, note),
            form: Code(body.Code, Codes.HandoffFeedbackCodes)));
        one.MapPost("stop-receipts", (Guid id, StopReceiptGiven body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
        {
            var form = new Form().Known("/kind", body.Kind, Codes.StopReceiptKinds);
            if (body.Basis is { } basis)
                form.Known("/basis", basis, Codes.RetentionBases);
            return user.Do(new GiveHandoffStopReceipt(id, user.Partner, user.Actor, body.Kind, body.Basis), seen, form);
        });
    }

    static async Task<bool> Sees(CommandsWithNotes user, PartnerId who, UnitOfWork work) =>
        await KnownPartners.Find(work, [who, user.Partner], user.CancellationToken) is var known
        && known.TryGetValue(who, out var named) && known.TryGetValue(user.Partner, out var own) && Visibility.Sees(own.Kind, named.Kind);

    static Form Code(string code, IReadOnlySet<string> known) => new Form().Known("/code", code, known);
}
