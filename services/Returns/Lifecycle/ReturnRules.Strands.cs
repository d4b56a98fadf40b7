using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// The four strands of each traveller. What a body of a State is told never depends on the journey: its answers are taken in every state.
public static partial class ReturnRules
{
    static readonly Refusal NoSuchStrand = new("NO_SUCH_STRAND", "This part of the return was asked of another organisation, or of none.");
    static readonly Refusal StrandEnded = new("STRAND_ENDED", "The lead has ended this part. Nothing more is needed from your organisation.");

    public static string StrandUntilKey(Guid strandId) => TimerKey.For<StrandUntilDue>(strandId);

    public static Decision<Return> AskStrand(ReturnState state, AskStrand command, DateTimeOffset now)
    {
        if (state.Data.Group.FirstOrDefault(t => t.Id == command.TravellerId) is not { } traveller)
            return NoSuchTraveller;
        if (traveller.Consent is null)
            return new Refusal("NO_CONSENT_YET", "This traveller has not consented to the return yet: nobody is asked for anything before.");
        if (traveller.Current(command.Kind) is { EndedAt: null, With: not null, Status: not StrandStatus.Declined })
            return new Refusal("ASKED_ALREADY", "An organisation has been asked already. End its part first.");
        if (command.Kind == Codes.ReceptionStrand && traveller.HasDeclined(Codes.ReceptionStrand))
            return new Refusal("DECLINED", "The person does not want to be met. If they do now, record that first.");
        var id = Guid.CreateVersion7(now);
        var strand = new Strand(id, command.Kind, StrandStatus.Asked, now)
        {
            With = command.With, OfState = command.OfState, Calendar = command.Calendar, PermitId = command.PermitId, ReceiptId = command.ReceiptId,
            NeededBy = command.NeededBy,
            Reference = state.Data.Strands.FirstOrDefault(s => s.Strand.With == command.With).Strand?.Reference
                ?? state.Data.Offers.LastTo(command.With)?.Reference ?? Reference.For(id),
        };
        return Ended(new Step<Return>(state.Data, now), traveller, command.Kind)
            .Change(traveller.Id, strand)
            .ByLead(command, Verbs.StrandAsked, command.Kind, with: command.With)
            .Publish(new OfferMade(
                Conversations.Return, command.Id, id, [command.PermitId], command.By, command.With, now,
                Deadlines.EndOfDay(command.NeededBy, command.Calendar)))
            .Publish(new StrandAsked(command.Id, id, command.Kind, now))
            .Stay();
    }

    public static Decision<Return> RecordStrand(ReturnState state, RecordStrand command, DateTimeOffset now)
    {
        if (state.Data.Group.FirstOrDefault(t => t.Id == command.TravellerId) is not { } traveller)
            return NoSuchTraveller;
        if (command is { Kind: Codes.ReceptionStrand, Status: StrandStatus.NotNeeded } && !traveller.HasDeclined(Codes.ReceptionStrand))
            return new Refusal(
                traveller.IsChild ? "CHILD" : "NOT_DECLINED",
                traveller.IsChild
                    ? "A child is always met: this cannot be declined for them."
                    : "Somebody meets the person unless they decline it, after being told what it is for. Record that first.");
        var strand = new Strand(Guid.CreateVersion7(now), command.Kind, command.Status, now)
        {
            Until = command.Until, DocumentKind = command.DocumentKind,
        };
        return Ended(new Step<Return>(state.Data, now), traveller, command.Kind)
            .Change(traveller.Id, strand)
            .ByLead(command, Verbs.StrandRecorded, command.Kind)
            .WatchUntil(state.Data, strand)
            .Stay();
    }

