using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.ConsentedHandoffs;
using static ReferralNetwork.Tests.Unit.Handoffs.ConsentedScenario;

namespace ReferralNetwork.Tests.Unit.Handoffs;

/// <summary>Each guard of a handoff by consent.</summary>
public sealed class ConsentedRuleTests
{
    readonly SagaHarness<ConsentedHandoffStateMachine, ConsentedHandoffState> machine = Harness();

    ConsentedScenario Scenario => field ??= new(machine);

    Task<Guid> Told(params IEnumerable<Func<Guid, object>> story) => Scenario.Told(story);

    Task<Guid> Accepted(params IEnumerable<Func<Guid, object>> then) => Told([Prepare, Scenario.Verify, Offer, Accept, .. then]);

    Task<Guid> Released(params IEnumerable<Func<Guid, object>> then) => Accepted([Scenario.Released, .. then]);

    ConsentedHandoff Data(Guid id) => machine.Find(id).Data;

    string State(Guid id) => machine.Find(id).CurrentState;

    async Task<string?> Refusal(object message) => (await machine.Raise(message))?.Code;

    WorklistItem Item(Guid id, PartnerId of) => Worklist.ItemsFor(State(id), Data(id)).Single(i => i.Partner == of);

    IEnumerable<T> Left<T>() where T : class =>
        machine.Effects.Select(e => e is PublishEvent<T> published ? published.Message : e is SendMessage<T> sent ? sent.Message : null).OfType<T>();

    [Theory]
    [InlineData(71, false, "FIRST_HOURS")]
    [InlineData(71, true, null)]
    [InlineData(72, false, null)]
    public async Task In_the_first_hours_consent_is_verified_only_if_the_person_asked(int hours, bool asked, string? refusal)
    {
        var id = await Told(Prepare);
        var verify = Scenario.Verify(id) with { InCareSince = machine.Now.AddHours(-hours), AskedForEarlier = asked };
        Assert.Equal(refusal, await Refusal(verify));
        Assert.Equal(refusal is null ? States.ConsentVerified : States.Prepared, State(id));
    }

    [Fact]
    public async Task Nothing_is_offered_on_a_permit_that_has_expired_and_consent_can_be_verified_again()
    {
        var id = await Told(Prepare, Scenario.Verify);
        machine.Now = machine.Now.AddDays(30);
        Assert.Equal("PERMIT_EXPIRED", await Refusal(Offer(id)));
        await machine.Do(Scenario.Verify(id), Offer(id));
        Assert.Equal(States.Offered, State(id));
    }

    [Fact]
    public async Task Nothing_is_offered_to_a_unit_that_is_suspended()
    {
        var harness = Harness(Police);
        var id = await new ConsentedScenario(harness).Told(Prepare, new ConsentedScenario(harness).Verify);
        Assert.Equal(OfferRules.Suspended, (await harness.Raise(Offer(id)))?.Code);
    }

    [Fact]
    public async Task The_offer_tells_Cases_of_the_conversation_and_ends_by_the_rule()
    {
        var id = await Told(Prepare, Scenario.Verify);
        machine.Forget();
        await machine.Do(Offer(id));
        var made = Assert.Single(Left<OfferMade>());
        Assert.Equal((Conversations.Handoff, id, Police, machine.Now.AddHours(2)), (made.Conversation, made.ConversationId, made.To, made.AnswerBy));
        Assert.Equal([PermitId], made.Permits);
        Assert.Equal(machine.Now.AddHours(2), Item(id, Police).DueAt);
        Assert.Equal(States.Expired, State(await Scenario.Expired()));
    }

    [Fact]
    public async Task Before_the_offer_the_unit_finds_nothing()
    {
        var id = await Told(Prepare, Scenario.Verify);
        Assert.Equal("NOT_FOUND", await Refusal(Accept(id)));
        Assert.DoesNotContain(Worklist.ItemsFor(State(id), Data(id)), item => item.Partner == Police);
    }

    [Theory]
    [InlineData("NOT_OUR_AREA", false, false, "WHO_REQUIRED")]
    [InlineData("NOT_OUR_AREA", true, false, null)]
    [InlineData("NOT_OUR_AREA", false, true, null)]
    [InlineData("CANNOT_RECEIVE", false, false, null)]
    [InlineData("OTHER", false, false, "NOTE_REQUIRED")]
    [InlineData("OTHER", true, false, null)]
    public async Task Whoever_declines_says_whose_it_is_or_why(string code, bool note, bool who, string? refusal)
    {
        var id = await Told(Prepare, Scenario.Verify, Offer);
        Assert.Equal(refusal, await Refusal(new DeclineHandoff(id, Police, Officer, code, note ? Note : null, who ? Ngo : null)));
        Assert.Equal(refusal is null ? States.Declined : States.Offered, State(id));
    }

