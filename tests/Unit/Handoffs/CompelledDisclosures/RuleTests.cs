using System.Collections.Frozen;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Handoffs.CompelledDisclosures;
using static ReferralNetwork.Tests.Unit.Handoffs.CompelledDisclosures.Scenario;

namespace ReferralNetwork.Tests.Unit.Handoffs.CompelledDisclosures;

public sealed class RuleTests
{
    readonly SagaHarness<CompelledDisclosureStateMachine, CompelledDisclosureState> machine = Harness();

    Scenario Scenario => field ??= new(machine);

    IEnumerable<T> Said<T>() where T : class =>
        machine.Effects.OfType<PublishEvent<T>>().Select(e => e.Message).Concat(machine.Effects.OfType<SendMessage<T>>().Select(e => e.Message));

    async Task RefusedAs(string code, object command)
    {
        var before = machine.Snapshot(((IUserCommand)command).Id);
        machine.Forget();
        Assert.Equal(code, (await machine.Raise(command))?.Code);
        Assert.Equal(before, machine.Snapshot(((IUserCommand)command).Id));
        Assert.Empty(machine.Effects);
    }

    [Fact]
    public async Task Who_recorded_it_approves_nothing_nor_does_their_deputy_also_not_for_somebody_else()
    {
        var id = await Scenario.CheckedAs(Codes.InOrder);
        await RefusedAs("REQUESTER", Approve(id, Worker, Roles.Coordinator));
        var named = machine.Now.AddDays(-30);
        await RefusedAs("REQUESTERS_DEPUTY", Approve(id, Deputy, Roles.Coordinator, new Deputyship(Worker, Roles.Coordinator, named)));
        // A director themselves, and the requester's deputy beside it.
        await RefusedAs("REQUESTERS_DEPUTY", Approve(id, Deputy, Roles.Director) with
        {
            Capacity = new([Roles.Director], IsOfficer: false, [new(Worker, Roles.Coordinator, named)]),
        });
        // It ended after the demand was recorded.
        await RefusedAs("REQUESTERS_DEPUTY", Approve(id, Deputy, Roles.Director) with
        {
            Capacity = new([Roles.Director], IsOfficer: false, [new(Worker, Roles.Coordinator, named, machine.Now.AddMinutes(1))]),
        });
        await machine.Do(Approve(id, Deputy, Roles.Director) with
        {
            Capacity = new([Roles.Director], IsOfficer: false, [new(Worker, Roles.Coordinator, named, machine.Now.AddDays(-1))]),
        });
    }

    [Fact]
    public async Task One_person_approves_once_and_each_role_once()
    {
        var id = await Scenario.ApprovedOnce();
        await RefusedAs("ALREADY_APPROVED", Approve(id, Coordinator, Roles.Director)); // holds both roles
        await RefusedAs(
            "ALREADY_APPROVED", Approve(id, Coordinator, Roles.Director, new Deputyship(Director, Roles.Director, machine.Now.AddDays(-9))));
        await RefusedAs("ROLE_HAS_APPROVED", Approve(id, Deputy, Roles.Coordinator));
        await machine.Do(Approve(id, Director, Roles.Director));
        Assert.Equal((States.Approved2, 2), (machine.Find(id).CurrentState, machine.Find(id).Data.Approvals.Count));
    }

