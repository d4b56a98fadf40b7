using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>What happened on a conversation of any kind, in the one form that pages show.</summary>
public static class Timelines
{
    /// <param name="me">The unit itself: its side names no other.</param>
    public static IEnumerable<Happened> Happened(this HandoffDetail seen, PartnerId me) => (seen.Timeline ?? []).Select(
        e => new Happened(e.At, e.What, e.Track, e.Partner, e.Actor, seen.Line.To ?? me, e.Code, e.NoteId, null));

    public static IEnumerable<Happened> Happened(this StatusReferralDetail seen) => seen.Timeline.Select(
        e => new Happened(e.At, e.What, e.Track, e.Partner, e.Actor, seen.Line.To, e.Code, e.NoteId, null));

    public static IEnumerable<Happened> Happened(this CompelledDetail seen) => seen.Timeline.Select(
        e => new Happened(e.At, e.What, e.Track, e.Partner, e.Actor, e.With, e.Code, null, e.AppliesAt));

    public static IEnumerable<Happened> Happened(this ReturnDetail seen) => seen.Timeline.Select(
        e => new Happened(e.At, e.What, e.Track, e.Partner, e.Actor, e.With, e.Code, e.NoteId, e.AppliesAt));
}