    [Fact]
    public async Task Under_H3_nothing_is_released_before_it_is_stated_how_it_may_be_handled()
    {
        var id = await Told(PrepareStated, Scenario.Verify, Offer);
        machine.Forget();
        await machine.Do(Accept(id));
        Assert.Empty(Left<ReleaseDetails>());
        Assert.Equal("state-handling", Item(id, Ngo).ToDo);
        await machine.Do(StateHandling(id));
        Assert.Equal(Police, Assert.Single(Left<ReleaseDetails>()).To);
        Assert.Equal("NOTHING_TO_STATE", await Refusal(StateHandling(id)));
    }

    [Fact]
    public async Task A_refused_release_leaves_it_accepted_and_is_asked_for_again_on_a_newer_permit()
    {
        var id = await Accepted();
        Assert.Equal("NOT_REFUSED", await Refusal(AskRelease(id)));
        await machine.Do(Scenario.Refused(id));
        Assert.Equal((States.Accepted, Verbs.ReleaseRefused), (State(id), Item(id, Ngo).ToDo));
        Assert.Equal("EXPIRED", HandoffView.Detail(machine.Find(id), Ngo, []).Preparation!.ReleaseRefused);

        machine.Forget();
        var newer = Scenario.Permit(Guid.NewGuid()) with { Id = Guid.NewGuid() };
        await machine.Do(AskRelease(id) with { Newer = newer, Audience = Audience.Everybody });
        Assert.Equal([newer.Id], Assert.Single(Left<ReleaseDetails>()).Permits);
        await machine.Do(Scenario.Withdrawn(id)); // of the consent that it stood on before
        Assert.Equal(States.Accepted, State(id));
        await machine.Do(Scenario.Released(id));
        Assert.Equal(States.Released, State(id));
    }

    [Fact]
    public async Task Feedback_is_refused_before_the_release()
    {
        foreach (var id in new[] { await Told(Prepare, Scenario.Verify, Offer), await Accepted(), await Accepted(TakeBack) })
            Assert.Equal("NOTHING_RELEASED", await Refusal(Feedback(id, "RELEASE_OR_ESCAPE")));
    }

    [Fact]
    public async Task What_came_is_confirmed_before_any_feedback_but_that_somebody_is_free()
    {
        var id = await Released();
        Assert.Equal("NOT_NOW", await Refusal(Feedback(id, "USED")));
        await machine.Do(Feedback(id, "RELEASE_OR_ESCAPE"));
        Assert.Equal(States.Released, State(id));
    }

    [Theory]
    [InlineData("USED", null, false, "Closed", null)]
    [InlineData("NOT_USED", null, false, "Closed", null)]
    [InlineData("NOT_PROSECUTED", null, true, "Closed", null)]
    [InlineData("NOT_PROSECUTED", null, false, "Receipted", "NOTE_REQUIRED")]
    [InlineData("NOT_ENOUGH", null, false, "Receipted", null)]
    [InlineData("NOT_ENOUGH", "2027-03-01", false, "Receipted", "DATE")]
    [InlineData("TRIAL", "2027-03-01", false, "Receipted", null)]
    [InlineData("TRIAL", null, false, "Receipted", "DATE")]
    [InlineData("RELEASE_OR_ESCAPE", null, false, "Receipted", "DATE")]
    public async Task Feedback_says_what_its_code_asks_for_and_closes_only_what_is_done(
        string code, string? on, bool note, string to, string? refusal)
    {
        var id = await Released(Scenario.AllReceipts);
        var day = on is null ? (DateOnly?)null : DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(refusal, await Refusal(new GiveHandoffFeedback(id, Police, Officer, code, day, note ? Note : null)));
        Assert.Equal(to, State(id));
        Assert.Equal(refusal is null ? 1 : 0, Data(id).Feedback.Count);
    }

    [Fact]
    public async Task That_somebody_is_free_alarms_until_the_caseworker_has_written_it_into_the_case_whatever_the_state()
    {
        foreach (var id in new[]
        {
            await Released(Scenario.AllReceipts), await Released(Scenario.AllReceipts, i => Feedback(i, "USED")), await Released(Return),
            await Released(Scenario.Withdrawn)
        })
        {
            await machine.Do(Feedback(id, "RELEASE_OR_ESCAPE"));
            Assert.Equal(("threat-alert", true, true), (Item(id, Ngo).ToDo, Item(id, Ngo).First, Item(id, Ngo).Open));
            await machine.Do(ThreatAlert(id));
            Assert.False(Item(id, Ngo).First);
            Assert.Equal("NOTHING_TOLD", await Refusal(ThreatAlert(id)));
        }
    }