    [Fact]
    public async Task Only_coordinator_director_and_deputies_whom_they_named_before_the_demand_approve()
    {
        var id = await Scenario.CheckedAs(Codes.InOrder);
        await RefusedAs("NOT_AN_APPROVER", Approve(id, Deputy, Roles.Director) with { Capacity = new([], IsOfficer: false, []) });
        await RefusedAs(
            "NOT_AN_APPROVER", Approve(id, Deputy, Roles.Director, new Deputyship(Coordinator, Roles.Coordinator, machine.Now.AddDays(-9))));
        await RefusedAs("NOT_AN_APPROVER", Approve(
            id, Deputy, Roles.Director, new Deputyship(Director, Roles.Director, machine.Now.AddDays(-9), machine.Now.AddDays(-1))));
        await RefusedAs("NAMED_TOO_LATE", Approve(id, Deputy, Roles.Director, new Deputyship(Director, Roles.Director, machine.Now)));
        await RefusedAs("OFFICER", Approve(id, Officer, Roles.Director) with { Capacity = new([Roles.Director], IsOfficer: true, []) });

        await machine.Do(Approve(id, Deputy, Roles.Director, new Deputyship(Director, Roles.Director, machine.Now.AddSeconds(-1))));
        Assert.Equal((Guid?)Director, machine.Find(id).Data.Approvals.Single().For);
    }

    [Theory]
    [InlineData("too-wide")]
    [InlineData("not-competent")]
    [InlineData("immune")]
    public async Task What_the_check_did_not_find_in_order_is_approved_only_after_it_was_narrowed_or_the_decision_on_the_challenge(string finding)
    {
        var id = await Scenario.CheckedAs(finding);
        await RefusedAs("NOT_IN_ORDER", Approve(id, Coordinator, Roles.Coordinator));
        if (finding == Codes.TooWide)
        {
            await RefusedAs("NOT_NARROWER", Narrow(id, version: 1));
            await machine.Do(Narrow(id));
            Assert.Equal((2, 2L), (machine.Find(id).Data.Order.Fields, machine.Find(id).Data.Order.Version));
        }
        else
        {
            await machine.Do(Narrow(id)); // less of it is neither competent nor lawful
            Assert.Equal((States.Checked, 2L), (machine.Find(id).CurrentState, machine.Find(id).Data.Order.Version));
            await RefusedAs("NOT_IN_ORDER", Approve(id, Coordinator, Roles.Coordinator));
            await machine.Do(new ChallengeCompelled(id, Ngo, Worker, "organisation"), new DecideChallenge(id, Ngo, Worker, Codes.InOrder));
        }
        await machine.Do(Approve(id, Coordinator, Roles.Coordinator));
    }

    [Fact]
    public async Task What_the_case_has_narrowed_is_narrowed_until_it_leaves_and_both_approve_anew()
    {
        await RefusedAs("RELEASE_PENDING", Narrow(await Scenario.Asked(), version: 7));
        foreach (var given in new[]
            {
                await Scenario.CheckedAs(Codes.InOrder), await Scenario.Narrowed(), await Scenario.ApprovedOnce(), await Scenario.Ready(),
            })
        {
            await RefusedAs("NOT_NARROWER", Narrow(given, version: machine.Find(given).Data.Order.Version));
            await machine.Do(Narrow(given, version: 7, digest: "an exhibit less"));
            Assert.Equal((States.Narrowed, 7L), (machine.Find(given).CurrentState, machine.Find(given).Data.Order.Version));
            Assert.Empty(machine.Find(given).Data.Approvals);
            await RefusedAs("ORDER_CHANGED", Approve(given, Director, Roles.Director)); // what the first had read
            await machine.Do(
                Approve(given, Coordinator, Roles.Coordinator) with { Seen = "an exhibit less" },
                Approve(given, Director, Roles.Director) with { Seen = "an exhibit less" });
            Assert.Equal(States.Approved2, machine.Find(given).CurrentState);
        }
    }

