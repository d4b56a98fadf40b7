using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// From consent to the day of departure. Guards stand before what we decide.
public static partial class ReturnRules
{
    public static string ClearanceDueKey(Guid returnId) => TimerKey.For<ClearanceDue>(returnId);

    public static Decision<Return> Consent(ReturnState state, GiveReturnConsent command, DateTimeOffset now)
    {
        if (state.Data.Group.FirstOrDefault(t => t.Id == command.TravellerId) is not { } traveller)
            return NoSuchTraveller;
        if (traveller.Tie is null)
            return new Refusal("NO_CASE_YET", "Open a case of this traveller and tie it to the return first: consent stands there.");
        var counselled = state.Data.Group.Max(t => t.Counsel?.At);
        if (!command.AskedSooner && counselled is { } at && now < state.Data.Terms.After(at, ReturnPeriods.ConsentWait))
            return new Refusal(
                "TOO_SOON", "Nobody is asked to decide within a day of being counselled, unless they ask for it themselves. Say so if they have.");
        var step = new Step<Return>(
                state.Data.With(traveller with { Consent = new(command.PermitId, command.ReceiptId, now), TookBackAt = null }), now)
            .ByLead(command, Verbs.ReturnConsentGiven)
            .Publish(new ReturnConsented(command.Id, command.PermitId, now));
        return step.After.Group.All(t => t.Consent is not null) ? step.To(States.ConsentGiven) : step.Stay();
    }

    public static Decision<Return> PlanLight(ReturnState state, PlanLight command, DateTimeOffset now)
    {
        var data = state.Data;
        if (data.Group.Any(t => t.IsChild))
            return new Refusal("CHILD", "A journey with a child is looked at whole: assess it.");
        if (data.Group.Any(t => t.Current(Codes.DocumentStrand)?.Status != StrandStatus.NotNeeded))
            return new Refusal("DOCUMENT", "A light return is for somebody who has a document of their own: record that none is needed.");
        if (data.Travel?.Answer is nameof(TravelBarred))
            return new Refusal("TRAVEL_BARRED", "Something bars the journey: read in the case what.");
        return new Step<Return>(data with { Light = true }, now).ByLead(command, Verbs.ReturnPlannedLight).To(States.PlanAgreed);
    }

    public static Decision<Return> Assess(ReturnState state, AssessReturn command, DateTimeOffset now)
    {
        var (data, lead) = (state.Data, command.By == state.Data.Lead);
        var known = data.Assessment ?? new(null, null, now);
        if ((lead ? known.Lead : known.Receiving) is not null)
            return new Refusal("ASSESSED_ALREADY", "Your organisation has done its half. If something is new, the whole is assessed anew.");
        if (command.Result == Codes.BestInterests && !data.Group.Any(t => t.IsChild))
            return new Refusal("NO_CHILD", "Nobody in this group is a child.");
        var assessment = lead ? known with { Lead = command.Result, At = now } : known with { Receiving = command.Result, At = now };
        var step = new Step<Return>(data with { Assessment = assessment }, now)
            .ByUser(command, Verbs.ReturnAssessed, with: lead ? Receiving(data) : command.By, noteId: command.NoteId, reference: data.JourneyId);
        return Found(step.After) is { } result ? step.To(StateAfter(result)) : step.Stay();
    }

    public static Decision<Return> DecideBestInterests(ReturnState state, DecideBestInterests command, DateTimeOffset now) =>
        command.Result == Codes.BestInterests
            ? new Refusal("NOT_DECIDED", "Record what was decided.")
            : new Step<Return>(
                    state.Data with { Assessment = state.Data.Assessment! with { DecidedBy = command.Body, DecidedOn = command.On, At = now } }, now)
                .ByLead(command, Verbs.BestInterestsDecided, command.Result, noteId: command.NoteId).To(StateAfter(command.Result));

    public static Decision<Return> AgreePlan(ReturnState state, AgreePlan command, DateTimeOffset now) =>
        command.Lines.Count == 0 && !state.Data.Group.All(t => t.HasDeclined("plan"))
            ? new Refusal("PLAN_EMPTY", "A plan says what waits at home, line by line, unless every traveller has declined one.")
            : new Step<Return>(state.Data with { Plan = command.Lines }, now).ByLead(command, Verbs.ReturnPlanAgreed).To(States.PlanAgreed);

