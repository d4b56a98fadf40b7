using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.StatusReferrals;

/// <param name="Reference">Note tokens of Cases: the authority's own reference, and its officer.</param>
sealed record Acknowledgement(string Reference, string Officer);
sealed record Noted(string Note);
sealed record NewDecision(string Code, DateOnly On, string? Note = null);

/// <param name="Document">Note token of Cases: which document grants it, and where it is.</param>
sealed record PeriodGranted(DateOnly On, DateOnly From, DateOnly Until, string Document);
sealed record PeriodExtended(DateOnly On, DateOnly Until, string? Note = null);
sealed record PeriodEnded(DateOnly On, string Code, bool Challenged, string? Note = null);

/// <summary>All that can be done with a status referral, a route each; <see cref="StatusReferralTransitions"/> says by whom and when.</summary>
static class StatusReferralEndpoints
{
    const string Table = "status_referrals";

    public static void MapStatusReferrals(this WebApplication app)
    {
        var all = app.MapActions("/status-referrals").ForRoles(Roles.StatusRoles, "This is for caseworkers and for officers of the authority.");
        all.MapGet("", List);
        all.MapGet("{id:guid}", Detail);
        all.MapMethods("{id:guid}", [HttpMethods.Head], Exists);
        MapSender(app.MapActions("/status-referrals").ForRoles(Roles.HelperRoles, "This is for caseworkers."));
        MapAuthority(app.MapActions("/status-referrals/{id:guid}").ForRoles(SidesOfRoles.Authority, "This is for officers of the authority."));
    }

    static void MapSender(RouteGroupBuilder sender)
    {
        sender.MapPost("", SendEndpoint.Send);
        var one = sender.MapGroup("{id:guid}");
        one.MapPost("release", SendEndpoint.Again);
        one.MapPost("answer-info", (Guid id, Noted body, [AsParameters] StatusCommands user) =>
            user.DoWithNotes(id, [("/note", body.Note)], notes => new AnswerStatusInfo(id, user.Partner, user.Actor, notes[0]!.Value)));
        one.MapPost("ask-reconsideration", (Guid id, Noted body, [AsParameters] StatusCommands user, IfMatch seen) =>
            user.DoWithNotes(id, [("/note", body.Note)], notes => new AskReconsideration(id, user.Partner, user.Actor, notes[0]!.Value), seen));
        one.MapPost("decline-period", (Guid id, [AsParameters] StatusCommands user, IfMatch seen) =>
            user.Do(new DeclinePeriod(id, user.Partner, user.Actor), seen));
    }

    static void MapAuthority(RouteGroupBuilder one)
    {
        one.MapPost("acknowledge", (Guid id, Acknowledgement body, [AsParameters] StatusCommands user) => user.DoWithNotes(
            id, [("/reference", body.Reference), ("/officer", body.Officer)],
            notes => new AcknowledgeStatusReferral(id, user.Partner, user.Actor, notes[0]!.Value, notes[1]!.Value)));
        one.MapPost("ask-info", (Guid id, Noted body, [AsParameters] StatusCommands user) =>
            user.DoWithNotes(id, [("/note", body.Note)], notes => new AskStatusInfo(id, user.Partner, user.Actor, notes[0]!.Value)));
        one.MapPost("decide", (Guid id, NewDecision body, [AsParameters] StatusCommands user, IfMatch seen) => user.DoWithNotes(
            id, [("/note", body.Note)], notes => new DecideStatus(id, user.Partner, user.Actor, body.Code, body.On, notes[0]), seen,
            new Form().Known("/code", body.Code, Codes.StatusDecisions)));
        one.MapPost("grant-period", (Guid id, PeriodGranted body, [AsParameters] StatusCommands user, IfMatch seen) => user.DoWithNotes(
            id, [("/document", body.Document)],
            notes => new GrantPeriod(id, user.Partner, user.Actor, body.On, body.From, body.Until, notes[0]!.Value), seen));
        one.MapPost("extend-period", (Guid id, PeriodExtended body, [AsParameters] StatusCommands user, IfMatch seen) => user.DoWithNotes(
            id, [("/note", body.Note)], notes => new ExtendPeriod(id, user.Partner, user.Actor, body.On, body.Until, notes[0]), seen));
        one.MapPost("end-period", (Guid id, PeriodEnded body, [AsParameters] StatusCommands user, IfMatch seen) => user.DoWithNotes(
            id, [("/note", body.Note)],
            notes => new EndPeriodEarly(id, user.Partner, user.Actor, body.On, body.Code, body.Challenged, notes[0]), seen,
            new Form().Known("/code", body.Code, Codes.RecoveryEndCodes)));
    }

    /// <summary>Of an organisation that both sends and decides each person sees the side that their role is for.</summary>
    static Task<IResult> List(string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Worklists.List<StatusReferralState>(
            work, caller, Table,
            SidesOfRoles.For(caller, StatusReferralWorklist.SentSide, StatusReferralWorklist.ReceivedSide), side, open, cursor,
            state => StatusReferralView.Line(state, caller.Partner), cancellationToken);

    static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, StatusReferralStateMachine machine, CancellationToken cancellationToken) =>
        await Find(id, caller, work, cancellationToken) is { } state
            ? Answers.Found(
                StatusReferralView.Detail(state, caller.Partner, machine.ActionsFor(state, caller.Partner, work.Now)),
                StatusReferralView.ETag(state, caller.Partner))
            : Problems.NotFound("status referral");

    /// <summary>Whether it is this organisation's. Nobody has opened anything by that.</summary>
    static async Task<IResult> Exists(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await Find(id, caller, work, cancellationToken) is null ? Problems.NotFound("status referral") : Results.NoContent();

    static async Task<StatusReferralState?> Find(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await Worklists.Find<StatusReferralState>(work, caller, Table, id, cancellationToken) is { } state
        && SidesOfRoles.Sees(caller, state.Data.From)
            ? state
            : null;
}

/// <summary>Commands of a status referral, with the notes that some of them carry.</summary>
sealed record StatusCommands(
    Caller Caller, SagaCommands<StatusReferralState> Commands, NetworkTokens Tokens, CancellationToken CancellationToken)
    : UserCommands<StatusReferralState>(Caller, Commands, CancellationToken)
{
    /// <param name="tokens">By where they stand in the body; null: none was sent.</param>
    /// <param name="command">Made of the notes, in that order.</param>
    public async Task<IResult> DoWithNotes<T>(
        Guid id, IReadOnlyList<(string Pointer, string? Token)> tokens, Func<IReadOnlyList<Guid?>, T> command, IfMatch? seen = null,
        Form? form = null) where T : class, IUserCommand
    {
        form ??= new Form();
        var notes = new List<Guid?>();
        foreach (var (pointer, token) in tokens)
        {
            var (note, fault) = token is null ? (null, null) : await Tokens.CheckNote(token, Conversations.StatusReferral, id, Partner);
            if (fault is not null)
                form.Wrong(pointer, fault.Detail);
            notes.Add(note?.Id);
        }
        return form.Faults.Count > 0 ? Problems.Invalid(form.Faults) : await Do(command(notes), seen);
    }
}
