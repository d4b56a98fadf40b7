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
        var asked = referral.Offers.Where(o => o is { Open: true, QuestionOpen: true }).ToList();
        var (toDo, due) = state.CurrentState switch
        {
            States.Offered when asked.Count > 0 => ("answer-question", asked.Min(o => o.AnswerBy)),
            States.Offered => (null, referral.Offers.Where(o => o.Open).Min(o => (DateTimeOffset?)o.AnswerBy)),
            States.Unplaced => ("offer-again", referral.UpdatedAt),
            States.Stopping when referral.Stop!.Overdue => ("stop-receipts-overdue", referral.Stop.DueAt),
            States.Stopping => (null, referral.Stop!.DueAt),
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
        var owes = referral.Stop?.Receipts.Any(r => r.Partner == partner && r.Kind is null) ?? false;
        var (toDo, due) = state.CurrentState switch
        {
            States.Offered when open is not null => ("answer", open.AnswerBy),
            States.Stopping when owes => ("stop-receipt", referral.Stop!.DueAt),
            States.CancellationRequested when referral.Recipient == partner => ("confirm-cancellation", null),
            _ when States.Serving.Contains(state.CurrentState) && referral.Recipient == partner => ("report", referral.AppointmentAt),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        var updatedAt = referral.Timeline.Last(e => e.With == partner).At;
        return new(state.CorrelationId, partner, Received, toDo is not null, due, toDo, updatedAt);
    }

    /// <summary>Consent did not cover it: the sender may take new consent and ask again.</summary>
    static string? Withheld(Referral referral) =>
        referral.Releases.LastOrDefault(r => r.To == referral.Recipient) is { Refused: not null } ? "release-refused" : null;
}

/// <param name="DueAt">Null: nothing presses; it sorts last.</param>
public sealed record Listed(
    Guid ReferralId, PartnerId Partner, string Side, bool Open, DateTimeOffset? DueAt, string? ToDo, DateTimeOffset UpdatedAt);

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
        Lines.Select(l => l.Open).ToArray(), Lines.Select(l => l.DueAt ?? DateTimeOffset.MaxValue).ToArray(), Lines.Select(l => l.ToDo).ToArray(),
        Lines.Select(l => l.UpdatedAt).ToArray());
}
