using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs;

/// <summary>Whoever something was released to has confirmed the file, or one exhibit.</summary>
/// <param name="Exhibit">Null: the file.</param>
public sealed record GivenReceipt(Guid Id, Guid? Exhibit, bool Matches, DateTimeOffset At);

/// <summary>Receipts that Cases has signed.</summary>
sealed record ReceiptsGiven(IReadOnlyList<string> Receipts);

/// <summary>What a recipient confirms of what it has, whether the person agreed to it or an order compelled it.</summary>
public static class CustodyReceipts
{
    /// <summary>More than there are files and exhibits in any disclosure.</summary>
    const int Most = 200;

    public static readonly Refusal NotReleased = new(
        "NOT_RELEASED", "A receipt is for something that was not released to your organisation here.");

    /// <summary>Those that are not here yet; null: one is for something else.</summary>
    public static IReadOnlyList<GivenReceipt>? Add(
        this IReadOnlyList<GivenReceipt> before, IReadOnlyList<CustodyReceipt> receipts, Guid? disclosureId, IReadOnlyList<Guid> exhibits) =>
        receipts.Any(r => r.DisclosureId != disclosureId || (r.Exhibit is { } exhibit && !exhibits.Contains(exhibit))) ? null
        :
        [
            .. receipts.DistinctBy(r => r.Id).ExceptBy(before.Select(r => r.Id), r => r.Id)
                .Select(r => new GivenReceipt(r.Id, r.Exhibit, r.Matches, r.At)),
        ];

    /// <summary>The file is confirmed, and each exhibit.</summary>
    public static bool Cover(this IReadOnlyList<GivenReceipt> receipts, IReadOnlyList<Guid> exhibits) =>
        receipts.Any(r => r.Exhibit is null) && exhibits.All(exhibit => receipts.Any(r => r.Exhibit == exhibit));

    /// <summary>The last word counts: what differed at first may have been looked at again.</summary>
    public static GivenReceipt? For(this IReadOnlyList<GivenReceipt> receipts, Guid? exhibit) => receipts.LastOrDefault(r => r.Exhibit == exhibit);

    /// <param name="stopped">It was taken back or overturned: what was confirmed before stays where it is.</param>
    public static IReadOnlyList<ReleasedExhibit> Shown(this IReadOnlyList<GivenReceipt> receipts, IReadOnlyList<Guid> exhibits, bool stopped) =>
    [
        .. exhibits.Select(id => receipts.For(id)).Zip(exhibits, (receipt, id) => new ReleasedExhibit(
            id, receipt?.At, receipt?.Matches, NotRecallable: stopped && receipt is not null)),
    ];

    /// <summary>Those that are genuine and of this conversation; the form says which are not.</summary>
    internal static async Task<IReadOnlyList<CustodyReceipt>> Check(
        this NetworkTokens tokens, ReceiptsGiven body, string conversation, Guid id, PartnerId by, Form form)
    {
        if (body.Receipts.Count is 0 or > Most)
        {
            form.Wrong("/receipts", $"Give 1 to {Most} receipts.");
            return [];
        }
        var receipts = new List<CustodyReceipt>();
        foreach (var (index, jws) in body.Receipts.Index())
        {
            var (receipt, fault) = await tokens.CheckReceipt(jws, conversation, id, by);
            if (receipt is null)
                form.Wrong($"/receipts/{index}", fault!.Detail);
            else
                receipts.Add(receipt);
        }
        return receipts;
    }
}
