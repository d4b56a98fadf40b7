using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Cases;

public sealed class ConsentTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    static readonly Guid Ngo = new("00000000-0000-0000-0000-0000000000a1");
    static readonly Guid Shelter = new("00000000-0000-0000-0000-0000000000b2");

    static readonly Receipt Given = new(
        new("00000000-0000-0000-0000-000000000001"), 1, ["Referral"], [Ngo, Shelter], ["Name", "Contact", "Health"], [], [],
        Now.AddDays(-1), Now.AddDays(30), null);

    static readonly Person Adult = new(null, Doubted: false, [], TimeZoneInfo.Utc);

    static readonly ConsentQuery IdentityForNgo = new("Referral", Codes.Recipient, new(Ngo, "NGO", "EEA"), "Name");

    [Fact]
    public void Without_a_receipt_nothing_goes() => Assert.Equal("NO_CONSENT", Decide([], IdentityForNgo).Reason);

    [Fact]
    public void What_was_agreed_goes_and_the_answer_names_the_receipt()
    {
        var decision = Decide([Given], IdentityForNgo);
        Assert.True(decision.Permits);
        Assert.Equal(Given.Id, decision.ReceiptId);
        Assert.Contains("prs_FirstName", decision.Fields);
    }

    [Fact]
    public void A_purpose_that_was_not_named_is_refused() =>
        Refused("PURPOSE_NOT_NAMED", Given, IdentityForNgo with { Purpose = "ReturnAssistance" });

    [Fact]
    public void A_recipient_who_was_not_named_is_refused() =>
        Refused("RECIPIENT_NOT_NAMED", Given, IdentityForNgo with { To = new(Guid.NewGuid(), "NGO", "EEA") });

    [Fact]
    public void A_category_that_is_not_covered_is_refused() =>
        Refused("CATEGORY_NOT_COVERED", Given, IdentityForNgo with { Category = "Exploitation" });

    [Fact]
    public void One_consent_lets_go_to_the_same_organisation_in_each_part_what_that_part_sees()
    {
        var receipt = Given with { Purposes = ["Referral", "ReturnAssistance"] };
        Assert.Contains("prs_Birthdate", Decide([receipt], IdentityForNgo).Fields);
        Assert.Contains("prs_Birthdate", Decide([receipt], InReturn(Codes.Lead)).Fields);
        Assert.Equal(["prs_FirstName", "prs_MiddleName", "prs_SecondName"], Decide([receipt], InReturn("receiving")).Fields);
        Assert.Equal("NOT_FOR_THIS_KIND", Decide([receipt], InReturn("helper")).Reason);
        // A part that the purpose does not know sees nothing.
        Assert.All([Codes.Recipient, Codes.Requesting, null], part => Refused("NOT_FOR_THIS_KIND", receipt, InReturn(part)));
        Assert.All([Codes.Lead, null], part => Refused("NOT_FOR_THIS_KIND", receipt, IdentityForNgo with { Part = part }));

        static ConsentQuery InReturn(string? part) => new("ReturnAssistance", part, new(Ngo, "NGO", "EEA"), "Name");
    }

    [Fact]
    public void Withdrawn_consent_is_refused() => Refused("WITHDRAWN", Given with { WithdrawnAt = Now }, IdentityForNgo);

    [Fact]
    public void Consent_ends_on_the_instant() => Refused("EXPIRED", Given with { ValidUntil = Now }, IdentityForNgo);

    [Fact]
    public void Consent_does_not_begin_early() => Refused("NOT_YET_VALID", Given with { GivenAt = Now.AddTicks(1) }, IdentityForNgo);

    [Fact]
    public void An_excluded_category_is_refused_and_the_others_go()
    {
        var receipt = Given with { Exclusions = [new(Category: "Health")] };
        Refused("EXCLUDED", receipt, IdentityForNgo with { Category = "Health" });
        Assert.True(Decide([receipt], IdentityForNgo).Permits);
    }

    [Fact]
    public void An_exclusion_for_one_organisation_leaves_the_others_alone()
    {
        var receipt = Given with { Exclusions = [new(Partner: Shelter, Category: "Health")] };
        Refused("EXCLUDED", receipt, new("Referral", Codes.Recipient, new(Shelter, Codes.Shelter, "EEA"), "Health"));
        Assert.True(Decide([receipt], new("Referral", Codes.Recipient, new(Ngo, "NGO", "EEA"), "Health")).Permits);
        Assert.True(Decide([receipt], new("Referral", Codes.Recipient, new(Shelter, Codes.Shelter, "EEA"), "Name")).Permits);
    }

    [Fact]
    public void What_a_kind_does_not_see_goes_field_by_field_to_the_one_organisation_that_the_person_opens_it_to()
    {
        var (clinic, other) = (Guid.NewGuid(), Guid.NewGuid());
        var shut = Given with { Recipients = [clinic, other], Categories = ["Name", "Contact", "Exploitation"] };
        var opened = shut with { Openings = [new(clinic, "prs_MobilePhone"), new(clinic, "x:RiskSummary"), new(clinic, "x:NeedsSummary")] };
        Assert.DoesNotContain("prs_MobilePhone", Fields(shut, clinic, "Contact"));
        Assert.Empty(Fields(shut, clinic, "Exploitation"));

        Assert.Contains("prs_MobilePhone", Fields(opened, clinic, "Contact"));
        Assert.DoesNotContain("prs_Email", Fields(opened, clinic, "Contact"));
        Assert.Equal(["x:RiskSummary"], Fields(opened, clinic, "Exploitation"));
        Refused("CATEGORY_NOT_COVERED", opened, new("Referral", Codes.Recipient, new(clinic, "HealthServiceOrganisation", "EEA"), "Health"));

        Assert.DoesNotContain("prs_MobilePhone", Fields(opened, other, "Contact"));
        Refused("NOT_FOR_THIS_KIND", opened, new("Referral", Codes.Recipient, new(other, "HealthServiceOrganisation", "EEA"), "Exploitation"));
        Assert.DoesNotContain("prs_MobilePhone", Fields(opened with { Exclusions = [new(Field: "prs_MobilePhone")] }, clinic, "Contact"));
        // What is no cell of own choice cannot be opened, whatever a receipt says.
        var shelter = Given with { Openings = [new(Shelter, "prs_FirstName")] };
        Assert.DoesNotContain(
            "prs_FirstName", Decide([shelter], new("Referral", Codes.Recipient, new(Shelter, Codes.Shelter, "EEA"), "Name")).Fields);

        static IReadOnlyList<string> Fields(Receipt receipt, Guid to, string category) =>
            Decide([receipt], new("Referral", Codes.Recipient, new(to, "HealthServiceOrganisation", "EEA"), category)).Fields;
    }

    [Fact]
    public void The_narrower_exclusion_wins_a_field_goes_out_and_its_category_stays()
    {
        var decision = Decide([Given with { Exclusions = [new(Field: "prs_SecondName")] }], IdentityForNgo);
        Assert.True(decision.Permits);
        Assert.DoesNotContain("prs_SecondName", decision.Fields);
        Assert.Contains("prs_FirstName", decision.Fields);
    }

    [Fact]
    public void Where_the_only_field_that_a_kind_may_see_is_excluded_nothing_is_left() =>
        Refused(
            "EXCLUDED", Given with { Categories = ["Exploitation"], Exclusions = [new(Field: "x:RiskSummary")] },
            new("Referral", Codes.Recipient, new(Shelter, Codes.Shelter, "EEA"), "Exploitation"));

    [Fact]
    public void A_deny_of_one_receipt_beats_the_permit_of_another()
    {
        var denying = Given with { Id = Guid.NewGuid(), Recipients = [Shelter], Exclusions = [new(Partner: Ngo, Category: "Name")] };
        var decision = Decide([Given, denying], IdentityForNgo);
        Assert.Equal(("EXCLUDED", denying.Id), (decision.Reason, decision.ReceiptId));
    }

    [Fact]
    public void Taking_consent_back_does_not_let_more_go_than_before()
    {
        var denying = Given with { Id = Guid.NewGuid(), Exclusions = [new(Partner: Ngo)], WithdrawnAt = Now.AddHours(-1) };
        Assert.Equal("EXCLUDED", Decide([Given, denying], IdentityForNgo).Reason);
    }

    [Fact]
    public void A_later_receipt_can_lift_an_exclusion_and_withdrawing_it_brings_the_exclusion_back()
    {
        var denying = Given with { Id = Guid.NewGuid(), Exclusions = [new(Partner: Ngo)] };
        var lifting = Given with { Id = Guid.NewGuid(), Lifts = [new(denying.Id, Ngo)], GivenAt = denying.GivenAt.AddHours(1) };
        Assert.True(Decide([denying, lifting], IdentityForNgo).Permits);
        Assert.Equal("EXCLUDED", Decide([denying, Given, lifting with { WithdrawnAt = Now }], IdentityForNgo).Reason);
    }

    [Fact]
    public void A_lift_takes_back_one_exclusion_and_no_other()
    {
        var denying = Given with { Exclusions = [new(Partner: Ngo), new(Partner: Ngo, Category: "Health"), new(Field: "prs_SecondName")] };
        var lifting = Given with { Id = Guid.NewGuid(), Lifts = [new(denying.Id, Ngo)], GivenAt = denying.GivenAt.AddHours(1) };
        Assert.DoesNotContain("prs_SecondName", Decide([denying, lifting], IdentityForNgo).Fields);
        Assert.True(Decide([denying, lifting], IdentityForNgo).Permits);
        Assert.Equal("EXCLUDED", Decide([denying, lifting], IdentityForNgo with { Category = "Health" }).Reason);
        Assert.Equal(2, ConsentRules.Standing([denying, lifting], Adult, "Referral", reading: false, Now).Count());
    }

    [Theory]
    [InlineData(-1, 30, false)] // given earlier than what it would lift
    [InlineData(0, 30, false)]
    [InlineData(1, 30, true)]
    [InlineData(1, 0, false)] // expired
    public void Only_a_later_receipt_lifts_and_only_while_it_is_valid(int hoursLater, int daysValid, bool lifts)
    {
        var denying = Given with { Exclusions = [new(Partner: Ngo)] };
        var lifting = Given with
        {
            Id = Guid.NewGuid(),
            Lifts = [new(denying.Id, Ngo)],
            GivenAt = denying.GivenAt.AddHours(hoursLater),
            ValidUntil = Now.AddDays(daysValid),
        };
        var permitting = Given with { Id = Guid.NewGuid() };
        Assert.Equal(lifts ? "GRANTED" : "EXCLUDED", Decide([denying, lifting, permitting], IdentityForNgo).Reason);
    }

    [Fact]
    public void What_another_receipt_lets_go_is_not_said_to_be_refused()
    {
        var identity = Given with { Categories = ["Name", "Contact"] };
        var health = Given with { Id = Guid.NewGuid(), Categories = ["Health"], GivenAt = Given.GivenAt.AddMinutes(1) };
        var reach = ConsentRules.Coverage(
            [identity, health], Adult, "Referral", Codes.Recipient, [new(Ngo, "NGO", "EEA")], ["Name", "Health", "Skills"], Now);
        Assert.Equal(health.Id, reach.Receipt?.Id);
        Assert.Equal([("Name", "IN_ANOTHER_CONSENT"), ("Health", "GRANTED"), ("Skills", "CATEGORY_NOT_COVERED")],
            reach.Recipients[0].Decisions.Select(d => (d.Category, d.Reason)));
        Assert.Equal(identity.Id, reach.Recipients[0].Decisions[0].ReceiptId);
    }

    [Fact]
    public void A_refusal_permits_nothing_and_is_named_where_nothing_else_was_said()
    {
        var refused = Given with { Id = Guid.NewGuid(), Refused = true, Recipients = [], Categories = [], ValidUntil = Given.GivenAt };
        Assert.Equal(("REFUSED", refused.Id), (Decide([refused], IdentityForNgo).Reason, Decide([refused], IdentityForNgo).ReceiptId));
        Assert.True(Decide([refused, Given], IdentityForNgo).Permits);
    }

    [Fact]
    public void Who_is_shut_out_altogether_is_shut_out_for_every_purpose()
    {
        var handoff = Given with { Id = Guid.NewGuid(), Purposes = ["Handoff"], Exclusions = [new(Partner: Ngo), new(Category: "Health")] };
        Assert.Equal("EXCLUDED", Decide([Given, handoff], IdentityForNgo).Reason);
        Assert.True(Decide([Given, handoff], new("Referral", Codes.Recipient, new(Shelter, Codes.Shelter, "EEA"), "Health")).Permits);
    }

    [Fact]
    public void What_a_kind_of_organisation_does_not_need_stays_behind_whatever_was_agreed() =>
        Refused(
            "NOT_FOR_THIS_KIND", Given with { Categories = ["Health"] }, new("Referral", Codes.Recipient, new(Ngo, "LawEnforcement", "EEA"), "Health"));

    [Fact]
    public void The_reason_is_that_of_the_receipt_which_came_nearest()
    {
        var other = Given with { Id = Guid.NewGuid(), Purposes = ["Handoff"] };
        var decision = Decide([other, Given with { WithdrawnAt = Now }, other], IdentityForNgo);
        Assert.Equal(("WITHDRAWN", Given.Id), (decision.Reason, decision.ReceiptId));
    }

    [Fact]
    public void A_permit_stands_on_the_one_receipt_that_reaches_furthest()
    {
        var narrow = Given with { Id = Guid.NewGuid(), Categories = ["Name", "Contact"], GivenAt = Now.AddMinutes(-1) };
        var reach = ConsentRules.Coverage(
            [narrow, Given], Adult, "Referral", Codes.Recipient, [new(Ngo, "NGO", "EEA"), new(Shelter, Codes.Shelter, "EEA")],
            ["Name", "Contact", "Health", "Location"], Now);
        Assert.Equal(Given.Id, reach.Receipt?.Id);
        Assert.All(reach.Recipients, r => Assert.Equal(["Name", "Contact", "Health"], r.Categories));
        Assert.All(reach.Recipients, r => Assert.Equal("CATEGORY_NOT_COVERED", r.Reason));
    }

    [Property(MaxTest = 500)]
    public Property Nothing_goes_that_some_receipt_in_force_does_not_name() => Prop.ForAll(Cases, c =>
    {
        var decision = ConsentRules.Decide(c.Receipts, Adult, c.Asked, Now);
        return !decision.Permits || c.Receipts.Any(r =>
            r.Id == decision.ReceiptId && r.Purposes.Contains(c.Asked.Purpose) && r.Recipients.Contains(c.Asked.To.Id)
            && r.Categories.Contains(c.Asked.Category) && r.WithdrawnAt is null && r.GivenAt <= Now && Now < r.ValidUntil);
    });

    [Property(MaxTest = 500)]
    public Property A_denial_gives_a_known_reason_and_no_field() => Prop.ForAll(Cases, c =>
    {
        var decision = ConsentRules.Decide(c.Receipts, Adult, c.Asked, Now);
        return decision.Permits ? decision.Fields.Count > 0 : decision.Fields.Count == 0 && Codes.Withholdings.Contains(decision.Reason);
    });

    [Property(MaxTest = 500)]
    public Property No_field_goes_that_an_exclusion_not_lifted_names_or_that_the_kind_may_not_see() => Prop.ForAll(Cases, c =>
    {
        var lifting = c.Receipts
            .Where(r => r.WithdrawnAt is null && r.GivenAt <= Now && Now < r.ValidUntil && r.Purposes.Contains(c.Asked.Purpose)).ToList();
        var banned = c.Receipts.Where(r => r.Purposes.Contains(c.Asked.Purpose))
            .SelectMany(r => r.Exclusions.Where(
                e => !lifting.Exists(l => l.GivenAt > r.GivenAt && l.Lifts.Contains(new(r.Id, e.Partner, e.Category, e.Field)))))
            .Where(e => e.Partner is null || e.Partner == c.Asked.To.Id).ToList();
        var visible = VisibilityMatrix.Fields(c.Asked.Purpose, c.Asked.Part, c.Asked.To.Kind, c.Asked.Category);
        return ConsentRules.Decide(c.Receipts, Adult, c.Asked, Now).Fields.All(f =>
            visible.Contains(f)
            && !banned.Exists(e => (e.Category is null || e.Category == c.Asked.Category) && (e.Field is null || e.Field == f)));
    });

    [Property(MaxTest = 500)]
    public Property One_more_exclusion_never_lets_more_go() => Prop.ForAll(Cases, Exclusions.ToArbitrary(), (c, exclusion) =>
    {
        if (c.Receipts.Count == 0)
            return true;
        var before = ConsentRules.Decide(c.Receipts, Adult, c.Asked, Now).Fields;
        List<Receipt> narrowed = [c.Receipts[0] with { Exclusions = [.. c.Receipts[0].Exclusions, exclusion] }, .. c.Receipts.Skip(1)];
        return ConsentRules.Decide(narrowed, Adult, c.Asked, Now).Fields.All(f => before.Contains(f));
    });

    [Property(MaxTest = 500)]
    public Property Withdrawing_never_lets_more_go() => Prop.ForAll(Cases, c =>
    {
        if (c.Receipts.Count == 0)
            return true;
        var before = ConsentRules.Decide(c.Receipts, Adult, c.Asked, Now).Fields;
        List<Receipt> after = [c.Receipts[0] with { WithdrawnAt = Now }, .. c.Receipts.Skip(1)];
        return ConsentRules.Decide(after, Adult, c.Asked, Now).Fields.All(f => before.Contains(f));
    });

    [Property(MaxTest = 300)]
    public Property The_order_of_the_receipts_does_not_matter() => Prop.ForAll(Cases, c =>
    {
        var one = ConsentRules.Decide(c.Receipts, Adult, c.Asked, Now);
        var other = ConsentRules.Decide([.. c.Receipts.Reverse()], Adult, c.Asked, Now);
        return one.Reason == other.Reason && one.Fields.SequenceEqual(other.Fields);
    });

    public sealed record Situation(IReadOnlyList<Receipt> Receipts, ConsentQuery Asked);

    static readonly string[] Purposes = ["Referral", "Handoff"];
    static readonly string[] Categories = ["Name", "Contact", "Exploitation", "Health"];
    static readonly Guid[] Ids = [.. Enumerable.Range(1, 3).Select(i => new Guid($"00000000-0000-0000-0000-00000000000{i}"))];

    static Gen<T[]> Some<T>(params T[] from) => Gen.SubListOf(from).Select(l => l.ToArray());

    static readonly Gen<Exclusion> Exclusions =
        from partner in Gen.Elements<Guid?>(null, Ngo, Shelter)
        from category in Gen.Elements([null, .. Categories])
        from field in Gen.Elements([null, "x:Alias", "prs_FirstName", "x:NeedsSummary", "x:RiskSummary"])
        where partner is not null || category is not null || field is not null
        select new Exclusion(partner, category, field);

    static readonly Gen<Lift> Lifts = from id in Gen.Elements(Ids) from e in Exclusions select new Lift(id, e.Partner, e.Category, e.Field);

    static Gen<Receipt> ReceiptOf(Guid id) =>
        from purposes in Some(Purposes)
        from recipients in Some(Ngo, Shelter)
        from categories in Some(Categories)
        from exclusions in Gen.Frequency((2, Gen.Constant(Array.Empty<Exclusion>())), (1, Exclusions.ArrayOf(2)))
        from lifts in Gen.Frequency((2, Gen.Constant(Array.Empty<Lift>())), (1, Lifts.ArrayOf(3)))
        from givenAt in Gen.Elements(Now.AddDays(-2), Now, Now.AddDays(1))
        from days in Gen.Elements(1, 2, 30)
        from withdrawn in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Receipt(id, 1, purposes, recipients, categories, exclusions, lifts, givenAt, givenAt.AddDays(days), withdrawn ? Now : null);

    static readonly Arbitrary<Situation> Cases = (
        from count in Gen.Choose(0, 3)
        from receipts in Gen.CollectToList(Ids.Take(count), ReceiptOf)
        from purpose in Gen.Elements(Purposes)
        from recipient in Gen.Elements((Ngo, "NGO"), (Shelter, Codes.Shelter), (Shelter, "LawEnforcement"))
        from category in Gen.Elements(Categories)
        select new Situation(
            [.. receipts],
            new(purpose, purpose == "Referral" ? Codes.Recipient : Codes.Police, new(recipient.Item1, recipient.Item2, "EEA"), category)))
        .ToArbitrary();

    static Decision Decide(IReadOnlyList<Receipt> receipts, ConsentQuery asked) => ConsentRules.Decide(receipts, Adult, asked, Now);

    static void Refused(string reason, Receipt receipt, ConsentQuery asked) => Assert.Equal(reason, Decide([receipt], asked).Reason);
}
