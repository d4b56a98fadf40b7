using System.Text.RegularExpressions;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.AnonymousIntelligence;
using ReferralNetwork.Handoffs.StatusReferrals;
using ReferralNetwork.Inquiries.Rooms;
using ReferralNetwork.Inquiries.Situations;
using ReferralNetwork.Referrals.Lifecycle;
using ReferralNetwork.Staff.Pages;
using ReferralNetwork.Staff.Pages.Anonymous;
using ReferralNetwork.Staff.Pages.CompelledDisclosures;
using ReferralNetwork.Staff.Pages.Hotline;
using ReferralNetwork.Staff.Pages.Referrals;
using ReferralNetwork.Staff.Pages.Returns;
using ReferralNetwork.Staff.Pages.StatusReferrals;
using ReferralNetwork.Staff.SignIn;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;
using CompelledStates = ReferralNetwork.Handoffs.CompelledDisclosures.States;
using CompelledStations = ReferralNetwork.Staff.Pages.CompelledDisclosures.Stations;
using FieldType = ReferralNetwork.Cases.Fields.FieldType;
using HandoffForms = ReferralNetwork.Staff.Pages.Handoffs.HandoffForms;
using HandoffStates = ReferralNetwork.Handoffs.ConsentedHandoffs.States;
using StayForms = ReferralNetwork.Staff.Pages.Stays.StayForms;
using StayStates = ReferralNetwork.Placements.Stays.States;
using ReturnStations = ReferralNetwork.Staff.Pages.Returns.Stations;
using ReturnStates = ReferralNetwork.Returns.Lifecycle.States;
using ReturnView = ReferralNetwork.Returns.Lifecycle.ReturnView;
using CaseFields = ReferralNetwork.Cases.Fields.Catalogue;

namespace ReferralNetwork.Tests.Unit.Texts;