    [Fact]
    public async Task It_is_receipted_once_the_file_and_every_exhibit_is_confirmed()
    {
        var id = await Released();
        var file = Scenario.ReceiptOf(null);
        await machine.Do(Receipts(id, file, Scenario.ReceiptOf(Picture)));
        Assert.Equal(States.Released, State(id));
        Assert.Equal("ALREADY_GIVEN", await Refusal(Receipts(id, file)));
        await machine.Do(Receipts(id, Scenario.ReceiptOf(Telephone)));
        Assert.Equal(States.Receipted, State(id));
    }

    [Fact]
    public async Task A_receipt_for_what_was_not_released_is_refused_and_nothing_is_kept()
    {
        var id = await Released();
        foreach (var wrong in new[]
        {
            Scenario.ReceiptOf(Guid.NewGuid()), Scenario.ReceiptOf(Picture) with { DisclosureId = Guid.NewGuid() }
        })
            Assert.Equal("NOT_RELEASED", await Refusal(Receipts(id, Scenario.ReceiptOf(null), wrong)));
        Assert.Empty(Data(id).Receipts);
    }

    [Fact]
    public async Task What_came_otherwise_than_it_was_sent_alarms_both_until_the_sender_has_seen_to_it()
    {
        var id = await Released(Scenario.OneDiffers);
        Assert.Equal(States.Receipted, State(id));
        foreach (var partner in new[] { Ngo, Police })
            Assert.Equal(("mismatch", true), (Item(id, partner).ToDo, Item(id, partner).First));
        Assert.Equal("NOT_YOURS", await Refusal(Acknowledge(id) with { By = Police }));
        await machine.Do(Acknowledge(id));
        foreach (var partner in new[] { Ngo, Police })
            Assert.False(Item(id, partner).First);
        Assert.Equal("NO_MISMATCH", await Refusal(Acknowledge(id)));
    }

