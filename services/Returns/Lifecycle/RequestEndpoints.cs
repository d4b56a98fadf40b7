using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <param name="Permit">That Cases signed: to introduce this traveller to the candidates.</param>
sealed record NewTraveller(string AgeBand, string Permit);

/// <summary>What is said when a return is asked for. No name, no story, no date: those stay in Cases, behind the permits.</summary>
sealed record NewReturn(
    string LeavesFrom, string GoesTo, IReadOnlyList<string> Languages, IReadOnlyList<string> Needs, string Urgency, string Mode,
    IReadOnlyList<NewTraveller> Travellers, IReadOnlyList<PartnerId> Candidates);

/// <param name="Permits">By traveller.</param>
sealed record NewLeads(IReadOnlyDictionary<Guid, string> Permits, IReadOnlyList<PartnerId> Candidates);

sealed record BackAlready(
    string LeftFrom, string BackIn, IReadOnlyList<string> Languages, IReadOnlyList<string> Needs, IReadOnlyList<string> AgeBands);

/// <summary>Asking for a lead, at first and again: permits and candidates are checked against what is known here; nobody is asked.</summary>
static class RequestEndpoints
{
    public const string NotForYou = "This was signed for other people of your organisation.";

    const string Purpose = "Introduction";
    const string Service = "x:ReturnLead";
    const int MostCandidates = 20;
    const int MostTravellers = 12;
    static readonly string[] LeadKinds = ["NGO", "x:IntergovernmentalOrganisation"];
    static readonly HashSet<string> Modes = [.. Enum.GetNames<OfferMode>()];
    public static async Task<IResult> Request(NewReturn body, [AsParameters] CommandsWithTokens user, UnitOfWork work)
    {
        var form = Described(body.LeavesFrom, "/leavesFrom", body.GoesTo, "/goesTo", body.Languages, body.Needs)
            .Known("/urgency", body.Urgency, Codes.Urgencies)
            .Known("/mode", body.Mode, Modes);
        if (body.Travellers.Count is 0 or > MostTravellers)
            return Problems.Invalid(form.Wrong("/travellers", $"Name 1 to {MostTravellers} travellers.").Faults);
        var travellers = new List<Traveller>();
        foreach (var (index, traveller) in body.Travellers.Index())
        {
            form.Known($"/travellers/{index}/ageBand", traveller.AgeBand, Codes.AgeBands);
            if (await CheckPermit(form, $"/travellers/{index}/permit", traveller.Permit, body.Candidates, user, work) is { } introduction)
                travellers.Add(new(Guid.CreateVersion7(), traveller.AgeBand) { Introduction = introduction });
        }
        if (travellers.DistinctBy(t => t.Introduction!.PermitId).Count() != travellers.Count)
            form.Wrong("/travellers", "Each traveller has a permit of their own.");
        return await FindTerms(form, body.Candidates, body.Urgency, user, work) is not { } terms
            ? Wrong(form)
            : await user.Commands.Create(
                new RequestReturn(
                    Guid.CreateVersion7(), user.Partner, user.Actor, body.LeavesFrom, body.GoesTo, body.Languages, body.Needs, body.Urgency,
                    Enum.Parse<OfferMode>(body.Mode), travellers, body.Candidates, terms),
                "/returns", user.CancellationToken);
    }

    public static async Task<IResult> AlreadyBack(BackAlready body, [AsParameters] CommandsWithTokens user, UnitOfWork work)
    {
        var form = Described(body.LeftFrom, "/leftFrom", body.BackIn, "/backIn", body.Languages, body.Needs);
        if (body.AgeBands.Count is 0 or > MostTravellers)
            form.Wrong("/ageBands", $"Name 1 to {MostTravellers} people.");
        foreach (var (index, band) in body.AgeBands.Index())
            form.Known($"/ageBands/{index}", band, Codes.AgeBands);
        var rules = AskRules(work, user.Partner, "Routine");
        var known = await KnownPartners.Find(work, [user.Partner], user.CancellationToken);
        var own = known.GetValueOrDefault(user.Partner);
        if (own is not null && !own.Services.Contains("x:ReturnReception") && !own.Services.Contains(Service))
            form.Wrong("", "Your organisation is not listed as receiving or leading returns.");
        return form.Faults.Count > 0 || own is null || Terms(rules, own, [], "Routine") is not { } terms
            ? Wrong(form)
            : await user.Commands.Create(
                new ReportAlreadyBack(
                    Guid.CreateVersion7(), user.Partner, user.Actor, body.LeftFrom, body.BackIn, body.Languages, body.Needs,
                    [.. body.AgeBands.Select(band => new Traveller(Guid.CreateVersion7(), band))], terms),
                "/returns", user.CancellationToken);
    }

