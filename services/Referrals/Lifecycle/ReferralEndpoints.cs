using System.Collections.Frozen;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

sealed record Reason(string Code, string? Note = null);
sealed record BareReason(string Code);

/// <param name="Unmet">Why no place was found, of <see cref="PlaceCodes.UnmetNeeds"/>.</param>
sealed record GivenUp(string Code, string? Unmet = null);

/// <inheritdoc cref="GivenUp" path="/param"/>
sealed record NextSearch(DateOnly On, string Unmet);

sealed record WithNote(string Note);
sealed record Appointment(DateTimeOffset At);

/// <param name="Places">That are to be kept for them; null: accepted without a place.</param>
/// <param name="ExpectedAt">When they are to arrive there.</param>
sealed record Acceptance(IReadOnlyList<TakenPlaces>? Places = null, DateTimeOffset? ExpectedAt = null);

/// <param name="StayId">Under which the shelter has it: the sender may have been promised another place since.</param>
sealed record PlaceNotNeeded(Guid StayId);

sealed record When(DateTimeOffset? At = null);
sealed record Visit(string? Note = null, DateTimeOffset? At = null);

/// <param name="ReceiptId">The consent that was withdrawn; left out: each that is still asked about.</param>
sealed record StopReceiptGiven(string Kind, string? Basis = null, Guid? ReceiptId = null);

/// <summary>Everything that can be done with a referral, a route each; <see cref="Transitions"/> says by whom and when.</summary>
static class ReferralEndpoints
{
    public static void MapReferrals(this WebApplication app)
    {
        var referrals = app.MapActions("/referrals").ForCaseWork();
        referrals.MapGet("", ReferralQueries.List);
        referrals.MapGet("{id:guid}", ReferralQueries.Detail);
        referrals.MapExists("referral");
        referrals.MapPost("", OfferEndpoints.Open);

        app.MapPlaceSearches();
        app.MapActions("/overdue").MapGet("", Overdue.List);

        var one = referrals.MapGroup("{id:guid}");
        one.MapPost("offers", OfferEndpoints.Again);
        one.MapPost("release", OfferEndpoints.Release);
        MapAnswers(one.MapGroup("offers/{offerId:guid}"));
        MapService(one);
        MapEnds(one);
    }

    static void MapAnswers(RouteGroupBuilder offer)
    {
        offer.MapPost("accept", (Guid id, Guid offerId, Acceptance? body, [AsParameters] CommandsWithNotes user, UnitOfWork work) =>
        {
            var (wanted, form) = Place(body, work);
            return user.Do(new AcceptOffer(id, offerId, user.Partner, user.Actor, wanted), form: form);
        });
        offer.MapPost("decline", (Guid id, Guid offerId, Reason body, [AsParameters] CommandsWithNotes user) => user.DoWithNote(
            id, body.Note, note => new DeclineOffer(id, offerId, user.Partner, user.Actor, body.Code, note?.Id),
            form: Code(body.Code, Codes.DeclineCodes)));
        offer.MapPost("unsure", (Guid id, Guid offerId, [AsParameters] CommandsWithNotes user) =>
            user.Do(new SayUnsure(id, offerId, user.Partner, user.Actor)));
        offer.MapPost("question", (Guid id, Guid offerId, WithNote body, [AsParameters] CommandsWithNotes user) =>
            user.DoWithNote(id, body.Note, note => new AskQuestion(id, offerId, user.Partner, user.Actor, note!.Id)));
        offer.MapPost("answer", (Guid id, Guid offerId, WithNote body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.DoWithNote(id, body.Note, note => new AnswerQuestion(id, offerId, user.Partner, user.Actor, note!.Id, note.To), seen));
    }

    static void MapService(RouteGroupBuilder one)
    {
        one.MapPost("schedule", (Guid id, Appointment body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new ScheduleAppointment(id, user.Partner, user.Actor, body.At), seen));
        one.MapPost("no-show", (Guid id, [AsParameters] CommandsWithNotes user) => user.Do(new ReportNoShow(id, user.Partner, user.Actor)));
        one.MapPost("cancel-appointment", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new CancelAppointment(id, user.Partner, user.Actor), seen));
        one.MapPost("visit", (Guid id, Visit? body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.DoWithNote(id, body?.Note, note => new ReportVisit(id, user.Partner, user.Actor, note?.Id, body?.At), seen));
        one.MapPost("arrival", (Guid id, When? body, [AsParameters] CommandsWithNotes user) =>
            user.Do(new ReportArrival(id, user.Partner, user.Actor, body?.At)));
        one.MapPost("under-way", (Guid id, [AsParameters] CommandsWithNotes user) => user.Do(new ReportUnderWay(id, user.Partner, user.Actor)));
        one.MapPost("give-back", (Guid id, PlaceNotNeeded body, [AsParameters] CommandsWithNotes user) =>
            user.Do(new GiveBackPlace(id, user.Partner, user.Actor, body.StayId)));
        one.MapPost("outcome", (Guid id, Reason body, [AsParameters] CommandsWithNotes user, IfMatch seen) => user.DoWithNote(
            id, body.Note, note => new ReportOutcome(id, user.Partner, user.Actor, body.Code, note?.Id), seen, Code(body.Code, Codes.OutcomeCodes)));
        one.MapPost("correct-outcome", (Guid id, Reason body, [AsParameters] CommandsWithNotes user, IfMatch seen) => user.DoWithNote(
            id, body.Note, note => new CorrectOutcome(id, user.Partner, user.Actor, body.Code, note?.Id), seen, Code(body.Code, Codes.OutcomeCodes)));
        one.MapPost("lost-contact", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new SeeToLostContact(id, user.Partner, user.Actor), seen));
        one.MapPost("decline-after-all", (Guid id, Reason body, [AsParameters] CommandsWithNotes user, IfMatch seen) => user.DoWithNote(
            id, body.Note, note => new DeclineAfterAll(id, user.Partner, user.Actor, body.Code, note?.Id), seen,
            Code(body.Code, Codes.DeclineCodes)));
    }

