using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Returns;

public sealed class RuleTests
{
    readonly SagaHarness<ReturnStateMachine, ReturnState> machine = Scenario.Harness();

    Scenario Scenario => field ??= new(machine);

    IEnumerable<T> Said<T>() where T : class =>
        machine.Effects.OfType<PublishEvent<T>>().Select(e => e.Message).Concat(machine.Effects.OfType<SendMessage<T>>().Select(e => e.Message));

    [Fact]
    public async Task Acceptance_asks_for_every_travellers_introduction_at_once()
    {
        var id = await Scenario.Told(id => Scenario.Request(id));
        machine.Forget();
        await machine.Do(Scenario.Accept(id));
        var asked = Assert.Single(Said<ReleaseDetails>());
        Assert.Equal([Scenario.Permit, Scenario.ChildsPermit], asked.Permits);
        Assert.Equal((Conversations.Return, Scenario.Ngo), (asked.Conversation, asked.To));
    }

    [Fact]
    public async Task Each_introduction_is_answered_by_itself()
    {
        var id = await Scenario.Led();
        var request = machine.Find(id).Data.Travellers[0].Introduction!.RequestId!.Value;
        await machine.Do(
            new DetailsReleased(request, Conversations.Return, id, Scenario.Permit, Scenario.Woman, Scenario.Ngo, ["Name"], machine.Now),
            new ReleaseRefused(request, Conversations.Return, id, Scenario.ChildsPermit, Scenario.Ngo, "WITHDRAWN", machine.Now));
        Assert.Equal(
            [(Scenario.Woman, null), (null, "WITHDRAWN")],
            machine.Find(id).Data.Travellers.Select(t => ((Guid?)t.Introduction!.DisclosureId, t.Introduction.Refused)));
    }

