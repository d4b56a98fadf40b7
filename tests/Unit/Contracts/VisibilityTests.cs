using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>Who finds whom, kind by kind: written out, so that a new kind has to be thought about.</summary>
public sealed class VisibilityTests
{
    static readonly string[] All = [.. Codes.PartnerKinds];
    static readonly string[] Ngos = ["NGO"];
    static readonly string[] Civil = ["NGO", "x:IntergovernmentalOrganisation"];

    static readonly Dictionary<string, string[]> Seen = new(StringComparer.Ordinal)
    {
        ["NGO"] = All,
        ["x:IntergovernmentalOrganisation"] = All,
        ["x:Hotline"] = All,
        ["x:Shelter"] = All,
        ["HealthServiceOrganisation"] = Ngos,
        ["LegalService"] = Ngos,
        ["x:LabourExchange"] = Ngos,
        ["x:EmploymentAgency"] = Ngos,
        ["SchoolOrCollege"] = Ngos,
        ["CorporateBusiness"] = Ngos,
        ["x:TradeUnion"] = Ngos,
        ["x:Embassy"] = [.. Civil, "x:Embassy"],
        ["LawEnforcement"] = [.. Civil, "LawEnforcement"],
        ["ImmigrationService"] = [.. Civil, "ImmigrationService"],
        ["CentralGovernmentOrganisation"] = [.. Civil, "CentralGovernmentOrganisation"],
        ["LocalGovernmentOrganisation"] = [.. Civil, "LocalGovernmentOrganisation"],
    };

    // What embassies, police and all other authorities are, also those that may join the list.
    static readonly string[] Authorities =
        [.. Codes.PartnerKinds.Where(
            kind => !Seen.TryGetValue(kind, out var seen)
                || seen.Contains(kind, StringComparer.Ordinal) && seen != All && seen != Ngos)];

    static readonly ListingShown Shelter = new(
        new(Guid.CreateVersion7()), 1, "Ramunės prieglauda", "x:Shelter", "LT", [], ["lt"], ["LT"], "Europe/Vilnius",
        new("Europe/Vilnius", AlwaysOnDuty: true, []), PublicKey: null, Suspended: false, DateTimeOffset.UnixEpoch,
        "K7MP2QXW", "+37060000011");

    [Fact]
    public void A_listing_tells_others_not_its_code_and_a_shelter_tells_other_shelters_neither_hours_nor_the_number_for_emergencies()
    {
        var other = new PartnerId(Guid.CreateVersion7());
        Assert.Equal(Shelter with { SignInCode = null }, Shelter.To(other, "NGO", runsTheNetwork: false));
        Assert.Equal(
            Shelter with { Hours = null, SignInCode = null, DutyTelephone = null }, Shelter.To(other, "x:Shelter", runsTheNetwork: false));
        Assert.Equal(
            (Shelter, Shelter), (Shelter.To(Shelter.Id, "x:Shelter", runsTheNetwork: false), Shelter.To(other, "NGO", runsTheNetwork: true)));
    }

    [Fact]
    public void A_listing_is_not_there_for_whom_it_is_not_for()
    {
        var other = new PartnerId(Guid.CreateVersion7());
        var suspended = Shelter with { Suspended = true };
        Assert.Equal<ListingShown?[]>([null, null, null],
            [Shelter.To(other, "LawEnforcement", runsTheNetwork: false), Shelter.To(other, kind: null, runsTheNetwork: false),
                suspended.To(other, "NGO", runsTheNetwork: false)]);
        Assert.Equal(suspended, suspended.To(other, "NGO", runsTheNetwork: true));
    }

    [Fact]
    public void Every_kind_sees_the_kinds_that_it_needs_and_no_other()
    {
        foreach (var viewer in Codes.PartnerKinds)
        {
            var expected = Seen.GetValueOrDefault(viewer) ?? [.. Civil, viewer];
            foreach (var kind in Codes.PartnerKinds)
                Assert.True(expected.Contains(kind, StringComparer.Ordinal) == Visibility.Sees(viewer, kind), $"{viewer} and {kind}");
        }
    }

    [Fact]
    public void Hours_are_kept_from_other_shelters_alone()
    {
        foreach (var viewer in Codes.PartnerKinds)
            foreach (var kind in Codes.PartnerKinds)
                Assert.Equal(!(viewer == "x:Shelter" && kind == "x:Shelter"), Visibility.SeesHours(viewer, kind));
    }

    [Fact]
    public void A_shelter_is_never_named_to_an_authority_and_everybody_else_is_named_to_who_has_to_do_with_them()
    {
        Assert.Contains("LawEnforcement", Authorities);
        Assert.Contains("x:Embassy", Authorities);
        foreach (var viewer in Codes.PartnerKinds)
            foreach (var kind in Codes.PartnerKinds)
                Assert.True(
                    Visibility.IsNamedTo(viewer, kind) == !(kind == "x:Shelter" && Authorities.Contains(viewer, StringComparer.Ordinal)),
                    $"{viewer} and {kind}");
    }
}
