using System.Text.RegularExpressions;
using MassTransit;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>Help must never depend on talking to the police: who helps hears nothing of what went to them.</summary>
public sealed partial class BoundaryTests
{
    /// <summary>What the contract of each type of handoff declares.</summary>
    static readonly Dictionary<string, Type[]> Handoffs = new(StringComparer.Ordinal)
    {
        ["ConsentedHandoffs.cs"] = [typeof(HandoffAnswerDue), typeof(HandoffFeedbackDue), typeof(HandoffReceiptDue)],
        ["StatusReferrals.cs"] = [typeof(StatusDecided), typeof(RecoveryPeriodDue)],
        ["AnonymousNotices.cs"] = [typeof(NoticeCell), typeof(NoticeLine)],
        ["CompelledDisclosures.cs"] =
        [
            typeof(OrderClosed), typeof(DeputiesNamed), typeof(NamedDeputy), typeof(CompelledReviewDue), typeof(CompelledBanEndsDue),
            typeof(CompelledReceiptDue),
        ],
        ["AnonymousIntelligence.cs"] = [typeof(IntelligenceReport), typeof(IntelligenceItem), typeof(IntelligenceShredDue)],
    };

    [Fact]
    public void Every_message_of_a_handoff_is_named_here() => Assert.All(Handoffs, type =>
    {
        var file = Path.Combine(Repository.Root, "contracts", type.Key);
        var declared = File.Exists(file) ? Declared().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value) : [];
        Assert.Equal(type.Value.Select(message => message.Name).Order(StringComparer.Ordinal), declared.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void No_service_that_helps_hears_of_handoffs()
    {
        var consumed = new[]
            {
                typeof(ReferralNetwork.Referrals.Lifecycle.ReferralStateMachine), typeof(ReferralNetwork.Returns.Lifecycle.ReturnStateMachine),
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
        var machines = new StateMachine[]
        {
            new ReferralNetwork.Referrals.Lifecycle.ReferralStateMachine(), new ReferralNetwork.Returns.Lifecycle.ReturnStateMachine()
        }.SelectMany(machine => machine.Events).Select(heard => heard.Name);
        var heard = consumed.Concat(routed).ToHashSet();
        Assert.Superset(new HashSet<Type>([typeof(PartnerListed), typeof(DetailsReleased), typeof(RoomSilenceDue)]), heard);
        var ofHandoffs = Handoffs.Values.SelectMany(messages => messages).ToHashSet();
        Assert.NotEmpty(ofHandoffs);
        Assert.DoesNotContain(heard, ofHandoffs.Contains);
        Assert.Empty(machines.Intersect(ofHandoffs.Select(message => message.Name), StringComparer.Ordinal));
    }

    /// <summary>
    /// Of handoffs Cases hears offers, releases, their ends, what the competent authority decided, who approves an order and when it is over;
    /// nobody else hears anything.
    /// </summary>
    [Fact]
    public void Cases_hears_six_things_of_handoffs_and_the_ledger_their_records()
    {
        var said = File.ReadLines(Path.Combine(Repository.Root, "contracts", "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Where(row => row is [_, var from, _, _, _] && from.Split(", ").Contains("Handoffs"))
            .Select(row => row[0].Trim('`')).ToHashSet(StringComparer.Ordinal);
        var elsewhere = Routes.All
            .Where(route => said.Contains(route.Message.Name) || Handoffs.Values.Any(of => of.Contains(route.Message))
                || route.Message == typeof(AuditRecorded))
            .SelectMany(route => route.Queues.Where(queue => !queue.StartsWith("handoffs.", StringComparison.Ordinal))
                .Select(queue => $"{route.Message.Name} {queue}"));
        Assert.Equal(
            [
                "AuditRecorded ledger.audit-records", "DeputiesNamed cases.orders", "OfferMade cases.offers", "OrderClosed cases.orders",
                "RecipientEnded cases.offers", "ReleaseDetails cases.release", "StatusDecided cases.status",
            ],
            elsewhere.Order());
    }

    [GeneratedRegex(@"^public sealed record (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Declared();
}
