using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>Evidence goes item by item: what was ticked, to the police, and nothing that was excluded or isolated since.</summary>
public sealed class TickedExhibitTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);
    static readonly Person Adult = new(null, Doubted: false, [], TimeZoneInfo.Utc);
    static readonly Guid Force = Guid.NewGuid();
    static readonly Guid One = Guid.CreateVersion7(), Other = Guid.CreateVersion7();

    static readonly Receipt Ticked = new(
        Guid.NewGuid(), 1, [Codes.Handoff], [Force], ["Name", Codes.Evidence], [], [], Now.AddDays(-1), Now.AddDays(30), null)
    {
        Exhibits = [One, Other],
    };

    static readonly ConsentQuery Asked = new(Codes.Handoff, Codes.Police, new(Force, "LawEnforcement", "EEA"), Codes.Evidence);

    static Decision Decide(Receipt receipt, ConsentQuery? asked = null, params Receipt[] later) =>
        ConsentRules.DecideOn(receipt, [receipt, .. later], Adult, asked ?? Asked, Now);

    static string[] Named(params Guid[] exhibits) => [.. exhibits.Select(id => $"exhibit:{id}").Order(StringComparer.Ordinal)];

    [Fact]
    public void To_the_police_goes_what_was_ticked_and_nothing_else()
    {
        Assert.Equal((Decision.Granted, Ticked.Id), (Decide(Ticked).Reason, Decide(Ticked).ReceiptId));
        Assert.Equal(Named(One, Other), Decide(Ticked).Fields);
        Assert.Equal(Named(One), Decide(Ticked with { Exhibits = [One] }).Fields);
        Assert.Equal("NOT_FOR_THIS_KIND", Decide(Ticked with { Exhibits = [] }).Reason);
        Assert.Equal("CATEGORY_NOT_COVERED", Decide(Ticked with { Categories = ["Name"] }).Reason);
    }

    [Fact]
    public void No_other_kind_part_or_purpose_sees_evidence()
    {
        string[] police = ["ImmigrationService", "LawEnforcement", "x:BorderGuard", "x:LabourInspectorate"];
        var everything = Ticked with { Purposes = [.. Codes.Purposes] };
        Assert.Equal(
            from kind in police from category in Codes.Categories where category == Codes.Evidence select (Codes.Handoff, Codes.Police, kind),
            from purpose in Codes.Purposes
            from part in Codes.Parts
            from kind in Codes.PartnerKinds.Order(StringComparer.Ordinal)
            where Decide(everything, new(purpose, part, new(Force, kind, "EEA"), Codes.Evidence)).Permits
            select (purpose, part, kind));
    }

    [Fact]
    public void One_can_be_excluded_later_by_itself_for_everybody_or_for_one_organisation()
    {
        Receipt Later(Exclusion exclusion) => Ticked with { Id = Guid.NewGuid(), GivenAt = Now, Recipients = [], Exclusions = [exclusion] };
        var field = ExhibitField.For(One);
        Assert.Equal(Named(Other), Decide(Ticked, null, Later(new(Field: field))).Fields);
        Assert.Equal(Named(Other), Decide(Ticked, null, Later(new(Force, Codes.Evidence, field))).Fields);
        Assert.Equal(Named(One, Other), Decide(Ticked, null, Later(new(Guid.NewGuid(), Field: field))).Fields);
        Assert.Equal("EXCLUDED", Decide(Ticked, null, Later(new(Field: field)), Later(new(Field: ExhibitField.For(Other)))).Reason);
        Assert.True(Decide(Ticked, Asked with { Category = "Name" }, Later(new(Field: field))).Permits);
        // And taken back.
        var lifting = Ticked with { Id = Guid.NewGuid(), GivenAt = Now, Lifts = [new(Ticked.Id, Field: field)] };
        Assert.Equal(Named(One, Other), Decide(Ticked with { Exclusions = [new(Field: field)] }, null, lifting).Fields);
    }

    [Fact]
    public void What_was_isolated_goes_to_nobody_any_more_and_shuts_nothing_that_went_with_it()
    {
        Assert.Equal(Named(Other), Decide(Ticked with { Isolated = [One] }).Fields);
        var none = Decide(Ticked with { Isolated = [One, Other] });
        Assert.Equal(("EXCLUDED", Ticked.Id), (none.Reason, none.ReceiptId));
        Assert.Equal(Named(One, Other), Decide(Ticked with { Isolated = [One] }, Asked with { Reading = true }).Fields);
    }

    [Fact]
    public void Who_says_yes_to_evidence_says_to_which()
    {
        Assert.Empty(Pointers(Form()));
        Assert.Empty(Pointers(Form() with { Purposes = ["Referral", Codes.Handoff] }));
        Assert.Equal(["/exhibits"], Pointers(Form() with { Exhibits = null }));
        Assert.Equal(["/exhibits"], Pointers(Form() with { Exhibits = [] }));
        Assert.Equal(["/exhibits"], Pointers(Form() with { Categories = ["Name"] }));
        Assert.Equal(["/exhibits"], Pointers(Form() with { Purposes = ["Referral"], Recipients = [Ngo] }));
        Assert.Empty(Pointers(Form() with { Categories = ["Name"], Exhibits = null }));
        Assert.Equal(["/exhibits/1", "/exhibits/2"], Pointers(Form() with { Exhibits = [One, One, Guid.NewGuid()] }));
        Assert.Equal(["/exhibits/0"], Pointers(Form() with { Exhibits = [Other] }, isolated: true));
        Assert.Equal(["/exhibits"], Pointers(Form() with
        {
            Refused = true,
            Recipients = null,
            Categories = null,
            ValidUntil = null,
        }));
    }

    [Theory]
    [InlineData("exhibit:one", false)]
    [InlineData("exhibit:", false)]
    [InlineData("exhibit:01930000-0000-7000-8000-00000000000A", false)]
    [InlineData("prs_Nothing", false)]
    [InlineData(null, true)]
    public void An_exclusion_names_an_exhibit_of_the_case(string? field, bool taken)
    {
        var exclusion = new Exclusion(Field: field ?? ExhibitField.For(One));
        Assert.Equal(taken ? [] : ["/exclusions/0/field"], Pointers(Form() with { Exclusions = [exclusion] }));
        Assert.Equal(
            ["/exclusions/0/field"],
            Pointers(Form() with { Exclusions = [new(Field: ExhibitField.For(Guid.NewGuid()))] }));
        Assert.Equal(["/exclusions/0/field"], Pointers(Form() with { Exclusions = [exclusion with { Category = "Health" }] }));
    }

    static readonly Guid Ngo = Guid.NewGuid();

    static GiveConsent Form() => new(
        [Codes.Handoff], "self", "lt", "spoken", "one", Now, [Force], ["Name", Codes.Evidence], new(null, Now.AddDays(1)), Exhibits: [One]);

    static IEnumerable<string> Pointers(GiveConsent form, bool isolated = false) =>
        ConsentForm.Check(form, new(
            new Dictionary<Guid, string> { [Force] = "LawEnforcement", [Ngo] = "NGO" }, Guid.NewGuid(), "NGO", [], Adult, ["one"], Now)
        {
            Exhibits = new Dictionary<Guid, bool> { [One] = false, [Other] = isolated },
        }).Select(fault => fault.Pointer);
}
