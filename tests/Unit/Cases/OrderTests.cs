using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Cases.Orders;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>What leaves on no order, whatever it names: written out, so that a new field has to be thought about.</summary>
public sealed class OrderTests
{
    static readonly string[] Never =
    [
        "prs_HomePhone", "prs_MailingCountry", "prs_MailingPostalCode", "prs_MailingState", "prs_MailingStreet", "x:PerpetratorHousehold",
        "x:PersonDescription", "x:Rendezvous", "x:SafeContact", "x:Whereabouts",
    ];

    [Fact]
    public void What_tells_of_other_residents_staff_or_other_persons_never_leaves() => Assert.Equal(Never, Shut(therapyNotesNamed: true));

    [Fact]
    public void What_was_told_in_therapy_leaves_only_where_the_order_names_it() =>
        Assert.Equal(["x:HealthDetails"], Shut(therapyNotesNamed: false).Except(Never));

    [Fact]
    public void What_is_no_field_leaves_on_no_order() => Assert.NotNull(OrderRules.WhyShut("prs_MailingLatitude", therapyNotesNamed: true));

    [Fact]
    public void An_exhibit_is_a_field_of_evidence_and_its_release_decides()
    {
        var exhibit = Guid.NewGuid();
        string[] fields = ["prs_FirstName", ExhibitField.For(exhibit), $"exhibit:{exhibit:N}"];
        Assert.Equal([true, true, false], fields.Select(field => OrderRules.WhyShut(field, therapyNotesNamed: false) is null));
        Assert.Equal([exhibit], OrderRules.ExhibitsIn(fields));
    }

    static IEnumerable<string> Shut(bool therapyNotesNamed) => Catalogue.All.Select(field => field.Name)
        .Where(field => OrderRules.WhyShut(field, therapyNotesNamed) is not null).Order(StringComparer.Ordinal);
}