    [Fact]
    public async Task The_day_is_corrected_as_long_as_nothing_has_left_and_no_approval_is_void_by_that()
    {
        var (id, day) = (await Scenario.ApprovedOnce(), machine.Now.AddDays(4));
        await RefusedAs("NOTHING_NEW", Reread(id, answerBy: null, digest: "another"));
        await machine.Do(Reread(id, day, version: 9, digest: "another"));
        Assert.Equal((States.Approved1, day), (machine.Find(id).CurrentState, machine.Find(id).Data.Order.AnswerBy));
        Assert.Equal((day, 1L, Record(id).Order.Digest), (Item(id).DueAt, machine.Find(id).Data.Order.Version, machine.Find(id).Data.Order.Digest));
        Assert.Single(machine.Find(id).Data.Approvals);
        var said = machine.Find(id).Data.Timeline[^1];
        Assert.Equal((Verbs.DemandDayCorrected, (DateTimeOffset?)day), (said.What, said.AppliesAt));
        await machine.Do(Reread(id, answerBy: null)); // it names none after all
        Assert.Null(machine.Find(id).Data.Order.AnswerBy);
    }

    [Fact]
    public async Task What_was_recorded_before_orders_had_a_digest_gets_it_at_the_same_version_and_is_approved_then()
    {
        var id = Guid.NewGuid();
        await machine.Do(Record(id) with { Order = Record(id).Order with { Digest = null } }, Check(id));
        Assert.True(Assert.IsType<CompelledDetail>(Seen(id, Roles.Director, Director)).LacksDigest);
        await RefusedAs("NO_DIGEST", Approve(id, Coordinator, Roles.Coordinator));
        await RefusedAs("NOTHING_NEW", Reread(id, answerBy: null, version: 2)); // narrowed since: that is another step
        await machine.Do(Reread(id, answerBy: null));
        Assert.Equal(Verbs.DemandReread, machine.Find(id).Data.Timeline[^1].What);
        Assert.False(Assert.IsType<CompelledDetail>(Seen(id, Roles.Director, Director)).LacksDigest);
        await machine.Do(Approve(id, Coordinator, Roles.Coordinator), Approve(id, Director, Roles.Director));
    }

    [Fact]
    public async Task What_is_in_order_only_the_person_challenges_and_it_ends_only_if_taken_back_or_nothing_is_held()
    {
        var id = await Scenario.ApprovedOnce();
        await RefusedAs("IN_ORDER", new ChallengeCompelled(id, Ngo, Worker, "organisation"));
        await RefusedAs("IN_ORDER", new RefuseCompelled(id, Ngo, Worker, "TOO_WIDE"));
        await machine.Do(new ChallengeCompelled(id, Ngo, Worker, Codes.ByPerson));
        Assert.Empty(machine.Find(id).Data.Approvals); // what a court leaves of it is approved anew
        Assert.Empty(Said<OrderClosed>());
        await machine.Do(new RefuseCompelled(id, Ngo, Worker, "NOTHING_HELD"));
        Assert.Equal(new(id, Ngo), Assert.Single(Said<OrderClosed>()));
    }

    [Fact]
    public async Task Nothing_leaves_before_the_person_was_told_and_could_be_heard()
    {
        var id = await Scenario.ApprovedTwice();
        await RefusedAs("NOT_TOLD", Disclose(id));
        var told = Scenario.Told(id);
        told = told with { Telling = told.Telling with { ToBeHeardUntil = machine.Now.AddDays(2) } };
        await machine.Do(told);
        await RefusedAs("ALREADY_TOLD", Scenario.Told(id)); // their time is not cut short
        await RefusedAs("ALREADY_TOLD", Scenario.Banned(id, TimeSpan.FromDays(3)));
        await RefusedAs("TO_BE_HEARD", Disclose(id));
        machine.Now = machine.Now.AddDays(2);
        machine.Forget();
        await machine.Do(Disclose(id));
        var asked = Assert.Single(Said<ReleaseDetails>());
        Assert.Equal((Conversations.CompelledDisclosure, id, Police), (asked.Conversation, asked.Permits.Single(), asked.To));
        await RefusedAs("RELEASE_PENDING", Disclose(id));
        await RefusedAs("RELEASE_PENDING", new ChallengeCompelled(id, Ngo, Worker, Codes.ByPerson));
        await RefusedAs("RELEASE_PENDING", new RefuseCompelled(id, Ngo, Worker, "TAKEN_BACK"));
    }

