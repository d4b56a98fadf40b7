using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>The place that an offer asks for: said of a place alone, in codes and bands, and seen by whoever is asked.</summary>
public sealed class PlaceNeededTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    static readonly string[] Shelter = ["x:ShelterAccommodation", "x:MedicalAid"];

    /// <summary>A mother with two children, and everything that can be said.</summary>
    static readonly PlaceNeeded Whole = new(
        new(Women: 1, Girls: Count(("0-2", 1)), Boys: Count(("3-11", 1)), OldestBoy: "7-9"), PlaceCodes.OnDate, new(2026, 12, 1), "8-30",
        ["WHEELCHAIR", "HEARING"], "am", "STAFF_NIGHT", ["ASSISTANCE"]);

    static readonly PlaceNeeded Least = new(new(Women: 1), PlaceCodes.Now);

    readonly ReferralHarness machine = new();

    [Fact]
    public void What_is_whole_and_what_is_least_is_taken()
    {
        Assert.Empty(Faults(Whole));
        Assert.Empty(Faults(Least));
        Assert.Empty(Faults(Least with { When = PlaceCodes.Today }, urgency: Codes.Tonight));
    }

    [Fact]
    public void A_place_is_said_where_one_is_asked_for_and_nowhere_else()
    {
        Assert.Equal(["/place"], Faults(null));
        Assert.Equal(["/place"], Faults(Least, needs: ["x:MedicalAid"]));
        Assert.Empty(Faults(null, needs: ["x:MedicalAid"]));
    }

    public static readonly TheoryData<string, PlaceNeeded> Wrong = new()
    {
        { "/place/when", Least with { When = "SOMETIME" } },
        { "/place/on", Least with { When = PlaceCodes.OnDate } },
        { "/place/on", Least with { On = new(2026, 12, 1) } },
        { "/place/on", Whole with { On = new(2026, 11, 26) } },
        { "/place/on", Whole with { On = new(2028, 1, 1) } },
        { "/place/nights", Whole with { Nights = "14" } },
        { "/place/access/1", Whole with { Access = ["LIFT", "STAIRS"] } },
        { "/place/access", Whole with { Access = ["LIFT", "LIFT"] } },
        { "/place/interpreter", Whole with { Interpreter = "Amharic" } },
        { "/place/security", Whole with { Security = "FORTRESS" } },
        { "/place/pets/0", Whole with { Pets = ["A black cat"] } },
        { "/place/household", Least with { Household = new() } },
        { "/place/household", Least with { Household = new(Women: 11, Men: 10) } },
        { "/place/household/women", Least with { Household = new(Women: -1) } },
        { "/place/household/men", Least with { Household = new(Women: 1, Men: int.MaxValue) } },
        { "/place/household/boys/3-11", Least with { Household = new(Women: 1, Boys: Count(("3-11", int.MaxValue), ("0-2", int.MaxValue))) } },
        { "/place/household/girls", Least with { Household = new(Women: 1, Girls: Count(("4", 1))) } },
        { "/place/household/oldestBoy", Least with { Household = new(Women: 1, OldestBoy: "7-9") } },
        { "/place/household/oldestBoy", Least with { Household = new(Women: 1, Boys: Count(("0-2", 1), ("12-17", 1)), OldestBoy: "7-9") } },
        { "/place/household/oldestBoy", Least with { Household = new(Women: 1, Boys: Count(("3-11", 1)), OldestBoy: "8") } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_unknown_contradicts_itself_or_is_absurd_is_refused_where_it_stands(string pointer, PlaceNeeded place) =>
        Assert.Contains(pointer, Faults(place));

    [Theory]
    [InlineData("0-11", "0-2", true)]
    [InlineData("0-11", "3-11", true)]
    [InlineData("0-11", "12-17", false)]
    [InlineData("12-17", "12-17", true)]
    [InlineData("12-17", "3-11", false)]
    [InlineData("18-24", "12-17", false)]
    [InlineData("Unknown", "12-17", true)]
    public void Whom_it_is_about_is_one_of_those_who_come(string person, string child, bool fits) =>
        Assert.Equal(fits ? [] : ["/place/household"], Faults(Least with { Household = new(Girls: Count((child, 1))) }, ageBand: person));

    [Fact]
    public void Nobody_needs_no_place_whoever_it_is_about() =>
        Assert.Equal(["/place/household"], Faults(Least with { Household = new(Girls: Count(("0-2", 0))) }, ageBand: "Unknown"));

    [Fact]
    public void Tonight_is_for_a_place_and_all_are_asked_at_once()
    {
        Assert.Empty(Tonight(Shelter, "Parallel"));
        Assert.Equal(["/mode"], Tonight(Shelter, "Sequential"));
        Assert.Equal(["/urgency"], Tonight(["x:MedicalAid"], "Parallel"));
        Assert.Equal(["/place/when"], Faults(Whole, urgency: Codes.Tonight));

        static string[] Tonight(string[] needs, string mode) => [.. new Form().Tonight(needs, Codes.Tonight, mode).Faults.Select(f => f.Pointer)];
    }

    /// <summary>Bands say from and to in years: each compares with the age up to which a unit group takes boys, the youngest with cots.</summary>
    [Fact]
    public void Bands_nest_and_together_are_every_child()
    {
        Assert.Equal(Enumerable.Range(0, 18), PlaceCodes.ChildAgesInOrder.SelectMany(Years));
        Assert.Equal(Enumerable.Range(0, 18), PlaceCodes.BoyAgesInOrder.SelectMany(Years));
        var people = Codes.AgeBands.Where(band => band.Contains('-', StringComparison.Ordinal)).ToList();
        Assert.All(PlaceCodes.BoyAgesInOrder, boy => Assert.Single(PlaceCodes.ChildAgesInOrder, age => !Years(boy).Except(Years(age)).Any()));
        Assert.All(PlaceCodes.ChildAgesInOrder, age => Assert.Single(people, band => !Years(age).Except(Years(band)).Any()));
        Assert.Equal(
            ("3-11", 3, 1, 1),
            (Whole.Household.OldestBoys, Whole.Household.People, Whole.Household.Grown, Whole.Household.Children("0-2")));

        static IEnumerable<int> Years(string band)
        {
            var ends = band.Split('-').Select(year => int.Parse(year, null)).ToArray();
            return Enumerable.Range(ends[0], ends[1] - ends[0] + 1);
        }
    }

    [Fact]
    public void It_comes_back_from_the_wire_as_it_was_and_is_made_of_codes_alone()
    {
        var wire = JsonSerializer.Serialize(Whole, NetworkJson.Options);
        Assert.Equal(wire, JsonSerializer.Serialize(JsonSerializer.Deserialize<PlaceNeeded>(wire, NetworkJson.Options), NetworkJson.Options));
        Assert.Equal(
            """{"household":{"women":1,"men":0,"girls":{"0-2":1},"boys":{"3-11":1},"oldestBoy":"7-9"},"when":"DATE","on":"2026-12-01","nights":"8-30","access":["WHEELCHAIR","HEARING"],"interpreter":"am","security":"STAFF_NIGHT","pets":["ASSISTANCE"]}""",
            wire);
        foreach (var more in new[] { "\"name\":\"Ona\",\"when\"", "\"address\":1,\"when\"" })
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PlaceNeeded>(
                wire.Replace("\"when\"", more, StringComparison.Ordinal), NetworkJson.Options));
    }

    [Fact]
    public async Task Whoever_is_asked_reads_it_as_long_as_it_is_their_business()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer(OfferMode.Parallel) with { Place = Whole, RemovalAt = new(2027, 6, 1) });
        Assert.Equal((true, true, true), (Sees(Scenario.Ngo), Sees(Scenario.ShelterA), Sees(Scenario.ShelterB)));
        await scenario.Do(scenario.Accept());
        Assert.Equal((true, true, false), (Sees(Scenario.Ngo), Sees(Scenario.ShelterA), Sees(Scenario.ShelterB)));
        await scenario.Do(scenario.Released());
        await scenario.Do(scenario.Withdrawn());
        Assert.Equal((true, false, false), (Sees(Scenario.Ngo), Sees(Scenario.ShelterA), Sees(Scenario.ShelterB)));

        bool Sees(PartnerId viewer)
        {
            var seen = ReferralView.Detail(scenario.State, viewer, [], []);
            Assert.Equal(seen.Place is null, seen.RemovalAt is null);
            return seen.Place is not null;
        }
    }

    [Fact]
    public async Task What_was_declined_is_read_no_longer()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer() with { Place = Whole });
        await scenario.Do(scenario.Decline());
        Assert.Null(ReferralView.Detail(scenario.State, Scenario.ShelterA, [], []).Place);
        Assert.NotNull(ReferralView.Detail(scenario.State, Scenario.ShelterB, [], []).Place);
    }

    [Fact]
    public async Task Now_and_today_keep_the_day_on_which_they_were_said_and_are_said_anew()
    {
        var scenario = new Scenario(machine);
        machine.Now = new(2026, 11, 28, 23, 30, 0, TimeSpan.Zero); // the next day in Vilnius
        await scenario.Do(scenario.Offer(to: Scenario.ShelterA) with { Place = Least });
        Assert.Equal(new DateOnly(2026, 11, 29), scenario.Referral.Place!.On);
        await scenario.Do(scenario.Decline());
        machine.Now = machine.Now.AddDays(2);
        await scenario.Do(scenario.OfferAgain() with { Place = Least with { Nights = "1" } });
        Assert.Equal((new DateOnly(2026, 12, 1), "1"), (scenario.Referral.Place!.On, scenario.Referral.Place.Nights));
    }

    [Fact]
    public async Task Offered_again_without_a_word_it_is_as_it_was()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer(to: Scenario.ShelterA) with { Place = Whole });
        await scenario.Do(scenario.Decline());
        await scenario.Do(scenario.OfferAgain());
        Assert.Equivalent(Whole, scenario.Referral.Place, strict: true);
    }

    [Fact]
    public async Task Tonight_comes_first_as_long_as_nobody_has_taken_it()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer(OfferMode.Parallel) with { Place = Least, Urgency = Codes.Tonight });
        Assert.True(scenario.LineOf(Scenario.Ngo).First && scenario.LineOf(Scenario.ShelterA).First);
        Assert.True(scenario.LineOf(Scenario.ShelterA).Order < machine.Now.AddYears(-50));
        await scenario.Do(scenario.Accept());
        Assert.False(scenario.LineOf(Scenario.Ngo).First || scenario.LineOf(Scenario.ShelterA).First || scenario.LineOf(Scenario.ShelterB).First);

        var urgent = new Scenario(machine);
        await urgent.Do(urgent.Offer());
        Assert.False(urgent.LineOf(Scenario.Ngo).First || urgent.LineOf(Scenario.ShelterA).First);
    }

    /// <summary>The day in Vilnius begins at 22:00 of the day before, UTC. Without it three days are left to answer.</summary>
    [Theory]
    [InlineData("2026-11-28T12:00:00Z", null, "2026-12-01T12:00:00Z")]
    [InlineData("2026-11-28T12:00:00Z", "2026-12-20", "2026-12-01T12:00:00Z")] // far ahead: nothing changes
    [InlineData("2026-11-28T12:00:00Z", "2026-11-30", "2026-11-29T22:00:00Z")] // before that day begins
    [InlineData("2026-11-28T21:50:00Z", "2026-11-29", "2026-11-28T22:20:00Z")] // too near: as long as tonight
    [InlineData("2026-11-28T12:00:00Z", "2026-11-28", "2026-11-28T12:30:00Z")] // on that day
    [InlineData("2026-11-28T21:50:00Z", "2026-11-28", "2026-11-28T22:00:00Z")] // no longer than that day
    [InlineData("2026-11-28T12:00:00Z", "2026-11-27", "2026-12-01T12:00:00Z")] // over: it binds nobody any more
    public async Task No_deadline_lies_after_the_day_of_removal(string now, string? removal, string answerBy)
    {
        machine.Now = DateTimeOffset.Parse(now, null);
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer() with
        {
            Terms = Scenario.Terms with { AnswerDue = new(3, "days") },
            RemovalAt = removal is null ? null : DateOnly.Parse(removal, null),
        });
        Assert.Equal(DateTimeOffset.Parse(answerBy, null), Assert.Single(scenario.Referral.Offers.Made).AnswerBy);
    }

    [Fact]
    public async Task The_shortest_period_is_a_rule_and_removal_lengthens_none()
    {
        machine.Now = Now;
        var scenario = new Scenario(machine);
        var terms = Scenario.Terms with { AnswerDueTonight = new(10, "minutes") };
        await scenario.Do(scenario.Offer() with { Terms = terms, RemovalAt = new(2026, 11, 28) });
        Assert.Equal(Now.AddMinutes(10), Assert.Single(scenario.Referral.Offers.Made).AnswerBy);

        var shorter = new Scenario(machine);
        await shorter.Do(shorter.Offer() with { Terms = terms with { AnswerDue = new(5, "minutes") }, RemovalAt = new(2026, 11, 28) });
        Assert.Equal(Now.AddMinutes(5), Assert.Single(shorter.Referral.Offers.Made).AnswerBy);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(0, true)]
    [InlineData(366, true)]
    [InlineData(368, false)]
    public void A_day_of_removal_lies_ahead(int days, bool taken) =>
        Assert.Equal(taken, new Form().Ahead("/removalAt", new DateOnly(2026, 11, 28).AddDays(days), Now).Faults.Count == 0);

    static string[] Faults(PlaceNeeded? place, string[]? needs = null, string ageBand = "25-39", string urgency = "Urgent") =>
        [.. new Form().Place(place, needs ?? Shelter, ageBand, urgency, Now).Faults.Select(fault => fault.Pointer)];

    static Dictionary<string, int> Count(params (string Age, int Count)[] children) => children.ToDictionary(c => c.Age, c => c.Count);
}
