using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.LocalCopies;
using ReferralNetwork.Inquiries.Rooms;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>Everything that a hotline does with a situation, a route each; <see cref="SituationTransitions"/> says when.</summary>
static class SituationEndpoints
{
    sealed record NewCallback(DateTimeOffset DueAt, bool LeaveMessage = false);
    /// <param name="At">When the call was made; null: now.</param>
    sealed record CallbackMade(string Outcome, string? Note = null, DateTimeOffset? At = null);
    sealed record MaybeNote(string? Note = null);
    /// <param name="CancelCallbacks">Planned callbacks are cancelled; without it a situation that has one is not closed.</param>
    sealed record Close(string End, FactsForm? Facts = null, bool CancelCallbacks = false);
    sealed record Link(Guid CaseId, FactsForm? Facts = null);

    static readonly Refusal NotAHotline = new(
        "NOT_A_HOTLINE", "Your organisation is not listed as a hotline, or its listing and rules have not arrived here yet.");

    public static void MapSituations(this WebApplication app)
    {
        var situations = app.MapDesk("/situations");
        situations.MapGet("", SituationQueries.List);
        situations.MapGet("{id:guid}", SituationQueries.Detail);
        situations.MapPost("", Log);

        var one = situations.MapGroup("{id:guid}");
        one.MapPost("signals", AddSignal);
        MapContact(one);
        MapEnds(one);

        app.MapDesk("/callbacks").MapGet("", SituationQueries.Callbacks);
    }

    static async Task<IResult> Log(
        NewSituation body, Caller caller, UnitOfWork work, CommandsWithTexts commands, CancellationToken cancellationToken)
    {
        var form = new Form();
        await CheckSignal(form, body.FirstSignal, caller, work, cancellationToken);
        body.SafeContact?.Check(form, "/safeContact");
        if (await KnownHotline.Find(work, caller.Partner, cancellationToken) is not { } hotline
            || await KnownPeriods.Find(
                work, hotline.Jurisdiction, cancellationToken, SituationTerms.Rules) is not [var silence, var notes, var referred])
            return Problems.Refused(NotAHotline);

        var typed = new TypedAlong(form).Add(Texts.Note, "/note", body.Note).Add(body.SafeContact, "/safeContact", hotline.Jurisdiction).All;
        var log = new LogSituation(
            Guid.CreateVersion7(), caller.Partner, caller.ActorId, body.FirstSignal.Signal(caller.ActorId, work.Now), body.SafeContact?.Rules,
            new SituationTerms(silence, notes, referred, hotline.Hours.TimeZone, hotline.Holidays));
        return await commands.Do(log, ifMatch: null, form, typed, cancellationToken) is Answer done
            ? done with { Status = StatusCodes.Status201Created, Location = $"/situations/{log.Id}" }
            : Problems.Invalid(form.Faults);
    }

    static async Task<IResult> AddSignal(
        Guid id, SignalForm body, Caller caller, UnitOfWork work, CommandsWithTexts commands, CancellationToken cancellationToken)
    {
        var form = new Form();
        await CheckSignal(form, body, caller, work, cancellationToken);
        var typed = new TypedAlong(form).Add(Texts.Note, "/note", body.Note).All;
        return await commands.Do(
            new AddSignal(id, caller.Partner, caller.ActorId, body.Signal(caller.ActorId, work.Now)), ifMatch: null, form, typed, cancellationToken);
    }

    static async Task CheckSignal(Form form, SignalForm signal, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        signal.Check(form);
        if (signal.RoomId is { } room && (await RoomQueries.Find(work, room, cancellationToken))?.Data.Hotline != caller.Partner)
            form.Wrong("/roomId", "There is no such room, or it is not yours.");
    }