    /// <summary>In every return alike an embassy gets the details now and not by accepting: a strand that is shut looks like papers still being
    /// gathered.</summary>
    public static Decision<Return> CompleteStrand(ReturnState state, CompleteStrand command, DateTimeOffset now)
    {
        if (state.Data.Strands.FirstOrDefault(s => s.Strand.Id == command.StrandId) is not ({ } traveller, { With: { } with, EndedAt: null } strand))
            return NoSuchStrand;
        if (!strand.Taken)
            return new Refusal("NOT_ACCEPTED", "The organisation has not taken its part yet.");
        if (strand.DisclosureId is not null)
            return new Refusal("RELEASED_ALREADY", "The details have gone to this organisation already.");
        return new Step<Return>(state.Data, now)
            .Change(traveller.Id, strand with { CompleteAt = now, RequestId = null, Refused = null })
            .ByLead(command, Verbs.StrandCompleted, strand.Kind)
            .Release(traveller.Id, strand.Id, with)
            .Stay();
    }

    public static Decision<Return> WithdrawStrand(ReturnState state, WithdrawStrand command, DateTimeOffset now) =>
        state.Data.Strands.FirstOrDefault(s => s.Strand.Id == command.StrandId) is ({ } traveller, { With: not null, EndedAt: null } strand)
            ? new Step<Return>(state.Data, now).End(traveller.Id, strand).ByLead(command, Verbs.StrandWithdrawn, strand.Kind).Stay()
            : NoSuchStrand;

    public static Decision<Return> AcceptStrand(ReturnState state, AcceptStrand command, DateTimeOffset now)
    {
        if (Theirs(state, command) is not ({ } traveller, { } strand))
            return NoSuchStrand;
        if (strand.Status != StrandStatus.Asked)
            return new Refusal("ANSWERED_ALREADY", "Your organisation has answered already.");
        if (strand is { OfState: false, EndedAt: not null })
            return StrandEnded;
        var step = new Step<Return>(state.Data, now)
            .Change(traveller.Id, strand with { Status = StrandStatus.Accepted })
            .ByParticipant(command, Verbs.StrandAccepted, strand.Kind);
        return (strand.OfState ? step : step.Release(traveller.Id, strand.Id, command.By)).Stay();
    }

    public static Decision<Return> DeclineStrand(ReturnState state, DeclineStrand command, DateTimeOffset now)
    {
        if (Theirs(state, command) is not ({ } traveller, { } strand))
            return NoSuchStrand;
        if (strand.Status == StrandStatus.Declined)
            return new Refusal("ANSWERED_ALREADY", "Your organisation has declined already.");
        var step = new Step<Return>(state.Data, now)
            .Change(traveller.Id, strand with { Status = StrandStatus.Declined, Code = command.Code, EndedAt = strand.EndedAt ?? now })
            .ByParticipant(command, Verbs.StrandDeclined, command.Code)
            .EndPart(command.By, strand);
        return step.Stay();
    }

    public static Decision<Return> NeedForStrand(ReturnState state, NeedForStrand command, DateTimeOffset now) =>
        Serving(state, command, out var traveller, out var strand) is { } refusal ? refusal
        : new Step<Return>(state.Data, now)
            .Change(traveller.Id, strand with { Status = StrandStatus.Needs, Needs = command.Needs })
            .ByParticipant(command, Verbs.StrandNeeded, strand.Kind).Stay();

    public static Decision<Return> ReadyStrand(ReturnState state, ReadyStrand command, DateTimeOffset now)
    {
        if (Serving(state, command, out var traveller, out var strand) is { } refusal)
            return refusal;
        if (strand.Kind == Codes.DocumentStrand && (command.DocumentKind is null || command.Until is null))
            return new Refusal("DOCUMENT", "Say which kind of document it is, and until when it is valid.");
        if (strand.Kind == Codes.ReceptionStrand && command.NoteId is null)
            return new Refusal("NOTE_REQUIRED", "Say in a note who meets them, and where.");
        var ready = strand with
        {
            Status = StrandStatus.Ready,
            Needs = [],
            Until = command.Until,
            DocumentKind = command.DocumentKind,
            NoteId = command.NoteId,
        };
        return new Step<Return>(state.Data, now)
            .Change(traveller.Id, ready)
            .ByParticipant(command, Verbs.StrandReady, strand.Kind, command.NoteId)
            .WatchUntil(state.Data, ready)
            .Publish(new StrandReady(command.Id, strand.Id, now)).Stay();
    }

