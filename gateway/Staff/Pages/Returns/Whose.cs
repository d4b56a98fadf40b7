using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>
/// Whose return it is: said on every page of it, so that nobody works on another person's. For the lead by the labels of its cases, not by
/// aliases: they stand in the cases, and each reading of a case is on record.
/// </summary>
/// <param name="Own">The lead's cases that are in the return and that the reader may see.</param>
/// <param name="Only">The traveller that the page is about; null: all of them.</param>
public sealed record Whose(ReturnDetail Seen, IReadOnlyList<CaseLine> Own, Guid? Only = null)
{
    /// <summary>The title of the page has the reference already.</summary>
    public bool Titled { get; init; }

    public IEnumerable<(int Number, TravellerSeen Traveller, CaseLine? Case)> Travellers => Seen.Travellers.Index()
        .Where(traveller => Only is null ? traveller.Item.LeftFor is null : traveller.Item.Id == Only)
        .Select(traveller => (traveller.Index + 1, traveller.Item, CaseOf(traveller.Item)));

    /// <summary>Null: none yet, or it is for other colleagues.</summary>
    public CaseLine? CaseOf(TravellerSeen traveller) => traveller.TieId is { } tie ? Own.FirstOrDefault(line => line.TieId == tie) : null;

    public static async Task<Whose> Read(CasesClient cases, ReturnDetail seen, Guid? only = null) =>
        new(seen, seen.Line.Side == "led" ? (await cases.TiedTo(Conversations.Return, seen.Line.Id).Require()).Items : [], only);
}
