using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.LocalCopies;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>What is said when a referral is opened. No name, no story: those stay in Cases, behind the permit.</summary>
/// <param name="Tie">That Cases signed, to the conversation that the referral belongs to.</param>
/// <param name="Place">That is needed: said where one is asked for, and only there.</param>
/// <param name="RemovalAt">The day on which the person is removed, transferred or let go, or has to be gone from where they are.</param>
sealed record OpenReferral(
    string Permit, IReadOnlyList<string> Needs, string AgeBand, string Language, string Region, string Urgency, string Mode,
    IReadOnlyList<PartnerId> Candidates, string? Tie = null, PlaceNeeded? Place = null, DateOnly? RemovalAt = null);

/// <param name="Place">As it is needed now; null: as it was said before.</param>
sealed record NewOffers(string Permit, IReadOnlyList<PartnerId> Candidates, PlaceNeeded? Place = null);

/// <summary>Offering, at first and again: permit and candidates are checked against what is known here; nobody is asked.</summary>
static class OfferEndpoints
{
    const string Purpose = "Referral";
    const int MostCandidates = 20;

    const string NotForYou = "This was signed for other people of your organisation.";

    static readonly HashSet<string> Modes = [.. Enum.GetNames<OfferMode>()];
    public static async Task<IResult> Open(OpenReferral body, [AsParameters] CommandsWithNotes user, UnitOfWork work)
    {
        var form = new Form()
            .AllKnown("/needs", body.Needs, Codes.AssistanceTypes)
            .Known("/ageBand", body.AgeBand, Codes.AgeBands)
            .Known("/language", body.Language, Codes.Languages)
            .Region("/region", body.Region)
            .Known("/urgency", body.Urgency, Codes.ReferralUrgencies)
            .Known("/mode", body.Mode, Modes)
            .Tonight(body.Needs, body.Urgency, body.Mode)
            .Place(body.Place, body.Needs, body.AgeBand, body.Urgency, work.Now);
        if (body.RemovalAt is { } day)
            form.Ahead("/removalAt", day, work.Now);
        var id = Guid.CreateVersion7();
        var permit = await CheckPermit(form, body.Permit, body.Candidates, body.Needs, user, work);
        var (tie, wrongTie) = body.Tie is { } jws ? await user.Tokens.CheckTie(jws, user.Partner, new(Conversations.Referral, id)) : (null, null);
        if (wrongTie is not null)
            form.Wrong(wrongTie.Pointer, wrongTie.Detail);
        else if (tie?.Audience.Has(user.Actor) is false)
            form.Wrong("/tie", NotForYou);
        return await FindTerms(form, body.Candidates, body.Needs, body.Urgency, user, work) is not { } terms ? Wrong(form)
            : await user.Commands.Create(
                new OfferReferral(
                    id, user.Partner, user.Actor, permit!.Id, permit.ReceiptId, body.Needs, body.AgeBand, body.Language, body.Region, body.Urgency,
                    Enum.Parse<OfferMode>(body.Mode), body.Candidates, terms, tie is null ? null : new Tie(tie.Id, tie.To), permit.Audience,
                    body.Place, body.RemovalAt),
                "/referrals", user.CancellationToken);
    }

    public static async Task<IResult> Again(Guid id, NewOffers body, [AsParameters] CommandsWithNotes user, IfMatch seen, UnitOfWork work)
    {
        if (await Asked(id, user, work) is not { } asked) // Not the sender: the state machine decides between 409 and 404.
            return await user.Do(new OfferAgain(id, user.Partner, user.Actor, Guid.Empty, Guid.Empty, [], Unused), seen);

        var form = new Form();
        if (body.Place is { } place)
            form.Place(place, asked.Needs, asked.AgeBand, asked.Urgency, work.Now);
        var permit = await CheckPermit(form, body.Permit, body.Candidates, asked.Needs, user, work);
        return await FindTerms(form, body.Candidates, asked.Needs, asked.Urgency, user, work) is not { } terms ? Wrong(form)
            : await user.Do(
                new OfferAgain(
                    id, user.Partner, user.Actor, permit!.Id, permit.ReceiptId, body.Candidates, terms, permit.Audience, body.Place), seen);
    }

    /// <summary>Asks Cases again, on the permit it stands on or on one from new consent.</summary>
    public static async Task<IResult> Release(Guid id, AskRelease? body, [AsParameters] CommandsWithNotes user, IfMatch seen, UnitOfWork work)
    {
        var form = new Form();
        var permit = body?.Permit is { } jws ? await CheckPermit(form, jws, [], (await Asked(id, user, work))?.Needs ?? [], user, work) : null;
        return await user.Do(new RequestRelease(id, user.Partner, user.Actor, permit?.Id, permit?.ReceiptId, permit?.Audience), seen, form);
    }