    /// <summary>Not confirmed: the person is counselled again, on another document, another country, statelessness, or staying.</summary>
    public static Decision<Return> AnswerNationality(ReturnState state, AnswerNationality command, DateTimeOffset now)
    {
        if (Serving(state, command, out var traveller, out var strand) is { } refusal)
            return refusal;
        if (strand.Kind != Codes.DocumentStrand)
            return NoSuchStrand;
        var step = new Step<Return>(state.Data, now)
            .Change(traveller.Id, strand with { NationalityConfirmed = command.Confirmed })
            .ByParticipant(command, command.Confirmed ? Verbs.NationalityConfirmed : Verbs.NationalityNotConfirmed, code: null);
        return !command.Confirmed && States.Deciding.Contains(state.CurrentState) && strand.EndedAt is null
            ? step.CounselAnew().To(States.Counselled)
            : step.Stay();
    }

    public static Decision<Return> SetHolder(ReturnState state, SetDocumentHolder command, DateTimeOffset now) =>
        OfTraveller(state, command, command.TravellerId, t => t with { DocumentHolder = command.Holder }, Verbs.DocumentHolderSet, command.Holder,
            now);

    public static Decision<Return> DeclineSupport(ReturnState state, DeclineSupport command, DateTimeOffset now) =>
        state.Data.Group.Any(t => t.Id == command.TravellerId && t.IsChild)
            ? new Refusal("CHILD", "A child is met and looked for: this cannot be declined for them.")
            : OfTraveller(state, command, command.TravellerId, t => t with { Declined = command.Declined }, Verbs.SupportDeclined, code: null, now);

    public static Decision<Return> KeepArrivalPlan(ReturnState state, KeepArrivalPlan command, DateTimeOffset now) =>
        state.Data.Group.FirstOrDefault(t => t.Id == command.TravellerId) is { } traveller && traveller.Tie?.TieId != command.TieId
            ? new Refusal("OF_ANOTHER", "This was written down for another traveller: take it from the case of this one.")
            : OfTraveller(
                state, command, command.TravellerId, t => t with { ArrivalPlan = new(command.PlanId, command.Desks) }, Verbs.ArrivalPlanKept,
                    code: null,
                now);

    public static Decision<Return> SetWords(ReturnState state, SetWords command, DateTimeOffset now) =>
        command.Words.Answer == command.Words.NotFree
            ? new Refusal("SAME_WORDS", "The word that means that they are not free is another than the one they answer.")
            : OfTraveller(state, command, command.TravellerId, t => t with { Words = command.Words }, Verbs.ArrivalWordsSet, code: null, now);

    public static DateTimeOffset? StrandUntil(ReturnState state, StrandUntilDue timer) =>
        state.Data.Strands.FirstOrDefault(s => s.Strand.Id == timer.StrandId).Strand is
        {
            Status: StrandStatus.Ready, EndedAt: null,
            Until: { } until
        }
            && States.Preparing.Contains(state.CurrentState)
            ? Deadlines.EndOfDay(until, state.Data.Terms.Calendar)
            : null;

    /// <summary>What was ready is past its day: it is asked for again, and until then nobody leaves.</summary>
    public static Decision<Return> StrandUntilDue(ReturnState state, StrandUntilDue timer, DateTimeOffset now)
    {
        var (traveller, strand) = state.Data.Strands.Single(s => s.Strand.Id == timer.StrandId);
        return new Step<Return>(state.Data, now)
            .Change(traveller.Id, strand with { Status = StrandStatus.Lapsed })
            .OnTimeline(Verbs.StrandLapsed, with: null, strand.Kind)
            .HoldIfDeciding(state);
    }

