using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>What the destroyed key opened goes too, and with it every way in. The room itself stays, without a word of it.</summary>
public sealed record TranscriptDeleted(Guid RoomId) : Effect
{
    public override void ApplyTo(UnitOfWork work)
    {
        work.Write("delete from messages where room_id = @roomId", this);
        work.Write("delete from room_tokens where room_id = @roomId", this);
        work.Write("delete from return_phrases where room_id = @roomId", this);
    }
}
