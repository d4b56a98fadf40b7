using System.Text.Json;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>Who may consent, by age; the person was born on 1 March 2009 where a test does not say otherwise, and is 18 on 1 March 2027.</summary>
public sealed class ChildTests
{
    const string Birth = "2009-03-01";
    static readonly TimeZoneInfo Vilnius = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius");
    static readonly DateTimeOffset Birthday = Zones.StartOf(new(2027, 3, 1), Vilnius);
    static readonly DateTimeOffset Before = Birthday.AddDays(-90);
    static readonly Guid Ngo = Guid.NewGuid(), Shelter = Guid.NewGuid(), Embassy = Guid.NewGuid(), Protection = Guid.NewGuid();
    static readonly Decider Mother = new("parent", "Aldona Šimkutė", "Birth certificate 123");

    static readonly Receipt BySelf = new(
        Guid.NewGuid(), 1, ["Referral", "ReturnAssistance"], [Ngo, Shelter, Embassy, Protection],
        ["Name", "Contact"], [], [], Before, Birthday.AddYears(1), null);

    static readonly Receipt ByMother = BySelf with { Id = Guid.NewGuid(), GivenBy = "guardian", Decider = Mother, ChildView = "agrees" };

    static readonly ConsentQuery Asked = new("Referral", Codes.Recipient, new(Ngo, "NGO", "EEA"), "Name");

    [Fact]
    public void Child_protection_sees_a_childs_file_and_not_an_adults()
    {
        var asked = new ConsentQuery("Referral", Codes.Recipient, new(Protection, "x:ChildProtectionAuthority", "EEA"), "Name");
        Assert.Equal("GRANTED", Reason([ByMother], asked, Birthday.AddDays(-1)));
        Assert.Equal("NOT_FOR_THIS_KIND", Reason([BySelf with { GivenAt = Birthday }], asked, Birthday.AddDays(1)));
        Assert.Equal("GRANTED", Reason([ByMother], asked with { Reading = true }, Birthday.AddDays(1)));
    }

    [Theory]
    [InlineData("2009-03-01", "2027-02-28")]
    [InlineData("2009-03", "2027-03-31")]
    [InlineData("2009", "2027-12-31")]
    [InlineData("2008-02-29", "2026-02-28")]
    [InlineData("2009-01-01", "2026-12-31")]
    public void A_child_is_one_up_to_the_day_before_18_of_a_year_alone_to_its_end(string birth, string last)
    {
        var person = Born(birth);
        var day = DateOnly.Parse(last, null);
        Assert.Equal(day, person.ChildTo);
        Assert.True(person.IsChild(Zones.EndOf(day, Vilnius).AddTicks(-1)));
        Assert.False(person.IsChild(Zones.EndOf(day, Vilnius)));
    }

    [Fact]
    public void Without_a_birth_date_a_person_is_an_adult_unless_reasons_to_doubt_it_are_recorded()
    {
        Assert.False(Born(null).IsChild(Before));
        Assert.True(Born(null).AgeUnknown);
        Assert.True(Born(null, ("x:WhyChild", "Says she is in the eighth form.")).IsChild(Before));
        Assert.True(Born("1999", ("x:WhyChild", "The passport is another's.")).IsChild(Before));
    }

