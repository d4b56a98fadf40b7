using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.AnonymousIntelligence;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>What is about nobody cannot carry what leads to somebody, whatever is put into it.</summary>
public sealed class AnonymousTests
{
    /// <summary>All that the anonymous types are made of.</summary>
    static readonly Type[] Anonymous =
        [typeof(IntelligenceReport), typeof(IntelligenceItem), typeof(IntelligenceShredDue), typeof(Intelligence)];

    /// <summary>Members by which a consented handoff leads to a person, their file or a conversation about them.</summary>
    static readonly string[] Leading =
        ["Permit", "Receipt", "Disclosure", "Note", "Tie", "Case", "Exhibit", "Offer", "Release", "Conversation", "Person"];

    [Fact]
    public void Nothing_in_them_leads_to_a_person() => Assert.Empty(
        from type in Anonymous
        from member in type.GetProperties()
        where Leading.Any(word => member.Name.Contains(word, StringComparison.Ordinal))
        select $"{type.Name}.{member.Name}");

    /// <summary>A type that comes to stand in one of them is looked at like it.</summary>
    [Fact]
    public void They_hold_one_another_ids_of_their_own_codes_and_moments_and_nothing_else() => Assert.Empty(
        from type in Anonymous
        from member in type.GetProperties()
        from held in Held(member.PropertyType)
        where !Anonymous.Contains(held) && !Plain.Contains(held)
        select $"{type.Name}.{member.Name}: {held.Name}");

    static readonly Type[] Plain =
        [typeof(Guid), typeof(string), typeof(bool), typeof(int), typeof(DateTimeOffset), typeof(PartnerId), typeof(Period)];

    static IEnumerable<Type> Held(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? [inner]
        : type.IsGenericType ? type.GenericTypeArguments.SelectMany(Held)
        : [type];
}
