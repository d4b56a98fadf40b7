using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>May the bodies of the person's State hear of a return?</summary>
public sealed class FirewallTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 27, 10, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Today = new(2026, 11, 27);
    static readonly TravelFact Asked = new("protection-status", Today, "none");

    /// <summary>Whether the embassy of the person's country is let in: alone; with a wish; with advice; with both.</summary>
    [Theory]
    [InlineData("not-asked", false, false)]
    [InlineData("none", true, true)]
    [InlineData("thinks-of-it", false, false)]
    [InlineData("applied", false, false)]
    [InlineData("in-appeal", false, false)]
    [InlineData("protected", false, true)]
    [InlineData("refused-finally", false, true)]
    [InlineData("withdrawn", false, true)]
    public void Only_none_leaves_an_embassys_door_open_and_an_end_of_the_procedure_with_wish_and_advice(string status, bool alone, bool withBoth)
    {
        var fact = Asked with { State = status };
        Assert.Equal(!alone, Shuts(fact));
        Assert.Equal(!alone, Shuts(fact with { WrittenWish = true }));
        Assert.Equal(!alone, Shuts(fact with { AdviceBy = "Eglė Žilytė", AdviceOn = Today }));
        Assert.Equal(!alone, Shuts(fact with { WrittenWish = false, AdviceBy = "Eglė Žilytė", AdviceOn = Today }));
        Assert.Equal(!alone, Shuts(fact with { WrittenWish = true, AdviceBy = "Eglė Žilytė" }));
        Assert.Equal(!withBoth, Shuts(fact with { WrittenWish = true, AdviceBy = "Eglė Žilytė", AdviceOn = Today }));
    }

    [Fact]
    public void None_counts_14_days_and_nothing_recorded_shuts()
    {
        Assert.True(Firewall.Shuts(Of(), "x:Embassy", "SY", ["SY"], Now));
        Assert.False(Shuts(Asked with { On = Today.AddDays(-14) }));
        Assert.True(Shuts(Asked with { On = Today.AddDays(-15) }));
    }

    [Fact]
    public void Every_body_of_the_persons_State_is_shut_out_and_nobody_else()
    {
        string[] bodies =
        [
            "CentralGovernmentOrganisation", "ImmigrationService", "LawEnforcement", "LocalGovernmentOrganisation", "x:BorderGuard",
            "x:ChildProtectionAuthority", "x:CompetentAuthority", "x:Court", "x:Embassy", "x:LabourInspectorate",
        ];
        Assert.Equal(bodies, Shut("SY", "SY"));
        Assert.Equal(bodies, Shut("SY", "TR", "SY"));
        Assert.Equal(bodies, Shut(null, "SY"));
        Assert.Empty(Shut("LT", "SY"));
        Assert.Equal(["x:Embassy"], Shut("LT"));

        static IEnumerable<string> Shut(string? jurisdiction, params string[] citizenships) => Codes.PartnerKinds
            .Where(kind => Firewall.Shuts(Of(Asked with { State = "applied" }), kind, jurisdiction, citizenships, Now))
            .Order(StringComparer.Ordinal);
    }

    static bool Shuts(TravelFact status) => Firewall.Shuts(Of(status), "x:Embassy", "SY", ["SY"], Now);

    static CaseTravelFacts Of(params TravelFact[] facts) => new(
        [.. facts.Select(fact => new RecordedFact(Guid.CreateVersion7(), Now, Guid.NewGuid(), fact))],
        new Person(null, Doubted: false, [], TimeZoneInfo.Utc), AskedValid: 14);
}
