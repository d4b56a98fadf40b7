using System.Collections.Frozen;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Placements.UnitGroups;

namespace ReferralNetwork.Placements.Stays;

/// <param name="Places">Of each unit group.</param>
/// <param name="PlannedUntil">Null: nothing was agreed.</param>
sealed record NewArrival(IReadOnlyList<TakenPlaces> Places, bool WithChild, DateTimeOffset ArrivedAt, DateTimeOffset? PlannedUntil = null);

/// <param name="Places">Where they are now; null: where they were to be.</param>
/// <param name="PlannedUntil">Null: nothing was agreed.</param>
sealed record ExpectedArrival(DateTimeOffset ArrivedAt, IReadOnlyList<TakenPlaces>? Places = null, DateTimeOffset? PlannedUntil = null);

sealed record HoldGivenBack(string Code);
sealed record NobodyCame(bool Rung);
sealed record WentAway(string For, DateTimeOffset Until);
sealed record WentMissing(DateTimeOffset Since);
sealed record Extended(DateTimeOffset Until);
sealed record Moved(IReadOnlyList<TakenPlaces> Places);
sealed record HasEnded(string For, DateTimeOffset EndedAt);

/// <summary>
/// Everything that is done with a stay, a route each; <see cref="StayStateMachine"/> says when. Where somebody is takes no If-Match: that is a
/// fact, whatever was seen before.
/// </summary>
static class StayEndpoints
{
    const string Table = "stays";

    /// <summary>Why a shelter gives back a place that it promised: it cannot keep it, or was told that nobody comes.</summary>
    static readonly FrozenSet<string> GivenBack = new[] { StayCodes.GivenBack, StayCodes.PersonDecided }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Clocks of the house and of the service may differ by this.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public static void MapStays(this WebApplication app)
    {
        var stays = app.MapActions("/stays").ForRoles(Roles.ShelterRoles, "Shelter managers and coordinators keep the stays of their organisation.");
        stays.MapGet("", List);
        stays.MapGet("{id:guid}", Detail);
        stays.MapPost("", Arrive);
        var one = stays.MapGroup("{id:guid}");
        one.MapPost("check-in", CheckIn);
        one.MapPost("give-back", (Guid id, HoldGivenBack body, [AsParameters] UserCommands<StayState> user, IfMatch seen) =>
            user.Do(new GiveBackHold(id, user.Partner, user.Actor, body.Code), seen, new Form().Known("/code", body.Code, GivenBack)));
        one.MapPost("not-taken", (Guid id, NobodyCame body, [AsParameters] UserCommands<StayState> user, IfMatch seen) =>
            user.Do(new RecordNotTaken(id, user.Partner, user.Actor, body.Rung), seen));
        one.MapPost("away", (Guid id, WentAway body, [AsParameters] UserCommands<StayState> user, UnitOfWork work) =>
            user.Do(new RecordAway(id, user.Partner, user.Actor, body.For, body.Until.ToUniversalTime()), form: Ahead("/until", body.Until, work)
                .Known("/for", body.For, StayCodes.Absences)));
        one.MapPost("back", (Guid id, [AsParameters] UserCommands<StayState> user) => user.Do(new RecordBack(id, user.Partner, user.Actor)));
        one.MapPost("missing", (Guid id, WentMissing body, [AsParameters] UserCommands<StayState> user, UnitOfWork work) =>
            user.Do(new RecordMissing(id, user.Partner, user.Actor, body.Since.ToUniversalTime()), form: Past("/since", body.Since, work)));
        one.MapPost("extend", (Guid id, Extended body, [AsParameters] UserCommands<StayState> user, IfMatch seen) =>
            user.Do(new ExtendStay(id, user.Partner, user.Actor, body.Until.ToUniversalTime()), seen));
        one.MapPost("move", Move);
        one.MapPost("end", (Guid id, HasEnded body, [AsParameters] UserCommands<StayState> user, UnitOfWork work) =>
            user.Do(new EndStay(id, user.Partner, user.Actor, body.For, body.EndedAt.ToUniversalTime()), form: Past("/endedAt", body.EndedAt, work)
                .Known("/for", body.For, StayCodes.Ends)));
    }

    static async Task<IResult> Arrive(NewArrival body, [AsParameters] UserCommands<StayState> user, UnitOfWork work)
    {
        var form = Arrived(body.ArrivedAt, body.PlannedUntil, work);
        await Check(form, body.Places, user, work);
        return form.Faults.Count > 0
            ? Problems.Invalid(form.Faults)
            : await user.Commands.Create(
                new RecordArrival(
                    Guid.CreateVersion7(), user.Partner, user.Actor, body.Places, body.WithChild, body.ArrivedAt.ToUniversalTime(),
                    body.PlannedUntil?.ToUniversalTime()),
                "/stays", user.CancellationToken);
    }

    static async Task<IResult> CheckIn(Guid id, ExpectedArrival body, [AsParameters] UserCommands<StayState> user, UnitOfWork work)
    {
        var form = Arrived(body.ArrivedAt, body.PlannedUntil, work);
        if (body.Places is { } places)
            await Check(form, places, user, work);
        return await user.Do(
            new RecordCheckIn(
                id, user.Partner, user.Actor, body.Places, body.ArrivedAt.ToUniversalTime(), body.PlannedUntil?.ToUniversalTime()),
            form: form);
    }

    static Form Arrived(DateTimeOffset at, DateTimeOffset? until, UnitOfWork work)
    {
        var form = Past("/arrivedAt", at, work);
        return until <= at ? form.Wrong("/plannedUntil", "It lies before the arrival.") : form;
    }

    static async Task<IResult> Move(Guid id, Moved body, [AsParameters] UserCommands<StayState> user, IfMatch seen, UnitOfWork work)
    {
        var form = new Form();
        await Check(form, body.Places, user, work);
        return await user.Do(new MoveStay(id, user.Partner, user.Actor, body.Places), seen, form);
    }

    /// <summary>Places of unit groups that are the caller's, each group once.</summary>
    static async Task Check(Form form, IReadOnlyList<TakenPlaces> places, UserCommands<StayState> user, UnitOfWork work)
    {
        form.Places("/places", places);
        if (form.Faults.Count > 0)
            return;
        var own = await UnitGroupPlaces.OwnAmong(work, [.. places.Select(taken => taken.UnitGroup)], user.Partner, user.CancellationToken);
        foreach (var (index, taken) in places.Index())
        {
            if (!own.Contains(taken.UnitGroup))
                form.Wrong($"/places/{index}/unitGroup", "This is no open unit group of your organisation.");
        }
    }

    static Task<IResult> List(bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Worklists.List<StayState>(work, caller, Table, [StayView.Side], StayView.Side, open, cursor, StayView.Line, cancellationToken);

    static async Task<IResult> Detail(Guid id, Caller caller, UnitOfWork work, StayStateMachine machine, CancellationToken cancellationToken) =>
        await Worklists.Find<StayState>(work, caller, Table, id, cancellationToken) is { } state
            ? Answers.Found(StayView.Detail(state, machine.ActionsFor(state, caller.Partner, work.Now)), state.Version)
            : Problems.NotFound("stay");

    static Form Past(string pointer, DateTimeOffset at, UnitOfWork work) =>
        at > work.Now + Tolerance ? new Form().Wrong(pointer, "It lies in the future.") : new();

    static Form Ahead(string pointer, DateTimeOffset at, UnitOfWork work) =>
        at <= work.Now ? new Form().Wrong(pointer, "It is over already.") : new();
}