    public static Decision<Return> Reassess(ReturnState state, Reassess command, DateTimeOffset now)
    {
        var journey = state.Data.Journey is { } booked && state.CurrentState is States.Booked or States.FinalConfirmed
            ? booked with { KeptUntil = state.Data.Terms.After(now, ReturnPeriods.BookingKept) }
            : state.Data.Journey;
        return new Step<Return>(state.Data with { Assessment = null, Light = false, Journey = journey }, now)
            .ByUser(command, Verbs.ReturnReassessed, with: command.By == state.Data.Lead ? null : command.By, command.Code,
                reference: state.Data.JourneyId)
            .Cancel(ClearanceDueKey(command.Id))
            .To(States.ConsentGiven);
    }

    public static Decision<Return> Rebook(ReturnState state, RebookReturn command, DateTimeOffset now) =>
        new Step<Return>(state.Data, now).ByLead(command, Verbs.ReturnRebooked).To(States.PlanAgreed);

    /// <summary>Our own guards refuse at once; the question whether they may travel leaves in the same commit.</summary>
    public static Decision<Return> Book(ReturnState state, BookReturn command, DateTimeOffset now)
    {
        var data = state.Data with { Journey = command.Journey };
        if (Guards(data, now).FirstOrDefault(g => !g.Met) is { } missing)
            return new Refusal(missing.Name, missing.Detail);
        var requestId = Guid.CreateVersion7(now);
        return new Step<Return>(
                data with { Journey = command.Journey with { RequestId = requestId }, Travel = new(Answer: null, now) }, now)
            .ByLead(command, Verbs.ReturnBooking)
            .Send(new ClearToTravel(requestId, command.Id, data.Lead))
            .Schedule(ClearanceDueKey(command.Id), data.Terms.After(now, ReturnPeriods.ClearanceAnswer), new ClearanceDue(command.Id))
            .To(States.Booking);
    }

    public static DateTimeOffset? ClearanceDueAt(ReturnState state, ClearanceDue _) =>
        state.CurrentState == States.Booking ? state.Data.Terms.After(state.Data.Travel!.At, ReturnPeriods.ClearanceAnswer) : null;

    /// <summary>No answer is no yes.</summary>
    public static Decision<Return> NoClearance(ReturnState state, ClearanceDue _, DateTimeOffset now) =>
        new Step<Return>(state.Data, now).OnTimeline(Verbs.ReturnNotBooked, with: null, "NO_ANSWER").To(States.PlanAgreed);

    public static Decision<Return> ConfirmFinally(ReturnState state, ConfirmFinally command, DateTimeOffset now)
    {
        var data = state.Data;
        if (now > data.Journey!.DepartsAt)
            return new Refusal("LEFT_ALREADY", "The hour of departure is past: say whether they have left, or book anew.");
        if (data.Terms.After(now, ReturnPeriods.FinalConfirmation) < data.Journey.DepartsAt)
            return new Refusal("TOO_SOON", "The person is asked once more within a day before departure, not earlier.");
        if (data.Travel?.Answer is not nameof(NoBarKnown))
            return new Refusal("NOT_CLEARED", "Whether they may travel has changed since it was booked: read in the case what is missing or bars.");
        if (data.Group.Any(t => t.ToTell is not null))
            return NotToldYet;
        return new Step<Return>(data, now).ByLead(command, Verbs.ReturnFinallyConfirmed).To(States.FinalConfirmed);
    }

    public static Decision<Return> HoldByHand(ReturnState state, HoldReturn command, DateTimeOffset now) =>
        new Step<Return>(state.Data with { Hold = new(now, state.CurrentState) }, now)
            .ByLead(command, Verbs.ReturnHeld).Cancel(ClearanceDueKey(command.Id)).To(States.OnHold);

    /// <summary>Back to where it came from, when nothing holds any more.</summary>
    public static Decision<Return> ReleaseHold(ReturnState state, ReleaseHold command, DateTimeOffset now)
    {
        if (state.Data.Travel is { Answer: not nameof(NoBarKnown) and not null })
            return new Refusal("STILL_HELD", "Something still bars the journey, or is not established: read in the case what.");
        if (state.Data.Strands.Any(s => s.Strand is { EndedAt: null, Status: StrandStatus.Lapsed }))
            return new Refusal("STILL_HELD", "Something that was ready is past its day: ask for it again.");
        if (state.Data.Group.Any(t => t.ToTell is not null))
            return NotToldYet;
        var hold = state.Data.Hold!;
        return new Step<Return>(state.Data with { Hold = null }, now)
            .ByLead(command, Verbs.ReturnHoldReleased)
            .To(hold.CameFrom == States.Booking ? States.PlanAgreed : hold.CameFrom);
    }

