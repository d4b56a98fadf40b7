using MassTransit;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>Help must never depend on talking to the police: who helps hears nothing of what went to them.</summary>
public sealed class BoundaryTests
{
    static readonly string[] OfThePolice = ["Handoff", "Intelligence", "CompelledDisclosure", "Status", "RecoveryPeriod", "Notice"];

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

    /// <summary>Of handoffs Cases hears the release question and what the competent authority decided; nobody else hears anything.</summary>
    [Fact]
    public void Cases_hears_two_things_of_handoffs_and_the_ledger_their_records()
    {
        var said = File.ReadLines(Path.Combine(Repository.Root, "contracts", "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Where(row => row is [_, var from, _, _, _] && from.Split(", ").Contains("Handoffs"))
            .Select(row => row[0].Trim('`')).ToHashSet(StringComparer.Ordinal);
        var elsewhere = Routes.All
            .Where(route => said.Contains(route.Message.Name) || IsOfThePolice(route.Message) || route.Message == typeof(AuditRecorded))
            .SelectMany(route => route.Queues.Where(queue => !queue.StartsWith("handoffs.", StringComparison.Ordinal))
                .Select(queue => $"{route.Message.Name} {queue}"));
        Assert.Equal(["AuditRecorded ledger.audit-records", "ReleaseDetails cases.release", "StatusDecided cases.status"], elsewhere.Order());
    }
}
