using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>The parts of a traveller's preparation: one of each kind counts.</summary>
public static class Strands
{
    /// <summary>In the order in which they are usually seen to.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Codes.DocumentStrand, "health", Codes.TransportStrand, Codes.ReceptionStrand];

    /// <summary>Of the traveller whose part it is, as the reader counts them.</summary>
    public static int NumberOf(this ReturnDetail seen, StrandSeen strand) =>
        seen.Travellers.Index().First(traveller => traveller.Item.Id == strand.TravellerId).Index + 1;

    /// <summary>What the note of a part that is ready says: who meets them, or whatever else there is to it.</summary>
    public static string NoteWords(string kind) => kind == Codes.ReceptionStrand ? "return.report.strand-ready.note" : "return.question.note";

    /// <summary>The one that counts: the last; null: nobody was asked, and nothing recorded.</summary>
    public static StrandSeen? StrandOf(this ReturnDetail seen, TravellerSeen traveller, string kind) =>
        seen.Strands.LastOrDefault(strand => strand.TravellerId == traveller.Id && strand.Kind == kind);
}
