using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>What exactly would leave on an order, as the case is now, and the order itself.</summary>
public sealed record WouldLeave(OrderPreview Order, IReadOnlyList<FieldGroup> Categories, Names Names, TimeZoneInfo Zone)
{
    public static async Task<WouldLeave> Read(Guid id, OrdersClient orders, CasesClient cases, StaffPage page)
    {
        var order = await orders.Preview(id).Require();
        return new(order, FieldAnswers.ByCategory((await cases.Fields().Require()).Items, order.Fields, page.T), page.Names, page.Zone);
    }
}
