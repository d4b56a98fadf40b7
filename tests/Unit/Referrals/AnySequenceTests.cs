using System.Text.Json;
using FsCheck.Xunit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>Whatever the organisations, Cases and the clock do, in whatever order: some things always hold.</summary>
public sealed class AnySequenceTests
{
    static readonly PartnerId[] Parties = [Scenario.Ngo, Scenario.ShelterA, Scenario.ShelterB, Scenario.Stranger];

    readonly ReferralHarness machine = new();

    /// <summary>What can happen, each by some organisation.</summary>
    static readonly Func<Scenario, PartnerId, object>[] Happenings =
    [
        (s, by) => s.Accept(by), (s, by) => s.Accept(by), (s, by) => s.Decline(by), (s, by) => s.Decline(by, "PERSON_DECLINED"),
        (s, by) => s.Ask(by), (s, by) => s.Answer(by), (s, by) => s.OfferAgain(by), (s, by) => s.OfferAgain(by, Guid.NewGuid()),
        (s, by) => s.GiveUp(by), (s, by) => s.DeclineAfterAll(by), (s, by) => s.Schedule(by), (s, by) => s.NoShow(by),
        (s, by) => s.CancelAppointment(by), (s, by) => s.Visit(by), (s, by) => s.Arrival(by), (s, by) => s.Outcome(by),
        (s, by) => s.RequestRelease(by), (s, by) => s.Cancel(by), (s, by) => s.RequestCancellation(by), (s, by) => s.ConfirmCancellation(by),
        (s, by) => s.StopReceipt(by), (s, by) => s.EnterInError(by),
        (s, by) => s.Released(s.LastAsked ?? by), (s, by) => s.Released(s.LastAsked ?? by), (s, by) => s.Refused(s.LastAsked ?? by),
        (s, _) => s.Withdrawn(), (s, _) => s.Withdrawn(Guid.NewGuid()),
        (s, by) => s.Correct(by), (s, by) => s.Correct(by, "ASSISTED"), (s, by) => s.SeeToLostContact(by), (s, by) => s.Outcome(by, "LOST_CONTACT"),
        (s, by) => s.EndOneSidedly(by), (s, by) => s.Departure(by), (s, by) => s.TellStop(by),
        (s, by) => s.StopWish(by), (s, by) => s.StopReceipt(by),
        (s, by) => s.AcceptWithPlace(by), (s, by) => s.AcceptWithPlace(by), (s, _) => s.PlaceHeld(), (s, _) => s.PlaceHeld(),
        (s, _) => s.NoPlaceFree(), (s, _) => s.PersonArrived(), (s, _) => s.PersonOverdue(), (s, _) => s.PlaceGivenBack(),
        (s, _) => s.PlaceAnswerDue(), (s, by) => s.UnderWay(by), (s, by) => s.GiveBack(by),
        (s, by) => s.Narrowed(by), (s, by) => s.AnswerDue(by), (s, _) => s.StopReceiptDue(), (s, _) => s.AudienceOf(Scenario.Worker, Guid.NewGuid()),
    ];

    [Property(MaxTest = 150, EndSize = 60)]
    public async Task Some_things_always_hold((byte What, byte Who, byte Wait)[] happenings, bool parallel)
    {
        var scenario = new Scenario(machine);
        var timers = new Dictionary<string, (DateTimeOffset DueAt, object Message)>();
        await scenario.Do(scenario.Offer(parallel ? OfferMode.Parallel : OfferMode.Sequential));
        await Hold(scenario, timers, null);

        foreach (var (what, who, wait) in happenings)
        {
            // Mostly moments, sometimes hours: long enough for a deadline.
            machine.Now += wait % 8 == 0 ? TimeSpan.FromMinutes(wait) : TimeSpan.FromSeconds(wait);
            while (timers.Where(t => t.Value.DueAt <= machine.Now).Select(t => t.Key).FirstOrDefault() is { } due)
            {
                timers.Remove(due, out var timer);
                await Step(scenario, timers, timer.Message);
            }
            await Step(scenario, timers, Happenings[what % Happenings.Length](scenario, Parties[who % Parties.Length]));
        }
    }

