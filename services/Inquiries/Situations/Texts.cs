using System.Text;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.Situations;

/// <param name="Kind">note, contact (how to reach them) or words (what to say when somebody else answers).</param>
sealed record Typed(string Kind, Guid Actor, DateTimeOffset At, string Text);

/// <summary>What counsellors typed about a situation, under the situation's own key.</summary>
static class Texts
{
    public const string Note = "note";
    public const string Contact = "contact";
    public const string Words = "words";

    /// <param name="text">Null: what there was of this kind goes.</param>
    public static void Write(UnitOfWork work, DataKey key, Guid situationId, Guid actor, string kind, string? text)
    {
        // How they are reached is true once; notes add up.
        if (kind != Note)
            work.Write("delete from situation_texts where situation_id = @situationId and kind = @kind", new { situationId, kind });
        if (text is null)
            return;
        var id = Guid.CreateVersion7();
        work.Write(
            "insert into situation_texts (text_id, situation_id, kind, actor, sealed, written_at) values (@id, @situationId, @kind, @actor, @words, @now)",
            new { id, situationId, kind, actor, words = key.Seal(Encoding.UTF8.GetBytes(text), InquiryKeys.Text(situationId, id, kind)), work.Now });
    }

    /// <returns>In the order it was written; nothing where the key is destroyed.</returns>
    public static async Task<List<Typed>> Read(UnitOfWork work, KeyRing keys, Guid situationId, CancellationToken cancellationToken)
    {
        using var key = await keys.Open(InquiryKeys.Situation, situationId, cancellationToken);
        if (key is null)
            return [];
        var rows = await work.Read<Row>(
            "select text_id, kind, actor, written_at, sealed from situation_texts where situation_id = @situationId order by position",
            new { situationId }, cancellationToken);
        return rows.ConvertAll(row => new Typed(
            row.Kind, row.Actor, row.WrittenAt, Encoding.UTF8.GetString(key.Open(row.Sealed, InquiryKeys.Text(situationId, row.TextId, row.Kind)))));
    }

    sealed record Row(Guid TextId, string Kind, Guid Actor, DateTimeOffset WrittenAt, byte[] Sealed);
}