    /// <summary>What the caller's referral asks for; of another's nothing.</summary>
    static Task<AskedFor?> Asked(Guid id, CommandsWithNotes user, UnitOfWork work) => work.ReadOne<AskedFor>(
        $"""
        select array(select jsonb_array_elements_text(data -> 'data' -> 'needs')) as needs, data -> 'data' ->> 'urgency' as urgency,
            data -> 'data' ->> 'ageBand' as age_band
        from referrals where correlation_id = @id and sender = @partner
            and exists (select 1 from worklist w where w.conversation_id = @id and {Worklists.Theirs})
        """,
        new { id, user.Partner, user.Caller.ActorId }, user.CancellationToken);

    sealed record AskedFor(string[] Needs, string Urgency, string AgeBand);

    static readonly Terms Unused = new(new(0, "seconds"), new(0, "seconds"), "UTC");

    static IResult Wrong(Form form) => form.Faults.Count > 0 ? Problems.Invalid(form.Faults) : Problems.Refused(KnownPartners.NotListedYet);

    static async Task<OfferPermit?> CheckPermit(
        Form form, string jws, IReadOnlyList<PartnerId> candidates, IReadOnlyList<string> needs, CommandsWithNotes user, UnitOfWork work)
    {
        var (permit, fault) = await user.Tokens.CheckPermit(jws, user.Partner, Purpose, work.Now);
        if (fault is not null)
            form.Wrong(fault.Pointer, fault.Detail);
        if (permit is null)
            return null;
        if (!permit.Audience.Has(user.Actor))
            form.Wrong("/permit", NotForYou);
        if (permit.Needs is { } only && needs.Except(only, StringComparer.Ordinal).Any())
            form.Wrong("/needs",
                $"The permit is for these alone: {string.Join(", ", only)}. A child's need of tonight is its basis, as long as nobody has decided.");
        foreach (var (index, candidate) in candidates.Index())
        {
            if (!permit.Recipients.Contains(candidate))
                form.Wrong($"/candidates/{index}", "The permit does not name this organisation: the person has not agreed to it.");
        }
        return permit;
    }

    /// <summary>Looks at the candidates, and finds the terms of an offer to them.</summary>
    /// <returns>Null if anything in the form is wrong, or what is needed is not known here (yet).</returns>
    static async Task<Terms?> FindTerms(
        Form form, IReadOnlyList<PartnerId> candidates, IReadOnlyList<string> needs, string urgency, CommandsWithNotes user, UnitOfWork work)
    {
        if (candidates.Count is 0 or > MostCandidates)
        {
            form.Wrong("/candidates", $"Name 1 to {MostCandidates} organisations.");
            return null;
        }
        if (candidates.Distinct().Count() != candidates.Count)
            form.Wrong("/candidates", "An organisation is named twice.");
        var rules = KnownTerms.Ask(work, user.Partner, urgency);
        var known = await KnownPartners.Find(work, [.. candidates, user.Partner], user.CancellationToken);
        var sender = known.GetValueOrDefault(user.Partner);
        foreach (var (index, candidate) in candidates.Index())
        {
            var pointer = $"/candidates/{index}";
            if (candidate == user.Partner)
                form.Wrong(pointer, "A referral goes to another organisation than its sender.");
            else if (!known.TryGetValue(candidate, out var partner)
                || (sender is not null && !Visibility.Sees(sender.Kind, partner.Kind))) // whom it cannot find it cannot ask
                form.Wrong(pointer, "This is no organisation of the network.");
            else if (!Codes.ReferralRecipients.Contains(partner.Kind))
                form.Wrong(pointer, "This organisation is an authority: nothing goes to it through a referral.");
            else if (partner.Suspended)
                form.Wrong(pointer, "This organisation is suspended.");
            else if (needs.Except(partner.Services).ToList() is { Count: > 0 } missing)
                form.Wrong(pointer, $"This organisation does not offer {string.Join(", ", missing.Where(Codes.AssistanceTypes.Contains))}.");
        }
        return form.Faults.Count > 0 || sender is null ? null : KnownTerms.Terms(rules, sender, known.Values.Where(p => p != sender), urgency);
    }
}

sealed record AskRelease(string? Permit = null);