    [Fact]
    public async Task A_refused_release_shows_why_and_may_be_asked_again()
    {
        var id = await Scenario.Asked();
        await machine.Do(Scenario.ReleaseRefused(id));
        Assert.Equal((States.Approved2, "RECIPIENT_SUSPENDED"), (machine.Find(id).CurrentState, machine.Find(id).Data.Release!.Refused));
        Assert.Equal(Verbs.ReleaseRefused, Item(id).ToDo);
        await machine.Do(Disclose(id), Scenario.Released(id));
        Assert.Equal(States.Disclosed, machine.Find(id).CurrentState);
    }

    [Fact]
    public async Task A_ban_lets_it_go_while_it_stands_and_the_person_is_told_after_its_end()
    {
        var id = await Scenario.ApprovedTwice();
        await machine.Do(Scenario.Banned(id, TimeSpan.FromDays(1)));
        machine.Now = machine.Now.AddDays(1);
        await RefusedAs("BAN_OVER", Disclose(id));
        await machine.Do(new CompelledBanEndsDue(id));
        Assert.Equal(("tell", true), (Item(id).ToDo, Item(id).First));
        await machine.Do(Scenario.Banned(id, TimeSpan.FromDays(30)), Disclose(id), Scenario.Released(id));

        await RefusedAs("BAN_STANDS", Scenario.ToldAfter(id));
        machine.Forget();
        machine.Now = machine.Now.AddDays(30);
        await machine.Do(new CompelledBanEndsDue(id));
        Assert.Contains(machine.Effects, e => e is AuditRecord { Verb: Verbs.BanEnded });
        Assert.Equal(("tell-after", true), (Item(id).ToDo, Item(id).First));
        var told = Scenario.ToldAfter(id);
        await RefusedAs("TELLING_USED", told with { Telling = told.Telling with { Id = machine.Find(id).Data.Told!.Id } });
        await RefusedAs("NOT_TOLD", told with { Telling = new(Guid.NewGuid(), null, null, machine.Now.AddDays(3)) });
        await machine.Do(told);
        Assert.False(machine.Find(id).Data.BanEnded);
        await RefusedAs("NOTHING_TO_TELL", Scenario.ToldAfter(id));
    }

    [Fact]
    public async Task Nobody_reviews_what_they_recorded_or_approved()
    {
        var id = await Scenario.Disclosed();
        foreach (var actor in new[] { Worker, Coordinator, Director })
            await RefusedAs("OWN_DECISION", Review(id, actor));
        await machine.Do(Review(id, Officer) with { Finding = "not-in-order" });
        Assert.Equal((States.Reviewed, "not-in-order"), (machine.Find(id).CurrentState, machine.Find(id).Data.Review!.Finding));
    }

    [Fact]
    public async Task An_overdue_review_goes_up_every_day_and_blocks_nothing()
    {
        var id = await Scenario.InDanger();
        Assert.Equal(new(id, Ngo), Assert.Single(Said<OrderClosed>())); // nothing leaves on it: it has been told
        Assert.Equal(machine.Now.AddHours(72), machine.Find(id).Data.ReviewDueAt);
        machine.Now = machine.Now.AddHours(71);
        await machine.Do(new CompelledReviewDue(id));
        Assert.Equal(0, machine.Find(id).Data.Escalations);
        for (var day = 1; day <= 3; day++)
        {
            machine.Now = machine.Now.AddHours(day == 1 ? 1 : 24);
            machine.Forget();
            await machine.Do(new CompelledReviewDue(id));
            Assert.Equal(day, machine.Find(id).Data.Escalations);
            Assert.Equal(machine.Now.AddDays(1), Assert.Single(machine.Effects.OfType<ScheduleTimer<CompelledReviewDue>>()).DueAt);
            Assert.Single(machine.Effects, e => e is AuditRecord { Verb: Verbs.ReviewEscalated });
        }
        await machine.Do(Scenario.ToldAfter(id), Overturn(id));
    }

