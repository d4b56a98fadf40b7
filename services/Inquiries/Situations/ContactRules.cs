using System.Globalization;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>What every contact with the person must pass: a call at the wrong hour, or a message to the wrong ears, can cost them dearly.</summary>
public static class ContactRules
{
    /// <returns>Why they may not be contacted so; null if they may.</returns>
    public static Refusal? Refuse(SafeContact? safe, DateTimeOffset at, bool leavesMessage) => safe switch
    {
        null => new("NO_SAFE_CONTACT", "Nobody has noted how the person may safely be reached. Note it first."),
        { MayCall: false } => new("MAY_NOT_CALL", "The person may not be called. They call themselves, or come."),
        _ when !WithinHours(safe, at) => new("OUTSIDE_SAFE_HOURS", string.Create(CultureInfo.InvariantCulture,
            $"The person may be called from {safe.From:HH:mm} to {safe.Until:HH:mm} only, {safe.TimeZone} time.")),
        { MayLeaveMessage: false } when leavesMessage => new("NO_MESSAGE", "No message may be left for the person."),
        _ => null,
    };

    // From 22:00 until 02:00 goes past midnight, which IsBetween knows.
    static bool WithinHours(SafeContact safe, DateTimeOffset at) =>
        safe is not { From: { } from, Until: { } until }
        || TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(safe.TimeZone)).DateTime).IsBetween(from, until);
}
