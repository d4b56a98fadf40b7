using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>What the destroyed key opened goes too, and with it every way to find the caller.</summary>
public sealed record NotesDeleted(Guid SituationId) : Effect
{
    public override void ApplyTo(UnitOfWork work)
    {
        work.Write("delete from situation_texts where situation_id = @situationId", this);
        work.Write("delete from caller_phrases where situation_id = @situationId", this);
        work.Write("delete from callbacks where situation_id = @situationId", this);
    }
}

/// <summary>A callback that is to be made, on the hotline's list; kept from the situation in the same commit.</summary>
public sealed record CallbackListed(Guid CallbackId, Guid SituationId, PartnerId Hotline, DateTimeOffset DueAt, bool Overdue) : Effect
{
    public static CallbackListed From(Situation situation, Callback callback) =>
        new(callback.Id, situation.Id, situation.Hotline, callback.DueAt, callback.Overdue);

    public override void ApplyTo(UnitOfWork work) => work.Write(
        """
        insert into callbacks (callback_id, situation_id, hotline, due_at, overdue) values (@callbackId, @situationId, @hotline, @dueAt, @overdue)
        on conflict (callback_id) do update set overdue = excluded.overdue
        """,
        this);
}

/// <summary>Made or cancelled: nobody is to call any more.</summary>
public sealed record CallbackUnlisted(Guid CallbackId) : Effect
{
    public override void ApplyTo(UnitOfWork work) => work.Write("delete from callbacks where callback_id = @callbackId", this);
}
