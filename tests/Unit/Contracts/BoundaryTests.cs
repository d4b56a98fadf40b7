using MassTransit;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>Help must never depend on talking to the police: who helps hears nothing of what went to them.</summary>
public sealed class BoundaryTests
{
    static readonly string[] OfThePolice = ["Handoff", "Intelligence", "Compelled"];

    static bool IsOfThePolice(Type message) => OfThePolice.Any(word => message.Name.Contains(word, StringComparison.Ordinal));

    [Fact]
    public void No_service_that_helps_hears_of_handoffs()
    {
        var consumed = new[]
            {
                typeof(ReferralNetwork.Referrals.Lifecycle.ReferralStateMachine),
                typeof(ReferralNetwork.Inquiries.Rooms.RoomStateMachine)
            }
            .SelectMany(type => type.Assembly.GetTypes())
            .SelectMany(type => type.GetInterfaces())
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(i => i.GenericTypeArguments[0]);
        // State machines hear only what the contract sends to their queues.
        var routed = Routes.All
            .Where(route => route.Queues.Any(queue => queue.Split('.')[0] is "referrals" or "returns" or "placements" or "inquiries"))
            .Select(route => route.Message);
        var heard = consumed.Concat(routed).ToHashSet();
        Assert.Superset(new HashSet<Type>([typeof(PartnerListed), typeof(DetailsReleased), typeof(RoomSilenceDue)]), heard);
        Assert.DoesNotContain(heard, IsOfThePolice);
    }
}
