using System.Text.RegularExpressions;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.AnonymousIntelligence;
using ReferralNetwork.Handoffs.AnonymousNotices;
using ReferralNetwork.Handoffs.StatusReferrals;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>What is told of nobody leads to nobody: no record of an anonymous type has a place for a link, a name or a text.</summary>
public sealed partial class AnonymousTests
{
    /// <summary>Each with the members that are texts and hold a code of a closed set.</summary>
    static readonly IReadOnlyDictionary<Type, string[]> Types = new Dictionary<Type, string[]>
    {
        [typeof(NoticeCell)] = [nameof(NoticeCell.Sex), nameof(NoticeCell.Nationality), nameof(NoticeCell.Exploitation), nameof(NoticeCell.Region)],
        [typeof(NoticeLine)] = [nameof(NoticeLine.Side), nameof(NoticeLine.State)],
        [typeof(AnonymousNotice)] = [],
        [typeof(IntelligenceReport)] = [nameof(IntelligenceReport.Stated)], // what law enforcement may do with it
        [typeof(IntelligenceShredDue)] = [],
        [typeof(Intelligence)] =
        [
            nameof(Intelligence.Label), nameof(Intelligence.RecipientLabel), nameof(Intelligence.Handling), nameof(Intelligence.SourceGrade),
            nameof(Intelligence.InformationGrade), nameof(Intelligence.TimeZone),
        ],
    };

    static readonly string[] Forbidden =
    [
        "permit", "receipt", "disclosure", "note", "tie", "case", "exhibit", "conversation", "person", "name", "text", "reason", "words", "document",
        "release", "basis", "reference", "actor", "audience", "timeline",
    ];

    /// <summary>What any record of a message between two organisations has; and of a report its words, and the pseudonyms of who wrote it.</summary>
    static readonly Type[] Plain =
    [
        typeof(PartnerId), typeof(int), typeof(bool), typeof(DateTimeOffset), typeof(DateTimeOffset?), typeof(Period),
        typeof(IReadOnlyList<IntelligenceItem>), typeof(IReadOnlyList<Guid>),
    ];

    public static TheoryData<Type> All => [.. Types.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void An_anonymous_record_has_no_member_that_leads_to_a_person(Type type) =>
        Assert.All(type.GetProperties().Where(p => p.DeclaringType == type && p.Name != "EqualityContract"), member =>
        {
            Assert.Empty(Words().Matches(member.Name).Select(word => word.Value.ToLowerInvariant()).Intersect(Forbidden));
            Assert.True(
                member is { Name: "Id" or "IntelligenceId" } && member.PropertyType == typeof(Guid)
                || Types.ContainsKey(member.PropertyType)
                || Plain.Contains(member.PropertyType)
                || member.PropertyType == typeof(string) && Types[type].Contains(member.Name),
                $"{type.Name}.{member.Name} is a {member.PropertyType.Name}: what could stand in it?");
        });

    [Fact]
    public void Every_record_of_its_contract_and_its_data_is_looked_into()
    {
        var declared = Record().Matches(File.ReadAllText(Path.Combine(Repository.Root, "contracts", "AnonymousNotices.cs")))
            .Select(match => match.Groups["name"].Value);
        Assert.Empty(declared.Except(Types.Keys.Select(type => type.Name)));
        Assert.Equal(typeof(AnonymousNotice), typeof(AnonymousNoticeState).BaseType!.GenericTypeArguments[0]);
        Assert.Contains(typeof(AnonymousNotice), Types.Keys);
    }

    [Fact]
    public void It_shares_with_what_goes_by_consent_only_who_told_whom_and_when() => Assert.Equal(
        ["From", "Id", "SentAt", "To"],
        typeof(AnonymousNotice).GetProperties().Select(p => p.Name).Intersect(typeof(StatusReferral).GetProperties().Select(p => p.Name)).Order());

    [GeneratedRegex("[A-Z][a-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(@"\brecord (?<name>\w+)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Record();
}
