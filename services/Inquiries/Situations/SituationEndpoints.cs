using ReferralNetwork.Chassis.Http;
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

    static async Task<IResult> Log(NewSituation body, [AsParameters] CommandsWithTexts user)
    {
        var form = await CheckSignal(body.FirstSignal, user);
        body.SafeContact?.Check(form, "/safeContact");
        if (await KnownHotline.Find(user.Work, user.Partner, user.CancellationToken) is not { } hotline
            || await KnownPeriods.Find(
                user.Work, hotline.Jurisdiction, user.CancellationToken, SituationTerms.Rules) is not [var silence, var notes, var referred])
            return Problems.Refused(NotAHotline);

        var log = new LogSituation(
            Guid.CreateVersion7(), user.Partner, user.Actor, body.FirstSignal.Signal(user.Actor, user.Work.Now), body.SafeContact?.Rules,
            new SituationTerms(silence, notes, referred, hotline.Hours.TimeZone, hotline.Holidays));
        var answer = await user.Do(log, new TypedAlong(form).Note(body.Note).Contact(body.SafeContact, "/safeContact", hotline.Jurisdiction));
        return answer is Answer done ? done with { Status = StatusCodes.Status201Created, Location = $"/situations/{log.Id}" } : answer;
    }

    static async Task<IResult> AddSignal(Guid id, SignalForm body, [AsParameters] CommandsWithTexts user) => await user.Do(
        new AddSignal(id, user.Partner, user.Actor, body.Signal(user.Actor, user.Work.Now)),
        new TypedAlong(await CheckSignal(body, user)).Note(body.Note));

    static async Task<Form> CheckSignal(SignalForm signal, CommandsWithTexts user)
    {
        var form = new Form();
        signal.Check(form);
        if (signal.RoomId is { } room && (await RoomQueries.Find(user.Work, room, user.CancellationToken))?.Data.Hotline != user.Partner)
            form.Wrong("/roomId", "There is no such room, or it is not yours.");
        return form;
    }

    static void MapContact(RouteGroupBuilder one)
    {
        one.MapPost("safe-contact", SetSafeContact);
        one.MapPost("callbacks", (Guid id, NewCallback body, [AsParameters] CommandsWithTexts user) =>
            user.Do(new PlanCallback(id, user.Partner, user.Actor, Guid.CreateVersion7(), body.DueAt, body.LeaveMessage)));
        one.MapPost("callbacks/{callbackId:guid}/made", (Guid id, Guid callbackId, CallbackMade body, [AsParameters] CommandsWithTexts user) =>
            user.Do(
                new MakeCallback(id, user.Partner, user.Actor, callbackId, body.Outcome, body.At),
                new TypedAlong(new Form().Known("/outcome", body.Outcome, Codes.CallbackOutcomes)).Note(body.Note)));
        one.MapPost("callbacks/{callbackId:guid}/cancel", (Guid id, Guid callbackId, [AsParameters] CommandsWithTexts user) =>
            user.Do(new CancelCallback(id, user.Partner, user.Actor, callbackId)));
        one.MapPost("escalate", (Guid id, MaybeNote body, [AsParameters] CommandsWithTexts user) =>
            user.Do(new Escalate(id, user.Partner, user.Actor), new TypedAlong(new()).Note(body.Note)));
        one.MapPost("answer-escalation", (Guid id, MaybeNote body, [AsParameters] CommandsWithTexts user) => user.Do(
            new AnswerEscalation(id, user.Partner, user.Actor, user.Caller.Has(Roles.Coordinator)), new TypedAlong(new()).Note(body.Note)));
    }

    static async Task<IResult> SetSafeContact(Guid id, SafeContactForm body, [AsParameters] CommandsWithTexts user, IfMatch seen)
    {
        var form = new Form();
        body.Check(form, "");
        var region = (await KnownHotline.Find(user.Work, user.Partner, user.CancellationToken))?.Jurisdiction;
        return await user.Do(
            new SetSafeContact(id, user.Partner, user.Actor, body.Rules), new TypedAlong(form).Contact(body, "", region), seen);
    }

    static void MapEnds(RouteGroupBuilder one)
    {
        one.MapPost("close", (Guid id, Close body, [AsParameters] CommandsWithTexts user, IfMatch seen) =>
        {
            var form = new Form().Known("/end", body.End, Codes.SituationEnds);
            body.Facts?.Check(form);
            return user.Do(
                new CloseSituation(id, user.Partner, user.Actor, body.End == "referred", body.Facts?.Facts ?? Facts.None, body.CancelCallbacks),
                seen, form);
        });
        one.MapPost("reserve-case", async (Guid id, [AsParameters] CommandsWithTexts user, IfMatch seen) =>
        {
            var reserve = new ReserveCase(id, user.Partner, user.Actor, Guid.CreateVersion7());
            var done = await user.Do(reserve, seen);
            // The answer to a repeat names the same case.
            return done is Answer answer ? answer with { Id = reserve.CaseId, Body = new { id = reserve.CaseId } } : done;
        });
        one.MapPost("link-case", (Guid id, Link body, [AsParameters] CommandsWithTexts user) =>
        {
            var form = new Form();
            body.Facts?.Check(form);
            return user.Do(new LinkCase(id, user.Partner, user.Actor, body.CaseId, body.Facts?.Facts ?? Facts.None), form: form);
        });
        one.MapPost("reopen", (Guid id, [AsParameters] CommandsWithTexts user, IfMatch seen) =>
            user.Do(new ReopenSituation(id, user.Partner, user.Actor), seen));
    }
}
