using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.LocalCopies;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>What is said when a handoff is prepared. No name, no story: those stay in Cases, behind the permit.</summary>
/// <param name="To">One unit.</param>
sealed record NewHandoff(PartnerId To, string HandlingCode, string Urgency, string Contact);

/// <param name="Permit">That Cases signed, for exactly this unit.</param>
/// <param name="InCareSince">From when the first hours are counted.</param>
sealed record ConsentSeen(
    string Permit, string LegalAdvice, bool AskedForEarlier, bool ToldHelpDoesNotDepend, DateTimeOffset InCareSince);

/// <param name="Permit">A newer one; left out: on the one that it stands on.</param>
sealed record AskRelease(string? Permit = null);

/// <summary>Preparing, verifying and asking for the release: unit and permit are checked against what is known here; nobody is asked.</summary>
static class PreparationEndpoints
{
    const string Purpose = Codes.Handoff;
    const string Part = Codes.Police;

    static readonly Refusal LawEnforcementItself = new(
        "LAW_ENFORCEMENT", "Your organisation is law enforcement itself: whoever helps a person prepares what goes to law enforcement.");

    public static async Task<IResult> Prepare(NewHandoff body, [AsParameters] CommandsWithNotes user, UnitOfWork work)
    {
        var form = new Form()
            .Known("/handlingCode", body.HandlingCode, Codes.HandlingCodes)
            .Known("/urgency", body.Urgency, Codes.Urgencies)
            .Known("/contact", body.Contact, Codes.ContactWishes);
        var names = HandoffPeriods.Names(body.Urgency);
        var rules = KnownRules.Ask(work, names, user.Partner.Value, "(select jurisdiction from known_partners where partner_id = @of)");
        var referredBy = ListingsConsumer.AskReferredBy(work, body.To, user.Partner);
        var known = await KnownPartners.Find(work, [body.To, user.Partner], user.CancellationToken);
        if (!known.TryGetValue(user.Partner, out var sender))
            return Problems.Refused(KnownPartners.NotListedYet);
        if (Codes.LawEnforcementKinds.Contains(sender.Kind))
            return Problems.Refused(LawEnforcementItself);
        if (!known.TryGetValue(body.To, out var unit) || !Visibility.Sees(sender.Kind, unit.Kind)) // whom it cannot find it cannot ask
            form.Wrong("/to", "This is no organisation of the network.");
        else if (!Codes.LawEnforcementKinds.Contains(unit.Kind))
            form.Wrong("/to", "This organisation is no law enforcement: a handoff goes to the police, border guard, immigration service or "
                + "labour inspectorate.");
        else if (unit.Suspended)
            form.Wrong("/to", "This organisation is suspended.");
        else if (referredBy.Count == 0)
            form.Wrong("/to", "Its listing does not name organisations of your kind among those who may turn to it.");
        return form.Faults.Count > 0 ? Problems.Invalid(form.Faults)
            : HandoffPeriods.Terms(rules, body.Urgency, sender, unit!) is not { } terms ? Problems.Refused(KnownPartners.NotListedYet)
            : await user.Commands.Create(
                new PrepareHandoff(
                    Guid.CreateVersion7(), user.Partner, user.Actor, body.To, body.HandlingCode, body.Urgency, body.Contact, terms),
                "/handoffs", user.CancellationToken);
    }

    public static async Task<IResult> Verify(Guid id, ConsentSeen body, [AsParameters] CommandsWithNotes user, IfMatch seen, UnitOfWork work)
    {
        if (await Recipient(id, user, work) is not { } to)
            return Problems.NotFound("handoff");
        var form = new Form().Known("/legalAdvice", body.LegalAdvice, Codes.LegalAdviceAnswers);
        if (!body.ToldHelpDoesNotDepend)
            form.Wrong("/toldHelpDoesNotDepend", "Tell the person first that help does not depend on this.");
        if (body.InCareSince > work.Now)
            form.Wrong("/inCareSince", "This is in the future.");
        var permit = await CheckPermit(form, body.Permit, to, user, work);
        return form.Faults.Count > 0 ? Problems.Invalid(form.Faults)
            : await user.Do(
                new VerifyConsent(
                    id, user.Partner, user.Actor, Kept(permit!), permit!.Audience, body.LegalAdvice, body.AskedForEarlier, body.InCareSince), seen);
    }

    public static async Task<IResult> Release(Guid id, AskRelease? body, [AsParameters] CommandsWithNotes user, IfMatch seen, UnitOfWork work)
    {
        if (await Recipient(id, user, work) is not { } to)
            return Problems.NotFound("handoff");
        var form = new Form();
        var permit = body?.Permit is { } jws ? await CheckPermit(form, jws, to, user, work) : null;
        return await user.Do(
            new RequestHandoffRelease(id, user.Partner, user.Actor, permit is null ? null : Kept(permit), permit?.Audience), seen, form);
    }

    /// <summary>The unit of the caller's handoff; of another's nothing.</summary>
    static async Task<PartnerId?> Recipient(Guid id, CommandsWithNotes user, UnitOfWork work) =>
        (await Worklists.Find<ConsentedHandoffState>(work, user.Caller, HandoffQueries.Table, id, user.CancellationToken))?.Data.To;

    static Permit Kept(OfferPermit permit) =>
        new(permit.Id, permit.ReceiptId, permit.ExpiresAt, permit.Exhibits ?? new Dictionary<string, int>());

    static async Task<OfferPermit?> CheckPermit(Form form, string jws, PartnerId to, CommandsWithNotes user, UnitOfWork work)
    {
        var (permit, fault) = await user.Tokens.CheckPermit(jws, user.Partner, Purpose, work.Now);
        if (fault is not null)
            form.Wrong(fault.Pointer, fault.Detail);
        else if (!permit!.Audience.Has(user.Actor))
            form.Wrong("/permit", "This was signed for other people of your organisation.");
        else if (permit.Part != Part)
            form.Wrong("/permit", "This permit is for another part in a handoff than that of the police.");
        else if (permit.Recipients is not [var only] || only != to)
            form.Wrong("/permit", "This permit is for another organisation than the one unit of this handoff, or for several.");
        return permit;
    }
}

/// <summary>The rules of Partners that a handoff keeps.</summary>
static class HandoffPeriods
{
    const string FirstHours = "handoff-first-hours";
    const string FeedbackSilence = "handoff-feedback-silence";
    const string StopReceiptDue = "stop-receipt-due";
    const string StopReceiptEscalation = "stop-receipt-escalation";

    public static string[] Names(string urgency) => [FirstHours, AnswerDue(urgency), FeedbackSilence, StopReceiptDue, StopReceiptEscalation];

    /// <returns>Null if a rule that it needs is not known here (yet).</returns>
    public static HandoffTerms? Terms(IReadOnlyList<KnownRule> rules, string urgency, KnownPartner sender, KnownPartner unit) =>
        rules.PeriodOf(FirstHours) is { } first && rules.PeriodOf(AnswerDue(urgency)) is { } answer
        && rules.PeriodOf(FeedbackSilence) is { } silence && rules.PeriodOf(StopReceiptDue) is { } stop
            ? new(first, answer, silence, stop, rules.PeriodOf(StopReceiptEscalation), PartnerZone.Of(sender), PartnerZone.Of(unit))
            : null;

    static string AnswerDue(string urgency) => $"handoff-answer-due.{urgency.ToLowerInvariant()}";
}