    /// <summary>
    /// The firewall: whatever becomes of the journey, whoever asked reads the same bytes, has the same line on the list and the same version as
    /// of a return in which nothing happened.
    /// </summary>
    [Fact]
    public async Task Whoever_asked_reads_the_same_bytes_whatever_becomes_of_the_journey()
    {
        var nothing = await Scenario.Led();
        var stories = new List<Guid>
        {
            await Scenario.Counselled(),
            await Scenario.Counselled(id => new OpenProtectionRoute(id, Scenario.Ngo, Scenario.Worker)),
            await Scenario.Counselled(id => new WithdrawReturn(id, Scenario.Ngo, Scenario.Worker, "STAYS_WITH_PROTECTION")),
            await Scenario.Counselled(
                id => Scenario.Tie(id, Scenario.Child), id => new AskClearance(id, Scenario.Ngo, Scenario.Worker),
                id => new TravelBarred(null, id, machine.Now)),
            await Scenario.Counselled(
                id => new OpenProtectionRoute(id, Scenario.Ngo, Scenario.Worker), id => new GoWithoutUs(id, Scenario.Ngo, Scenario.Worker)),
            await Scenario.Led(id => new EnterReturnInError(id, Scenario.Ngo, Scenario.Worker, "WRONG_PERSON")),
        };
        foreach (var days in new[] { 0, 1, 179, 184, 400 })
        {
            foreach (var story in stories)
                Assert.Equal(Read(nothing, days), Read(story, days));
        }
        Assert.NotEqual(Read(nothing, 0), Read(await Scenario.Told(id => Scenario.Request(id)), 0)); // the control: what may differ does
        Assert.Contains("\"Ended\"", Read(nothing, 184), StringComparison.Ordinal);

        string Read(Guid id, int days)
        {
            var (state, now) = (machine.Find(id), machine.Now.AddDays(days));
            var seen = new
            {
                list = ReturnView.Line(state, Scenario.Embassy, now),
                item = Worklist.ItemsFor(state.CurrentState, state.Data).Single(i => i.Partner == Scenario.Embassy),
                detail = ReturnView.Detail(state, Scenario.Embassy, machine.Machine.ActionsFor(state, Scenario.Embassy, now), now),
                etag = ReturnView.ETag(state, Scenario.Embassy),
            };
            // What is new for each return by itself: its id, its reference and its offers' ids and references.
            var text = JsonSerializer.Serialize(seen, NetworkJson.Options)
                .Replace(id.ToString(), "id", StringComparison.Ordinal)
                .Replace(seen.etag, "", StringComparison.Ordinal)
                .Replace(state.Data.Reference, "reference", StringComparison.Ordinal);
            return state.Data.Offers.Made.Aggregate(text, (t, offer) => t.Replace(offer.Id.ToString(), "offer", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_version_that_whoever_asked_holds_moves_with_nothing_of_the_journey()
    {
        var id = await Scenario.Led();
        var before = ReturnView.ETag(machine.Find(id), Scenario.Embassy);
        await machine.Do(
            Scenario.Tie(id, Scenario.Woman), Scenario.Counsel(id, Scenario.Woman), new OpenProtectionRoute(id, Scenario.Ngo, Scenario.Worker));
        Assert.Equal(before, ReturnView.ETag(machine.Find(id), Scenario.Embassy));
        Assert.NotEqual(ReturnView.ETag(machine.Find(id), Scenario.Ngo), before);
    }

    [Fact]
    public async Task The_ledger_has_the_journey_under_the_leads_cases_and_nothing_of_it_under_the_return()
    {
        var id = await Scenario.Led();
        machine.Forget();
        await machine.Do(
            Scenario.Tie(id, Scenario.Woman), Scenario.Counsel(id, Scenario.Woman), new OpenProtectionRoute(id, Scenario.Ngo, Scenario.Worker),
            new GoWithoutUs(id, Scenario.Ngo, Scenario.Worker), new ResumeCounsel(id, Scenario.Ngo, Scenario.Worker, "CAME_BACK"),
            new WithdrawReturn(id, Scenario.Ngo, Scenario.Worker, "NOT_SAID"),
            new EnterReturnInError(id, Scenario.Ngo, Scenario.Worker, "WRONG_PERSON"));
        var records = machine.Effects.OfType<AuditRecord>().ToList();
        Assert.Equal(7, records.Count);
        Assert.DoesNotContain(records, record => record.Reference == id || record.Related == id);
        Assert.Contains(records, record => record.Reference == Scenario.Woman && record.Related == machine.Find(id).Data.JourneyId);
    }

    [Theory]
    [InlineData("2026-12-23T09:59:00Z", "2026-12-22T10:00:00Z")] // a minute before noon in Vilnius
    [InlineData("2026-12-23T10:00:00Z", "2026-12-23T10:00:00Z")]
    [InlineData("2026-12-27T15:00:00Z", "2026-12-23T10:00:00Z")] // over Christmas and a weekend
    public void An_embassys_view_moves_at_noon_of_its_working_days(string now, string noon) => Assert.Equal(
        DateTimeOffset.Parse(noon, null),
        Noon.Last(DateTimeOffset.Parse(now, null), new WorkCalendar("Europe/Vilnius", [new(2026, 12, 24), new(2026, 12, 25)])));

    [Fact]
    public async Task Nobody_is_counselled_before_the_lead_has_a_case_of_them_and_no_child_is()
    {
        var id = await Scenario.Led();
        Assert.Equal("NO_CASE_YET", (await machine.Raise(Scenario.Counsel(id, Scenario.Woman)))!.Code);
        await machine.Do(Scenario.Tie(id, Scenario.Woman), Scenario.Tie(id, Scenario.Child));
        Assert.Equal("CHILD", (await machine.Raise(Scenario.Counsel(id, Scenario.Child)))!.Code);
        Assert.Equal("NO_SUCH_TRAVELLER", (await machine.Raise(Scenario.Counsel(id, Scenario.Man)))!.Code);
        await machine.Do(Scenario.Counsel(id, Scenario.Woman));
        Assert.Equal(States.Counselled, machine.Find(id).CurrentState);
    }

    [Fact]
    public async Task Whether_they_may_travel_is_asked_once_every_case_is_tied_and_the_latest_answer_counts()
    {
        var id = await Scenario.Led(id => Scenario.Tie(id, Scenario.Woman));
        var ask = new AskClearance(id, Scenario.Ngo, Scenario.Worker);
        Assert.Equal("NO_CASE_YET", (await machine.Raise(ask))!.Code);
        await machine.Do(new NoBarKnown(null, id, machine.Now)); // nobody has asked
        Assert.Null(machine.Find(id).Data.Travel);
        await machine.Do(Scenario.Tie(id, Scenario.Child), ask);
        Assert.Equal(Scenario.Ngo, Assert.Single(Said<ClearToTravel>()).Lead);
        await machine.Do(
            new TravelBarred(null, id, machine.Now.AddMinutes(2)), new NoBarKnown(null, id, machine.Now.AddMinutes(1)));
        Assert.Equal(nameof(TravelBarred), machine.Find(id).Data.Travel!.Answer);
    }

    [Fact]
    public async Task One_case_is_not_two_travellers()
    {
        var id = await Scenario.Led(id => Scenario.Tie(id, Scenario.Woman));
        Assert.Equal("TIED_TO_ANOTHER", (await machine.Raise(Scenario.Tie(id, Scenario.Child) with { TieId = Scenario.Woman }))!.Code);
    }

    [Fact]
    public async Task After_the_acceptance_the_wish_of_whoever_asked_no_longer_counts()
    {
        var id = await Scenario.Led();
        var refusal = await machine.Raise(new TakeRequestBack(id, Scenario.Embassy, Scenario.Worker));
        Assert.Equal("NOT_NOW", refusal!.Code);
        Assert.DoesNotContain(States.Accepted, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restricted_case_restricts_the_return_to_who_may_see_every_traveller()
    {
        var id = await Scenario.Led(id => Scenario.Tie(id, Scenario.Woman), id => Scenario.Tie(id, Scenario.Child));
        await machine.Do(
            new AudienceChanged(Conversations.Return, id, PermitId: null, Scenario.Woman, [Scenario.Worker, Scenario.Colleague], 1),
            new AudienceChanged(Conversations.Return, id, PermitId: null, Scenario.Child, [Scenario.Worker], 1),
            new AudienceChanged(Conversations.Return, id, PermitId: null, Scenario.Child, [Scenario.Colleague], 0)); // older, and late
        Assert.Equal([Scenario.Worker], machine.Find(id).Data.OnlyFor(Scenario.Ngo));
        Assert.Null(machine.Find(id).Data.OnlyFor(Scenario.Embassy));
        Assert.Equal("NOT_FOUND", (await machine.Raise(Scenario.Counsel(id, Scenario.Woman) with { Actor = Scenario.Colleague }))!.Code);
    }

    [Fact]
    public async Task A_consent_that_is_taken_back_while_a_lead_is_looked_for_ends_the_request_and_asks_nobody_else()
    {
        var id = await Scenario.Told(id => Scenario.Request(id));
        machine.Forget();
        await machine.Do(new ConsentWithdrawn(Conversations.Return, id, Scenario.ChildsPermit, Scenario.Receipt, machine.Now));
        Assert.Equal(States.Stopped, machine.Find(id).CurrentState);
        Assert.Equal(Scenario.Ngo, Assert.Single(Said<RecipientEnded>()).Recipient);
        Assert.Empty(Said<OfferMade>());
    }

    [Fact]
    public async Task Whoever_does_not_lead_reads_where_its_own_offer_stands_and_nothing_else()
    {
        var id = await Scenario.Told(id => Scenario.Request(id, Scenario.Other, Scenario.Ngo));
        await machine.Do(new DeclineLead(id, machine.Find(id).Data.Offers.Open.Single().Id, Scenario.Other, Scenario.Worker, "NO_CAPACITY", null));
        await machine.Do(Scenario.Accept(id), Scenario.Tie(id, Scenario.Woman), Scenario.Counsel(id, Scenario.Woman));
        var seen = ReturnView.Detail(machine.Find(id), Scenario.Other, [], machine.Now);
        Assert.Equal("Declined", seen.Line.State);
        Assert.Equal([Scenario.Other], seen.Offers.Select(offer => offer.To));
        Assert.All(seen.Timeline, entry => Assert.Equal(Scenario.Other, entry.With));
        Assert.All(seen.Travellers, traveller => Assert.False(traveller.Tied || traveller.CounselledAt is not null));
    }

    [Fact]
    public async Task A_lead_sees_nothing_of_who_else_was_asked()
    {
        var id = await Scenario.Told(id => Scenario.Request(id, Scenario.Other, Scenario.Ngo));
        await machine.Do(new DeclineLead(id, machine.Find(id).Data.Offers.Open.Single().Id, Scenario.Other, Scenario.Worker, "NO_CAPACITY", null));
        await machine.Do(Scenario.Accept(id));
        var seen = JsonSerializer.Serialize(ReturnView.Detail(machine.Find(id), Scenario.Ngo, [], machine.Now), NetworkJson.Options);
        Assert.DoesNotContain(Scenario.Other.ToString(), seen, StringComparison.Ordinal);
        Assert.DoesNotContain("NO_CAPACITY", seen, StringComparison.Ordinal);
    }
}