public sealed partial class StaffTextsTests()
    : TextsOf(Words.Languages, 200, "gateway/Staff/Pages", "gateway/Staff/TagHelpers", "gateway/Staff/Texts")
{
    [Fact]
    public void Every_text_whose_key_is_made_of_a_code_is_there() => Assert.Empty(Coded().Except(Known, StringComparer.Ordinal));

    [Fact]
    public void Every_record_and_everything_on_a_timeline_has_words()
    {
        var conversations = Sources(
            "services/Referrals", "services/Returns", "services/Casework", "services/Handoffs/ConsentedHandoffs",
            "services/Handoffs/StatusReferrals", "services/Handoffs/CompelledDisclosures", "services/Placements/Stays");
        var steps = conversations.SelectMany(source => Step().Matches(source)).Append(SeenStep).ToLookup(
            match => match.Groups["how"].Value is "OnTimeline",
            match => (string)typeof(Verbs).GetField(match.Groups["text"].Value)!.GetRawConstantValue()!);
        Assert.True(steps[true].Concat(steps[false]).Distinct(StringComparer.Ordinal).Count() > 30, "The pattern has grown blind.");
        var onlyOnTimelines = steps[true].Except(steps[false], StringComparer.Ordinal);
        Assert.Empty(In("code.verb", Verbs.All.Except(onlyOnTimelines, StringComparer.Ordinal)).Concat(In("what", steps[true].Concat(steps[false])))
            .Except(Known, StringComparer.Ordinal));
    }

    /// <summary>Is put on the timeline as it is shown.</summary>
    static Match SeenStep => Step().Match($"OnTimeline(Verbs.{nameof(Verbs.OfferSeen)}");

    [Theory]
    [InlineData(1, "1 nukreipimas")]
    [InlineData(2, "2 nukreipimai")]
    [InlineData(10, "10 nukreipimų")]
    [InlineData(11, "11 nukreipimų")]
    [InlineData(21, "21 nukreipimas")]
    [InlineData(22, "22 nukreipimai")]
    public void Lithuanian_counts_as_Lithuanians_do(int count, string said) => Assert.Equal(said, new Words("lt").Count("worklist.count", count));

    [Theory]
    [InlineData(1, "1 направление")]
    [InlineData(3, "3 направления")]
    [InlineData(5, "5 направлений")]
    [InlineData(11, "11 направлений")]
    [InlineData(22, "22 направления")]
    public void Russian_counts_as_Russians_do(int count, string said) => Assert.Equal(said, new Words("ru").Count("worklist.count", count));

    [Fact]
    public void Categories_are_said_in_one_order_the_name_first_and_one_that_is_not_known_last() =>
        Assert.Equal(
            "Name and birth date, Telephone and contact, Health, Education and work, x:New",
            new Words("en").Categories(["x:New", "Health", "Skills", "Contact", "Name"]));

    [Fact]
    public void A_country_is_found_by_its_name_in_any_language_and_so_is_having_none()
    {
        Assert.Equal("LT", Countries.Find("lietuva"));
        Assert.Equal("LT", Countries.Find("Lithuania"));
        Assert.Equal("x:Stateless", Countries.Find("be pilietybės"));
        Assert.Equal("x:Stateless", Countries.Find("без гражданства"));
        Assert.Equal("Stateless", new Words("en").Country("x:Stateless"));
    }

    [Theory]
    [InlineData("Türkiye", "TR")]
    [InlineData("TURKIYE", "TR")]
    [InlineData("turkija", "TR")]
    [InlineData("UK", "GB")]
    [InlineData("U.K.", "GB")]
    [InlineData("the United Kingdom", "GB")]
    [InlineData("Anglija", "GB")]
    [InlineData("Czech Republic", "CZ")]
    [InlineData("Česko", "CZ")]
    [InlineData("cekija", "CZ")]
    [InlineData("Holland", "NL")]
    [InlineData("the Netherlands", "NL")]
    [InlineData("USA", "US")]
    [InlineData("Deutschland", "DE")]
    [InlineData("Україна", "UA")]
    [InlineData("Чехия", "CZ")]
    [InlineData("голландия", "NL")]
    [InlineData("США", "US")]
    [InlineData("Босния и Герцеговина", "BA")]
    [InlineData("Bosnia and Herzegovina", "BA")]
    [InlineData("Cote d'Ivoire", "CI")]
    [InlineData("LTU", "LT")]
    [InlineData("ir", "IR")]
    [InlineData("Korea", null)] // which of the two?
    [InlineData("Congo", null)]
    [InlineData("Narnia", null)]
    [InlineData("", null)]
    public void A_country_is_found_as_people_say_it(string said, string? code) => Assert.Equal(code, Countries.Find(said));

    /// <summary>What a list of returns says is to be done.</summary>
    static readonly string[] ToDos =
    [
        "offer-again", "introduction-refused", "tie", "tell", "counsel", "alarm", "not-free", "receipts", "receipts-overdue", "receipt", "hold",
        "assess", "agree-plan", "protect", "best-interests", "book", "final-confirm", "departed", "received", "talk", "answer-strand",
        "prepare-strand", "expect",
    ];

    /// <summary>What a list of demands says is to be done by who has the order.</summary>
    static readonly string[] CompelledToDos =
    [
        "check", "decide-challenge", "narrow-challenge-refuse", "tell", "await-approval", "release-refused", "disclose", "tell-after",
        "tell-overturned", "receipt-overdue", "disclose-by", "mismatch",
    ];

    /// <summary>The same of handoffs by consent.</summary>
    static readonly string[] HandoffToDos =
    [
        "threat-alert", "mismatch", "stop-receipt-overdue", "tell-person", "answer-question", "answer-request", "state-handling", "release-refused",
        "feedback-overdue", "verify", "offer", "stop-receipt", "feedback", "answer", "receipts",
    ];

    static IEnumerable<string> Coded() =>
    [
        .. In("code.kind", Codes.PartnerKinds), .. In("code.need", Codes.PartnerServices), .. In("code.category", Codes.Categories),
        .. In("categoryHint", Codes.Categories), .. In("code.purpose", Codes.Purposes), .. In("code.giver", Codes.ConsentGivers),
        .. In("code.method", Codes.ConsentMethods), .. In("code.childView", Codes.ChildViews),
        .. In("code.decider", Codes.Deciders), .. In("code.withheld", Codes.Withholdings),
        .. In("code.travel", Codes.TravelBars.Concat(Codes.TravelMissing).Concat(Codes.TravelTellFirst).Concat(Codes.TravelTell)),
        .. In("code.travelFact", Codes.TravelFactKinds), .. In("code.travelFactHint", Codes.TravelFactKinds),
        .. In("code.travelState", Codes.ProtectionStatuses.Concat(Codes.ReturnDecisionStates).Concat(Codes.RecoveryPeriods)
            .Concat(Codes.OrderStates).Concat(Codes.ProceedingStates).Concat(Codes.DeciderBases)),
        .. In("code.returnDecision", Codes.ReturnDecisions), .. In("code.recoveryEnd", Codes.RecoveryEndCodes),
        .. In("code.proceedingAnswer", Codes.ProceedingAnswers),
        .. In("code.urgency", Codes.ReferralUrgencies), .. In("urgencyHint", Codes.ReferralUrgencies), .. In("code.age", Codes.AgeBands),
        .. In("code.decline", [.. Codes.DeclineCodes, Codes.CannotTakeHousehold]), .. In("code.outcome", Codes.OutcomeCodes),
        .. In("code.giveUp", Codes.GiveUpCodes.Union(PlaceCodes.GiveUps)), .. In("code.unmet", PlaceCodes.UnmetNeeds),
        .. In("code.firstAnswer", PlaceCodes.FirstAnswersInOrder), .. In("code.householdBand", PlaceCodes.HouseholdBands),
        .. In("placesBeside", PlaceCodes.AvailabilitiesInOrder), .. In("placesBeside.rule", [PlaceCodes.Met, PlaceCodes.NotMet, PlaceCodes.Unknown]),
        .. In("code.stop", Codes.StopReceiptKinds), .. In("code.basis", Codes.RetentionBases), .. In("code.error", Codes.ErrorCodes),
        .. In("code.stopWish", Codes.StopWishes), .. In("code.plan", ["OUT_OF_PLAN"]), .. In("overdue", ["stop-receipt", "stop-wish"]),
        .. In("alarm", ["lost-contact", "stop-wish", "stop-wish-overdue", "stop-receipt", "stop-receipts-overdue", "still-coming"]),
        .. In("code.language", Codes.Languages), .. In("code.role", Roles.All),
        // An organisation that only had an offer sees that offer's state for the referral's.
        .. In("code.state", States.All.Concat(Enum.GetNames<OfferStatus>())), .. In("code.offer", Enum.GetNames<OfferStatus>()),
        .. In("track", Enum.GetNames<Track>().Select(track => track.ToLowerInvariant())), .. In("task", Enum.GetNames<TaskState>()),
        .. In("signInProblem", Enum.GetNames<SignInProblem>()),
        .. In("code.field", CaseFields.All.Select(field => field.Name)),
        .. CaseFields.All.SelectMany(field => In($"code.field.{field.Name}", field.KnownCodes)),
        .. In("form", ["CountryHint", "CountriesHint"]),
        .. In("wrongField", Enum.GetNames<FieldType>()),
        .. In("wrong", ["Note", "NoteToOthers", "Text"]),
        .. ActionForms.All.SelectMany(form => In(
            $"act.{form.Name}",
            form.Codes is null && form.Note != NoteRequirement.Must ? ["title", "text", "button"] : ["title", "text", "button", "ask"])),
        .. In("just", ActionForms.All.Select(form => form.Name)
            .Concat(Sources("gateway/Staff/Pages").SelectMany(source => Just().Matches(source)).Select(match => match.Groups["text"].Value))),
        .. new[] { 400, 401, 403, 404, 429, 500 }.SelectMany(status => In($"problem.{ProblemModel.KindOf(status)}", ["title", "text"])),
        .. new[] { "code.exhibitKind", "exhibit.kindHint", "exhibit.addKind", "exhibit.labelHint", "exhibit.fileHint", "exhibit.otherFile" }
            .SelectMany(list => In(list, Codes.ExhibitKinds)),
        .. In("exhibit", ["noLabel", "noTakenBy", "noPlace", "noHolder"]), .. In("custody", ["noFrom", "noTo", "noPurpose"]),
        .. In("code.custodyPurpose", CustodyHop.OfTheNetwork), .. In("code.immigrationRole", Codes.ImmigrationRoles),
        .. In("trouble", ["exhibit-in-use", "attachment-is-exhibit", "attachment-is-order"]),
        .. In("code.channel", Codes.Channels), .. In("code.callType", Codes.CallTypes), .. In("code.topic", Codes.Topics),
        .. In("code.onBehalfOf", Codes.QuestionsOnBehalfOf), "trouble.outside-question-limit",
        .. In("code.callback", Codes.CallbackOutcomes), .. In("code.end", Codes.SituationEnds), .. In("code.next", CallModel.Nexts),
        .. In("code.field.vic_TraffickingStatus", Codes.TraffickingStatuses), .. In("code.field.vic_MethodOfRecruitment", Codes.RecruitmentMethods),
        .. In("code.field.vic_RelationshipToTrafficker", Codes.RecruiterRelationships),
        .. In("code.room", RoomStates.All.Except([RoomStates.Shredded], StringComparer.Ordinal)), .. In("code.situation", SituationStates.All),
        .. new[] { "waiting", "mine", "others" }.SelectMany(rooms => new[] { $"desk.{rooms}", $"desk.{rooms}None" }),
        .. In("statistics.dimension", Figures.Dimensions),
        .. In("proposal", ["naming", "key", "provider", "change", "reinstatement"]),
        .. In("trouble", Sources("services/Partners/Proposals", "services/Partners/IdentityProviders")
            .SelectMany(source => Refusing().Matches(source)).Select(match => match.Groups["code"].Value)
            // Administrators suspend over the API alone.
            .Except(["OWN_ORGANISATION", "ALREADY_SUSPENDED", "NOT_SUSPENDED"], StringComparer.Ordinal)
            .Select(code => code.ToLowerInvariant().Replace('_', '-'))),
        .. In("trouble", Sources("services/Inquiries").SelectMany(source => Refusing().Matches(source)).Select(match => match.Groups["code"].Value)
            // A page of its own, and what only visitors are told.
            .Except(["NOT_FOUND", "NO_HOTLINE", "NOT_THE_PHRASE", "NOTHING_SENT"], StringComparer.Ordinal)
            .Select(code => code.ToLowerInvariant().Replace('_', '-'))),
        .. In("code.returnState", ReturnStates.All.Append(ReturnView.InHand).Concat(
            Enum.GetNames<OfferStatus>().Except(["Accepted", "Withdrawn"], StringComparer.Ordinal))),
        .. In("code.intelligenceState", IntelligenceStates.All), .. In("code.intelligenceItem", Codes.IntelligenceItems),
        .. In("intelligenceHint", Codes.IntelligenceItems), .. In("code.sourceGrade", Codes.SourceGrades),
        .. In("code.informationGrade", Codes.InformationGrades), .. In("code.handling", Codes.HandlingCodes),
        .. In("intelligence", ["sent", "sentNone", "received", "receivedNone"]),
        .. In("intelligence.from", Staff.Pages.Intelligence.ActModel.Sources),
        .. In("intelligence.toDo", ["submit", "change", "look", "send", "acknowledge"]), "intelligence.do.change.title",
        .. new[] { "submit", "look", "hold", "send", "drop", "acknowledge" }.SelectMany(action =>
            In($"intelligence.do.{action}", ["title", "text", "button"]).Append($"just.intelligence-{action}")),
        .. In("code.statusState", StatusStates.All), .. In("code.statusDecision", Codes.StatusDecisions),
        .. In("status.immigration", Codes.ImmigrationRoles),
        .. In("status.toDo", ["acknowledge", "decide", "grant-period", "answer-info", Verbs.ReleaseRefused, Verbs.PeriodOverdue]),
        .. In("status.periodState", [.. Codes.RecoveryPeriods, "none", "overdue", "over"]),
        .. new[] { "status", "notice" }.SelectMany(list => In(list, ["sent", "sentNone", "received", "receivedNone"])),
        .. In("just", ["status-sent", "status-release", "notice-sent", "notice-acknowledged"]),
        .. In("notice.in", ["seconds", "minutes", "hours", "days", "working-days"]),
        .. StatusForms.All.SelectMany(form => In(
            $"status.act.{form.Name}",
            form.Codes is null && form.Note != NoteRequirement.Must ? ["title", "text", "button"] : ["title", "text", "button", "ask"])
            .Append($"just.status-{form.Name}")),
        .. new[] { StatusForms.Decide, StatusForms.Grant, StatusForms.Extend, StatusForms.End }.Select(name => $"status.act.{name}.on"),
        .. In("trouble", Sources("services/Handoffs/StatusReferrals", "services/Handoffs/AnonymousNotices", "services/Cases/Permits")
            .SelectMany(source => Refusing().Matches(source)).Select(match => match.Groups["code"].Value.ToLowerInvariant().Replace('_', '-'))),
        .. In("code.compelledState", CompelledStates.All), .. In("code.orderBasis", Codes.OrderBases),
        .. In("code.orderFinding", Codes.OrderFindings), .. In("code.reviewFinding", Codes.ReviewFindings),
        .. In("code.orderChallenger", Codes.OrderChallengers), .. In("code.orderRefusal", Codes.OrderRefusals),
        .. In("code.orderOverturner", Codes.OrderOverturners), .. In("compelled.station", CompelledStations.Names),
        .. In("compelled.toDo", [.. CompelledToDos, "receipts", "stop-receipt", "review", "advise", "approve"]),
        .. In("compelled.say", CompelledToDos),
        .. new[] { "reviews", "advice", "approvals", "sent", "received", "register" }.SelectMany(list => In(
            "compelled.lists", [list, $"{list}None"])),
        .. CompelledForms.All.SelectMany(form => In(
            $"compelled.act.{form.Name}", form.Codes is null ? ["title", "text", "button"] : ["title", "text", "button", "ask"])),
        .. In("just", CompelledForms.All.Select(form => form.Name)),
        .. CompelledForms.OnPages.Select(action => $"compelled.act.{action}.title"),
        .. In("compelled.trouble", Sources("services/Handoffs/CompelledDisclosures")
            .SelectMany(source => Refusing().Matches(source)).Select(match => match.Groups["code"].Value)
            // Said by every page, and what no page asks for.
            .Except(["NOT_NOW", "NOT_YOURS", "ALREADY_DEMANDED", "NO_MISMATCH"], StringComparer.Ordinal)
            .Select(code => code.ToLowerInvariant().Replace('_', '-'))),
        .. In("code.handoffState", HandoffStates.All), .. In("code.contactWish", Codes.ContactWishes),
        .. In("code.legalAdvice", Codes.LegalAdviceAnswers), .. In("code.exhibitKind", Codes.ExhibitKinds), .. In("code.seal", Codes.Seals),
        .. In("code.handoffDecline", Codes.HandoffDeclineCodes), .. In("code.handoffReturn", Codes.HandoffReturnCodes),
        .. In("code.handoffFeedback", Codes.HandoffFeedbackCodes), .. In("code.informationBasis", Codes.InformationBases),
        .. In("code.informationAnswer", Codes.InformationAnswers), .. In("handoff.exhibits", Codes.ExhibitKinds),
        .. In("handoff.handlingHint", Codes.HandlingCodes),
        .. In("handoff.urgencyHint", Codes.Urgencies), .. In("handoff.station", Staff.Pages.Handoffs.Stations.Names),
        .. In("handoff", ["sent", "sentNone", "received", "receivedNone"]), .. In("handoff.toDo", HandoffToDos),
        .. HandoffForms.All.SelectMany(form => In(
            $"handoff.act.{form.Name}",
            form.Codes is null && form.Note != NoteRequirement.Must ? ["title", "text", "button"] : ["title", "text", "button", "ask"])),
        .. HandoffForms.OnPages.SelectMany(name => In($"handoff.act.{name}", ["title", "text", "button"])),
        .. In("just", HandoffForms.All.Select(form => $"handoff-{form.Name}")),
        .. In("trouble", Sources("services/Handoffs/ConsentedHandoffs").SelectMany(source => Refusing().Matches(source))
            .Select(match => match.Groups["code"].Value.ToLowerInvariant().Replace('_', '-'))),
        .. In("code.placeKind", PlaceCodes.Kinds), .. In("code.placeSecurity", PlaceCodes.Securities),
        .. In("code.placePopulation", PlaceCodes.Populations), .. In("code.placeAccess", PlaceCodes.Accesses),
        .. In("code.placeHealth", PlaceCodes.HealthNeeds), .. In("code.placeSubstances", PlaceCodes.SubstanceRules),
        .. In("code.placePets", PlaceCodes.PetSizes), .. In("code.placePayer", PlaceCodes.PayerKinds),
        .. In("code.placeWhen", PlaceCodes.Whens), .. In("code.placeNights", PlaceCodes.NightsInOrder),
        .. In("code.childAge", PlaceCodes.ChildAgesInOrder), .. In("code.boyAge", PlaceCodes.BoyAgesInOrder),
        .. In("placeNeeded", ["girls", "boys"]),
        .. In("code.placeAvailability", PlaceCodes.AvailabilitiesInOrder), .. In("place", ["free", "freeThen"]), "just.places-opened",
        .. In("code.stayState", StayStates.All), .. In("code.stayAbsence", StayCodes.Absences), .. In("code.stayEnd", StayCodes.Ends),
        .. In("code.holdRefusal", StayCodes.HoldRefusals), .. In("code.placeReleased", StayCodes.Releases),
        .. In("code.placeStanding", Enum.GetNames<PlaceStanding>()), "just.accept-place",
        .. In("acceptPlace", ["free", "freeThen", "nobody"]), .. In("bed", ["overdueSender", "overdueShelter"]),
        .. In("stay.station", Staff.Pages.Stays.Stations.Names), .. In("stay.dueAt", ["back", "extend-or-end"]),
        .. In("stay.isDue", ["back", "extend-or-end"]), .. In("just", ["stay-arrived", "stay-arrived-extra"]),
        .. StayForms.All.SelectMany(form => In(
            $"stay.act.{form.Name}", form.Codes is null ? ["title", "text", "button"] : ["title", "text", "button", "ask"])
            .Append($"just.stay-{form.Name}")),
        .. In("stay.act", ["move.title", $"{StayForms.Missing}.when", $"{StayForms.End}.when"]),
        .. In("trouble", Sources("services/Placements").SelectMany(source => Refusing().Matches(source))
            .Select(match => match.Groups["code"].Value.ToLowerInvariant().Replace('_', '-'))),
        .. In("code.resumption", Codes.CounselResumptions), .. In("code.willNotGo", Codes.ReturnWithdrawals),
        .. In("code.travelAnswer", Codes.TravelAnswers), .. In("code.counselInterpreter", Codes.CounselInterpreters),
        .. In("code.topicOfCounsel", Codes.CounselTopics), .. In("code.strandKind", Codes.StrandKinds),
        .. In("code.returnState", ["RequestReceived", "NeedsFromYou", "Done", "InPreparation", "NotComing", "AlarmEnded"]),
        .. In("code.strandState", Enum.GetNames<ReferralNetwork.Returns.Lifecycle.StrandStatus>()
            .Concat(["RequestReceived", "InHand", "NeedsFromYou", "Done", "Ended", "Withdrawn"])),
        .. In("code.strandNeed", Codes.StrandNeeds), .. In("code.strandDecline", Codes.StrandDeclineCodes),
        .. In("code.documentKind", Codes.DocumentKinds), .. In("code.documentHolder", Codes.DocumentHolders),
        .. In("code.declinable", Codes.Declinable), .. In("code.assessmentResult", Codes.AssessmentResults),
        .. In("code.bestInterestsBody", Codes.BestInterestsBodies), .. In("code.planForm", Codes.PlanForms), .. In("code.reassess",
            Codes.ReassessCodes),
        .. In("code.carrier", Codes.Carriers), .. In("code.escort", Codes.Escorts), .. In("code.notDeparted", Codes.NotDepartedCodes),
        .. In("code.delaySource", Codes.DelaySources), .. In("code.stay", Codes.StayCodes), .. In("code.found", Codes.FoundCodes),
        .. In("code.foundThen", Codes.FoundThen), .. In("code.spokeWith", Codes.SpokeWith), .. In("code.removal", Codes.RemovalKinds),
        .. In("code.firstHours", Codes.FirstHours), .. In("code.monitoringMark", Codes.MonitoringMarks), .. In("code.closeReturn", Codes.CloseCodes),
        .. In("code.decline", Codes.LeadDeclineCodes), .. In("just", ReturnForms.All.Select(form => form.Name)),
        .. ReturnForms.All.SelectMany(form => In(
            $"return.act.{form.Name}", form.Codes is null ? ["title", "text", "button"] : ["title", "text", "button", "ask"])),
        .. In("just", ReturnForms.OnPages.Select(form => form.Name)),
        .. ReturnForms.OnPages.SelectMany(form => In($"return.act.{form.Name}", ["title", "text", "button"])),
        .. In("return.lead.station", ReturnStations.Names), .. In("return.lead.status", StrandModel.Statuses),
        .. ReportForms.All.SelectMany(form => In($"return.report.{form.Name}", ["title", "text", "button"])
            .Concat(In("return.question", form.Questions.Select(question => question.Member)))),
        .. In("just", ReportForms.All.Select(form => form.Name)), .. In("code.arrival", ["CONFIRMED", "UNCONFIRMED"]),
        .. ReferralNetwork.Returns.Lifecycle.Worklist.Sides.SelectMany(side => new[] { $"return.{side}", $"return.{side}None" }),
        .. In("return.toDo", ToDos), .. In("code.told", Codes.ToldAnswers),
        .. In("return.askAgain", ["title", "text", "button"]), .. In("code.part", Codes.ReturnParts.Except([Codes.Requesting])),
        .. In("code.interpreterOf", Codes.InterpretersOf.Append("nobody")),
        .. new[] { "newReturn.ask", "newReturn.back" }.SelectMany(way => In(
            way, ["title", "what", "noNames", "leavesFrom", "goesTo", "needs", "travellers", "travellersWhat", "whoElse", "check", "now", "send"])),
        .. In("code.fileKind", Attachments.Kinds.Concat(Attachments.OtherKinds)),
        .. In("attachments", Sources("services/Cases/Attachments").SelectMany(source => Unfitting().Matches(source))
            .Select(match => match.Groups["type"].Value).Append("attachment-id-taken").Append("too-large")),
        .. In("worklist", [Worklist.Sent, Worklist.Received]),
        .. new[] { Worklist.Sent, Worklist.Received }.SelectMany(side => new[] { $"worklist.{side}None", $"worklist.{side}NoneClosed" }),
    ];

    // Just = "…", Just = x ? "…" : …, Do(…, "…").
    [GeneratedRegex(@"(\bJust = ([^;""]*\? )?|\bDo\([^;]*?, )""(?<text>[a-z]+(-[a-z]+)*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Just();

    [GeneratedRegex(@"\bnew(?: Refusal)?\(""(?<code>[A-Z_]+)"",", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refusing();

    [GeneratedRegex(@"\bUnfit\(""(?<type>[a-z-]+)"",", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfitting();

    // ByUser(…, Verbs.X…), and the kinds of offers: Conversations.X, Verbs.XOffered.
    [GeneratedRegex(
        @"\b((?<how>ByUser|BySystem|ByLead|OnTimeline|ByRecipient)\([^""\n]*|Conversations\.\w+, )Verbs\.(?<text>\w+)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();
}
