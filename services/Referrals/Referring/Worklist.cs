using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>
/// Who has a referral on her list, until when she should have done what. Derived from the state and kept beside it in the
/// same commit, so that a page of a list costs the same however many referrals there are.
/// </summary>
public static class Worklist
{
    public const string Sent = "sent";
    public const string Received = "received";

    public static IReadOnlyList<Listed> Of(ReferralState state) =>
        state.Referral is not { } referral ? [] :
        [
            ForSender(state),
            .. referral.Offers.Select(o => o.To).Distinct().Select(to => ForRecipient(state, to)),
        ];

    static Listed ForSender(ReferralState state)
    {
        var referral = state.Referral;
        var owed = referral.Stops.SelectMany(s => s.Receipts).Where(r => r.Owed).ToList();
        var (alarm, since) =
            referral.StopWishes.FirstOrDefault(w => w.Open) is { } wish ? (wish.Overdue ? "stop-wish-overdue" : "stop-wish", wish.DueAt)
            : referral.ContactLost ? ("lost-contact", referral.OutcomeAt)
            : owed.Exists(r => r.Overdue) ? ("stop-receipts-overdue", owed.Where(r => r.Overdue).Min(r => r.DueAt))
            : ((string?)null, (DateTimeOffset?)null);
        if (alarm is not null)
            return new(state.CorrelationId, referral.From, Sent, Open: true, since, alarm, referral.UpdatedAt, First: alarm != "stop-receipts-overdue");

        var asked = referral.Offers.Where(o => o is { Open: true, QuestionOpen: true }).ToList();
        var (toDo, due) = state.CurrentState switch
        {
            States.Offered when asked.Count > 0 => ("answer-question", asked.Min(o => o.AnswerBy)),
            States.Offered => (null, referral.Offers.Where(o => o.Open).Min(o => (DateTimeOffset?)o.AnswerBy)),
            States.Unplaced => ("offer-again", referral.UpdatedAt),
            States.Stopping => (null, owed.Min(r => (DateTimeOffset?)r.DueAt)),
            States.CancellationRequested => ("end-one-sidedly", ReferralRules.EndableAt(referral)),
            States.Scheduled => (Withheld(referral), referral.AppointmentAt),
            _ when States.IsOpen(state.CurrentState) => (Withheld(referral), null),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        return new(state.CorrelationId, referral.From, Sent, States.IsOpen(state.CurrentState), due, toDo, referral.UpdatedAt);
    }

    static Listed ForRecipient(ReferralState state, PartnerId partner)
    {
        var referral = state.Referral;
        var open = referral.Offers.FirstOrDefault(o => o.To == partner && o.Open);
        var (toDo, due) = state.CurrentState switch
        {
            States.Offered when open is not null => ("answer", open.AnswerBy),
            States.CancellationRequested when referral.Recipient == partner => ("confirm-cancellation", null),
            _ when States.Serving.Contains(state.CurrentState) && referral.Recipient == partner => ("report", referral.AppointmentAt),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        if (referral.Stops.SelectMany(s => s.Receipts).Where(r => r.Owed && r.Partner == partner).Min(r => (DateTimeOffset?)r.DueAt) is { } owed
            && !(due < owed))
            (toDo, due) = ("stop-receipt", owed);
        var updatedAt = referral.Timeline.Last(e => e.With == partner).At;
        return new(state.CorrelationId, partner, Received, toDo is not null, due, toDo, updatedAt);
    }

    /// <summary>Consent did not cover it: the sender may take new consent and ask again.</summary>
    static string? Withheld(Referral referral) =>
        referral.Releases.LastOrDefault(r => r.To == referral.Recipient) is { Refused: not null } ? "release-refused" : null;
}

/// <param name="DueAt">Null: nothing presses; it sorts last.</param>
/// <param name="First">Somebody may be in danger, or has said stop: it sorts before all that is merely due.</param>
public sealed record Listed(
    Guid ReferralId, PartnerId Partner, string Side, bool Open, DateTimeOffset? DueAt, string? ToDo, DateTimeOffset UpdatedAt, bool First = false)
{
    static readonly TimeSpan Century = TimeSpan.FromDays(36_524);

    /// <summary>What lists are sorted by.</summary>
    public DateTimeOffset Order => DueAt is not { } due ? DateTimeOffset.MaxValue : First ? due - Century : due;
}

/// <summary>The lines of a referral that a step changed.</summary>
public sealed record Relisted(IReadOnlyList<Listed> Lines) : Effect
{
    public override void ApplyTo(UnitOfWork work) => work.Write(
        """
        insert into worklist (referral_id, partner_id, side, open, due_at, to_do, updated_at)
        select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[], $5::timestamptz[], $6::text[], $7::timestamptz[])
        on conflict (partner_id, referral_id) do update
            set open = excluded.open, due_at = excluded.due_at, to_do = excluded.to_do, updated_at = excluded.updated_at
        """,
        Lines.Select(l => l.ReferralId).ToArray(), Lines.Select(l => l.Partner.Value).ToArray(), Lines.Select(l => l.Side).ToArray(),
        Lines.Select(l => l.Open).ToArray(), Lines.Select(l => l.Order).ToArray(), Lines.Select(l => l.ToDo).ToArray(),
        Lines.Select(l => l.UpdatedAt).ToArray());
}
