using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Pages.Returns;
using ReturnStates = ReferralNetwork.Returns.Lifecycle.States;

namespace ReferralNetwork.Tests.Unit.Pages;

public sealed class ReportFormsTests
{
    static readonly PartnerId Lead = Someone(), Meets = Someone(), Desk = Someone();

    static readonly string[] Facts =
    [
        "departed", "not-departed", "arrived", "stopped-en-route", "goes-on", "stays", "missing", "found", "removed",
    ];

    [Theory]
    [InlineData("FinalConfirmed", "departed not-departed")]
    [InlineData("InPreparation", "departed not-departed")]
    [InlineData("Departed", "arrived not-departed stopped-en-route")]
    [InlineData("InTransit", "arrived stopped-en-route")]
    [InlineData("StoppedEnRoute", "arrived goes-on stays")]
    [InlineData("LegOverdue", "found arrived missing stopped-en-route")]
    [InlineData("Missing", "found arrived")]
    [InlineData("Closed", "")]
    public void What_fits_comes_first_and_everything_else_can_be_told_all_the_same(string state, string first)
    {
        var seen = Seen(state, Leg());
        Assert.Equal(first, string.Join(' ', ReportForms.OfReturn(seen, expected: true).Select(form => form.Action)));
        Assert.Equal(Facts.Order(), Offered(seen).Order());
    }

    [Fact]
    public void Where_no_journey_is_known_nothing_of_one_is_expected()
    {
        var seen = Seen("FinalConfirmed") with { Journey = null };
        Assert.Empty(ReportForms.OfReturn(seen, expected: true));
        Assert.Equal(Facts.Order(), Offered(seen).Order());
    }

    [Fact]
    public void States_in_which_something_is_expected_are_states_of_a_return() =>
        Assert.Empty(ReportForms.All.SelectMany(form => form.ExpectedIn ?? new HashSet<string>())
            .Except([.. ReturnStates.All, "InPreparation"], StringComparer.Ordinal));

    [Fact]
    public void A_leg_that_has_ended_is_told_of_no_more_and_one_that_has_begun_does_not_begin_again()
    {
        var now = DateTimeOffset.UtcNow;
        Assert.Equal("leg-begun leg-arrived leg-delay", OfLeg(Lead, Leg()));
        Assert.Equal("leg-arrived leg-delay", OfLeg(Lead, Leg() with { BegunAt = now }));
        Assert.Equal("", OfLeg(Lead, Leg() with { ArrivedAt = now }));
    }

    [Fact]
    public void A_delay_is_confirmed_by_the_lead_and_by_duty_desks_that_are_alarmed()
    {
        Assert.DoesNotContain("delay", OfLeg(Meets, Leg()), StringComparison.Ordinal);
        Assert.DoesNotContain("delay", OfLeg(Desk, Leg()), StringComparison.Ordinal);
        Assert.Contains("delay", OfLeg(Desk, Leg() with { OverdueAt = DateTimeOffset.UtcNow }), StringComparison.Ordinal);
        var unwatched = Seen("InTransit", Leg());
        unwatched = unwatched with { Journey = unwatched.Journey! with { DueAt = null } };
        Assert.DoesNotContain("delay", ReportForms.OfLeg(unwatched, Leg(), Lead).Select(form => form.Action));
    }

    static string OfLeg(PartnerId reader, LegSeen leg) =>
        string.Join(' ', ReportForms.OfLeg(Seen("InTransit", leg), leg, reader).Select(form => form.Name));

    static IEnumerable<string> Offered(ReturnDetail seen) =>
        new[] { true, false }.SelectMany(expected => ReportForms.OfReturn(seen, expected)).Select(form => form.Action);

    static LegSeen Leg() =>
        new(Guid.NewGuid(), "coach", "LT", "NL", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1), "none", null, 0, null, null, null);

    static ReturnDetail Seen(string state, params LegSeen[] legs) => new(
        new(Guid.NewGuid(), "R-1", "part", state, "LT", "NL", ["lt"], [], "Soon", ["25-39"], Lead, Lead, null, DateTimeOffset.UtcNow, null),
        AlreadyBack: false, [], [], null, null, [], Facts)
    {
        Journey = new(legs, [Desk], null, DateTimeOffset.UtcNow, null, null, []),
    };

    static PartnerId Someone() => new(Guid.NewGuid());
}