    public static async Task<IResult> Again(Guid id, NewLeads body, [AsParameters] CommandsWithTokens user, IfMatch seen, UnitOfWork work)
    {
        var asked = await work.ReadOne<Asked>(
            """
            select data -> 'data' ->> 'urgency' as urgency,
                array(select (t ->> 'id')::uuid from jsonb_array_elements(data -> 'data' -> 'travellers') t) as travellers
            from returns where correlation_id = @id and data -> 'data' ->> 'from' = @by
            """,
            new { id, by = user.Partner.Value.ToString() }, user.CancellationToken);
        if (asked is null) // Not whoever asked: the state machine decides between 409 and 404.
            return await user.Do(
                new AskLeadsAgain(id, user.Partner, user.Actor, new Dictionary<Guid, Introduction>(), [], Unused), seen);
        var form = new Form();
        var introductions = new Dictionary<Guid, Introduction>();
        foreach (var traveller in asked.Travellers)
        {
            if (!body.Permits.TryGetValue(traveller, out var permit))
                form.Wrong($"/permits/{traveller}", "The permit to introduce this traveller is missing.");
            else if (await CheckPermit(form, $"/permits/{traveller}", permit, body.Candidates, user, work) is { } introduction)
                introductions[traveller] = introduction;
        }
        return await FindTerms(form, body.Candidates, asked.Urgency, user, work) is not { } terms
            ? Wrong(form)
            : await user.Do(new AskLeadsAgain(id, user.Partner, user.Actor, introductions, body.Candidates, terms), seen);
    }

    sealed record Asked(string Urgency, Guid[] Travellers);

    static readonly ReturnTerms Unused = new(new(0, "seconds"), new(0, "seconds"), "UTC", null, []);

    static IResult Wrong(Form form) => form.Faults.Count > 0 ? Problems.Invalid(form.Faults) : Problems.Refused(KnownPartners.NotListedYet);

    static Form Described(
        string leavesFrom, string leavesFromAt, string goesTo, string goesToAt, IReadOnlyList<string> languages, IReadOnlyList<string> needs)
    {
        var form = new Form()
            .Known(leavesFromAt, leavesFrom, IsoCountries.All)
            .Known(goesToAt, goesTo, IsoCountries.All)
            .AllKnown("/languages", languages, Codes.Languages)
            .AllKnown("/needs", needs, Codes.AssistanceTypes);
        return leavesFrom == goesTo ? form.Wrong(goesToAt, "Somebody who goes home leaves one country for another.") : form;
    }

    static async Task<Introduction?> CheckPermit(
        Form form, string pointer, string jws, IReadOnlyList<PartnerId> candidates, CommandsWithTokens user, UnitOfWork work)
    {
        var (permit, fault) = await user.Tokens.CheckPermit(jws, user.Partner, Purpose, work.Now);
        if (fault is not null)
            form.Wrong(pointer, fault.Detail);
        if (permit is null)
            return null;
        if (!permit.Audience.Has(user.Actor))
            form.Wrong(pointer, NotForYou);
        foreach (var (index, candidate) in candidates.Index())
        {
            if (!permit.Recipients.Contains(candidate))
                form.Wrong($"/candidates/{index}", "A permit does not name this organisation: the person has not agreed to it.");
        }
        return new(permit.Id, permit.ReceiptId, permit.Audience);
    }

    /// <summary>Looks at the candidates, and finds the terms of what is asked of them.</summary>
    /// <returns>Null if anything in the form is wrong, or what is needed is not known here (yet).</returns>
    static async Task<ReturnTerms?> FindTerms(
        Form form, IReadOnlyList<PartnerId> candidates, string urgency, CommandsWithTokens user, UnitOfWork work)
    {
        if (candidates.Count is 0 or > MostCandidates)
        {
            form.Wrong("/candidates", $"Name 1 to {MostCandidates} organisations.");
            return null;
        }
        if (candidates.Distinct().Count() != candidates.Count)
            form.Wrong("/candidates", "An organisation is named twice.");
        var rules = AskRules(work, user.Partner, urgency);
        var known = await KnownPartners.Find(work, [.. candidates, user.Partner], user.CancellationToken);
        var own = known.GetValueOrDefault(user.Partner);
        foreach (var (index, candidate) in candidates.Index())
        {
            var pointer = $"/candidates/{index}";
            if (candidate == user.Partner)
                form.Wrong(pointer, "Another organisation than the one that asks leads a return.");
            else if (!known.TryGetValue(candidate, out var partner) || (own is not null && !Visibility.Sees(own.Kind, partner.Kind)))
                form.Wrong(pointer, "This is no organisation of the network.");
            else if (!LeadKinds.Contains(partner.Kind, StringComparer.Ordinal) || !partner.Services.Contains(Service))
                form.Wrong(pointer, "This organisation does not lead returns: an NGO or intergovernmental organisation that is listed for it does.");
            else if (partner.Suspended)
                form.Wrong(pointer, "This organisation is suspended.");
        }
        return form.Faults.Count > 0 || own is null ? null : Terms(rules, own, known.Values.Where(p => p != own), urgency);
    }

    static string AnswerDue(string urgency) => $"answer-due.{urgency.ToLowerInvariant()}";

    const string RequestShown = "return-request-shown";

    static IReadOnlyList<KnownRule> AskRules(UnitOfWork work, PartnerId own, string urgency) => KnownRules.Ask(
        work, [AnswerDue(urgency), RequestShown, .. ReturnPeriods.All], own.Value,
            "(select jurisdiction from known_partners where partner_id = @of)");

    static ReturnTerms? Terms(IReadOnlyList<KnownRule> rules, KnownPartner own, IEnumerable<KnownPartner> candidates, string urgency) =>
        rules.PeriodOf(AnswerDue(urgency)) is { } answer && rules.PeriodOf(RequestShown) is { } shown
        && ReturnPeriods.All.All(name => rules.PeriodOf(name) is not null)
            ? new(answer, shown, own.TimeZone, own.Holidays, [.. candidates.Select(PartnerZone.Of)])
            {
                Periods = ReturnPeriods.All.ToDictionary(name => name, name => rules.PeriodOf(name)!),
            }
            : null;
}