    [Fact]
    public async Task What_was_told_in_danger_is_taken_late_too_and_marked_and_then_reviewed()
    {
        foreach (var (hours, late) in new[] { (12.0, false), (12.1, true) })
        {
            var id = Guid.NewGuid();
            await machine.Do(Scenario.Danger(id) with { ToldAt = machine.Now.AddHours(-hours) });
            Assert.Equal((States.Disclosed, late), (machine.Find(id).CurrentState, machine.Find(id).Data.Danger!.Late));
            Assert.Equal("tell-after", Item(id).ToDo);
            await machine.Do(Review(id, Officer));
        }
    }

    [Fact]
    public async Task Overturned_its_recipient_loses_access_and_owes_a_receipt_and_the_person_is_told()
    {
        var id = await Scenario.Disclosed();
        machine.Forget();
        await machine.Do(Overturn(id));
        var ended = Assert.Single(Said<RecipientEnded>());
        Assert.Equal((Conversations.CompelledDisclosure, id, Police), (ended.Conversation, ended.ConversationId, ended.Recipient));
        Assert.Equal("tell-overturned", Item(id).ToDo);
        Assert.Equal("stop-receipt", Item(id, Police).ToDo);

        machine.Now = machine.Now.AddDays(10);
        machine.Forget();
        await machine.Do(new CompelledReceiptDue(id));
        Assert.Equal([Verbs.StopReceiptOverdue, Verbs.StopReceiptEscalated], machine.Effects.OfType<AuditRecord>().Select(a => a.Verb));
        Assert.True(machine.Find(id).Data.Escalated);
        await machine.Do(Scenario.ToldAfter(id));
        Assert.Equal("receipt-overdue", Item(id).ToDo);
        await RefusedAs("BASIS", new GiveCompelledReceipt(id, Police, Worker, "RetainedUnder", Basis: null));
        await machine.Do(new GiveCompelledReceipt(id, Police, Worker, "RetainedUnder", "LEGAL_OBLIGATION"));
        Assert.False(Item(id).Open);
        await RefusedAs("ALREADY_GIVEN", new GiveCompelledReceipt(id, Police, Worker, "PurgeAcknowledged", Basis: null));
    }

    [Fact]
    public async Task A_restricted_case_hides_it_from_other_colleagues_but_not_from_approvers_and_the_officer()
    {
        var id = await Scenario.CheckedAs(Codes.InOrder);
        await machine.Do(new AudienceChanged(Conversations.CompelledDisclosure, id, id, null, [Worker, Officer], 1));
        await RefusedAs("NOT_FOUND", Scenario.Told(id) with { Actor = Deputy });
        await RefusedAs("NOT_FOUND", Approve(id, Deputy, Roles.Director) with { Capacity = new([], IsOfficer: false, []) });
        await machine.Do(new AdviseOnCompelled(id, Ngo, Guid.NewGuid(), "too-wide"), Approve(id, Coordinator, Roles.Coordinator));

        Assert.Null(Seen(id, Roles.Caseworker, Deputy));
        Assert.All(
            new[] { (Roles.Caseworker, Worker), (Roles.Coordinator, Coordinator), (Roles.Director, Director), (Roles.DataProtectionOfficer, Deputy) },
            who => Assert.IsType<CompelledDetail>(Seen(id, who.Item1, who.Item2)));
        Assert.Equal([Worker, Officer], Item(id).Only);
    }

