using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.Proposals;

namespace ReferralNetwork.Partners.Listings;

/// <summary>Who the partners are and what they offer.</summary>
public static class PartnerEndpoints
{
    public static void MapPartners(this IEndpointRouteBuilder app)
    {
        var partners = app.MapActions("/partners");
        partners.MapGet("", Find);
        partners.MapGet("/{id}", Get);
        partners.MapPost("/{id}/confirm", Confirm);

        var run = partners.MapGroup("").ForAdministrators();
        run.MapPost("", List);
        run.MapPut("/{id}", Change);
        run.MapPost("/{id}/naming", ProposeNaming);
        run.MapPost("/{id}/suspend", Suspend);
        run.MapPost("/{id}/reinstate", Reinstate);
    }

    /// <summary>
    /// Those whom the caller may ask, by name. A partner for all of a country is one for each of its parts, and the other way round.
    /// </summary>
    static async Task<IResult> Find(
        string? service, string? language, string? region, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var viewer = await Viewer.For(caller, work, cancellationToken);
        var found = await work.Read<PartnerRow>(
            $"""
            select {PartnerStore.Columns} from partners
            where (@service is null or services @> array[@service])
              and (@language is null or languages @> array[@language])
              and (@region is null or exists (
                    select from unnest(regions) as r (region)
                    where r.region = @region or r.region = split_part(@region, '-', 1) or split_part(r.region, '-', 1) = @region))
            order by name, id
            """,
            new { service, language, region }, cancellationToken);
        return Answers.Found(new { items = found.Select(row => viewer.Shown(row.Partner())).OfType<ListingShown>() });
    }

    /// <summary>What the caller may not see is not there.</summary>
    static async Task<IResult> Get(PartnerId id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var viewer = await Viewer.For(caller, work, cancellationToken);
        var found = await work.ReadOne<PartnerRow>($"select {PartnerStore.Columns} from partners where id = @id", new { id }, cancellationToken);
        return found is not null && viewer.Shown(found.Partner()) is { } shown ? Answers.Found(shown, shown.Version) : Problems.NotFound("partner");
    }

    static IResult List(PartnerDetails details, Caller caller, UnitOfWork work)
    {
        details = ListingRules.Cleaned(details);
        if (ListingRules.Faults(details) is { Count: > 0 } faults)
            return Problems.Invalid(faults);

        var partner = new Partner(
            new PartnerId(Guid.CreateVersion7()), Version: 1, details, PublicKey: null, Suspended: false, work.Now, SignInCodes.Create());
        work.Insert(partner, isOperator: false);
        work.Audit(caller, Verbs.PartnerListed, partner.Id.Value);
        if (details.PublicKey is { } key)
            work.ProposeKey(caller, partner.Id, PublicKeys.Canonical(key));
        return Answers.Created($"/partners/{partner.Id}", partner.Id.Value, new { id = partner.Id }, partner.Version);
    }

    static async Task<IResult> Change(
        PartnerId id, PartnerDetails details, IfMatch ifMatch, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        details = ListingRules.Cleaned(details);
        var faults = ListingRules.Faults(details);
        var partner = await work.Load(id, cancellationToken);
        if (partner is null)
            return Problems.NotFound("partner");
        if (details.PublicKey is { } key
            && faults.TrueForAll(fault => fault.Pointer != "/publicKey")
            && PublicKeys.Canonical(key) != partner.PublicKey)
            faults.Add(new("/publicKey", $"A key is changed by two persons: POST /partners/{id}/key, then its confirmation."));
        if (await work.HasProvider(id, cancellationToken))
        {
            foreach (var pointer in new[]
            {
                details.Name == partner.Details.Name ? null : "/name",
                details.Kind == partner.Details.Kind ? null : "/kind"
            }.OfType<string>())
                faults.Add(new(
                    pointer, $"Once a partner's people can sign in, name and kind are changed by two persons: POST /partners/{id}/naming."));
        }
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (!ifMatch.Is(partner.Version))
            return Problems.Stale();

        var changed = work.Save(partner with { Details = details });
        work.Audit(caller, Verbs.PartnerChanged, id.Value);
        return Answers.Done(id.Value, changed.Version);
    }

    /// <summary>Nobody of a suspended partner gets in any more, and nothing is offered to it.</summary>
    static async Task<IResult> Suspend(PartnerId id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (id == caller.Partner)
            return Problems.Refused(new Refusal("OWN_ORGANISATION", "Suspending your own organisation would shut you out; nobody could undo it."));
        var partner = await work.Load(id, cancellationToken);
        if (partner is null)
            return Problems.NotFound("partner");
        if (partner.Suspended)
            return Problems.Refused(new Refusal("ALREADY_SUSPENDED", "This partner is suspended already."));

        var changed = work.Save(partner with { Suspended = true });
        work.Audit(caller, Verbs.PartnerSuspended, id.Value);
        return Answers.Done(id.Value, changed.Version);
    }

    /// <summary>Takes effect when a second person agrees: somebody had a reason to suspend it.</summary>
    static async Task<IResult> Reinstate(PartnerId id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var partner = await work.Load(id, cancellationToken);
        if (partner is null)
            return Problems.NotFound("partner");
        if (!partner.Suspended)
            return Problems.Refused(new Refusal("NOT_SUSPENDED", "This partner is not suspended."));

        return Propose(work, caller, id, Proposal.Reinstatement, new { }, Verbs.PartnerReinstatementProposed);
    }

    /// <summary>Takes effect when a second person agrees: see <see cref="ProposedNaming"/>.</summary>
    static async Task<IResult> ProposeNaming(PartnerId id, ProposedNaming naming, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        naming = naming with { Name = TypedText.Line(naming.Name) };
        if (ListingRules.NamingFaults(naming.Name, naming.Kind).ToList() is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        return await work.Load(id, cancellationToken) is null
            ? Problems.NotFound("partner")
            : Propose(work, caller, id, Proposal.Naming, naming, Verbs.PartnerNamingProposed);
    }

    static Answer Propose(UnitOfWork work, Caller caller, PartnerId id, string kind, object content, string verb)
    {
        var proposal = Guid.CreateVersion7();
        work.Propose(caller, proposal, id, kind, provider: null, content, secret: null, verb);
        return Answers.Created($"/partners/{id}/proposals", proposal, new { id = proposal });
    }

    /// <summary>Somebody of the partner says that what is listed is still right.</summary>
    static async Task<IResult> Confirm(PartnerId id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (caller.Partner != id || await work.Load(id, cancellationToken) is not { } partner)
            return Problems.NotFound("partner");

        var confirmed = work.Save(partner with { ConfirmedAt = work.Now });
        work.Audit(caller, Verbs.PartnerConfirmed, id.Value);
        return Answers.Done(id.Value, confirmed.Version);
    }
}