    [Fact]
    public void As_long_as_nobody_knows_where_a_person_is_18_last_in_the_farthest_west()
    {
        var nowhere = Born(Birth) with { Zone = null };
        Assert.True(nowhere.IsChild(new(2027, 3, 1, 11, 59, 0, TimeSpan.Zero)));
        Assert.False(nowhere.IsChild(new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_child_alone_lets_nothing_go_not_even_after_18() // what was said at 17 is asked anew
    {
        Assert.Equal("CHILD_ALONE", Reason([BySelf], Asked, Before));
        Assert.Equal("CHILD_ALONE", Reason([BySelf], Asked, Birthday));
    }

    [Fact]
    public void What_the_person_says_within_60_days_before_18_holds_from_that_day()
    {
        var ahead = BySelf with { GivenAt = Birthday.AddDays(-59) };
        Assert.Equal("NOT_YET_VALID", Reason([ahead], Asked, Birthday.AddTicks(-1)));
        Assert.Equal("GRANTED", Reason([ahead], Asked, Birthday));
        Assert.Equal("CHILD_ALONE", Reason([BySelf with { GivenAt = Birthday.AddDays(-61) }], Asked, Birthday));
        Assert.Equal(new DateOnly(2026, 12, 31), Born(Birth).AskFrom);
    }

    [Fact]
    public void A_guardians_consent_lets_go_until_the_child_is_18_and_then_nothing_new()
    {
        Assert.Equal("GRANTED", Reason([ByMother], Asked, Birthday.AddTicks(-1)));
        Assert.Equal("NOW_ADULT", Reason([ByMother], Asked, Birthday));
        Assert.Equal("NOW_ADULT", Reason([ByMother with { GivenBy = "representative" }], Asked, Birthday));
    }

    [Fact]
    public void What_runs_stays_readable_for_30_days_after_18_and_shuts_then()
    {
        var end = Zones.EndOf(new(2027, 3, 30), Vilnius);
        Assert.Equal("GRANTED", Reason([ByMother], Asked with { Reading = true }, end.AddTicks(-1)));
        Assert.Equal("NOW_ADULT", Reason([ByMother], Asked with { Reading = true }, end));
    }

    [Fact]
    public void Nobody_else_consents_for_an_adult_but_who_represents_one()
    {
        Assert.Equal("NOW_ADULT", Reason([ByMother], Asked, Before, "1998-05-05"));
        Assert.Equal("NOW_ADULT", Reason([ByMother], Asked with { Reading = true }, Before, "1998-05-05"));
        Assert.Equal("GRANTED", Reason([ByMother with { GivenBy = "representative", ChildView = null }], Asked, Before, "1998-05-05"));
    }

    [Theory]
    [InlineData("Referral", "NGO", "CHILD_OBJECTS")]
    [InlineData("ReturnAssistance", "x:Embassy", "CHILD_OBJECTS")]
    [InlineData("ReturnAssistance", Codes.Shelter, "CHILD_OBJECTS")]
    [InlineData("Referral", Codes.Shelter, "GRANTED")]
    public void A_childs_no_stops_what_rests_on_consent_and_not_a_bed(string purpose, string kind, string reason)
    {
        var to = kind switch { "NGO" => Ngo, "x:Embassy" => Embassy, _ => Shelter };
        var part = purpose == "Referral" ? Codes.Recipient : kind == "x:Embassy" ? Codes.Document : "receiving";
        var objects = ByMother with { ChildView = "objects" };
        Assert.Equal(reason, Reason([objects], new(purpose, part, new(to, kind, "EEA"), "Name"), Before));
        // Said later, it stops what was agreed before; said by the child alone, too; and a new yes brings the new consent alone back.
        var later = objects with { Id = Guid.NewGuid(), GivenAt = Before.AddHours(1) };
        Assert.Equal(reason, Reason([ByMother, later], new(purpose, part, new(to, kind, "EEA"), "Name"), Before.AddHours(2)));
        Assert.Equal(
            reason,
            Reason(
                [ByMother, BySelf with { Refused = true, GivenAt = Before.AddHours(1) }],
                new(purpose, part, new(to, kind, "EEA"), "Name"), Before.AddHours(2)));
        Assert.Equal(
            "GRANTED",
            Reason([objects, ByMother with { GivenAt = Before.AddHours(1) }], new(purpose, part, new(to, kind, "EEA"), "Name"), Before.AddHours(2)));
    }

    [Fact]
    public void What_a_consent_form_says_in_words_is_kept_cleaned_and_nothing_is_refused()
    {
        var typed = Form("guardian") with
        {
            Decider = Mother with { Name = $"{Mother.Name}\u200B", Document = "\u202EGimimo liudijimas " },
            ChildView = "agrees",
            ChildWords = " Gerai.\u2060",
            Interpreter = "\u200B",
        };
        var cleaned = ConsentForm.Cleaned(typed);
        Assert.Equal((Mother.Name, "Gimimo liudijimas", "Gerai."), (cleaned.Decider!.Name, cleaned.Decider.Document, cleaned.ChildWords));
        Assert.Equal(["/interpreter"], Pointers(cleaned, Born(Birth)));
    }

    [Theory]
    [InlineData("x:PerpetratorNames", "aldona simkute")]
    [InlineData("x:PerpetratorNames", "Jonas Petraitis\nŠIMKUTĖ, Aldona Marija")]
    [InlineData("x:PerpetratorHousehold", "Aldona Simkutė")]
    [InlineData("x:PerpetratorNames", "Aldona Šim\u200Bkutė")] // what nobody sees hides no name
    [InlineData("x:PerpetratorNames", "Aldona Simkute +370 612 34567")]
    public void Who_is_named_as_recruiter_or_exploiter_or_lives_with_one_decides_nothing(string field, string named)
    {
        Assert.Equal("DECIDER_EXCLUDED", ConsentRules.Decide([ByMother], Born(Birth, (field, named)), Asked, Before).Reason);
        Assert.Contains(
            "/decider/name",
            Pointers(Form("guardian") with { Decider = Mother, ChildView = "agrees", ChildWords = "Gerai." }, Born(Birth, (field, named))));
        Assert.False(Born(Birth, (field, "Jonas Petraitis")).Names(Mother.Name));
    }

    [Fact]
    public void A_form_says_beside_its_field_what_a_child_or_an_adult_may_not()
    {
        Assert.Equal(["/givenBy"], Pointers(Form("self"), Born(Birth)));
        Assert.Equal(["/decider", "/childView"], Pointers(Form("guardian"), Born(Birth)));
        Assert.Equal(["/childWords"], Pointers(Form("guardian") with { Decider = Mother, ChildView = "objects" }, Born(Birth)));
        Assert.Equal(["/givenBy"], Pointers(Form("guardian") with { Decider = Mother }, Born("1998")));
        Assert.Equal(["/givenBy"], Pointers(Form("guardian") with { Decider = Mother }, Born(null)));
        Assert.Equal(["/childView"], Pointers(Form("self") with { ChildView = "too-young-to-say" }, Born("1998")));
        Assert.Equal(["/decider"], Pointers(Form("representative"), Born("1998")));
        Assert.Empty(Pointers(Form("self"), Born("1998")));
        Assert.Empty(Pointers(Form("guardian") with { Decider = Mother, ChildView = "too-young-to-say" }, Born(Birth)));
        Assert.Empty(Pointers(Form("guardian") with { Decider = Mother, ChildView = "too-young-to-say", WhyChild = "Says so." }, Born(null)));
    }

    [Fact]
    public void A_child_may_say_no_alone_and_a_refusal_names_nobody()
    {
        var no = Form("self") with { Refused = true, Recipients = null, Categories = null, ValidUntil = null };
        Assert.Empty(Pointers(no, Born(Birth)));
        Assert.Equal(
            ["/recipients", "/validUntil"],
            Pointers(no with { Recipients = [Ngo], ValidUntil = new(new DateOnly(2027, 1, 1), default) }, Born(Birth)));
    }

    [Fact]
    public void One_organisation_cannot_be_named_and_shut_out_but_a_part_can_be_kept_from_it()
    {
        Assert.Equal(["/exclusions/0/partner"], Pointers(Form("self") with { Exclusions = [new(Ngo)] }, Born("1998")));
        Assert.Empty(Pointers(
            Form("self") with { Exclusions = [new(Ngo, Category: "Health"), new(Ngo, Field: "prs_MaritalStatus"), new(Shelter)] },
            Born("1998")));
    }

    [Fact]
    public void A_lift_names_an_exclusion_of_an_earlier_receipt()
    {
        var earlier = BySelf with { Exclusions = [new(Shelter)], GivenAt = Before.AddHours(-1) };
        var later = BySelf with { Id = Guid.NewGuid(), Exclusions = [new(Shelter)], GivenAt = Before };
        var form = Form("self") with
        {
            Lifts = [new(earlier.Id, Shelter), new(earlier.Id, Ngo), new(later.Id, Shelter), new(Guid.NewGuid(), Shelter)]
        };
        Assert.Equal(["/lifts/1", "/lifts/2", "/lifts/3/receipt"], Pointers(form, Born("1998"), earlier, later));
    }

    [Fact]
    public void A_day_alone_is_its_end_where_the_organisation_is_and_needs_to_know_where()
    {
        Assert.Equal(
            ["/validUntil"],
            Pointers(Form("self") with { ValidUntil = new(new DateOnly(2026, 11, 30), default) }, Born("1998"))); // it is 1 December there
        var form = Form("self") with { ValidUntil = new(new DateOnly(2026, 12, 1), default) };
        Assert.Empty(Pointers(form, Born("1998")));
        Assert.Equal(["/validUntil"], Pointers(form, Born("1998") with { Zone = null }));
    }

    [Fact]
    public void Whoever_comes_of_age_is_asked_from_60_days_before_until_they_have_answered()
    {
        Assert.Null(Notice(Birthday.AddDays(-61), ByMother));
        Assert.Equal("ask-anew", Notice(Birthday.AddDays(-60), ByMother));
        Assert.Equal("ask-anew", Notice(Birthday.AddTicks(-1)));
        Assert.Equal("now-adult", Notice(Birthday, ByMother));
        Assert.Null(Notice(Birthday));
        Assert.Null(Notice(Birthday, ByMother with { ValidUntil = Birthday }));

        var own = BySelf with { GivenAt = Birthday.AddDays(-60) };
        Assert.Null(Notice(Birthday.AddDays(-1), ByMother, own));
        Assert.Null(Notice(Birthday, ByMother, own with { Refused = true }));
        Assert.Equal("ask-anew", Notice(Birthday.AddDays(-1), ByMother, BySelf)); // what was said at 17 is asked anew

        static string? Notice(DateTimeOffset now, params Receipt[] receipts) => ConsentRules.AgeNotice(receipts, Born(Birth), now);
    }

    static readonly Receipt OfTonight = ByMother with
    {
        Id = Guid.NewGuid(),
        GivenBy = "need-of-tonight",
        Decider = new("child-protection", "Vaiko teisių tarnyba", "Asked by telephone at 22:10"),
        GivenAt = Before,
        ValidUntil = Before.AddDays(1),
    };

    [Fact]
    public void Where_nobody_may_decide_the_need_of_tonight_is_a_basis_until_somebody_who_may_has_answered()
    {
        var now = Before.AddHours(2);
        var theirs = ByMother with { Id = Guid.NewGuid(), GivenAt = Before.AddHours(1), Decider = new("child-protection", "Tarnyba", "Decision 12") };
        Assert.Equal(Decision.Granted, Reason([OfTonight], Asked, now));
        Assert.Equal("EXPIRED", Reason([OfTonight], Asked, Before.AddDays(1)));
        Assert.Equal("NOW_ADULT", Reason([OfTonight with { GivenAt = Birthday.AddHours(-1), ValidUntil = Birthday.AddDays(1) }], Asked, Birthday));
        Assert.Equal("CHILD_OBJECTS", Reason([OfTonight with { ChildView = "objects" }], Asked, now));
        Assert.Equal(Decision.Granted,
            Reason([OfTonight with { ChildView = "objects" }], Asked with { To = new(Shelter, Codes.Shelter, "EEA") }, now));

        Assert.Equal("DECIDER_ANSWERED", On(theirs, reading: false));
        Assert.Equal(Decision.Granted, On(theirs, reading: true)); // they said yes: the bed's file stays open tonight
        Assert.Equal("DECIDER_ANSWERED", On(theirs with { Refused = true }, reading: true));

        string On(Receipt answer, bool reading) =>
            ConsentRules.DecideOn(OfTonight, [OfTonight, answer], Born(Birth), Asked with { Reading = reading }, now).Reason;
    }

    [Fact]
    public void The_need_of_tonight_is_for_a_child_whom_nobody_can_decide_for_and_names_whom_child_protection_was_asked()
    {
        var form = Form("need-of-tonight") with
        {
            Decider = OfTonight.Decider,
            ChildView = "too-young-to-say",
            ValidUntil = new(DateOnly.FromDateTime(Before.UtcDateTime.AddHours(2)).AddDays(1), default),
        };
        Assert.Empty(Pointers(form, Born(Birth)));
        Assert.Equal(["/decider"], Pointers(form with { Decider = null }, Born(Birth)));
        Assert.Equal(["/decider/kind"], Pointers(form with { Decider = Mother }, Born(Birth)));
        Assert.Equal(["/validUntil"], Pointers(form with { ValidUntil = new(null, Before.AddDays(3)) }, Born(Birth)));
        Assert.Equal(["/categories/1"], Pointers(form with { Categories = ["Health", "Exploitation"] }, Born(Birth)));
        Assert.Equal(["/purposes"], Pointers(form with { Purposes = ["ReturnAssistance"] }, Born(Birth)));
        Assert.Equal(["/givenBy"], Pointers(form with { ChildView = null }, Born("1998")));
        Assert.Equal(["/refused"], Pointers(form with { Refused = true, Recipients = null, Categories = null, ValidUntil = null }, Born(Birth)));

        Assert.Equal(["/givenBy"], Pointers(form, Born(Birth), ByMother));
        Assert.Empty(Pointers(form, Born(Birth, ("x:PerpetratorNames", "Aldona Šimkutė")), ByMother)); // the mother is excluded
        Assert.Empty(Pointers(form, Born(Birth), ByMother with { WithdrawnAt = Before }));
    }

    static GiveConsent Form(string givenBy) => new(
        ["Referral"], givenBy, "lt", "spoken", "one", Before,
        Recipients: [Ngo], Categories: ["Name", "Contact"], ValidUntil: new(null, Before.AddDays(30)));

    static IEnumerable<string> Pointers(GiveConsent form, Person person, params Receipt[] receipts) =>
        ConsentForm.Check(form, new(
            new Dictionary<Guid, string> { [Ngo] = "NGO", [Shelter] = Codes.Shelter }, Guid.NewGuid(), "NGO", receipts, person, ["one"], Before))
            .Select(f => f.Pointer);

    static readonly ConsentQuery AskedByAuthority = new("Handoff", Codes.Authority, new(Protection, Codes.CompetentAuthority, "NONE"), "Name");

    static readonly Receipt Heard = Receipt.OfHeardChild(Guid.NewGuid(), Protection, Before);

    static string Referred(Person person, ConsentQuery asked, DateTimeOffset now, params Receipt[] receipts) =>
        ConsentRules.DecideOn(Heard, receipts, person, asked, now).Reason;

    [Fact]
    public void A_heard_child_is_referred_to_the_authority_until_they_are_18_whatever_they_say_but_for_what_they_exclude()
    {
        var child = Born(Birth);
        Assert.Equal("GRANTED", Referred(child, AskedByAuthority, Birthday.AddSeconds(-1)));
        Assert.Equal("NOW_ADULT", Referred(child, AskedByAuthority, Birthday));
        Assert.Equal("GRANTED", Referred(child with { DaysAfter = 30 }, AskedByAuthority with { Reading = true }, Birthday));
        var no = BySelf with { Purposes = ["Handoff"], Refused = true };
        Assert.Equal("GRANTED", Referred(child, AskedByAuthority, Before, no));
        var excludes = ByMother with { Purposes = ["Handoff"], Exclusions = [new(Category: "Name")] };
        Assert.Equal("EXCLUDED", Referred(child, AskedByAuthority, Before, excludes));
    }

    [Fact]
    public void An_adult_whom_somebody_took_for_a_child_is_not_one_to_the_authority_either()
    {
        Assert.Equal("GRANTED", Referred(Born(null, (Person.WhyChild, "In the eighth form.")), AskedByAuthority, Before));
        foreach (var adult in new[] { Born("1990-01-01"), Born(null) }) // a missing birth date is an adult's
            foreach (var reading in new[] { false, true })
                Assert.Equal("NOW_ADULT", Referred(adult, AskedByAuthority with { Reading = reading }, Before));
    }

    [Theory]
    [InlineData("Handoff", Codes.Authority, "LawEnforcement")]
    [InlineData("Handoff", Codes.Authority, "NGO")]
    [InlineData("Handoff", null, "LawEnforcement")]
    [InlineData("Referral", Codes.Recipient, "NGO")]
    public void What_is_for_the_authority_is_for_nobody_else(string purpose, string? part, string kind)
    {
        foreach (var to in new[] { Protection, Ngo })
            foreach (var category in Codes.Categories)
                if (Referred(Born(Birth), new(purpose, part, new(to, kind, "EEA"), category), Before) is "GRANTED")
                    Assert.True(part is null && to == Protection, $"{kind} sees {category}"); // no such kind is given such a permit
    }

    static string Reason(IReadOnlyList<Receipt> receipts, ConsentQuery asked, DateTimeOffset now, string birth = Birth) =>
        ConsentRules.Decide(receipts, Born(birth), asked, now).Reason;

    static Person Born(string? birth, params (string Field, string Text)[] more) => Person.From(
        more.Append(("prs_Birthdate", birth!)).Where(f => f.Item2 is not null)
            .ToDictionary(f => f.Item1, f => JsonSerializer.SerializeToElement(f.Item2)),
        Vilnius, daysBefore: 60, daysAfter: 30);
}
