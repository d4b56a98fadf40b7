using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <param name="Permit">That Cases signed for <c>ReturnAssistance</c>, to any organisation: by it the consent is known.</param>
/// <param name="AskedSooner">The person asked to decide before a day had passed.</param>
sealed record SaidYes(string Permit, bool AskedSooner = false);

sealed record HalfDone(string Result, string? Note = null);
sealed record BestInterestsFound(string Body, DateOnly On, string Result, string? Note = null);
sealed record PlanLines(IReadOnlyList<PlanLine> Lines);
sealed record NewLeg(string Carrier, string From, string To, DateTimeOffset DepartsAt, DateTimeOffset ArrivesAt, string Escort, PartnerId? By = null);
sealed record NewJourney(IReadOnlyList<NewLeg> Legs, IReadOnlyList<PartnerId> DutyDesks);

/// <param name="NoBar">They know of nothing new that bars them from leaving.</param>
/// <param name="NoRisk">Neither they nor the lead name a new risk.</param>
/// <param name="FitToTravel">They are well enough.</param>
sealed record AskedAgain(bool NoBar, bool NoRisk, bool FitToTravel);

sealed record Seen(DateTimeOffset At);
sealed record SeenWithCode(DateTimeOffset At, string Code);
sealed record SeenArriving(DateTimeOffset At, string? Word = null);
sealed record SeenIn(DateTimeOffset At, string In);
sealed record FoundSo(DateTimeOffset At, string Code, string Then, string SpokeWith, bool FreeToSpeak);
sealed record TakenBy(DateTimeOffset At, string Kind, string To);
sealed record Delay(int Minutes, IReadOnlyList<string> Sources);
sealed record Ticks(IReadOnlyList<string> FirstHours);
sealed record HowTheyAre(string Psychosocial, string Economic, string Social);
sealed record Receipt(string Kind, string? Basis = null);

/// <summary>From consent to the last talk: what we decide, with the version that was seen, and what was seen, without.</summary>
static class JourneyEndpoints
{
    const int MostLegs = 12;
    const int MostLines = 40;

    public static void MapJourney(this RouteGroupBuilder one)
    {
        MapDecisions(one);
        MapSightings(one);
        MapHome(one);
    }