    static void MapEnds(RouteGroupBuilder one)
    {
        one.MapPost("search-later", (Guid id, NextSearch body, [AsParameters] CommandsWithNotes user, IfMatch seen, UnitOfWork work) => user.Do(
            new PlanSearch(id, user.Partner, user.Actor, body.On, body.Unmet), seen,
            new Form().Known("/unmet", body.Unmet, PlaceCodes.UnmetNeeds).Ahead("/on", body.On, work.Now)));
        one.MapPost("give-up", (Guid id, GivenUp body, [AsParameters] CommandsWithNotes user, IfMatch seen) => user.Do(
            new GiveUp(id, user.Partner, user.Actor, body.Code, body.Unmet), seen,
            Code(body.Code, Ends).MayKnow("/unmet", body.Unmet, PlaceCodes.UnmetNeeds)));
        one.MapPost("cancel", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new CancelReferral(id, user.Partner, user.Actor), seen));
        one.MapPost("request-cancellation", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new RequestCancellation(id, user.Partner, user.Actor), seen));
        one.MapPost("confirm-cancellation", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new ConfirmCancellation(id, user.Partner, user.Actor), seen));
        one.MapPost("end-one-sidedly", (Guid id, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new EndOneSidedly(id, user.Partner, user.Actor), seen));
        one.MapPost("departure", (Guid id, [AsParameters] CommandsWithNotes user) => user.Do(new ReportDeparture(id, user.Partner, user.Actor)));
        one.MapPost("stop", (Guid id, [AsParameters] CommandsWithNotes user) => user.Do(new TellStop(id, user.Partner, user.Actor)));
        one.MapPost("stop-wish", (Guid id, BareReason body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new RecordStopWish(id, user.Partner, user.Actor, body.Code), seen, Code(body.Code, Codes.StopWishes)));
        one.MapPost("stop-receipts", (Guid id, StopReceiptGiven body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
        {
            var form = new Form().Known("/kind", body.Kind, Codes.StopReceiptKinds);
            if (body.Basis is { } basis)
                form.Known("/basis", basis, Codes.RetentionBases);
            return user.Do(new GiveStopReceipt(id, user.Partner, user.Actor, body.Kind, body.Basis, body.ReceiptId), seen, form);
        });
        one.MapPost("entered-in-error", (Guid id, BareReason body, [AsParameters] CommandsWithNotes user, IfMatch seen) =>
            user.Do(new EnterInError(id, user.Partner, user.Actor, body.Code), seen, Code(body.Code, Codes.ErrorCodes)));
    }

    /// <summary>Whose the places are, and whether they are free, Placements says.</summary>
    static (WantedPlace? Wanted, Form Form) Place(Acceptance? body, UnitOfWork work)
    {
        var form = new Form();
        if (body is null or { Places: null, ExpectedAt: null })
            return (null, form);
        form.Places("/places", body.Places ?? []);
        if (body.ExpectedAt is not { } expected || expected <= work.Now || expected > work.Now + ReferralRules.Foreseeable)
            form.Wrong("/expectedAt", "Say when they are to arrive: from now on, within a year.");
        return (new(body.Places ?? [], body.ExpectedAt ?? default), form);
    }

    static readonly FrozenSet<string> Ends = [.. Codes.GiveUpCodes, .. PlaceCodes.GiveUps];

    static Form Code(string code, IReadOnlySet<string> known) => new Form().Known("/code", code, known);
}
