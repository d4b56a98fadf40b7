using System.Security.Cryptography;
using ReferralNetwork.Cases.Rendezvous;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>Where somebody is met: what may be written, who may ever open it, and what it is sealed for.</summary>
public sealed class RendezvousTests
{
    static readonly Guid Id = Guid.NewGuid(), Referral = Guid.NewGuid(), Shelter = Guid.NewGuid();

    [Fact]
    public void What_is_typed_is_cleaned_and_what_is_empty_is_left_out()
    {
        var point = MeetingPoint.Read("  Ąžuolų g. 3\r\n2 aukštas ", " ", "Skambutis\u200B apačioje", threatAlertHeld: true, out var faults);
        Assert.Empty(faults);
        Assert.Equal(new MeetingPoint("Ąžuolų g. 3\n2 aukštas", null, "Skambutis apačioje"), point);
    }

    [Fact]
    public void Every_fault_is_said_at_once_beside_its_question()
    {
        var point = MeetingPoint.Read(
            "\u2066", new('x', MeetingPoint.LongestWhen + 1), new('x', MeetingPoint.LongestWords + 1), threatAlertHeld: false, out var faults);
        Assert.Null(point);
        Assert.Equal(["/where", "/when", "/words", "/threatAlertHeld"], faults.Select(fault => fault.Pointer));
        Assert.Null(MeetingPoint.Read(new('x', MeetingPoint.LongestWhere + 1), null, null, threatAlertHeld: true, out var tooLong));
        Assert.Equal("/where", Assert.Single(tooLong).Pointer);
    }

    [Fact]
    public void The_threat_alert_that_nobody_has_held_is_enough_to_refuse_it()
    {
        Assert.Null(MeetingPoint.Read("Kieme", null, null, threatAlertHeld: false, out var faults));
        Assert.Equal("/threatAlertHeld", Assert.Single(faults).Pointer);
    }

    [Fact]
    public void No_body_of_a_State_may_open_it_nor_anybody_suspended_or_unknown()
    {
        Assert.All(Codes.StateBodies, kind => Assert.False(MeetingPoint.MayOpen(kind, suspended: false), kind));
        Assert.True(MeetingPoint.MayOpen("NGO", suspended: false));
        Assert.True(MeetingPoint.MayOpen(Codes.Shelter, suspended: false));
        Assert.False(MeetingPoint.MayOpen("NGO", suspended: true));
        Assert.False(MeetingPoint.MayOpen(null, suspended: false));
    }

    [Fact]
    public void It_opens_in_its_own_place_and_version_alone()
    {
        using var key = DataKey.New();
        var point = new MeetingPoint("Kieme", "po 18", null);
        var content = point.Seal(key, Id, Referral, Shelter, version: 2);
        Assert.Equal(point, MeetingPoint.Open(key, content, Id, Referral, Shelter, version: 2));
        Assert.All(
            new (Guid Id, Guid Referral, Guid Shelter, long Version)[]
            {
                (Guid.NewGuid(), Referral, Shelter, 2), (Id, Guid.NewGuid(), Shelter, 2), (Id, Referral, Guid.NewGuid(), 2),
                (Id, Referral, Shelter, 1),
            },
            place => Assert.ThrowsAny<CryptographicException>(
                () => MeetingPoint.Open(key, content, place.Id, place.Referral, place.Shelter, place.Version)));
    }

    [Fact]
    public void Its_key_is_of_a_kind_of_its_own_that_is_swept_like_the_others() =>
        Assert.Contains(new KeyKind("Rendezvous", "rendezvous", "rendezvous_id"), CaseKeys.All);
}
