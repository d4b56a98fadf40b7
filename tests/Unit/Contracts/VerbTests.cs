using System.Text.RegularExpressions;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>What is permanent once released has one form: verbs of records and timelines, keys of timers.</summary>
public sealed partial class VerbTests
{
    static readonly HashSet<string> Nouns = new(StringComparer.Ordinal)
    {
        "alarm", "appointment", "arrival", "attachment", "attachments", "audience", "ban", "best", "callback", "caller", "cancellation",
        "candidate", "case", "check", "child", "consent", "consents", "contact", "custody", "danger", "demand", "departure", "deputies",
        "details", "disclosure", "document", "draft", "escalation", "exhibit", "exhibits", "handoff", "intelligence", "ledger", "leg",
        "message", "monitoring", "names", "nationality", "need", "no", "note", "notice", "offer", "order", "outcome", "outside",
        "partner", "period", "permit", "person", "place", "places", "proposal", "provider", "question", "record", "referral", "reintegration", "release",
        "rendezvous", "return", "review", "ride", "room", "safe", "signal", "situation", "status", "stay", "stop", "strand", "support", "threat", "travel", "traveller", "visit",
    };

    [Fact]
    public void A_verb_is_a_noun_and_what_happened_to_it() => Assert.All(Verbs.All, verb =>
    {
        Assert.Matches("^[a-z]+(-[a-z]+)+$", verb);
        Assert.Contains(verb.Split('-')[0], Nouns);
    });

    [Fact]
    public void A_verb_stands_in_one_place() => Assert.Empty(
        from file in Repository.Files("services", "*.cs")
        from Match literal in Literal().Matches(File.ReadAllText(file))
        where Verbs.All.Contains(literal.Groups["text"].Value) && Recording().IsMatch(literal.Value)
        select $"{file}: {literal.Value}");

    [Fact]
    public void An_offer_is_recorded_in_the_case_of_every_kind_of_conversation() =>
        // What is sent to an authority that must take it, or is compelled, is never offered.
        Assert.All(
            Conversations.Queues.Keys.Except([Conversations.StatusReferral, Conversations.CompelledDisclosure]),
            kind => Assert.Contains($"{kind}-offered", Verbs.All.AsEnumerable()));

    [Fact]
    public void The_key_of_a_timer_is_its_message_and_what_it_is_about()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal($"answer-due:{id}", TimerKey.For<AnswerDue>(id));
        Assert.Equal($"case-reservation-due:{id}", TimerKey.For<CaseReservationDue>(id));
        Assert.Empty(
            from file in Repository.Files("services", "*.cs")
            from Match key in Key().Matches(File.ReadAllText(file))
            select $"{file}: {key.Value}");
    }

    [GeneratedRegex(@"\b\w+\([^;""\n]*""(?<text>[a-z]+(-[a-z]+)+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(?:Audit|ByUser|BySystem|OnTimeline|ByRecipient)\(", RegexOptions.None, 1000)]
    private static partial Regex Recording();

    [GeneratedRegex(@"\$""[a-z-]+-due:\{", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
