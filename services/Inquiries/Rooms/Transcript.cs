using System.Text;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>What was written in a room, under the room's own key.</summary>
static class Transcript
{
    public static void Write(UnitOfWork work, DataKey key, Guid roomId, Guid messageId, string author, Guid? actor, string text) => work.Write(
        "insert into messages (message_id, room_id, author, actor, sealed, written_at) values ($1, $2, $3, $4, $5, $6)",
        messageId, roomId, author, actor, key.Seal(Encoding.UTF8.GetBytes(text), InquiryKeys.Message(roomId, messageId, author)), work.Now);

    /// <returns>In the order it was written; null where the key is destroyed, and so all of it.</returns>
    public static async Task<List<Message>?> Read(UnitOfWork work, KeyRing keys, Guid roomId, CancellationToken cancellationToken)
    {
        using var key = await keys.Open(InquiryKeys.Room, roomId, cancellationToken);
        if (key is null)
            return null;
        return await work.Read(
            "select message_id, author, actor, written_at, sealed from messages where room_id = $1 order by position",
            r =>
            {
                var (id, author) = (r.GetGuid(0), r.GetString(1));
                var text = Encoding.UTF8.GetString(key.Open(r.GetFieldValue<byte[]>(4), InquiryKeys.Message(roomId, id, author)));
                return new Message(id, author, r.IsDBNull(2) ? null : r.GetGuid(2), r.GetFieldValue<DateTimeOffset>(3), text);
            },
            cancellationToken, roomId);
    }
}