    [Fact]
    public async Task Whoever_gives_it_back_reads_no_more()
    {
        var id = await Released();
        machine.Forget();
        Assert.Equal("NOTE_REQUIRED", await Refusal(Return(id) with { Code = "OTHER" }));
        await machine.Do(Return(id));
        Assert.Equal((States.Returned, Police), (State(id), Assert.Single(Left<RecipientEnded>()).Recipient));
        Assert.DoesNotContain(Codes.HandoffReturnCodes, code => code.Contains("KNOWN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Consent_that_is_taken_back_before_the_release_takes_the_offer_back()
    {
        var id = await Told(Prepare, Scenario.Verify, Offer);
        machine.Forget();
        await machine.Do(Scenario.Withdrawn(id));
        Assert.Equal((States.Withdrawn, OfferStatus.Withdrawn), (State(id), Data(id).Offers.LastTo(Police)!.Status));
        Assert.Equal(Police, Assert.Single(Left<RecipientEnded>()).Recipient);
        Assert.Empty(Data(id).StopReceipts);
        Assert.Equal("OFFER_ENDED", await Refusal(Accept(id)));

        var verified = await Told(Prepare, Scenario.Verify, Excluded);
        Assert.Equal(States.Withdrawn, State(verified));
    }

    [Fact]
    public async Task Consent_that_is_taken_back_after_the_release_asks_for_a_receipt_and_says_what_cannot_be_recalled()
    {
        var id = await Released(i => Receipts(i, Scenario.ReceiptOf(null), Scenario.ReceiptOf(Picture)));
        machine.Forget();
        await machine.Do(Scenario.Withdrawn(id));
        Assert.Equal(States.Withdrawn, State(id));
        Assert.Equal(Police, Assert.Single(Left<RecipientEnded>()).Recipient);
        Assert.Equal("stop-receipt", Item(id, Police).ToDo);
        var exhibits = HandoffView.Detail(machine.Find(id), Ngo, []).Accepted!.Released!.Exhibits;
        Assert.Equal([(Picture, true), (Telephone, false)], exhibits.Select(e => (e.Id, e.NotRecallable)));
        Assert.Equal("BASIS", await Refusal(StopReceipt(id) with { Basis = null }));
        await machine.Do(StopReceipt(id));
        Assert.Null(Item(id, Police).ToDo);
        Assert.Equal("ALREADY_GIVEN", await Refusal(StopReceipt(id)));
    }

    [Fact]
    public async Task A_stop_receipt_that_is_late_alarms_the_sender_and_then_the_data_protection_officers()
    {
        var id = await Released(Scenario.Withdrawn);
        machine.Now = machine.Now.AddDays(2);
        await machine.Do(new HandoffReceiptDue(id));
        Assert.Equal("stop-receipt-overdue", Item(id, Ngo).ToDo);
        Assert.False(Assert.Single(Data(id).StopReceipts).Escalated);
        machine.Now = machine.Now.AddDays(2);
        await machine.Do(new HandoffReceiptDue(id));
        Assert.True(Assert.Single(Data(id).StopReceipts).Escalated);
    }

    [Fact]
    public async Task Consent_that_is_taken_back_after_it_was_closed_or_given_back_leaves_it_so_and_a_receipt_is_owed()
    {
        foreach (var (id, state) in new[]
        {
            (await Released(Scenario.AllReceipts, i => Feedback(i, "USED")), States.Closed), (await Released(Return), States.Returned)
        })
        {
            await machine.Do(Scenario.Withdrawn(id), Scenario.Withdrawn(id));
            Assert.Equal(state, State(id));
            Assert.Single(Data(id).StopReceipts);
        }
    }

    [Fact]
    public async Task What_was_released_just_before_it_was_taken_back_shuts_when_it_is_told()
    {
        var id = await Accepted(TakeBack);
        machine.Forget();
        await machine.Do(Scenario.Released(id));
        Assert.Equal(States.Withdrawn, State(id));
        Assert.Single(Left<RecipientEnded>());
        Assert.Single(Data(id).StopReceipts);
    }

    [Fact]
    public async Task An_exclusion_of_others_and_a_consent_of_others_change_nothing()
    {
        var id = await Accepted();
        var before = machine.Snapshot(id);
        await machine.Do(
            Excluded(id) with { Recipients = [Ngo] }, Excluded(id) with { PermitId = Guid.NewGuid() },
            Scenario.Withdrawn(id) with { ReceiptId = Guid.NewGuid() }, Scenario.Released(id) with { RequestId = Guid.NewGuid() });
        Assert.Equal(before, machine.Snapshot(id));
    }

    [Fact]
    public async Task Silence_reminds_both_until_the_unit_is_heard()
    {
        var id = await Released(Scenario.AllReceipts);
        machine.Now = machine.Now.AddDays(29);
        await machine.Do(new HandoffFeedbackDue(id));
        Assert.Null(Item(id, Police).ToDo);
        machine.Now = machine.Now.AddDays(1);
        await machine.Do(new HandoffFeedbackDue(id));
        Assert.Equal(("feedback", "feedback-overdue"), (Item(id, Police).ToDo, Item(id, Ngo).ToDo));
        await machine.Do(Feedback(id, "NOT_ENOUGH"));
        Assert.Equal(((string?)null, (string?)null), (Item(id, Police).ToDo, Item(id, Ngo).ToDo));
    }

    [Fact]
    public async Task For_colleagues_whom_the_case_excludes_there_is_no_handoff()
    {
        var id = await Told(Prepare, Scenario.Verify, Offer, i => new AudienceChanged(Conversations.Handoff, i, PermitId, null, [Worker], 2));
        await machine.Do(new AudienceChanged(Conversations.Handoff, id, PermitId, null, null, 1)); // overtaken
        Assert.Equal("NOT_FOUND", await Refusal(TakeBack(id) with { Actor = Guid.NewGuid() }));
        Assert.Equal([Worker], Item(id, Ngo).Only!);
        Assert.Null(Item(id, Police).Only);
        await machine.Do(TakeBack(id));
    }

    [Fact]
    public async Task A_request_for_information_is_answered_and_the_person_has_it_in_writing()
    {
        var id = await Released(RequestInformation);
        Assert.Equal("answer-request", Item(id, Ngo).ToDo);
        Assert.Equal("NO_SUCH_REQUEST", await Refusal(Scenario.PersonTold(id)));
        await machine.Do(Scenario.AnswerRequest(id));
        Assert.Equal("NO_SUCH_REQUEST", await Refusal(Scenario.AnswerRequest(id)));
        Assert.Equal("tell-person", Item(id, Ngo).ToDo);
        await machine.Do(Scenario.PersonTold(id));
        Assert.Null(Item(id, Ngo).ToDo);
        Assert.NotNull(HandoffView.Detail(machine.Find(id), Ngo, []).Accepted!.Requests.Single().ToldAt);
        Assert.Null(HandoffView.Detail(machine.Find(id), Police, []).Accepted!.Requests.Single().ToldAt);
    }
}
