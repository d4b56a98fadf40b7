using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Returns;

/// <summary>What organisations that had details owe once their parts have ended.</summary>
public sealed class ReceiptTests
{
    readonly SagaHarness<ReturnStateMachine, ReturnState> machine = Scenario.Harness();

    Scenario Scenario => field ??= new(machine);

    Return Data(Guid id) => machine.Find(id).Data;

    IEnumerable<StopReceipt> Owed(Guid id) => Data(id).Receipts.Where(r => r.Owed);

    WorklistItem ItemOf(Guid id, PartnerId partner) =>
        Worklist.ItemsFor(machine.Find(id).CurrentState, Data(id)).Single(i => i.Partner == partner);

    static GiveReturnReceipt Give(Guid id) => new(id, Scenario.Clinic, Scenario.Worker, "PurgeAcknowledged", null);

    static WithdrawReturn NobodyGoes(Guid id) => new(id, Scenario.Ngo, Scenario.Worker, "WILL_NOT_GO");

    /// <summary>A clinic has details of the woman.</summary>
    IReadOnlyList<Func<Guid, object>> Released(Guid? traveller = null, PartnerId? to = null) =>
    [
        i => Scenario.Ask(i, traveller ?? Scenario.Woman, "health", to ?? Scenario.Clinic),
        i => Scenario.AcceptLast(i, to ?? Scenario.Clinic), i => Scenario.ReleasedTo(i, to ?? Scenario.Clinic),
    ];

    /// <summary>The person excludes it.</summary>
    PermitNarrowed Excluded(Guid id) => new PermitNarrowed(Conversations.Return, id, Scenario.PermitOf(id, Scenario.Clinic), [Scenario.Clinic]);

    async Task LaterBy(int days, Guid id)
    {
        machine.Now = machine.Now.AddDays(days);
        await machine.Do(new ReturnReceiptDue(id));
    }

    [Fact]
    public async Task A_receipt_that_is_late_is_told_once_to_the_lead_and_later_is_the_data_protection_officers()
    {
        machine.Forget();
        var id = await Scenario.Told([.. Scenario.Consented, .. Released(), NobodyGoes]);
        var asked = Assert.Single(Owed(id));
        Assert.Equal(asked.DueAt, Assert.Single(machine.Effects.OfType<ScheduleTimer<ReturnReceiptDue>>()).DueAt);
        Assert.Equal((null, false), (ItemOf(id, Scenario.Ngo).ToDo, ItemOf(id, Scenario.Ngo).Open)); // owed, and not late
        Assert.Equal(("receipt", asked.DueAt), (ItemOf(id, Scenario.Clinic).ToDo, ItemOf(id, Scenario.Clinic).DueAt));

        machine.Forget();
        await LaterBy(2, id);
        await machine.Do(new ReturnReceiptDue(id));
        var late = ItemOf(id, Scenario.Ngo);
        Assert.Equal(("receipts-overdue", asked.DueAt, true), (late.ToDo, late.DueAt, late.Open));
        Assert.False(Assert.Single(Owed(id)).Escalated);
        Assert.All(machine.Effects.OfType<ScheduleTimer<ReturnReceiptDue>>(), timer => Assert.Equal(asked.EscalateAt, timer.DueAt));

        await LaterBy(1, id);
        Assert.True(Assert.Single(Owed(id)).Escalated);
        Assert.Equal(
            [("stop-receipt-overdue", Data(id).JourneyId), ("stop-receipt-escalated", Data(id).JourneyId)],
            machine.Effects.OfType<AuditRecord>().Select(a => (a.Verb, a.Reference)));
        Assert.Equal(
            [Scenario.Clinic, Scenario.Clinic],
            Data(id).Timeline.Where(e => e.What is "stop-receipt-overdue" or "stop-receipt-escalated").Select(e => e.With!.Value));
        Assert.Contains(new CancelTimer(ReturnRules.ReceiptDueKey(id)), machine.Effects);

        await machine.Do(Give(id));
        Assert.Equal((null, false), (ItemOf(id, Scenario.Ngo).ToDo, ItemOf(id, Scenario.Ngo).Open));
        Assert.Equal(States.Withdrawn, machine.Find(id).CurrentState);
    }

