using System.Text.RegularExpressions;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Placements.Stays;
using ReferralNetwork.Placements.UnitGroups;
using ReferralNetwork.Referrals.Lifecycle;
using ReferralNetwork.Tests.Unit.Referrals;
using Referred = ReferralNetwork.Referrals.Lifecycle.States;
using Stays = ReferralNetwork.Placements.Stays.States;

namespace ReferralNetwork.Tests.Unit.Holds;

/// <summary>
/// A yes with a place, between two databases: both machines as they are, every order in which their messages can come, each once or twice, with
/// everything that people and timers can do between. When nothing is under way any more there is no place kept for nobody, and nobody who was
/// promised one is without.
/// </summary>
public sealed partial class EveryOrderTests
{
    /// <summary>Of one shelter with a single place.</summary>
    static readonly Guid Room = Guid.Parse("0d000000-0000-4000-8000-000000000001");

    readonly ReferralHarness referrals = new();
    readonly SagaHarness<StayStateMachine, StayState> stays;
    readonly HashSet<string> seen = new(StringComparer.Ordinal);
    readonly HashSet<string> ends = new(StringComparer.Ordinal);

    /// <summary>Stays that there are on the path that is walked.</summary>
    IReadOnlyDictionary<Guid, string> placed = new Dictionary<Guid, string>();

    Scenario scenario = null!;
    bool twice;

    public EveryOrderTests() => stays = new(environment => new StayStateMachine(environment, (_, _, _, _) => Task.FromResult(House.Unknown with
    {
        Groups = new Dictionary<Guid, Places> { [Room] = Counted() },
    })));

    /// <param name="Referral">Its snapshot.</param>
    /// <param name="Placed">Those of the stays.</param>
    /// <param name="UnderWay">Messages that were sent and not heard, each with whether it may come once more.</param>
    /// <param name="Left">What people may still do on this path.</param>
    sealed record Moment(
        string Referral, IReadOnlyDictionary<Guid, string> Placed, IReadOnlyList<(object Message, bool Again)> UnderWay, IReadOnlyList<string> Left);

    /// <summary>Of these each message comes once in the gate, in every order; twice with <c>./dev test --all</c>, which takes minutes.</summary>
    static readonly string[] Long =
    [
        "yes, under-way, withdrawn, shelter-gives-back", "yes, timeout, yes-again", "yes, hour, decline-after-all, give-back",
        "yes, arrives, withdrawn", "yes, under-way, decline-after-all, arrives", "yes, under-way, decline-after-all, give-back",
    ];

    [Theory]
    [InlineData("yes", "cancel")]
    [InlineData("yes", "withdrawn")]
    [InlineData("yes", "other-yes")]
    [InlineData("yes", "excluded")]
    [InlineData("yes", "timeout", "yes-again")]
    [InlineData("yes", "timeout", "other-yes")]
    [InlineData("yes", "other-yes-with-place")]
    [InlineData("yes", "arrives", "withdrawn")]
    [InlineData("yes", "arrives", "timeout")]
    [InlineData("yes", "decline-after-all", "under-way")]
    [InlineData("yes", "give-back", "under-way")]
    [InlineData("yes", "give-back", "arrives")]
    [InlineData("yes", "shelter-gives-back", "arrives")]
    [InlineData("yes", "hour", "cancellation", "confirmed")]
    [InlineData("yes", "under-way", "decline-after-all", "give-back")]
    [InlineData("yes", "under-way", "decline-after-all", "arrives")]
    [InlineData("yes", "under-way", "withdrawn", "shelter-gives-back")]
    [InlineData("yes", "hour", "decline-after-all", "give-back")]
    public async Task Whatever_comes_when_no_place_is_kept_for_nobody_and_nobody_loses_theirs(params string[] happenings)
    {
        twice = Environment.GetEnvironmentVariable("TEST_ALL") == "1" || !Long.Contains(string.Join(", ", happenings));
        scenario = new Scenario(referrals);
        await scenario.Do(scenario.Offer(OfferMode.Parallel));
        await Walk(new(referrals.Snapshot(scenario.Id), new Dictionary<Guid, string>(), [], happenings));
        Assert.True(seen.Count > 20, $"only {seen.Count} moments");
        Assert.NotEmpty(ends);
    }