    static void MapDecisions(RouteGroupBuilder one)
    {
        one.MapPost("travellers/{travellerId:guid}/consent", async (
            Guid id, Guid travellerId, SaidYes body, [AsParameters] CommandsWithTokens user, IfMatch seen, UnitOfWork work) =>
        {
            var (permit, fault) = await user.Tokens.CheckPermit(body.Permit, user.Partner, Codes.ReturnAssistance, work.Now);
            return fault is not null
                ? Problems.Invalid(fault)
                : await user.Do(
                    new GiveReturnConsent(id, user.Partner, user.Actor, travellerId, permit!.Id, permit.ReceiptId, body.AskedSooner), seen);
        });
        one.MapPost("plan-light", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new PlanLight(id, user.Partner, user.Actor), seen));
        one.MapPost("assess", async (Guid id, HalfDone body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
        {
            var form = new Form().Known("/result", body.Result, Results);
            return await user.Do(
                new AssessReturn(id, user.Partner, user.Actor, body.Result, await user.NoteIn(form, body.Note, id)), seen, form);
        });
        one.MapPost("best-interests", async (Guid id, BestInterestsFound body, [AsParameters] CommandsWithTokens user, IfMatch seen,
            UnitOfWork work) =>
        {
            var form = new Form().Known("/body", body.Body, Codes.BestInterestsBodies).Known("/result", body.Result, Results);
            if (body.On > DateOnly.FromDateTime(work.Now.UtcDateTime))
                form.Wrong("/on", "A decision has been made before it is recorded.");
            return await user.Do(
                new DecideBestInterests(
                    id, user.Partner, user.Actor, body.Body, body.On, body.Result, await user.NoteIn(form, body.Note, id)), seen, form);
        });
        one.MapPost("agree-plan", (Guid id, PlanLines body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new AgreePlan(id, user.Partner, user.Actor, body.Lines), seen, Check(body.Lines)));
        one.MapPost("reassess", (Guid id, BareReason body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new Reassess(id, user.Partner, user.Actor, body.Code), seen, new Form().Known("/code", body.Code, Codes.ReassessCodes)));
        one.MapPost("rebook", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new RebookReturn(id, user.Partner, user.Actor), seen));
        one.MapPost("book", Book);
        one.MapPost("hold", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new HoldReturn(id, user.Partner, user.Actor), seen));
        one.MapPost("release-hold", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new ReleaseHold(id, user.Partner, user.Actor), seen));
        one.MapPost("final-confirm", (Guid id, AskedAgain body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
        {
            var form = new Form();
            foreach (var (pointer, yes) in new[] { ("/noBar", body.NoBar), ("/noRisk", body.NoRisk), ("/fitToTravel", body.FitToTravel) })
            {
                if (!yes)
                    form.Wrong(pointer, "Hold the return, or record that they will not go: it is confirmed when nothing stands against it.");
            }
            return user.Do(new ConfirmFinally(id, user.Partner, user.Actor), seen, form);
        });
        one.MapPost("stop-check", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new StopCheck(id, user.Partner, user.Actor), seen));
    }

    static void MapSightings(RouteGroupBuilder one)
    {
        one.MapPost("departed", (Guid id, Seen body, [AsParameters] CommandsWithTokens user) =>
            user.Do(new ReportDeparted(id, user.Partner, user.Actor, body.At)));
        one.MapPost("not-departed", (Guid id, SeenWithCode body, [AsParameters] CommandsWithTokens user) =>
            user.Do(
                new ReportNotDeparted(id, user.Partner, user.Actor, body.At, body.Code), form: new Form().Known("/code", body.Code,
                    Codes.NotDepartedCodes)));
        var leg = one.MapGroup("legs/{legId:guid}");
        leg.MapPost("begun", (Guid id, Guid legId, Seen body, [AsParameters] CommandsWithTokens user) =>
            user.Do(new ReportLegBegun(id, user.Partner, user.Actor, body.At, legId)));
        leg.MapPost("arrived", (Guid id, Guid legId, Seen body, [AsParameters] CommandsWithTokens user) =>
            user.Do(new ReportLegArrived(id, user.Partner, user.Actor, body.At, legId)));
        leg.MapPost("delay", (Guid id, Guid legId, Delay body, [AsParameters] CommandsWithTokens user) =>
            user.Do(
                new ConfirmDelay(id, user.Partner, user.Actor, legId, TimeSpan.FromMinutes(body.Minutes), body.Sources),
                form: new Form().AllKnown("/sources", body.Sources, Codes.DelaySources)));
        one.MapPost("arrived", (Guid id, SeenArriving body, [AsParameters] CommandsWithTokens user, LookupKey key) =>
            user.Do(new ReportArrived(
                id, user.Partner, user.Actor, body.At, string.IsNullOrWhiteSpace(body.Word) ? null : StrandEndpoints.Hash(key, id, body.Word))));
        one.MapPost("stopped-en-route", (Guid id, SeenIn body, [AsParameters] CommandsWithTokens user) =>
            user.Do(
                new ReportStoppedEnRoute(id, user.Partner, user.Actor, body.At, body.In), form: new Form().Known("/in", body.In, IsoCountries.All)));
        one.MapPost("goes-on", (Guid id, Seen body, [AsParameters] CommandsWithTokens user) =>
            user.Do(new ReportGoesOn(id, user.Partner, user.Actor, body.At)));
        one.MapPost("stays", (Guid id, SeenWithCode body, [AsParameters] CommandsWithTokens user) =>
            user.Do(new ReportStays(id, user.Partner, user.Actor, body.At, body.Code), form: new Form().Known("/code", body.Code, Codes.StayCodes)));
        one.MapPost("missing", (Guid id, Seen body, [AsParameters] CommandsWithTokens user) =>
            user.Do(new ReportMissing(id, user.Partner, user.Actor, body.At)));
        one.MapPost("found", (Guid id, FoundSo body, [AsParameters] CommandsWithTokens user) =>
            user.Do(
                new ReportFound(id, user.Partner, user.Actor, body.At, body.Code, body.Then, body.SpokeWith, body.FreeToSpeak),
                form: new Form().Known("/code", body.Code, Codes.FoundCodes).Known("/then", body.Then, Codes.FoundThen)
                    .Known("/spokeWith", body.SpokeWith, Codes.SpokeWith)));
        one.MapPost("removed", (Guid id, TakenBy body, [AsParameters] CommandsWithTokens user) =>
            user.Do(
                new ReportRemoved(id, user.Partner, user.Actor, body.At, body.Kind, body.To),
                form: new Form().Known("/kind", body.Kind, Codes.RemovalKinds).Known("/to", body.To, IsoCountries.All)));
        one.MapPost("acknowledge", (Guid id, [AsParameters] CommandsWithTokens user) =>
            user.Do(new AcknowledgeAlarm(id, user.Partner, user.Actor)));
    }

    static void MapHome(RouteGroupBuilder one)
    {
        one.MapPost("received", (Guid id, Ticks body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
        {
            var form = new Form();
            if (body.FirstHours.Count > 0)
                form.AllKnown("/firstHours", body.FirstHours, Codes.FirstHours);
            return user.Do(new ConfirmReception(id, user.Partner, user.Actor, body.FirstHours), seen, form);
        });
        one.MapPost("talk", (Guid id, HowTheyAre body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(
                new RecordTalk(id, user.Partner, user.Actor, body.Psychosocial, body.Economic, body.Social), seen,
                new Form().Known("/psychosocial", body.Psychosocial, Codes.MonitoringMarks).Known("/economic", body.Economic, Codes.MonitoringMarks)
                    .Known("/social", body.Social, Codes.MonitoringMarks)));
        one.MapPost("close", (Guid id, BareReason body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new CloseReturn(id, user.Partner, user.Actor, body.Code), seen, new Form().Known("/code", body.Code, Codes.CloseCodes)));
        one.MapPost("receipt", (Guid id, Receipt body, [AsParameters] CommandsWithTokens user) =>
        {
            var form = new Form().Known("/kind", body.Kind, Codes.StopReceiptKinds);
            if (body.Basis is { } basis)
                form.Known("/basis", basis, Codes.RetentionBases);
            return user.Do(new GiveReturnReceipt(id, user.Partner, user.Actor, body.Kind, body.Basis), form: form);
        });
    }

    static readonly HashSet<string> Results = [.. Codes.AssessmentResults];

    static async Task<IResult> Book(Guid id, NewJourney body, [AsParameters] CommandsWithTokens user, IfMatch seen, UnitOfWork work)
    {
        var form = new Form();
        if (body.Legs.Count is 0 or > MostLegs)
            return Problems.Invalid(form.Wrong("/legs", $"Name 1 to {MostLegs} legs.").Faults);
        var known = await KnownPartners.Find(work, body.Legs.Select(l => l.By).OfType<PartnerId>(), user.CancellationToken);
        foreach (var (index, leg) in body.Legs.Index())
        {
            var at = $"/legs/{index}";
            form.Known($"{at}/carrier", leg.Carrier, Codes.Carriers).Known($"{at}/escort", leg.Escort, Codes.Escorts)
                .Known($"{at}/from", leg.From, IsoCountries.All).Known($"{at}/to", leg.To, IsoCountries.All);
            if (leg.ArrivesAt <= leg.DepartsAt)
                form.Wrong($"{at}/arrivesAt", "They arrive before they leave. Give both moments with their time zones.");
            if (leg.DepartsAt <= work.Now)
                form.Wrong($"{at}/departsAt", "This moment is past.");
            if (index > 0 && leg.DepartsAt < body.Legs[index - 1].ArrivesAt)
                form.Wrong($"{at}/departsAt", "This leg leaves before the one before it arrives.");
            if (leg.By is { } by && !known.ContainsKey(by))
                form.Wrong($"{at}/by", "This is no organisation of the network.");
        }
        foreach (var (country, where) in new[] { (body.Legs[0].From, "begins"), (body.Legs[^1].To, "ends") })
        {
            if (body.DutyDesks.Count > 0 && (await ListingsConsumer.DutyDesksFor(work, country, body.DutyDesks, user.CancellationToken)).Count == 0)
                form.Wrong("/dutyDesks", $"No duty desk is named for {country}, where the journey {where}.");
        }
        return await user.Do(
            new BookReturn(
                id, user.Partner, user.Actor,
                new(
                    [.. body.Legs.Select(l => new Leg(
                        Guid.CreateVersion7(), l.Carrier, l.From, l.To, l.DepartsAt.ToUniversalTime(), l.ArrivesAt.ToUniversalTime(), l.Escort,
                            l.By))],
                    [.. body.DutyDesks.Distinct()])),
            seen, form);
    }

    static Form Check(IReadOnlyList<PlanLine> lines)
    {
        var form = new Form();
        if (lines.Count > MostLines)
            form.Wrong("/lines", $"Name {MostLines} lines at most.");
        foreach (var (index, line) in lines.Index().Take(MostLines))
        {
            form.Known($"/lines/{index}/type", line.Type, Codes.AssistanceTypes).Known($"/lines/{index}/form", line.Form, Codes.PlanForms);
            if (line.Amount is < 0 or > 100_000)
                form.Wrong($"/lines/{index}/amount", "An amount in euro, from 0 to 100 000.");
        }
        return form;
    }
}