    /// <summary>A traveller's own part of the organisation that asks.</summary>
    static (Traveller? Traveller, Strand? Strand) Theirs(ReturnState state, IStrandCommand command) =>
        state.Data.Strands.FirstOrDefault(s => s.Strand.Id == command.StrandId && s.Strand.With == command.By);

    static Refusal? Serving(ReturnState state, IStrandCommand command, out Traveller traveller, out Strand strand)
    {
        (traveller, strand) = Theirs(state, command) is ({ } its, { } part) ? (its, part) : (null!, null!);
        return strand is null ? NoSuchStrand
            : strand is { OfState: false, EndedAt: not null } ? StrandEnded
            : !strand.Taken ? new("NOT_ACCEPTED", "Take this part first, or decline it.")
            : null;
    }

    static Decision<Return> OfTraveller(
        ReturnState state, IUserCommand command, Guid travellerId, Func<Traveller, Traveller> change, string verb, string? code,
            DateTimeOffset now) =>
        state.Data.Group.FirstOrDefault(t => t.Id == travellerId) is { } traveller
            ? new Step<Return>(state.Data.With(change(traveller)), now).ByLead(command, verb, code).Stay()
            : NoSuchTraveller;

    static Step<Return> Change(this Step<Return> step, Guid travellerId, Strand strand)
    {
        var traveller = step.After.Travellers.Single(t => t.Id == travellerId);
        step.After = step.After.With(traveller with
        {
            Strands = traveller.Strands.Any(s => s.Id == strand.Id)
                ? [.. traveller.Strands.Select(s => s.Id == strand.Id ? strand : s)]
                : [.. traveller.Strands, strand],
        });
        return step;
    }

    /// <summary>The one of that kind that counted until now counts no longer.</summary>
    static Step<Return> Ended(Step<Return> step, Traveller traveller, string kind) =>
        traveller.Current(kind) is { EndedAt: null } strand ? step.End(traveller.Id, strand) : step;

    /// <summary>
    /// A body of a State is not told, and its copy shuts by its own hours, as in every return: a copy that shuts on the day of an application
    /// would tell of it.
    /// </summary>
    static Step<Return> End(this Step<Return> step, Guid travellerId, Strand strand)
    {
        step.Change(travellerId, strand with { EndedAt = step.Now }).Cancel(StrandUntilKey(strand.Id));
        return strand is { With: { } with, OfState: false } ? step.EndPart(with, strand) : step;
    }

    /// <summary>What stands on this strand's permit shuts: the organisation may have other parts.</summary>
    static Step<Return> EndPart(this Step<Return> step, PartnerId with, Strand strand) =>
        step.Publish(new RecipientEnded(
            Conversations.Return, step.After.Id, strand.Id, with, step.Now, Permits: strand.PermitId is { } permit ? [permit] : null));

    static Step<Return> Release(this Step<Return> step, Guid travellerId, Guid strandId, PartnerId to)
    {
        var requestId = Guid.CreateVersion7(step.Now);
        var (traveller, strand) = step.After.Strands.Single(s => s.Strand.Id == strandId);
        var holder = strand.Kind == Codes.DocumentStrand ? traveller.DocumentHolder : null;
        return step.Change(travellerId, strand with { RequestId = requestId, DocumentHolder = holder })
            .Send(new ReleaseDetails(requestId, Conversations.Return, step.After.Id, [strand.PermitId!.Value], to));
    }

    static Step<Return> WatchUntil(this Step<Return> step, Return data, Strand strand) =>
        strand is { Status: StrandStatus.Ready, Until: { } until }
            ? step.Schedule(StrandUntilKey(strand.Id), Deadlines.EndOfDay(until, data.Terms.Calendar), new StrandUntilDue(data.Id, strand.Id))
            : step;

    static Step<Return> ByParticipant(this Step<Return> step, IUserCommand command, string what, string? code, Guid? noteId = null) =>
        step.ByUser(command, what, with: command.By, code, noteId, reference: step.After.JourneyId);
}
