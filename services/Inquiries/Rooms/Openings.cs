using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>How many rooms a hotline's queue takes.</summary>
/// <param name="Waiting"><c>Rooms:Waiting</c>: places in the queue; urgent topics have as many of their own. A room holds one in its first moments,
/// then only while its visitor is there.</param>
/// <param name="Wait"><c>Rooms:Wait</c>: how long a ticket waits; longer than <see cref="FirstMoments"/>, so that a flood in which nobody comes back
/// has lost its places by then.</param>
public sealed record OpeningSettings(int Waiting, TimeSpan Wait)
{
    /// <summary>A room holds its place so long although nobody has come back to it.</summary>
    public static readonly TimeSpan FirstMoments = TimeSpan.FromSeconds(15);

    /// <exception cref="InvalidOperationException">A setting is malformed; both are named.</exception>
    public static OpeningSettings Read(IConfiguration configuration) =>
        configuration.GetValue("Rooms:Waiting", 40) is > 0 and var waiting
            && configuration.GetValue("Rooms:Wait", TimeSpan.FromSeconds(20)) is var wait
            && wait >= TimeSpan.Zero
            ? new(waiting, wait)
            : throw new InvalidOperationException("Rooms:Waiting is no number above 0, or Rooms:Wait no duration such as 00:00:20.");
}

/// <summary>
/// Who may open a room now. A hotline takes a few at once. Whoever comes beyond that gets a ticket: sent again with it after a
/// short wait, the opening has a turn of its own, which no flood of first attempts uses up. A ticket is good for the form that it was given to
/// (its Idempotency-Key), so for one room; it is stored nowhere.
/// </summary>
sealed class Openings(LookupKey key, OpeningSettings settings, IConfiguration configuration, TimeProvider clock) : IDisposable
{
    static readonly Budget WithoutTicket = new(20, 10);
    static readonly Budget WithTicket = new(40, 60);

    static readonly TimeSpan Valid = TimeSpan.FromMinutes(20);

    readonly PartitionedRateLimiter<(PartnerId Hotline, bool Urgent, bool Ticket)> turns = Turns(Brakes.Factor(configuration));

    /// <param name="waiting">How many hold a place in that queue.</param>
    /// <param name="ticket">From the answer before.</param>
    /// <returns>When to come again, and with what; null if the room may be opened.</returns>
    public IResult? Refuse(PartnerId hotline, bool urgent, long waiting, string idempotencyKey, string? ticket)
    {
        var age = Age(idempotencyKey, ticket);
        var left = age is { } waited && waited < settings.Wait ? settings.Wait - waited : TimeSpan.Zero;
        if (left == TimeSpan.Zero && waiting < settings.Waiting)
        {
            using var turn = turns.AttemptAcquire((hotline, urgent, age is not null));
            if (turn.IsAcquired)
                return null;
        }
        return Problems.TooMany(
            left > TimeSpan.Zero ? left : settings.Wait, "many-are-writing",
            "Many people are writing at the moment. Send the same again after that time, with the same Idempotency-Key and with this ticket; or telephone.",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["ticket"] = age is null ? Ticket(idempotencyKey, clock.GetUtcNow().ToUnixTimeSeconds()) : ticket
            });
    }

    /// <returns>Null if it is none of ours, not this form's, or too old.</returns>
    TimeSpan? Age(string idempotencyKey, string? ticket)
    {
        if (ticket is null || !long.TryParse(ticket.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            || given > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || !CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.UTF8.GetBytes(ticket), System.Text.Encoding.UTF8.GetBytes(Ticket(idempotencyKey, given))))
            return null;
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(given);
        return age < Valid ? age : null;
    }

    string Ticket(string idempotencyKey, long given)
    {
        var at = given.ToString(CultureInfo.InvariantCulture);
        return $"{at}.{Base64Url.EncodeToString(key.Hash("opening-ticket", idempotencyKey, at))}";
    }

    static PartitionedRateLimiter<(PartnerId Hotline, bool Urgent, bool Ticket)> Turns(double factor) =>
        PartitionedRateLimiter.Create<(PartnerId Hotline, bool Urgent, bool Ticket), (PartnerId, bool, bool)>(
            of => RateLimitPartition.GetTokenBucketLimiter(of, _ => ((of.Ticket ? WithTicket : WithoutTicket) * factor).Bucket));

    public void Dispose() => turns.Dispose();
}
