using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Contracts;
using ReferralNetwork.Partners.Listings;

namespace ReferralNetwork.Tests.Unit.Partners;

public sealed class ListingRulesTests
{
    static readonly PartnerDetails Shelter = new(
        "Ramunės prieglauda", "x:Shelter", "LT", ["x:ShelterAccommodation"], ["lt"], ["LT", "LT-KL"],
        new OpeningHours("Europe/Vilnius", AlwaysOnDuty: false,
            [new(DayOfWeek.Monday, new(8, 0), new(12, 0)), new(DayOfWeek.Monday, new(13, 0), new(17, 0))]));

    [Fact]
    public void A_listing_in_order_has_no_fault() => Assert.Empty(ListingRules.Faults(Shelter));

    [Fact]
    public void Every_fault_is_reported_together_with_its_place()
    {
        var faults = ListingRules.Faults(new PartnerDetails(
            " \n", "Shelter", "ZZ", ["x:ShelterAccommodation", "Shelter", "x:ShelterAccommodation"], [], ["LT-", "lt"],
            new OpeningHours("Europe/Atlantis", AlwaysOnDuty: false,
                [
                    new(DayOfWeek.Monday, new(17, 0), new(8, 0)), new(DayOfWeek.Tuesday, new(8, 0), new(12, 0)),
                    new(DayOfWeek.Tuesday, new(11, 59), new(13, 0))
                ]),
            JsonSerializer.SerializeToElement(new { kty = "RSA" })));

        Assert.Equal(
            ["/name", "/kind", "/jurisdiction", "/services/1", "/services/2", "/languages", "/regions/0", "/regions/1", "/hours/timeZone",
                "/hours/week/0/closes", "/hours/week/2", "/publicKey"],
            faults.Select(fault => fault.Pointer));
        Assert.Contains("x:Shelter", faults[1].Detail, StringComparison.Ordinal);
        Assert.Contains("x:LegalAid", faults[3].Detail, StringComparison.Ordinal);
        Assert.Contains("lt", faults[5].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8 600 00011", "LT", "+37060000011")]
    [InlineData("+370 600 00011", "XA", "+37060000011")]
    [InlineData("8 600 00011", "XA", null)]
    public void A_duty_telephone_is_kept_with_its_country_code(string typed, string jurisdiction, string? kept)
    {
        var details = ListingRules.Cleaned(
            Shelter with { Name = " Ramunės\u202E prieglauda\u200B", Jurisdiction = jurisdiction, DutyTelephone = typed });
        Assert.Equal(kept is null ? ["/dutyTelephone"] : [], ListingRules.Faults(details).Select(fault => fault.Pointer));
        Assert.Equal((Shelter.Name, kept ?? typed), (details.Name, details.DutyTelephone));
    }

    static readonly PartnerDetails Police = Shelter with
    {
        Kind = "LawEnforcement",
        Authority = new(["NGO", "x:Hotline"], "SHARES", "Law XI-1, Art. 5")
    };

    [Fact]
    public void An_authority_says_who_may_turn_to_it_by_which_duty_and_what_it_tells_immigration()
    {
        Assert.Empty(ListingRules.Faults(Police));
        Assert.Empty(ListingRules.Faults(Police with { Authority = Police.Authority! with { Duty = null } }));
        Assert.Equal(["/authority"], Faults(Police with { Authority = null }));
        Assert.Equal(["/authority"], Faults(Shelter with { Authority = Police.Authority }));
        Assert.Equal(
            ["/authority/referredBy", "/authority/duty", "/authority/immigration"], Faults(Police with { Authority = new([], "PERHAPS", " ") }));
    }

    [Fact]
    public void A_duty_desk_has_a_number_and_the_countries_that_it_is_for()
    {
        Assert.Empty(Faults(Shelter with { DutyDeskFor = ["LT", "LV"], DutyTelephone = "+37060000011" }));
        Assert.Equal(["/dutyTelephone"], Faults(Shelter with { DutyDeskFor = ["LT"] }));
        Assert.Equal(["/telephone", "/dutyDeskFor/1", "/dutyDeskFor/2"],
            Faults(Shelter with { Telephone = "12", DutyDeskFor = ["LT", "LT", "Latvia"], DutyTelephone = "+37060000011" }));
    }

    [Theory]
    [InlineData("LT", null, "EEA")]
    [InlineData("LT", "NONE", "NONE")]
    [InlineData("TR", null, "NONE")]
    [InlineData("TR", "AGREEMENT", "AGREEMENT")]
    [InlineData("TR", "EEA", null)]
    [InlineData("TR", "SURE", null)]
    public void The_ground_for_a_transfer_is_none_outside_the_EEA_unless_one_is_named(string jurisdiction, string? ground, string? listed)
    {
        var details = Shelter with { Jurisdiction = jurisdiction, TransferGround = ground };
        Assert.Equal(listed is null ? ["/transferGround"] : [], Faults(details));
        if (listed is not null)
            Assert.Equal(listed, new Partner(new(Guid.NewGuid()), 1, details, null, false, default, "").Listed().TransferGround);
    }

    [Fact]
    public void Whose_holidays_it_keeps_is_a_country() => Assert.Equal(["/holidaysOf"], Faults(Shelter with { HolidaysOf = "Lithuania" }));

    static IEnumerable<string> Faults(PartnerDetails details) => ListingRules.Faults(details).Select(fault => fault.Pointer);

    [Theory]
    [InlineData("Europe/Vilnius", true)]
    [InlineData("Etc/UTC", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("FLE Standard Time", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("/usr/share/zoneinfo/Europe/Vilnius", false)]
    [InlineData("Vilnius", false)]
    [InlineData("", false)]
    public void A_time_zone_is_one_of_IANA(string name, bool valid)
    {
        var faults = ListingRules.Faults(Shelter with { Hours = Shelter.Hours with { TimeZone = name } });

        Assert.Equal(valid ? [] : ["/hours/timeZone"], faults.Select(fault => fault.Pointer));
    }

    [Theory]
    [InlineData("LT", true)]
    [InlineData("XS", true)]
    [InlineData("LT-KL", true)]
    [InlineData("GB-ENG", true)]
    [InlineData("ZZ", false)]
    [InlineData("X", false)]
    [InlineData("ZZ-KL", false)]
    [InlineData("LT-ABCD", false)]
    [InlineData("LT-K L", false)]
    public void A_region_is_a_country_or_a_part_of_one(string code, bool valid) =>
        Assert.Equal(valid, IsoCountries.IsRegion(code));

    [Fact]
    public void Who_is_always_on_duty_gives_no_week_and_who_is_not_gives_one()
    {
        Assert.Equal("/hours/week", Assert.Single(ListingRules.Faults(Shelter with { Hours = Shelter.Hours with { AlwaysOnDuty = true } })).Pointer);
        Assert.Equal("/hours/week", Assert.Single(ListingRules.Faults(Shelter with { Hours = Shelter.Hours with { Week = [] } })).Pointer);
    }

    [Fact]
    public void A_list_longer_than_there_are_codes_is_one_fault_not_a_thousand()
    {
        var faults = ListingRules.Faults(Shelter with { Services = [.. Enumerable.Repeat("no such service", 10_000)] });

        Assert.Equal("/services", Assert.Single(faults).Pointer);
    }

    [Fact]
    public void A_public_key_is_taken_and_only_its_four_members_kept()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = Jwk(key.ExportParameters(includePrivateParameters: false), new { kid = "anything" });

        Assert.Null(PublicKeys.Fault(jwk));
        var canonical = PublicKeys.Canonical(jwk);
        Assert.Equal(["crv", "kty", "x", "y"], JsonDocument.Parse(canonical).RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Base64UrlEncoder.Encode(new JsonWebKey(canonical).ComputeJwkThumbprint()), PublicKeys.Thumbprint(canonical));
    }

    [Fact]
    public void A_private_key_a_point_off_the_curve_and_another_curve_are_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = key.ExportParameters(includePrivateParameters: true);
        var offCurve = good;
        offCurve.Q.X = [.. good.Q.X!];
        offCurve.Q.X[31] ^= 1;

        Assert.Contains("private", PublicKeys.Fault(Jwk(good, new { d = Base64UrlEncoder.Encode(good.D) })), StringComparison.Ordinal);
        Assert.Contains("not a point", PublicKeys.Fault(Jwk(offCurve, new { })), StringComparison.Ordinal);
        Assert.NotNull(PublicKeys.Fault(JsonSerializer.SerializeToElement(new { kty = "EC", crv = "P-384", x = "", y = "" })));
        Assert.NotNull(PublicKeys.Fault(JsonSerializer.SerializeToElement("a string")));
    }

    static JsonElement Jwk(ECParameters key, object more)
    {
        var members = JsonSerializer.SerializeToNode(more)!.AsObject();
        members["kty"] = "EC";
        members["crv"] = "P-256";
        members["x"] = Base64UrlEncoder.Encode(key.Q.X);
        members["y"] = Base64UrlEncoder.Encode(key.Q.Y);
        return JsonSerializer.SerializeToElement(members);
    }
}
