using ReferralNetwork.Cases.ArrivalPlans;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>What a person wants done if they do not arrive: what it must say, and who may read it.</summary>
public sealed class ArrivalPlanTests
{
    static readonly Guid Hotline = Guid.NewGuid(), Shelter = Guid.NewGuid();
    static readonly Dictionary<string, Guid> Bodies = Codes.StateBodies.ToDictionary(kind => kind, _ => Guid.NewGuid(), StringComparer.Ordinal);
    static readonly ArrivalPlan Plan = new([Hotline, Shelter], "My sister, +370 600 00001", "My uncle", 3, "That I am not there yet.");

    static readonly Dictionary<Guid, string> Kinds = new(Bodies.ToDictionary(body => body.Value, body => body.Key))
    {
        [Hotline] = "x:Hotline", [Shelter] = Codes.Shelter,
    };

    [Fact]
    public void One_to_four_desks_are_named_each_once_and_none_that_the_person_has_excluded()
    {
        Assert.Empty(Pointers(Plan));
        Assert.Equal(["/desks"], Pointers(Plan with { Desks = [] }));
        Assert.Equal(["/desks"], Pointers(Plan with { Desks = [.. Kinds.Keys.Take(5)] }).Where(pointer => pointer == "/desks"));
        Assert.Equal(["/desks/1"], Pointers(Plan with { Desks = [Hotline, Hotline] }));
        Assert.Equal(["/desks/0"], Pointers(Plan with { Desks = [Guid.NewGuid()] }));
        Assert.Equal(["/desks/1"], Pointers(Plan, excluded: Shelter));
    }

    [Fact]
    public void No_body_of_a_State_reads_it() =>
        Assert.All(Bodies, body => Assert.Equal(["/desks/0"], Pointers(Plan with { Desks = [body.Value] })));

    [Fact]
    public void It_says_whom_to_ring_after_how_long_and_what_they_may_hear_each_within_its_limit()
    {
        Assert.Empty(Pointers(Plan with { RingNever = null, AfterHours = 0 }));
        Assert.Empty(Pointers(Plan with { AfterHours = 72, RingFirst = new('ą', 1000) }));
        var longer = new string('ą', 1001);
        Assert.Equal(
            ["/ringFirst", "/ringNever", "/mayHear", "/afterHours"],
            Pointers(Plan with { RingFirst = longer, RingNever = longer, MayHear = longer, AfterHours = 73 }));
        Assert.Equal(
            ["/ringFirst", "/ringNever", "/mayHear", "/afterHours"],
            Pointers(Plan with { RingFirst = " ", RingNever = "\u0007", MayHear = "", AfterHours = -1 }));
    }

    static IEnumerable<string> Pointers(ArrivalPlan plan, Guid? excluded = null) =>
        ArrivalPlan.Check(ArrivalPlan.Cleaned(plan), Kinds, excluded is { } one ? new HashSet<Guid> { one } : new HashSet<Guid>())
            .Select(fault => fault.Pointer);
}