    static async Task Step(Scenario scenario, Dictionary<string, (DateTimeOffset, object)> timers, object message)
    {
        var (before, referral) = (scenario.State.CurrentState, scenario.Referral);
        scenario.Machine.Forget();
        var refusal = await scenario.Raise(message);
        if (refusal is not null)
        {
            Assert.Empty(scenario.Machine.Effects);
            Assert.Same(referral, scenario.Referral);
        }
        if (!States.IsOpen(before))
            Assert.True(scenario.State.CurrentState == before || scenario.State.CurrentState == States.EnteredInError
                || (message is CorrectOutcome && new[] { before, scenario.State.CurrentState }.All(s => s is States.Completed or States.Failed)),
                $"{before} -> {scenario.State.CurrentState}");
        await Hold(scenario, timers, referral);
    }

    static Task Hold(Scenario scenario, Dictionary<string, (DateTimeOffset, object)> timers, Referral? before)
    {
        Remember(timers, scenario.Machine.Effects);
        scenario.Machine.Forget();
        var (state, referral) = (scenario.State, scenario.Referral);

        Assert.True(referral.Offers.Made.Count(o => o.Status == OfferStatus.Accepted) <= 1, "two acceptances stand");
        Assert.True(referral.Recipient is null || !referral.Offers.Standing.Any(), "an offer stands beside an acceptance");
        Assert.Equal(state.CurrentState == States.Offered, referral.Offers.Standing.Any());
        Assert.True(!States.Serving.Contains(state.CurrentState) || referral.Recipient is not null, "nobody serves");
        Assert.Equal(referral.Timeline.Take(before?.Timeline.Count ?? 0), before?.Timeline ?? []);
        Assert.Equal(referral.Releases.Count, referral.Releases.Select(r => r.RequestId).Distinct().Count());

        var armed = referral.Offers.Open.Select(o => ReferralRules.AnswerDueKey(o.Id));
        armed = armed.Concat(referral.Offers.Standing.Where(o => o.Pending).Select(o => ReferralRules.PlaceAnswerDueKey(o.Place!.HoldId)));
        if (ReferralRules.NextLook(referral) is not null)
            armed = armed.Append(ReferralRules.StopReceiptDueKey(referral.Id));
        Assert.Equal(armed.Order(), timers.Keys.Order());
        // Access that has ended stays ended; only a new consent opens it again for who was told to stop.
        Assert.All(before?.Offers.Made ?? [], old => Assert.True(
            referral.Offers.Made.Single(o => o.Id == old.Id).ReadsUntil is var until && (old.ReadsUntil is null || until <= old.ReadsUntil),
            "access was opened again"));

        foreach (var viewer in new[] { Scenario.Ngo, Scenario.ShelterA, Scenario.ShelterB }
            .Where(v => ReferralNetwork.Referrals.Lifecycle.Parties.Involves(referral, v)))
        {
            var seen = JsonSerializer.Serialize(ReferralView.Detail(state, viewer, [], []));
            foreach (var other in new[] { Scenario.ShelterA, Scenario.ShelterB }.Where(o => o != viewer && viewer != Scenario.Ngo))
                Assert.DoesNotContain(other.ToString(), seen, StringComparison.Ordinal);
        }
        return Task.CompletedTask;
    }

    /// <summary>What the outbox would hold.</summary>
    static void Remember(Dictionary<string, (DateTimeOffset, object)> timers, IReadOnlyList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case ScheduleTimer<AnswerDue> t: timers[t.Key] = (t.DueAt, t.Message); break;
                case ScheduleTimer<PlaceAnswerDue> t: timers[t.Key] = (t.DueAt, t.Message); break;
                case ScheduleTimer<StopReceiptDue> t: timers[t.Key] = (t.DueAt, t.Message); break;
                case CancelTimer t: timers.Remove(t.Key); break;
            }
        }
    }
}
