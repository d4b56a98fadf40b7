using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Handoffs.LocalCopies;

namespace ReferralNetwork.Handoffs.AnonymousNotices;

/// <summary>Closed: whatever else is sent is refused. What is not known is null.</summary>
/// <param name="Basis">The token by which Cases says that somebody refused; it names nobody.</param>
sealed record NewNotice(PartnerId To, string Basis, string? Sex, string? Nationality, string? Exploitation, string? Region, int Year);

static class NoticeEndpoints
{
    const string Table = "anonymous_notices";
    const int FirstYear = 2000;

    static readonly Refusal NoDuty = new("NO_DUTY", "No rule binds your organisation to notify; the person's refusal stands.");
    static readonly Refusal BasisUsed = new("BASIS_USED", "One refusal makes one notice, and this one has been made.");

    public static void MapNotices(this WebApplication app)
    {
        var all = app.MapActions("/notices").ForRoles(Roles.StatusRoles, "This is for caseworkers and for officers of the authority.");
        all.MapGet("", List);
        all.MapGet("{id:guid}", Detail);
        var sender = app.MapActions("/notices").ForRoles(Roles.HelperRoles, "This is for caseworkers.");
        sender.MapGet("duty", Duty);
        sender.MapPost("", Send);
        sender.MapPost("cell", Preview);
        app.MapActions("/notices").ForRoles(SidesOfRoles.Authority, "This is for officers of the authority.")
            .MapPost("{id:guid}/acknowledge", (Guid id, [AsParameters] UserCommands<AnonymousNoticeState> user) =>
                user.Do(new AcknowledgeNotice(id, user.Partner, user.Actor)));
    }

    static async Task<IResult> Send(NewNotice body, [AsParameters] NoticeCommands user, UnitOfWork work)
    {
        var form = new Form();
        var finest = new NoticeCell(body.Sex, body.Nationality, body.Exploitation, body.Region, body.Year);
        Check(form, finest, work);
        var (basis, fault) = await user.Tokens.CheckNoticeBasis(body.Basis, user.Partner, work.Now);
        if (fault is not null)
            form.Wrong(fault.Pointer, fault.Detail);
        var (authority, own) = await KnownAuthorities.Find(form, body.To, user.Partner, work, user.CancellationToken);
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        if (authority is null || own is null)
            return Problems.Refused(KnownPartners.NotListedYet);
        if (await DutyOf(own, work, user.CancellationToken) is { Due: null })
            return Problems.Refused(NoDuty);
        if (!await NoticeCells.UseOnce(work, user.Hashes, basis!.Value, user.CancellationToken))
            return Problems.Refused(BasisUsed);
        var cell = await Coarsen(finest, work, user.CancellationToken);
        NoticeCells.Count(work, finest);
        return await user.Commands.Create(
            new SendNotice(Guid.CreateVersion7(), user.Partner, user.Actor, body.To, cell), "/notices", user.CancellationToken);
    }

    /// <summary>
    /// What exactly would be sent, for whoever is bound to send it. Only on somebody's refusal, as the notice itself: else anybody could ask of
    /// every cell whether it holds so many.
    /// </summary>
    static async Task<IResult> Preview(NewNotice body, [AsParameters] NoticeCommands user, UnitOfWork work)
    {
        var form = new Form();
        var finest = new NoticeCell(body.Sex, body.Nationality, body.Exploitation, body.Region, body.Year);
        Check(form, finest, work);
        var (_, fault) = await user.Tokens.CheckNoticeBasis(body.Basis, user.Partner, work.Now);
        if (fault is not null)
            form.Wrong(fault.Pointer, fault.Detail);
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        if (await FindOwn(user.Caller, work, user.CancellationToken) is not { } own)
            return Problems.Refused(KnownPartners.NotListedYet);
        return await DutyOf(own, work, user.CancellationToken) is { Due: null }
            ? Problems.Refused(NoDuty)
            : Answers.Found(await Coarsen(finest, work, user.CancellationToken));
    }

    static async Task<NoticeCell> Coarsen(NoticeCell finest, UnitOfWork work, CancellationToken cancellationToken) =>
        Coarsening.Coarsen(finest, await NoticeCells.YearBefore(work, cancellationToken));

    static void Check(Form form, NoticeCell cell, UnitOfWork work)
    {
        Coded(form, "/sex", cell.Sex, NoticeCodes.Sexes);
        Coded(form, "/nationality", cell.Nationality, IsoCountries.All);
        Coded(form, "/exploitation", cell.Exploitation, NoticeCodes.Exploitations);
        if (cell.Region is { } region)
            form.Region("/region", region);
        if (cell.Year < FirstYear || cell.Year > work.Now.UtcDateTime.Year)
            form.Wrong("/year", $"A year from {FirstYear} to this one is expected.");
    }

    /// <summary>Whether a rule binds the caller's organisation to notify, and in what time.</summary>
    static async Task<IResult> Duty(Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await FindOwn(caller, work, cancellationToken) is { } own
            ? Answers.Found(await DutyOf(own, work, cancellationToken))
            : Problems.Refused(KnownPartners.NotListedYet);

    static Task<IResult> List(string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Worklists.List<AnonymousNoticeState>(
            work, caller, Table, SidesOfRoles.For(caller, AnonymousNoticeStateMachine.SentSide, AnonymousNoticeStateMachine.ReceivedSide), side, open,
            cursor, state => Shown(state, caller.Partner), cancellationToken);

    static async Task<IResult> Detail(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await Worklists.Find<AnonymousNoticeState>(work, caller, Table, id, cancellationToken) is { } state
        && SidesOfRoles.Sees(caller, state.Data.From)
            ? Answers.Found(Shown(state, caller.Partner), state.Version)
            : Problems.NotFound("notice");

    static NoticeLine Shown(AnonymousNoticeState state, PartnerId viewer) => new(
        state.CorrelationId,
        viewer == state.Data.From ? AnonymousNoticeStateMachine.SentSide : AnonymousNoticeStateMachine.ReceivedSide, state.CurrentState,
        state.Data.From, state.Data.To, state.Data.Cell, state.Data.SentAt, state.Data.AcknowledgedAt);

    static async Task<KnownPartner?> FindOwn(Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        (await KnownPartners.Find(work, [caller.Partner], cancellationToken)).GetValueOrDefault(caller.Partner);

    static async Task<NoticeDuty> DutyOf(KnownPartner own, UnitOfWork work, CancellationToken cancellationToken)
    {
        var rules = await KnownRules.Find(work, [$"notice-due.{own.Kind}"], own.Jurisdiction, cancellationToken);
        return rules is [var rule] ? new(new(rule.Value, rule.Unit), rule.Citation) : new(Due: null, Citation: null);
    }

    static void Coded(Form form, string pointer, string? code, IReadOnlySet<string> known)
    {
        if (code is not null)
            form.Known(pointer, code, known);
    }
}

sealed record NoticeCommands(
    Caller Caller, SagaCommands<AnonymousNoticeState> Commands, NetworkTokens Tokens, LookupKey Hashes, CancellationToken CancellationToken)
    : UserCommands<AnonymousNoticeState>(Caller, Commands, CancellationToken);
