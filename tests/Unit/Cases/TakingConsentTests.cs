using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>What a person was told, by whom and through whom, decides whether their yes counts.</summary>
public sealed class TakingConsentTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    static readonly Guid Ngo = Guid.NewGuid();
    static readonly Guid Other = Guid.NewGuid();
    static readonly Person Adult = new(null, Doubted: false, [], TimeZoneInfo.Utc);

    static readonly Receipt Given = new(
        Guid.NewGuid(), 1, ["Referral", "ReturnAssistance"], [Ngo, Other], ["Name"], [], [], Now.AddDays(-1), Now.AddDays(30), null);

    [Fact]
    public void What_goes_out_of_the_EEA_without_an_adequacy_decision_goes_only_where_the_person_was_told()
    {
        foreach (var ground in Codes.TransferGrounds)
            foreach (var reading in new[] { false, true })
            {
                var asked = new ConsentQuery("Referral", Codes.Recipient, new(Ngo, "NGO", ground), "Name", reading);
                var expected = ground is "AGREEMENT" or "NONE" ? "TRANSFER_NOT_TOLD" : Decision.Granted;
                Assert.Equal(expected, Reason(Given, asked));
                Assert.Equal(expected, Reason(Given with { TransfersTold = [Other] }, asked));
                Assert.Equal(Decision.Granted, Reason(Given with { TransfersTold = [Ngo] }, asked));
            }

        static string Reason(Receipt receipt, ConsentQuery asked) => ConsentRules.Decide([receipt], Adult, asked, Now).Reason;
    }

    [Fact]
    public void Told_are_recipients_each_once()
    {
        Assert.Empty(Pointers(Form() with { TransfersTold = [Ngo] }));
        Assert.Equal(["/transfersTold/1", "/transfersTold/2"], Pointers(Form() with { TransfersTold = [Ngo, Ngo, Guid.NewGuid()] }));
        Assert.Contains("/transfersTold", Pointers(Form() with { Refused = true, TransfersTold = [Ngo] }));
    }

    [Fact]
    public void Consent_to_a_return_is_taken_by_nobody_who_could_send_the_person_away_and_by_no_embassy()
    {
        string[] never = ["LawEnforcement", "x:BorderGuard", "ImmigrationService", "x:Embassy"];
        foreach (var kind in Codes.PartnerKinds.Append(null))
        {
            Assert.Equal(never.Contains(kind) || kind is null ? ["/purposes/1"] : [], Pointers(Return(), kind));
            Assert.Empty(Pointers(Form(), kind)); // for another purpose anybody does
            // And anybody records that the person said no.
            Assert.Empty(Pointers(new(["Referral", "ReturnAssistance"], "self", "lt", "spoken", "one", Now, Refused: true), kind));
        }
    }

    [Theory]
    [InlineData("ReturnAssistance", "Vertėja", null, "/interpreterOf")]
    [InlineData("ReturnAssistance", "Vertėja", "embassy-or-authority", "/interpreterOf")]
    [InlineData("ReturnAssistance", "Vertėja", "friend", "/interpreterOf")]
    [InlineData("ReturnAssistance", "Vertėja", "own-organisation", null)]
    [InlineData("ReturnAssistance", "Vertėja", "another-ngo", null)]
    [InlineData("ReturnAssistance", "Vertėja", "sworn-interpreter", null)]
    [InlineData("ReturnAssistance", null, "sworn-interpreter", "/interpreterOf")]
    [InlineData("ReturnAssistance", null, null, null)]
    [InlineData("Referral", "Vertėja", null, null)]
    [InlineData("Referral", "Vertėja", "friend", "/interpreterOf")]
    public void Whose_interpreter_it_was_is_known_where_somebody_agrees_to_a_return_and_never_an_authoritys(
        string purpose, string? interpreter, string? of, string? pointer) =>
        Assert.Equal(
            pointer is null ? [] : [pointer],
            Pointers(Form() with { Purposes = [purpose], Interpreter = interpreter, InterpreterOf = of }).Distinct());

    [Fact]
    public void In_a_return_a_recipient_gets_what_is_for_the_part_that_the_person_was_told_and_nothing_for_another()
    {
        foreach (var part in new[] { Codes.Lead, "receiving", "transport", "health", "helper" })
        {
            var asked = new ConsentQuery(Codes.ReturnAssistance, part, new(Ngo, "NGO", "EEA"), part == "helper" ? "Location" : "Name");
            var receipt = Given with { Categories = ["Name", "Location"] };
            Assert.Equal(Decision.Granted, Reason(receipt, asked)); // of before there were parts
            Assert.Equal(Decision.Granted, Reason(receipt with { Parts = [new(Other, Codes.Lead), new(Ngo, part)] }, asked));
            Assert.Equal("PART_NOT_NAMED", Reason(receipt with { Parts = [new(Other, part), new(Ngo, "other")] }, asked));
        }
        var referral = new ConsentQuery("Referral", Codes.Recipient, new(Ngo, "NGO", "EEA"), "Name");
        Assert.Equal(Decision.Granted, Reason(Given with { Parts = [new(Ngo, "helper")] }, referral));

        static string Reason(Receipt receipt, ConsentQuery asked) => ConsentRules.Decide([receipt], Adult, asked, Now).Reason;
    }

    [Fact]
    public void Parts_are_named_of_recipients_whose_kind_can_have_them_for_each_and_only_for_a_return()
    {
        Assert.Empty(Parts(new(Ngo, Codes.Lead), new(Ngo, "transport")));
        Assert.Equal(["/parts/1"], Parts(new(Ngo, Codes.Lead), new(Ngo, Codes.Lead)));
        Assert.Equal(["/parts/1/partner"], Parts(new(Ngo, Codes.Lead), new(Other, Codes.Lead)));
        Assert.Equal(["/parts/0/part"], Parts(new RecipientPart(Ngo, Codes.Document))); // an embassy's, or another authority's
        Assert.Equal(["/parts/0/part"], Parts(new RecipientPart(Ngo, Codes.Requesting)));
        Assert.Equal(["/parts"], Pointers(Form() with { Parts = [new(Ngo, Codes.Lead)] }));
        var both = Return() with { Recipients = [Ngo, Other], Parts = [new(Ngo, Codes.Lead)] };
        Assert.Contains("/recipients/1", Pointers(both));
        Assert.DoesNotContain("/recipients/0", Pointers(both));
        Assert.Contains("/parts", Pointers(new(
            [Codes.ReturnAssistance], "self", "lt", "spoken", "one", Now, Refused: true, Parts: [new(Ngo, Codes.Lead)])));

        static IEnumerable<string> Parts(params RecipientPart[] parts) => Pointers(Return() with { Parts = parts });
    }

    [Fact]
    public void Who_signs_on_paper_to_go_home_has_the_scan_in_the_case_and_nothing_else_has_one()
    {
        var scan = Guid.NewGuid();
        Assert.Equal(["/declaration"], Pointers(Return() with { Method = "written" }));
        Assert.Equal(["/declaration"], Pointers(Return() with { Method = "written", Declaration = scan }));
        Assert.Empty(Pointers(Return() with { Method = "written", Declaration = scan }, hasDeclaration: true));
        foreach (var method in Codes.ConsentMethods.Except(["written"]))
        {
            Assert.Empty(Pointers(Return() with { Method = method }));
            Assert.Empty(Pointers(Return() with { Method = method, Declaration = scan }, hasDeclaration: true));
        }
        Assert.Empty(Pointers(Form() with { Method = "written" }));
        Assert.Equal(["/declaration"], Pointers(Form() with { Method = "written", Declaration = scan }, hasDeclaration: true));
        var no = new GiveConsent(["ReturnAssistance"], "self", "lt", "written", "one", Now, Refused: true);
        Assert.Empty(Pointers(no));
        Assert.Equal(["/declaration"], Pointers(no with { Declaration = scan }, hasDeclaration: true));
    }

    static GiveConsent Form() => new(
        ["Referral"], "self", "lt", "spoken", "one", Now, Recipients: [Ngo], Categories: ["Name"], ValidUntil: new(null, Now.AddDays(30)));

    static GiveConsent Return() => Form() with { Purposes = ["Referral", "ReturnAssistance"] };

    static IEnumerable<string> Pointers(GiveConsent form, string? ownKind = "NGO", bool hasDeclaration = false) =>
        ConsentForm.Check(
            form, new(new Dictionary<Guid, string> { [Ngo] = "NGO" }, Guid.NewGuid(), ownKind, [], Adult, ["one"], Now, hasDeclaration))
            .Select(f => f.Pointer);
}