    async Task Walk(Moment moment)
    {
        if (!seen.Add(Canonical(moment)))
            return;
        var nothingUnderWay = moment.UnderWay.All(m => m.Message is not (HoldPlace or PlaceHeld or NoPlaceFree or ConfirmPlace or ReleasePlace
            or PersonUnderWay or PersonArrived or PersonOverdue or PlaceGivenBack));
        if (nothingUnderWay)
            Settled(moment);
        foreach (var (index, (message, again)) in moment.UnderWay.Index())
        {
            List<(object, bool)> rest = [.. moment.UnderWay.Where((_, i) => i != index)];
            await Step(moment, message, rest);
            if (again) // it comes a second time, whenever
                await Step(moment, message, [.. rest, (message, false)]);
        }
        foreach (var happening in moment.Left)
        {
            Restore(moment);
            if (Happen(happening, moment) is { } message)
                await Step(moment with { Left = [.. moment.Left.Except([happening])] }, message, moment.UnderWay);
        }
    }

    /// <summary>What a person, a timer or Cases does; null: nothing to be done, now.</summary>
    object? Happen(string what, Moment moment)
    {
        var kept = moment.Placed.Keys.Cast<Guid?>().LastOrDefault();
        return what switch
        {
            "yes" or "yes-again" => WithRoom(Scenario.ShelterA),
            "other-yes-with-place" => WithRoom(Scenario.ShelterB),
            "other-yes" => scenario.Accept(Scenario.ShelterB),
            "cancel" => scenario.Cancel(),
            "withdrawn" => scenario.Withdrawn(),
            "excluded" => scenario.Narrowed(Scenario.ShelterA, Scenario.ShelterB),
            "decline-after-all" => scenario.DeclineAfterAll(),
            "cancellation" => scenario.RequestCancellation(),
            "confirmed" => scenario.ConfirmCancellation(),
            "under-way" => scenario.UnderWay(),
            "give-back" => scenario.GiveBack(),
            "timeout" => scenario.Referral.Offers.Standing.FirstOrDefault(o => o.Pending)?.Place is { } place
                ? new PlaceAnswerDue(scenario.Id, place.HoldId) : null,
            "hour" => kept is { } stay ? new CheckInDue(stay) : null,
            "arrives" => kept is { } stay ? new RecordCheckIn(stay, Scenario.ShelterA, Scenario.Worker, null, stays.Now, null) : null,
            "shelter-gives-back" => kept is { } stay ? new GiveBackHold(stay, Scenario.ShelterA, Scenario.Worker, "GIVEN_BACK") : null,
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "Unknown."),
        };
    }

    AcceptOffer WithRoom(PartnerId shelter) =>
        scenario.Accept(shelter) with { Place = new([new(Room, 1)], referrals.Now.AddHours(5)) };

    async Task Step(Moment before, object message, IReadOnlyList<(object, bool)> rest)
    {
        Restore(before);
        var due = message is PlaceAnswerDue or CheckInDue;
        if (due)
            referrals.Now = stays.Now = referrals.Now.AddDays(1);
        var id = StayOf(message);
        var refusal = id is { } stay && !(message is RecordCheckIn or GiveBackHold or CheckInDue && !before.Placed.ContainsKey(stay))
            ? await stays.Raise(message) : id is null ? await referrals.Raise(message) : null;
        var sent = referrals.Effects.Concat(stays.Effects).Select(Message).OfType<object>().Select(m => (m, twice)).ToList();
        if (due)
            referrals.Now = stays.Now = referrals.Now.AddDays(-1);
        if (refusal is not null)
            Assert.Empty(sent);
        var after = new Dictionary<Guid, string>(before.Placed);
        if (id is { } changed && stays.Find(changed) is not null)
            after[changed] = stays.Snapshot(changed);
        placed = after;
        Assert.True(Counted().Taken <= 1, $"the one place was given {Counted().Taken} times");
        await Walk(before with { Referral = referrals.Snapshot(scenario.Id), Placed = after, UnderWay = [.. rest, .. sent] });
    }

    /// <summary>Both have heard everything.</summary>
    void Settled(Moment moment)
    {
        Restore(moment);
        var (state, referral) = (scenario.State.CurrentState, scenario.Referral);
        ends.Add(state);
        Assert.DoesNotContain(referral.Offers.Made, offer => offer.Pending);
        var awaited = referral.Offers.Accepted?.Place is { } place && ReferralRules.Expected.Contains(place.Standing)
            && (Referred.Serving.Contains(state) || state == Referred.CancellationRequested) ? place.HoldId : (Guid?)null;
        foreach (var id in moment.Placed.Keys)
        {
            var stay = stays.Find(id);
            Assert.True(stay.CurrentState != Stays.Held, $"a place is held for nobody while the referral is {state}");
            if (Stays.Promised.Contains(stay.CurrentState) && stay.Data.Promise is { Over: false })
                Assert.True(awaited == id, $"{stay.CurrentState} for nobody while the referral is {state}");
            // Either both sides are asked whether they still come, or neither.
            var asked = referral.Offers.WithHold(id) is { } offer && ReferralRules.LeftUnderWay(state, referral, offer);
            var asks = Stays.Promised.Contains(stay.CurrentState) && stay.Data.Promise is { Over: true };
            Assert.True(asked == asks, $"{stay.CurrentState}: the sender is asked {asked}, the shelter {asks}, while the referral is {state}");
            if (Stays.Staying.Contains(stay.CurrentState) && stay.Data.Promise is not null)
                Assert.Contains(referral.Offers.Made, o => o.Place is { Standing: PlaceStanding.Arrived } there && there.HoldId == id);
        }
        if (awaited is { } promised)
            Assert.True(
                Stays.Promised.Contains(stays.Find(promised).CurrentState), $"a promised place is {stays.Find(promised).CurrentState}");
    }

    Places Counted() => new(new(1, 0, 0, 0), Extra: 0, Held: In(Stays.Promised), Occupied: Math.Min(1 - In(Stays.Promised), In(Stays.Staying)));

    int In(IReadOnlyList<string> states) =>
        placed.Keys.Select(stays.Find).OfType<StayState>().Count(stay => states.Contains(stay.CurrentState) && stay.Data.Places.Count > 0);

    void Restore(Moment moment)
    {
        referrals.Restore(scenario.Id, moment.Referral);
        foreach (var id in placed.Keys.Except(moment.Placed.Keys))
            stays.Restore(id, null);
        foreach (var (id, snapshot) in moment.Placed)
            stays.Restore(id, snapshot);
        placed = moment.Placed;
        referrals.Forget();
        stays.Forget();
    }

    static Guid? StayOf(object message) => message switch
    {
        HoldPlace m => m.HoldId,
        ConfirmPlace m => m.HoldId,
        ReleasePlace m => m.HoldId,
        PersonUnderWay m => m.HoldId,
        CheckInDue m => m.StayId,
        RecordCheckIn m => m.Id,
        GiveBackHold m => m.Id,
        _ => null,
    };

    static object? Message(Effect effect) => effect switch
    {
        SendMessage<HoldPlace> e => e.Message,
        SendMessage<ConfirmPlace> e => e.Message,
        SendMessage<ReleasePlace> e => e.Message,
        SendMessage<PersonUnderWay> e => e.Message,
        SendMessage<PlaceHeld> e => e.Message,
        SendMessage<NoPlaceFree> e => e.Message,
        SendMessage<PersonArrived> e => e.Message,
        SendMessage<PersonOverdue> e => e.Message,
        SendMessage<PlaceGivenBack> e => e.Message,
        _ => null,
    };

    /// <summary>Ids in the order in which they are met: two moments that differ in nothing else are the same.</summary>
    static string Canonical(Moment moment)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var each = moment.Placed.OrderBy(p => p.Key).Select(p => Brief().Replace(p.Value, ""));
        var under = moment.UnderWay.Select(m => $"{m}").Order(StringComparer.Ordinal);
        return Ids().Replace(
            $"{Brief().Replace(moment.Referral, "")}|{string.Join('|', each)}|{string.Join('|', under)}|{string.Join(',', moment.Left)}",
            id =>
            {
                names.TryAdd(id.Value, $"#{names.Count}");
                return names[id.Value];
            });
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();

    /// <summary>What was, and makes no difference to what can come.</summary>
    [GeneratedRegex("\"(timeline|releases)\":\\[[^\\]]*\\]|\"version\":\\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Brief();
}