    static void MapContact(RouteGroupBuilder one)
    {
        one.MapPost("safe-contact", SetSafeContact);
        one.MapPost("callbacks", (Guid id, NewCallback body, Caller c, CommandsWithTexts commands, CancellationToken cancellationToken) =>
            commands.Do(
                new PlanCallback(id, c.Partner, c.ActorId, Guid.CreateVersion7(), body.DueAt, body.LeaveMessage), ifMatch: null, cancellationToken));
        one.MapPost("callbacks/{callbackId:guid}/made", (
            Guid id, Guid callbackId, CallbackMade body, Caller c, CommandsWithTexts commands, CancellationToken cancellationToken) =>
        {
            var form = new Form().Known("/outcome", body.Outcome, Codes.CallbackOutcomes);
            return commands.Do(
                new MakeCallback(id, c.Partner, c.ActorId, callbackId, body.Outcome, body.At), ifMatch: null, form, Note(form, body.Note),
                cancellationToken);
        });
        one.MapPost("callbacks/{callbackId:guid}/cancel", (
            Guid id, Guid callbackId, Caller c, CommandsWithTexts commands, CancellationToken cancellationToken) =>
            commands.Do(new CancelCallback(id, c.Partner, c.ActorId, callbackId), ifMatch: null, cancellationToken));
        one.MapPost("escalate", (Guid id, MaybeNote body, Caller c, CommandsWithTexts commands, CancellationToken cancellationToken) =>
        {
            var form = new Form();
            return commands.Do(new Escalate(id, c.Partner, c.ActorId), ifMatch: null, form, Note(form, body.Note), cancellationToken);
        });
        one.MapPost("answer-escalation", (Guid id, MaybeNote body, Caller c, CommandsWithTexts commands, CancellationToken cancellationToken) =>
        {
            var form = new Form();
            return commands.Do(
                new AnswerEscalation(id, c.Partner, c.ActorId, c.Has(Roles.Coordinator)), ifMatch: null, form, Note(form, body.Note),
                cancellationToken);
        });
    }

    static async Task<IResult> SetSafeContact(
        Guid id, SafeContactForm body, Caller caller, IfMatch ifMatch, UnitOfWork work, CommandsWithTexts commands,
        CancellationToken cancellationToken)
    {
        var form = new Form();
        body.Check(form, "");
        var region = (await KnownHotline.Find(work, caller.Partner, cancellationToken))?.Jurisdiction;
        var typed = new TypedAlong(form).Add(body, "", region).All;
        return await commands.Do(new SetSafeContact(id, caller.Partner, caller.ActorId, body.Rules), ifMatch, form, typed, cancellationToken);
    }

    static void MapEnds(RouteGroupBuilder one)
    {
        one.MapPost("close", (Guid id, Close body, Caller c, IfMatch match, CommandsWithTexts commands, CancellationToken cancellationToken) =>
        {
            var form = new Form().Known("/end", body.End, Codes.SituationEnds);
            body.Facts?.Check(form);
            return commands.Do(
                new CloseSituation(id, c.Partner, c.ActorId, body.End == "referred", body.Facts?.Facts ?? Facts.None, body.CancelCallbacks), match,
                form, [], cancellationToken);
        });
        one.MapPost("reserve-case", async (Guid id, Caller c, IfMatch match, CommandsWithTexts commands, CancellationToken cancellationToken) =>
        {
            var reserve = new ReserveCase(id, c.Partner, c.ActorId, Guid.CreateVersion7());
            var done = await commands.Do(reserve, match, cancellationToken);
            // The answer to a repeat names the same case.
            return done is Answer answer ? answer with { Id = reserve.CaseId, Body = new { id = reserve.CaseId } } : done;
        });
        one.MapPost("link-case", (Guid id, Link body, Caller c, CommandsWithTexts commands, CancellationToken cancellationToken) =>
        {
            var form = new Form();
            body.Facts?.Check(form);
            return commands.Do(
                new LinkCase(id, c.Partner, c.ActorId, body.CaseId, body.Facts?.Facts ?? Facts.None), ifMatch: null, form, [], cancellationToken);
        });
        one.MapPost("reopen", (Guid id, Caller c, IfMatch match, CommandsWithTexts commands, CancellationToken cancellationToken) =>
            commands.Do(new ReopenSituation(id, c.Partner, c.ActorId), match, cancellationToken));
    }

    static IReadOnlyList<(string, string?)> Note(Form form, string? note) => new TypedAlong(form).Add(Texts.Note, "/note", note).All;
}