    [Fact]
    public async Task An_organisation_is_asked_again_when_another_of_its_parts_ends_and_the_last_receipt_stops_the_return()
    {
        var id = await Scenario.Told([.. Scenario.Consented, .. Released(), Excluded, Give, .. Released(Scenario.Child)]);
        Assert.Empty(Owed(id));
        await machine.Do(Scenario.TakenBack(id, Scenario.Woman), Scenario.TakenBack(id, Scenario.Child));
        Assert.Equal(States.Stopping, machine.Find(id).CurrentState);
        Assert.Equal([Scenario.First(id, Scenario.Clinic).Id, Scenario.Last(id, Scenario.Clinic).Id], Data(id).Receipts.Select(r => r.PartId!.Value));
        Assert.Equal(Scenario.Last(id, Scenario.Clinic).Id, Assert.Single(Owed(id)).PartId);
        Assert.Contains("receipt", machine.Machine.ActionsFor(machine.Find(id), Scenario.Clinic, machine.Now));
        await machine.Do(Give(id));
        Assert.Equal(States.Stopped, machine.Find(id).CurrentState);
        Assert.Equal("ALREADY_GIVEN", (await machine.Raise(Give(id)))?.Code);
    }

    [Fact]
    public async Task Whose_part_had_ended_before_is_asked_when_consent_is_taken_back()
    {
        var id = await Scenario.Told([
            .. Scenario.Consented, .. Released(),
            i => new WithdrawStrand(i, Scenario.Ngo, Scenario.Worker, Scenario.Last(i, Scenario.Clinic).Id)]);
        Assert.Empty(Data(id).Receipts);
        await machine.Do(Scenario.TakenBack(id, Scenario.Woman));
        Assert.Equal(Scenario.Clinic, Assert.Single(Owed(id)).Partner);
    }

    [Fact]
    public async Task Who_meets_somebody_who_took_consent_back_on_the_way_keeps_what_it_was_told_until_they_have_arrived()
    {
        var id = await Scenario.Told([
            .. Scenario.LightConfirmed, i => new SetWords(i, Scenario.Ngo, Scenario.Worker, Scenario.Man, Scenario.Words), Scenario.Depart,
            i => Scenario.TakenBack(i, Scenario.Man), Give]);
        Assert.Equal(States.Stopped, machine.Find(id).CurrentState);
        machine.Forget();
        await machine.Do(Met(word: null)); // unconfirmed: the check runs on
        Assert.Null(Scenario.Last(id, Scenario.Carrier).EndedAt);
        await machine.Do(Met("answer"));
        Assert.NotNull(Scenario.Last(id, Scenario.Carrier).EndedAt);
        Assert.Equal(Scenario.Carrier, Assert.Single(Owed(id)).Partner);
        Assert.Equal(Scenario.Carrier, Assert.Single(machine.Effects.OfType<PublishEvent<RecipientEnded>>()).Message.Recipient);
        await machine.Do(Give(id) with { By = Scenario.Carrier });
        Assert.Equal(States.Stopped, machine.Find(id).CurrentState);

        ReportArrived Met(string? word) => new(id, Scenario.Ngo, word is null ? Scenario.Colleague : Scenario.Worker, machine.Now, word);
    }

    [Fact]
    public async Task One_answer_gives_all_that_the_organisation_owes_and_of_others_the_return_still_waits()
    {
        var id = await Scenario.Told([
            .. Scenario.Consented, .. Released(), Excluded, .. Released(Scenario.Child), .. Released(to: Scenario.Carrier),
            i => Scenario.TakenBack(i, Scenario.Woman), i => Scenario.TakenBack(i, Scenario.Child), Give]);
        Assert.Equal(States.Stopping, machine.Find(id).CurrentState);
        Assert.Equal(Scenario.Carrier, Assert.Single(Owed(id)).Partner);
        Assert.Equal([machine.Now, machine.Now], Data(id).Receipts.Where(r => r.Partner == Scenario.Clinic).Select(r => r.GivenAt!.Value));
        await machine.Do(Give(id) with { By = Scenario.Carrier });
        Assert.Equal(States.Stopped, machine.Find(id).CurrentState);
    }

    [Theory]
    [InlineData(States.Stopping, "receipts")]
    [InlineData(States.Stopped, null)]
    [InlineData(States.Withdrawn, null)]
    [InlineData(States.Ended, null)]
    [InlineData(States.Closed, null)]
    [InlineData(States.EnteredInError, null)]
    public async Task A_late_receipt_shows_to_the_lead_also_when_the_return_is_over(string state, string? before)
    {
        IEnumerable<Func<Guid, object>> story = state switch
        {
            States.Stopping =>
                [.. Scenario.Consented, .. Released(), i => Scenario.TakenBack(i, Scenario.Woman), i => Scenario.TakenBack(i, Scenario.Child)],
            States.Stopped => Scenario.StoppedBeforeWord,
            States.Withdrawn => [.. Scenario.Confirmed, NobodyGoes],
            States.Ended => [.. Scenario.Overdue, i => new ReportFound(
                i, Scenario.Ngo, Scenario.Worker, machine.Now, "SAFE", "ENDS", "family", FreeToSpeak: true)],
            States.Closed =>
            [
                .. Scenario.Departed, Scenario.Arrive, Scenario.Receive, i => new CloseReturn(i, Scenario.Ngo, Scenario.Worker, "DONE"),
            ],
            _ => [.. Scenario.Confirmed, i => new EnterReturnInError(i, Scenario.Ngo, Scenario.Worker, "WRONG_PERSON")],
        };
        var id = await Scenario.Told(story);
        Assert.Equal(state, machine.Find(id).CurrentState);
        Assert.Equal(before, ItemOf(id, Scenario.Ngo).ToDo);
        await LaterBy(2, id);
        Assert.Equal(state, machine.Find(id).CurrentState);
        Assert.Equal(("receipts-overdue", true), (ItemOf(id, Scenario.Ngo).ToDo, ItemOf(id, Scenario.Ngo).Open));
        var seen = ReturnView.Detail(machine.Find(id), Scenario.Ngo, [], machine.Now).Receipts;
        Assert.Contains((Scenario.Clinic, true), seen.Select(r => (r.Partner, r.Overdue)));
    }