    /// <summary>What stands before a booking, each met or not.</summary>
    /// <param name="Name">As the refusal is called.</param>
    /// <param name="Detail">What is missing, and what to do.</param>
    public sealed record Guard(string Name, bool Met, string Detail);

    /// <summary>In the order in which the page shows them. Whether they may travel is asked of Cases by the booking itself.</summary>
    public static IReadOnlyList<Guard> Guards(Return data, DateTimeOffset now)
    {
        var arrival = DateOnly.FromDateTime((data.Journey?.ArrivesAt ?? now).UtcDateTime);
        var checkWanted = !data.CheckDeclined;
        return
        [
            .. Codes.StrandKinds.Order(StringComparer.Ordinal).Select(kind => new Guard(
                $"STRAND_{kind.ToUpperInvariant()}",
                data.Group.All(t => t.Current(kind)?.Serves(arrival) is true),
                $"The {kind} of every traveller is ready beyond the day of arrival, or not needed.")),
            new("ASSESSMENT",
                data.Light || (data.Assessment is { } found && data.Terms.After(found.At, ReturnPeriods.AssessmentAge) > now),
                "Both halves of the assessment are in, and not too old: assess again."),
            new("PLAN", data.Light || data.Plan.Count > 0 || data.Group.All(t => t.HasDeclined("plan")), "The plan is agreed with the person."),
            new("ARRIVAL_PLAN",
                !checkWanted || data.Group.All(t => t.ArrivalPlan is not null),
                "Write down with every traveller whom to ring if they do not arrive, unless every one is an adult and declines the check."),
            new("DUTY_DESKS",
                !checkWanted || data.Journey is not { DutyDesks: var desks }
                    || (desks.Count > 0 && data.Group.All(t => t.ArrivalPlan is null || !desks.Except(t.ArrivalPlan.Desks).Any())),
                "Name the duty desks that are alarmed if they do not arrive: those that may read what each traveller wrote down for that case."),
            new("COLLEAGUES",
                data.Lead is not { } lead || data.OnlyFor(lead) is not { Count: < 2 },
                "A restricted case needs two colleagues: one of them can be on duty."),
        ];
    }

    /// <summary>Who does the other half, and reads what the lead wrote about its own.</summary>
    static PartnerId? Receiving(Return data) => data.Group.Select(t => t.Current(Codes.ReceptionStrand))
        .FirstOrDefault(s => s is { Taken: true, EndedAt: null })?.With;

    static string? Found(Return data) => data.Assessment is not { } halves ? null
        : data.Group.Any(t => t.Current(Codes.ReceptionStrand) is { With: not null, EndedAt: null })
            ? halves is { Lead: { } first, Receiving: { } second } ? Graver(first, second) : null
            : halves.Lead is { } alone ? Graver(alone, halves.Receiving ?? alone) : null;

    static string Graver(string one, string other) =>
        Codes.AssessmentResults[Math.Max(Codes.AssessmentResults.ToList().IndexOf(one), Codes.AssessmentResults.ToList().IndexOf(other))];

    static string StateAfter(string result) => result switch
    {
        "no-obstacle" => States.NoObstacleFound,
        "with-measures" => States.WithMeasures,
        Codes.BestInterests => States.BestInterestsPending,
        _ => States.NotSafe,
    };

    /// <summary>Something stands against the journey: before anybody has left it holds.</summary>
    static Decision<Return> HoldIfDeciding(this Step<Return> step, ReturnState state)
    {
        if (!States.Deciding.Contains(state.CurrentState))
            return step.Stay();
        step.After = step.After with { Hold = new(step.Now, state.CurrentState) };
        return step.OnTimeline(Verbs.ReturnHeld, with: null).Cancel(ClearanceDueKey(step.After.Id)).To(States.OnHold);
    }

    /// <summary>Everything that was decided is open again; the counsel that was given stays on record.</summary>
    static Step<Return> CounselAnew(this Step<Return> step)
    {
        step.After = step.After with
        {
            Assessment = null,
            Light = false,
            Hold = null,
            Travellers = [.. step.After.Travellers.Select(t => t with { Consent = null })],
        };
        return step.Cancel(ClearanceDueKey(step.After.Id));
    }
}