    [Fact]
    public async Task Its_recipient_sees_nothing_before_something_has_left_and_then_only_that()
    {
        var id = await Scenario.Asked();
        Assert.Null(Seen(id, Roles.LiaisonOfficer, Worker, Police));
        await RefusedAs("NOT_FOUND", Check(id) with { By = Police });
        await machine.Do(Scenario.Released(id));
        await RefusedAs("NOT_YOURS", Check(id) with { By = Police });
        var seen = Assert.IsType<CompelledReceived>(Seen(id, Roles.LiaisonOfficer, Worker, Police));
        Assert.Equal((States.Disclosed, "H1", Ngo), (seen.State, seen.Handling, seen.From));
        Assert.Null(Seen(id, Roles.Caseworker, Worker, Police));
        Assert.Null(Seen(id, Roles.LiaisonOfficer, Worker, Stranger));
        await machine.Do(Review(id, Officer));
        Assert.Equal(States.Disclosed, Assert.IsType<CompelledReceived>(Seen(id, Roles.LiaisonOfficer, Worker, Police)).State);
        await machine.Do(Overturn(id));
        Assert.Equal(["stop-receipts"], Assert.IsType<CompelledReceived>(Seen(id, Roles.AuthorityOfficer, Worker, Police)).Actions);
    }

    [Fact]
    public async Task A_page_offers_each_what_is_theirs_to_do_now()
    {
        var id = await Scenario.ApprovedOnce();
        Assert.Equal(["narrow", "reread", "challenge", "refuse", "told"], Actions(id, Roles.Caseworker, Worker));
        Assert.Equal(["approve"], Actions(id, Roles.Director, Director));
        Assert.Equal(["narrow", "reread", "challenge", "refuse", "told"], Actions(id, Roles.Coordinator, Coordinator)); // approved already
        Assert.Equal(["advise"], Actions(id, Roles.DataProtectionOfficer, Officer));
        var disclosed = await Scenario.Disclosed();
        Assert.Equal(["overturn"], Actions(disclosed, Roles.Caseworker, Worker));
        Assert.Equal(["acknowledge-mismatch", "overturn"], Actions(await Scenario.Differing(), Roles.Caseworker, Worker));
        Assert.Equal(["review"], Actions(disclosed, Roles.DataProtectionOfficer, Officer));
        Assert.Empty(Actions(disclosed, Roles.DataProtectionOfficer, Director));
    }

    [Fact]
    public async Task Whoever_approves_names_what_they_have_read_and_it_is_what_the_demand_is_for()
    {
        var id = await Scenario.CheckedAs(Codes.TooWide);
        await machine.Do(Narrow(id, digest: "one exhibit less"));
        Assert.Equal((2, 1), (machine.Find(id).Data.Order.Fields, machine.Find(id).Data.Order.Exhibits));
        await RefusedAs("ORDER_CHANGED", Approve(id, Coordinator, Roles.Coordinator)); // read before it was narrowed
        await machine.Do(Approve(id, Coordinator, Roles.Coordinator) with { Seen = "one exhibit less" });
        await RefusedAs("ORDER_CHANGED", Approve(id, Director, Roles.Director) with { Seen = "two exhibits less" }); // narrowed in the case since
        await machine.Do(Approve(id, Director, Roles.Director) with { Seen = "one exhibit less" });
    }

    [Fact]
    public async Task The_day_on_the_order_is_due_from_its_recording_until_something_leaves_or_it_is_refused()
    {
        var by = machine.Now.AddDays(10);
        var dated = Record(Guid.Empty).Order with { AnswerBy = by };
        async Task<Guid> Demanded()
        {
            var demand = Guid.NewGuid();
            await machine.Do(Record(demand) with { Order = dated });
            return demand;
        }
        var id = await Demanded();
        foreach (var (step, toDo) in new (object?, string?)[]
            {
                (null, "check"), (Check(id, Codes.TooWide), "narrow-challenge-refuse"), (Narrow(id, answerBy: by), "tell"),
                (new ChallengeCompelled(id, Ngo, Worker, Codes.ByPerson), "decide-challenge"),
                (new DecideChallenge(id, Ngo, Worker, Codes.InOrder), "tell"), (Scenario.Told(id), "await-approval"),
                (Approve(id, Coordinator, Roles.Coordinator), "await-approval"), (Approve(id, Director, Roles.Director), "disclose-by"),
            })
        {
            if (step is not null)
                await machine.Do(step);
            Assert.Equal((toDo, (DateTimeOffset?)by), (Item(id).ToDo, Item(id).DueAt));
        }
        Assert.Equal(by, Assert.IsType<CompelledDetail>(Seen(id, Roles.Director, Director)).Line.AnswerBy);
        await machine.Do(Disclose(id), Scenario.Released(id));
        Assert.Null(Item(id).DueAt);

        var refused = await Demanded();
        await machine.Do(Check(refused, "immune"), new RefuseCompelled(refused, Ngo, Worker, "IMMUNE"));
        Assert.Equal((false, (DateTimeOffset?)null), (Item(refused).Open, Item(refused).DueAt));
    }

