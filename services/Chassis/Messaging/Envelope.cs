using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>A message's bytes on the wire: MassTransit's JSON envelope, as small as it may be.</summary>
static class Envelope
{
    public const string ContentType = "application/vnd.masstransit+json";

    static readonly JsonSerializerOptions Options = new(SystemTextJsonMessageSerializer.Options) { WriteIndented = false };

    public static byte[] Write<T>(Guid messageId, T message, DateTimeOffset sentAt) where T : class =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Content<T>(messageId, [MessageUrn.ForTypeString<T>()], message, sentAt.UtcDateTime), Options);

    sealed record Content<T>(Guid MessageId, string[] MessageType, T Message, DateTime SentTime);
}

/// <summary>A message on its way out: final bytes, and when it is due.</summary>
/// <param name="TimerKey">Set for a timer, which the sweep publishes when it is due; null for what is published at once.</param>
public sealed record OutboxRow(
    Guid MessageId, string? TimerKey, string Exchange, bool Mandatory, string? TraceParent, byte[] Body, DateTimeOffset DueAt);
