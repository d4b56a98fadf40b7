using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>What exactly would leave on an order, as the case is now, and the order itself.</summary>
/// <param name="Told">Which the disclosure counts, of those that the case keeps; null: none counts yet.</param>
public sealed record WouldLeave(
    OrderPreview Order, OrderTold? Told, IReadOnlyList<FieldGroup> Categories, Names Names, TimeZoneInfo Zone)
{
    public static async Task<WouldLeave> Read(CompelledDetail seen, OrdersClient orders, CasesClient cases, StaffPage page)
    {
        var order = await orders.Preview(seen.Line.Id).Require();
        return new(
            order, order.Tellings.FirstOrDefault(telling => telling.Id == seen.Told?.Id),
            FieldAnswers.ByCategory((await cases.Fields().Require()).Items, order.Fields, page.T), page.Names, page.Zone);
    }
}
