using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Sealing;

/// <summary>What has a key of its own here, and what each ciphertext is bound to.</summary>
public static class InquiryKeys
{
    public static readonly KeyKind Room = new("Room", "rooms", "correlation_id");
    public static readonly KeyKind Situation = new("Situation", "situations", "correlation_id");

    public static readonly KeyKind OutsideQuestion = new("OutsideQuestion", "outside_questions", "question_id");

    public static readonly IReadOnlyList<KeyKind> All = [Room, Situation, OutsideQuestion];

    /// <summary>Whose key wraps a room's: nobody's but the network's, since a room may go from one hotline to another.</summary>
    public static readonly Guid NoOrganisation = Guid.Empty;

    public static Binding Message(Guid roomId, Guid messageId, string author) => Binding.To("message", roomId, messageId, author);

    public static Binding Draft(byte[] tokenHash, string form) => Binding.To("draft", Convert.ToHexStringLower(tokenHash), form);

    public static Binding Text(Guid situationId, Guid textId, string kind) => Binding.To("text", situationId, textId, kind);

    /// <param name="asked">Whose coordinators alone open it.</param>
    public static Binding OfOutsideQuestion(Guid questionId, PartnerId asked) => Binding.To("outside-question", questionId, asked.Value);
}
