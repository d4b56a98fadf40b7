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
        "insert into messages (message_id, room_id, author, actor, sealed, written_at) values (@messageId, @roomId, @author, @actor, @words, @now)",
        new
        {
            messageId, roomId, author, actor, words = key.Seal(Encoding.UTF8.GetBytes(text), InquiryKeys.Message(roomId, messageId, author)),
            work.Now
        });

    /// <returns>In the order it was written; null where the key is destroyed, and so all of it.</returns>
    public static async Task<List<Message>?> Read(UnitOfWork work, KeyRing keys, Guid roomId, CancellationToken cancellationToken)
    {
        using var key = await keys.Open(InquiryKeys.Room, roomId, cancellationToken);
        if (key is null)
            return null;
        var rows = await work.Read<Row>(
            "select message_id, author, actor, written_at, sealed from messages where room_id = @roomId order by position",
            new { roomId }, cancellationToken);
        return rows.ConvertAll(row => new Message(
            row.MessageId, row.Author, row.Actor, row.WrittenAt,
            Encoding.UTF8.GetString(key.Open(row.Sealed, InquiryKeys.Message(roomId, row.MessageId, row.Author)))));
    }

    sealed record Row(Guid MessageId, string Author, Guid? Actor, DateTimeOffset WrittenAt, byte[] Sealed);
}
