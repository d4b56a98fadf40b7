using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.LocalCopies;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>What is said when a referral is opened. No name, no story: those stay in Cases, behind the permit.</summary>
/// <param name="Tie">That Cases signed, to the conversation that the referral belongs to.</param>
sealed record OpenReferral(
    string Permit, IReadOnlyList<string> Needs, string AgeBand, string Language, string Region, string Urgency, string Mode,
    IReadOnlyList<PartnerId> Candidates, string? Tie = null);

sealed record NewOffers(string Permit, IReadOnlyList<PartnerId> Candidates);

/// <summary>Offering, at first and again: permit and candidates are checked against what is known here; nobody is asked.</summary>
static class OfferEndpoints
{
    const string Purpose = "Referral";
    const int MostCandidates = 20;

    const string NotForYou = "This was signed for other people of your organisation.";

    static readonly HashSet<string> Modes = [.. Enum.GetNames<OfferMode>()];
    static readonly Refusal NotListedYet = new(
        "NOT_LISTED_YET", "Your organisation's listing or its rules have not arrived here yet. Try again in a moment.");

    public static async Task<IResult> Open(
        OpenReferral body, Caller caller, UnitOfWork work, NetworkTokens tokens, SagaCommands<ReferralState> commands,
        CancellationToken cancellationToken)
    {
        var form = new Form()
            .AllKnown("/needs", body.Needs, Codes.AssistanceTypes)
            .Known("/ageBand", body.AgeBand, Codes.AgeBands)
            .Known("/language", body.Language, Codes.Languages)
            .Region("/region", body.Region)
            .Known("/urgency", body.Urgency, Codes.Urgencies)
            .Known("/mode", body.Mode, Modes);
        var id = Guid.CreateVersion7();
        var permit = await CheckPermit(form, body.Permit, body.Candidates, body.Needs, caller, tokens, work);
        var (tie, wrongTie) = body.Tie is { } jws ? await tokens.CheckTie(jws, caller.Partner, new(Conversations.Referral, id)) : (null, null);
        if (wrongTie is not null)
            form.Wrong(wrongTie.Pointer, wrongTie.Detail);
        else if (tie?.Audience.Has(caller.ActorId) is false)
            form.Wrong("/tie", NotForYou);
        var rules = KnownTerms.Ask(work, caller.Partner, body.Urgency);
        var known = await CheckCandidates(form, body.Candidates, body.Needs, caller, work, cancellationToken);
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        if (TermsFor(known, caller, rules, body.Urgency) is not { } terms)
            return Problems.Refused(NotListedYet);

        var offer = new OfferReferral(
            id, caller.Partner, caller.ActorId, permit!.Id, permit.ReceiptId,
            body.Needs, body.AgeBand, body.Language, body.Region, body.Urgency, Enum.Parse<OfferMode>(body.Mode), body.Candidates, terms,
            tie is null ? null : new Tie(tie.Id, tie.To), permit.Audience);
        return await commands.Create(offer, "/referrals", cancellationToken);
    }

    public static async Task<IResult> Again(
        Guid id, NewOffers body, Caller caller, IfMatch ifMatch, UnitOfWork work, NetworkTokens tokens, SagaCommands<ReferralState> commands,
        CancellationToken cancellationToken)
    {
        var asked = await Asked(id, caller, work, cancellationToken);
        if (asked is null) // Not the sender: the state machine decides between 409 and 404.
            return await commands.Do(
                new OfferAgain(id, caller.Partner, caller.ActorId, Guid.Empty, Guid.Empty, [], Unused), ifMatch, cancellationToken);

        var form = new Form();
        var permit = await CheckPermit(form, body.Permit, body.Candidates, asked.Needs, caller, tokens, work);
        var rules = KnownTerms.Ask(work, caller.Partner, asked.Urgency);
        var known = await CheckCandidates(form, body.Candidates, asked.Needs, caller, work, cancellationToken);
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        return TermsFor(known, caller, rules, asked.Urgency) is { } terms
            ? await commands.Do(
                new OfferAgain(id, caller.Partner, caller.ActorId, permit!.Id, permit.ReceiptId, body.Candidates, terms, permit.Audience),
                ifMatch, cancellationToken)
            : Problems.Refused(NotListedYet);
    }

