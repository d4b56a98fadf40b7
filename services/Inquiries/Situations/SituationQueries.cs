using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>Lists and details. Whose it is stands in the query: not yours is not found.</summary>
static class SituationQueries
{
    /// <summary>The hotline's situations, the newest first; codes only.</summary>
    /// <param name="escalated">Those that wait for the coordinator, or those that do not; both where it is not said.</param>
    /// <param name="cursor">The last id of the page before.</param>
    public static async Task<IResult> List(
        bool? open, bool? escalated, Guid? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        const string Listed = "hotline = @partner and state = any(@states) and escalated = any(@escalated)";
        var values = new
        {
            caller.Partner, states = (open ?? true ? SituationStates.All.Except(SituationStates.Over) : SituationStates.Over).ToArray(),
            escalated = escalated is { } one ? [one] : new[] { true, false }, after = cursor ?? Guid.AllBitsSet,
        };
        var total = work.Ask<long>($"select count(*) from situations where {Listed}", values);
        var rows = (await work.Read<StoredSaga>(
            $"select data, version from situations where {Listed} and correlation_id < @after order by correlation_id desc limit {Page.Size + 1}",
            values, cancellationToken)).ConvertAll(row => row.As<SituationState>());
        return Page.Of(rows, total[0], Line, row => row.CorrelationId);
    }

    /// <summary>A situation with its notes. That they were read is on the ledger.</summary>
    public static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, KeyRing keys, SituationStateMachine machine, CancellationToken cancellationToken)
    {
        var state = (await work.ReadOne<StoredSaga>(
            "select data, version from situations where correlation_id = @id and hotline = @partner",
            new { id, caller.Partner }, cancellationToken))?.As<SituationState>();
        if (state is null)
            return Problems.NotFound("situation");
        var (situation, texts) = (state.Data, await Texts.Read(work, keys, id, cancellationToken));
        work.Audit(caller, Verbs.SituationRead, id);
        return Answers.Found(
            new
            {
                id,
                state = state.CurrentState,
                state.Version,
                situation.OpenedAt,
                situation.Signals,
                safeContact = situation.SafeContact is { } safe
                    ? new
                    {
                        safe.MayCall, safe.MayLeaveMessage, safe.From, safe.Until, safe.TimeZone,
                        contact = Text(texts, Texts.Contact), words = Text(texts, Texts.Words)
                    }
                    : null,
                callbacks = situation.Callbacks.Select(c => new
                {
                    c.Id, c.DueAt, leaveMessage = c.MessageAllowed(situation.SafeContact), c.PlannedBy, c.Overdue, c.MadeAt, c.MadeBy, c.Outcome,
                    c.EndedAt,
                    // What the rules say of calling them now: the page shows it before anybody dials.
                    refusedNow = c.IsOpen ? ContactRules.Refuse(situation.SafeContact, work.Now, leavesMessage: false)?.Detail : null,
                }),
                situation.Escalations,
                situation.EscalatedAt,
                situation.CaseId,
                situation.Reservation,
                situation.Ending,
                situation.DeletesAt,
                situation.NotesGone,
                notes = texts.Where(t => t.Kind == Texts.Note).Select(t => new { t.Actor, t.At, t.Text }),
                actions = machine.ActionsFor(state, caller.Has(Roles.Coordinator), work.Now),
            },
            state.Version);
    }

    /// <summary>Whom to call back, the first due first, and what may be done by the rules of now.</summary>
    public static async Task<IResult> Callbacks(bool? overdue, Cursor? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        const string Listed = "c.hotline = @partner and (not @overdue or c.overdue)";
        var values = new
        {
            caller.Partner, overdue = overdue ?? false, due = new DateTimeOffset(cursor?.Order ?? 0, TimeSpan.Zero),
            after = cursor?.Id ?? Guid.Empty
        };
        var total = work.Ask<long>($"select count(*) from callbacks c where {Listed}", values);
        var rows = await work.Read<CallbackRow>(
            $"""
            select s.data, s.version, c.callback_id, c.due_at, c.overdue from callbacks c join situations s on s.correlation_id = c.situation_id
            where {Listed} and (c.due_at, c.callback_id) > (@due, @after) order by c.due_at, c.callback_id limit {Page.Size + 1}
            """,
            values, cancellationToken);
        return Page.Of(rows, total[0], row => row.Line(), row => new Cursor(row.DueAt.UtcTicks, row.CallbackId).ToString());
    }

    sealed record CallbackRow(string Data, long Version, Guid CallbackId, DateTimeOffset DueAt, bool Overdue) : StoredSaga(Data, Version)
    {
        public CallbackLine Line()
        {
            var situation = As<SituationState>().Data;
            return new(
                CallbackId, situation.Id, DueAt, situation.SafeContact is { MayCall: true },
                situation.Callbacks.Single(c => c.Id == CallbackId).MessageAllowed(situation.SafeContact), Overdue);
        }
    }

    public static Task<bool> IsOf(UnitOfWork work, Guid id, PartnerId hotline, CancellationToken cancellationToken) =>
        work.ReadOne<bool>("select true from situations where correlation_id = @id and hotline = @hotline", new { id, hotline }, cancellationToken);

    static string? Text(List<Typed> texts, string kind) => texts.LastOrDefault(t => t.Kind == kind)?.Text;

    static object Line(SituationState state) => new
    {
        id = state.CorrelationId,
        state = state.CurrentState,
        state.Version,
        state.Data.OpenedAt,
        signals = state.Data.Signals.Count,
        last = state.Data.Signals[^1],
        state.Data.EscalatedAt,
        nextCallback = state.Data.OpenCallbacks.MinBy(c => c.DueAt)?.DueAt,
    };
}