    [Fact]
    public async Task Its_recipient_confirms_the_file_and_each_exhibit_and_what_differs_alarms_both_until_it_is_cleared_up()
    {
        var id = await Scenario.Disclosed();
        Assert.Equal("receipts", Item(id, Police).ToDo);
        await RefusedAs("NOT_RELEASED", Scenario.Confirm(id, Guid.NewGuid()));
        await RefusedAs("NOT_RELEASED", Scenario.Confirm(id, null) with
        {
            Receipts = [new(Guid.NewGuid(), Guid.NewGuid(), null, Matches: true, machine.Now)],
        });
        await RefusedAs("NO_MISMATCH", new ClearUpDifference(id, Ngo, Worker));
        var first = Scenario.Confirm(id, exhibit: null);
        await machine.Do(first);
        await RefusedAs("CONFIRMED_ALREADY", first);
        await machine.Do(Scenario.Confirm(id, Letter, matches: false));
        Assert.Equal(("mismatch", true), (Item(id).ToDo, Item(id).First));
        Assert.Equal(("mismatch", true), (Item(id, Police).ToDo, Item(id, Police).First));
        await machine.Do(new ClearUpDifference(id, Ngo, Worker));
        Assert.Equal("receipts", Item(id, Police).ToDo);
        await machine.Do(Scenario.Confirm(id, Telephone));
        Assert.Equal((false, (string?)null), (Item(id, Police).Open, Item(id, Police).ToDo));
        var released = Assert.IsType<CompelledReceived>(Seen(id, Roles.LiaisonOfficer, Worker, Police)).Released!;
        Assert.Equal((true, "5e"), (released.FileMatches, released.FileSha256));
        Assert.Equal([(Letter, false), (Telephone, true)], released.Exhibits.Select(one => (one.Id, one.Matches!.Value)));

        await machine.Do(Overturn(id));
        Assert.All(
            Assert.IsType<CompelledDetail>(Seen(id, Roles.Caseworker, Worker)).Released!.Exhibits, exhibit => Assert.True(exhibit.NotRecallable));
    }

    [Fact]
    public async Task There_is_one_demand_an_order()
    {
        var id = await Scenario.Refused();
        await RefusedAs("ALREADY_DEMANDED", Record(id));
        await RefusedAs("ALREADY_DEMANDED", Scenario.Danger(id));
    }

    IReadOnlyList<string> Actions(Guid id, string role, Guid actor) => Assert.IsType<CompelledDetail>(Seen(id, role, actor)).Actions;

    object? Seen(Guid id, string role, Guid actor, PartnerId? partner = null)
    {
        var caller = new Caller(actor, partner ?? Ngo, FrozenSet.Create(StringComparer.Ordinal, role));
        var capacity = new Capacity([.. Parties.ApproverRoles.Where(caller.Has)], caller.Has(Roles.DataProtectionOfficer), []);
        return CompelledView.For(machine.Find(id), caller, capacity, machine.Machine, machine.Now);
    }

    WorklistItem Item(Guid id, PartnerId? of = null) =>
        Worklist.ItemsFor(machine.Find(id).CurrentState, machine.Find(id).Data).Single(item => item.Partner == (of ?? Ngo));
}
