using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>The parts of a traveller's preparation: one of each kind counts.</summary>
public static class Strands
{
    /// <summary>In the order in which they are usually seen to.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Codes.DocumentStrand, "health", Codes.TransportStrand, Codes.ReceptionStrand];

    /// <summary>The one that counts: the last; null: nobody was asked, and nothing recorded.</summary>
    public static StrandSeen? StrandOf(this ReturnDetail seen, TravellerSeen traveller, string kind) =>
        seen.Strands.LastOrDefault(strand => strand.TravellerId == traveller.Id && strand.Kind == kind);
}
