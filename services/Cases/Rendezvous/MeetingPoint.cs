using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Rendezvous;

/// <summary>Where a shelter has somebody met, in its words: its address, or a place near it.</summary>
/// <param name="When">From when; as it was typed.</param>
/// <param name="Words">What else to know.</param>
public sealed record MeetingPoint(string Where, string? When, string? Words)
{
    public const int LongestWhere = 500, LongestWhen = 200, LongestWords = 1000;

    /// <param name="threatAlertHeld">The shelter held the threat alert against its residents, staff and neighbourhood: people do, no machine.</param>
    /// <returns>As it is kept; null where there are faults.</returns>
    public static MeetingPoint? Read(string where, string? when, string? words, bool threatAlertHeld, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        var point = new MeetingPoint(
            Clean("/where", where, LongestWhere) ?? "", Clean("/when", when, LongestWhen), Clean("/words", words, LongestWords));
        if (!threatAlertHeld)
            found.Add(new("/threatAlertHeld", "is missing: hold the threat alert against residents, staff and neighbourhood first, then say so"));
        faults = found;
        return found.Count == 0 ? point : null;

        string? Clean(string pointer, string? typed, int longest)
        {
            if (string.IsNullOrWhiteSpace(typed) && pointer != "/where")
                return null;
            var (text, fault) = TypedText.Clean(typed!, pointer, longest);
            if (fault is not null)
                found.Add(fault);
            return text;
        }
    }

    /// <summary>No body of a State learns where a shelter is, whatever it was asked for; nor does who is suspended.</summary>
    public static bool MayOpen(string? kind, bool suspended) => kind is not null && !Codes.StateBodies.Contains(kind) && !suspended;

    public byte[] Seal(DataKey key, Guid id, Guid referralId, Guid shelter, long version)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(this, NetworkJson.Options);
        try
        {
            return key.Seal(content, Binding.Rendezvous(id, referralId, shelter, version));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <exception cref="CryptographicException">It is not what was sealed in this place.</exception>
    public static MeetingPoint Open(DataKey key, byte[] content, Guid id, Guid referralId, Guid shelter, long version)
    {
        var plain = key.Open(content, Binding.Rendezvous(id, referralId, shelter, version));
        var point = JsonSerializer.Deserialize<MeetingPoint>(plain, NetworkJson.Options)!;
        CryptographicOperations.ZeroMemory(plain);
        return point;
    }
}
