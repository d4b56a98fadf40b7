using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

sealed record Reason(string Code, string? Note = null);
sealed record BareReason(string Code);
sealed record WithNote(string Note);
sealed record Appointment(DateTimeOffset At);
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
        referrals.MapMethods("{id:guid}", [HttpMethods.Head], ReferralQueries.Exists);
        referrals.MapPost("", OfferEndpoints.Open);

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
        offer.MapPost("accept", (Guid id, Guid offerId, Caller c, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new AcceptOffer(id, offerId, c.Partner, c.ActorId), ifMatch: null, cancellationToken));
        offer.MapPost("decline", (Guid id, Guid offerId, Reason body, Caller c, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.DoWithNote(
                id, c, body.Note, note => new DeclineOffer(id, offerId, c.Partner, c.ActorId, body.Code, note?.Id), ifMatch: null, cancellationToken,
                new Form().Known("/code", body.Code, Codes.DeclineCodes)));
        offer.MapPost("question", (Guid id, Guid offerId, WithNote body, Caller c, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.DoWithNote(
                id, c, body.Note, note => new AskQuestion(id, offerId, c.Partner, c.ActorId, note!.Id), ifMatch: null, cancellationToken));
        offer.MapPost("answer", (
            Guid id, Guid offerId, WithNote body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.DoWithNote(
                id, c, body.Note, note => new AnswerQuestion(id, offerId, c.Partner, c.ActorId, note!.Id, note.To), match, cancellationToken));
    }

    static void MapService(RouteGroupBuilder one)
    {
        one.MapPost("schedule", (
            Guid id, Appointment body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new ScheduleAppointment(id, c.Partner, c.ActorId, body.At), match, cancellationToken));
        one.MapPost("no-show", (Guid id, Caller c, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new ReportNoShow(id, c.Partner, c.ActorId), ifMatch: null, cancellationToken));
        one.MapPost("cancel-appointment", (Guid id, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new CancelAppointment(id, c.Partner, c.ActorId), match, cancellationToken));
        one.MapPost("visit", (Guid id, Visit? body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.DoWithNote(id, c, body?.Note, note => new ReportVisit(id, c.Partner, c.ActorId, note?.Id, body?.At), match, cancellationToken));
        one.MapPost("arrival", (Guid id, When? body, Caller c, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new ReportArrival(id, c.Partner, c.ActorId, body?.At), ifMatch: null, cancellationToken));
        one.MapPost("outcome", (Guid id, Reason body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.DoWithNote(id, c, body.Note, note => new ReportOutcome(id, c.Partner, c.ActorId, body.Code, note?.Id), match, cancellationToken,
                new Form().Known("/code", body.Code, Codes.OutcomeCodes)));
        one.MapPost("correct-outcome", (
            Guid id, Reason body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.DoWithNote(id, c, body.Note, note => new CorrectOutcome(id, c.Partner, c.ActorId, body.Code, note?.Id), match, cancellationToken,
                new Form().Known("/code", body.Code, Codes.OutcomeCodes)));
        one.MapPost("lost-contact", (Guid id, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new SeeToLostContact(id, c.Partner, c.ActorId), match, cancellationToken));
        one.MapPost("decline-after-all", (
            Guid id, Reason body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.DoWithNote(
                id, c, body.Note, note => new DeclineAfterAll(id, c.Partner, c.ActorId, body.Code, note?.Id), match, cancellationToken,
                new Form().Known("/code", body.Code, Codes.DeclineCodes)));
    }

    static void MapEnds(RouteGroupBuilder one)
    {
        one.MapPost("give-up", (Guid id, BareReason body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(
                new GiveUp(id, c.Partner, c.ActorId, body.Code), match, cancellationToken, new Form().Known("/code", body.Code, Codes.GiveUpCodes)));
        one.MapPost("cancel", (Guid id, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new CancelReferral(id, c.Partner, c.ActorId), match, cancellationToken));
        one.MapPost("request-cancellation", (Guid id, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new RequestCancellation(id, c.Partner, c.ActorId), match, cancellationToken));
        one.MapPost("confirm-cancellation", (Guid id, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new ConfirmCancellation(id, c.Partner, c.ActorId), match, cancellationToken));
        one.MapPost("end-one-sidedly", (Guid id, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new EndOneSidedly(id, c.Partner, c.ActorId), match, cancellationToken));
        one.MapPost("departure", (Guid id, Caller c, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new ReportDeparture(id, c.Partner, c.ActorId), ifMatch: null, cancellationToken));
        one.MapPost("stop", (Guid id, Caller c, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(new TellStop(id, c.Partner, c.ActorId), ifMatch: null, cancellationToken));
        one.MapPost("stop-wish", (
            Guid id, BareReason body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(
                new RecordStopWish(id, c.Partner, c.ActorId, body.Code), match, cancellationToken,
                new Form().Known("/code", body.Code, Codes.StopWishes)));
        one.MapPost("stop-receipts", (
            Guid id, StopReceiptGiven body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
        {
            var form = new Form().Known("/kind", body.Kind, Codes.StopReceiptKinds);
            if (body.Basis is { } basis)
                form.Known("/basis", basis, Codes.RetentionBases);
            return commands.Do(new GiveStopReceipt(id, c.Partner, c.ActorId, body.Kind, body.Basis, body.ReceiptId), match, cancellationToken, form);
        });
        one.MapPost("entered-in-error", (
            Guid id, BareReason body, Caller c, IfMatch match, CommandsWithNotes commands, CancellationToken cancellationToken) =>
            commands.Do(
                new EnterInError(id, c.Partner, c.ActorId, body.Code), match, cancellationToken,
                new Form().Known("/code", body.Code, Codes.ErrorCodes)));
    }
}
