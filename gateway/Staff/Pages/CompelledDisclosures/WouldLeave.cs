using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>What exactly would leave on an order, as the case is now, and the order itself.</summary>
/// <param name="Told">As the demand counts it, with the lawyer whom the case names; null: nothing counts yet.</param>
public sealed record WouldLeave(
    OrderPreview Order, OrderTold? Told, IReadOnlyList<FieldGroup> Categories, Names Names, TimeZoneInfo Zone)
{
    public static async Task<WouldLeave> Read(CompelledDetail seen, OrdersClient orders, CasesClient cases, StaffPage page)
    {
        var order = await orders.Preview(seen.Line.Id).Require();
        return new(
            order, order.Tellings.LastOrDefault(telling => Counts(telling, seen.Told)),
            FieldAnswers.ByCategory((await cases.Fields().Require()).Items, order.Fields, page.T), page.Names, page.Zone);
    }

    /// <summary>The case also keeps what the demand refused. What it took, it knows in whole seconds.</summary>
    static bool Counts(OrderTold telling, CompelledTelling? counted) => counted is not null
        && Near(telling.At, counted.ToldAt) && Near(telling.ToBeHeardUntil, counted.ToBeHeardUntil) && Near(telling.BanUntil, counted.BanUntil);

    static bool Near(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other is null : (one - other)?.Duration() < TimeSpan.FromSeconds(1);
}
