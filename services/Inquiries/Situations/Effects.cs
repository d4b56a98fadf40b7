using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>What the destroyed key opened goes too, and with it every way to find the caller.</summary>
public sealed record NotesDeleted(Guid SituationId) : Effect
{
    public override void ApplyTo(UnitOfWork work)
    {
        work.Write("delete from situation_texts where situation_id = $1", SituationId);
        work.Write("delete from caller_phrases where situation_id = $1", SituationId);
        work.Write("delete from callbacks where situation_id = $1", SituationId);
        work.ForgetRequests(SituationId);
    }
}

/// <summary>A callback on the hotline's list, kept from the situation in the same commit.</summary>
public sealed record CallbackListed(Guid CallbackId, Guid SituationId, PartnerId Hotline, DateTimeOffset DueAt, bool LeaveMessage, bool Overdue, DateTimeOffset? MadeAt)
    : Effect
{
    public static CallbackListed Of(Situation situation, Callback callback) =>
        new(callback.Id, situation.Id, situation.Hotline, callback.DueAt, callback.LeaveMessage, callback.Overdue, callback.MadeAt);

    public override void ApplyTo(UnitOfWork work) => work.Write(
        """
        insert into callbacks (callback_id, situation_id, hotline, due_at, leave_message, overdue, made_at) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (callback_id) do update set overdue = excluded.overdue, made_at = excluded.made_at
        """,
        CallbackId, SituationId, Hotline.Value, DueAt, LeaveMessage, Overdue, MadeAt);
}

/// <summary>The situation is over: nobody calls any more.</summary>
public sealed record CallbackUnlisted(Guid CallbackId) : Effect
{
    public override void ApplyTo(UnitOfWork work) => work.Write("delete from callbacks where callback_id = $1", CallbackId);
}