    /// <summary>The step that is due comes first: the receipt stands on the return's page.</summary>
    [Fact]
    public async Task As_long_as_the_journey_goes_on_a_late_receipt_hides_no_step_of_it()
    {
        var id = await Scenario.Told([.. Scenario.Planned]);
        await LaterBy(2, id);
        Assert.Equal("book", ItemOf(id, Scenario.Ngo).ToDo);
        Assert.True(Assert.Single(ReturnView.Detail(machine.Find(id), Scenario.Ngo, [], machine.Now).Receipts).Overdue);
        var left = await Scenario.Told([.. Scenario.Departed]);
        Assert.Null(ItemOf(left, Scenario.Ngo).ToDo);
        await LaterBy(2, left);
        Assert.Equal("receipts-overdue", ItemOf(left, Scenario.Ngo).ToDo);
    }

    [Fact]
    public async Task A_body_of_a_State_that_had_details_is_asked_for_nothing()
    {
        var id = await Scenario.Told([
            .. Scenario.Booked, i => new CompleteStrand(i, Scenario.Ngo, Scenario.Worker, Scenario.Last(i, Scenario.Embassy).Id),
            i => Scenario.ReleasedTo(i, Scenario.Embassy), NobodyGoes]);
        await LaterBy(9, id);
        Assert.DoesNotContain(Data(id).Receipts, r => r.Partner == Scenario.Embassy);
        Assert.DoesNotContain(
            ReturnView.Detail(machine.Find(id), Scenario.Embassy, [], machine.Now).Timeline,
            e => e.What.StartsWith("stop-receipt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_asked_for_the_return_and_had_a_part_has_its_receipt_on_its_list()
    {
        var id = await Scenario.Told([.. Scenario.Consented, .. Released(to: Scenario.Embassy), NobodyGoes]); // as if it were no embassy
        Assert.Equal(("receipt", Assert.Single(Owed(id)).DueAt), (ItemOf(id, Scenario.Embassy).ToDo, ItemOf(id, Scenario.Embassy).DueAt));
    }

    [Fact]
    public async Task A_return_from_before_the_rule_was_read_has_late_receipts_and_escalates_none()
    {
        var terms = Scenario.Terms with
        {
            Periods = Scenario.Terms.Periods.Where(p => p.Key != ReturnPeriods.ReceiptEscalation).ToDictionary(),
        };
        var id = await Scenario.Told([i => Scenario.Request(i) with { Terms = terms }, .. Scenario.Consented.Skip(1), .. Released(), NobodyGoes]);
        await LaterBy(2, id);
        await LaterBy(400, id);
        var owed = Assert.Single(Owed(id));
        Assert.Equal((true, false), (owed.Overdue, owed.Escalated));
    }

    [Fact]
    public async Task A_receipt_that_was_stored_before_it_could_be_late_is_still_owed()
    {
        var id = await Scenario.Told([.. Scenario.Consented, .. Released(), Excluded]);
        var stored = JsonSerializer.SerializeToNode(Data(id), NetworkJson.Options)!.AsObject();
        stored["receipts"]![0] = JsonNode.Parse(
            $$"""
            {"partner":"{{Scenario.Clinic}}","askedAt":"2026-11-02T09:00:00+00:00","dueAt":"2026-11-03T22:00:00+00:00","kind":null,"basis":null}
            """);
        machine.Find(id).Data = stored.Deserialize<Return>(NetworkJson.Stored)!;
        Assert.Equal(machine.Now, Assert.Single(Owed(id)).AskedAt);
        await LaterBy(9, id);
        Assert.Equal((true, false), (Assert.Single(Owed(id)).Overdue, Assert.Single(Owed(id)).Escalated));
        await machine.Do(Give(id));
        Assert.Empty(Owed(id));
    }
}