    /// <summary>Asks Cases again, on the permit it stands on or on one from new consent.</summary>
    public static async Task<IResult> Release(
        Guid id, AskRelease? body, Caller caller, IfMatch ifMatch, UnitOfWork work, NetworkTokens tokens, SagaCommands<ReferralState> commands,
        CancellationToken cancellationToken)
    {
        var form = new Form();
        var permit = body?.Permit is { } jws
            ? await CheckPermit(form, jws, [], (await Asked(id, caller, work, cancellationToken))?.Needs ?? [], caller, tokens, work) : null;
        return await commands.Do(
            new RequestRelease(id, caller.Partner, caller.ActorId, permit?.Id, permit?.ReceiptId, permit?.Audience),
            ifMatch, cancellationToken, form);
    }

    /// <summary>What the caller's referral asks for; of another's nothing.</summary>
    static Task<AskedFor?> Asked(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) => work.ReadOne<AskedFor>(
        """
        select array(select jsonb_array_elements_text(data -> 'data' -> 'needs')) as needs, data -> 'data' ->> 'urgency' as urgency
        from referrals where correlation_id = @id and sender = @partner and exists (
            select 1 from worklist where conversation_id = @id and partner_id = @partner and (audience is null or @actorId = any(audience)))
        """,
        new { id, caller.Partner, caller.ActorId }, cancellationToken);

    sealed record AskedFor(string[] Needs, string Urgency);

    static readonly Terms Unused = new(new(0, "seconds"), new(0, "seconds"), "UTC");

    static async Task<OfferPermit?> CheckPermit(
        Form form, string jws, IReadOnlyList<PartnerId> candidates, IReadOnlyList<string> needs, Caller caller, NetworkTokens tokens, UnitOfWork work)
    {
        var (permit, fault) = await tokens.CheckPermit(jws, caller.Partner, Purpose, work.Now);
        if (fault is not null)
            form.Wrong(fault.Pointer, fault.Detail);
        if (permit?.Audience.Has(caller.ActorId) is false)
            form.Wrong("/permit", NotForYou);
        if (permit?.Needs is { } only && needs.Except(only, StringComparer.Ordinal).Any())
            form.Wrong("/needs",
                $"The permit is for these alone: {string.Join(", ", only)}. A child's need of tonight is its basis, as long as nobody has decided.");
        foreach (var (index, candidate) in candidates.Index())
        {
            if (permit is not null && !permit.Recipients.Contains(candidate))
                form.Wrong($"/candidates/{index}", "The permit does not name this organisation: the person has not agreed to it.");
        }
        return permit;
    }

    /// <returns>The organisations known here, with the caller's own.</returns>
    static async Task<Dictionary<PartnerId, KnownPartner>> CheckCandidates(
        Form form, IReadOnlyList<PartnerId> candidates, IReadOnlyList<string> needs, Caller caller, UnitOfWork work,
        CancellationToken cancellationToken)
    {
        if (candidates.Count is 0 or > MostCandidates)
        {
            form.Wrong("/candidates", $"Name 1 to {MostCandidates} organisations.");
            return [];
        }
        if (candidates.Distinct().Count() != candidates.Count)
            form.Wrong("/candidates", "An organisation is named twice.");
        var known = await KnownPartners.Find(work, [.. candidates, caller.Partner], cancellationToken);
        foreach (var (index, candidate) in candidates.Index())
        {
            var pointer = $"/candidates/{index}";
            if (candidate == caller.Partner)
                form.Wrong(pointer, "A referral goes to another organisation than its sender.");
            else if (!known.TryGetValue(candidate, out var partner)
                || (known.TryGetValue(caller.Partner, out var own) && !Visibility.Sees(own.Kind, partner.Kind))) // whom it cannot find it cannot ask
                form.Wrong(pointer, "This is no organisation of the network.");
            else if (!Codes.ReferralRecipients.Contains(partner.Kind))
                form.Wrong(pointer, "This organisation is an authority: nothing goes to it through a referral.");
            else if (partner.Suspended)
                form.Wrong(pointer, "This organisation is suspended.");
            else if (needs.Except(partner.Services).ToList() is { Count: > 0 } missing)
                form.Wrong(pointer, $"This organisation does not offer {string.Join(", ", missing.Where(Codes.AssistanceTypes.Contains))}.");
        }
        return known;
    }

    static Terms? TermsFor(Dictionary<PartnerId, KnownPartner> known, Caller caller, IReadOnlyList<KnownRule> rules, string urgency) =>
        known.TryGetValue(caller.Partner, out var sender)
            ? KnownTerms.Terms(rules, sender, known.Values.Where(p => p != sender), urgency)
            : null;
}

sealed record AskRelease(string? Permit = null);
