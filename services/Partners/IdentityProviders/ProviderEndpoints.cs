using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.Listings;
using ReferralNetwork.Partners.Proposals;

namespace ReferralNetwork.Partners.IdentityProviders;

/// <summary>How each partner's people sign in. Administrators propose and suspend; the secret goes in and never comes out here.</summary>
public static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder app)
    {
        var providers = app.MapActions("/providers").ForAdministrators();
        providers.MapGet("", All);
        providers.MapGet("/{id:guid}", One);
        providers.MapPost("", Register);
        providers.MapPost("/{id:guid}/change", Change);
        providers.MapPost("/{id:guid}/suspend", Suspend);
        providers.MapPost("/{id:guid}/reinstate", Reinstate);
        app.MapActions("/partners/{id}/providers").MapGet("", OfPartner);
    }

    static async Task<IResult> All(UnitOfWork work, CancellationToken cancellationToken) =>
        Answers.Found(new
        {
            items = (await work.Read<ProviderRow>(
                $"select {ProviderStore.Columns} from providers order by display_name, id", values: null, cancellationToken))
                .ConvertAll(row => row.Provider(secrets: null)),
        });

    static async Task<IResult> One(Guid id, UnitOfWork work, CancellationToken cancellationToken) =>
        await work.ReadOne<ProviderRow>($"select {ProviderStore.Columns} from providers where id = @id", new { id }, cancellationToken)
            is { } row ? Answers.Found(row.Provider(secrets: null)) : Problems.NotFound("provider");

    static Task<IResult> Register(ProviderDetails details, Secrets secrets, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Propose(known: null, details, secrets, caller, work, cancellationToken);

    /// <summary>All of the provider as it shall be; a client secret is given anew.</summary>
    static Task<IResult> Change(
        Guid id, ProviderDetails details, Secrets secrets, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Propose(id, details, secrets, caller, work, cancellationToken);

    /// <summary>
    /// Whoever controls it signs in as the partner's people, so it takes effect when a second person agrees; see <see cref="ProposalRules"/>.
    /// </summary>
    static async Task<IResult> Propose(
        Guid? known, ProviderDetails details, Secrets secrets, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (known is { } provider && await work.PartnerOf(provider, cancellationToken) != details.PartnerId)
            return Problems.NotFound("provider");
        var ofOperator = await work.ReadOne<bool?>(
            "select operator from partners where id = @partnerId", new { details.PartnerId }, cancellationToken);
        details = details with { DisplayName = TypedText.Line(details.DisplayName) };
        var faults = ProviderRules.Faults(details, ofOperator ?? false, secrets.CanKeep);
        if (ofOperator is null)
            faults.Insert(0, new("/partnerId", "There is no such partner; list it first."));
        if (faults.Count > 0)
            return Problems.Invalid(faults);

        var id = Guid.CreateVersion7();
        var becomes = known ?? id;
        if (!await work.IssuerIsFree(becomes, details, cancellationToken))
            return Problems.Refused(ProviderRules.IssuerRegistered);
        work.Propose(
            caller, id, details.PartnerId, Proposal.Provider, known, details with { ClientSecret = null, Hosts = ProviderRules.Hosts(details) },
            details.ClientSecret is { } secret ? secrets.Seal(secret, becomes) : null,
            known is null ? Verbs.ProviderProposed : Verbs.ProviderChangeProposed);
        return Answers.Created($"/partners/{details.PartnerId}/proposals", id, new { id });
    }

    static Task<PartnerId?> PartnerOf(this UnitOfWork work, Guid provider, CancellationToken cancellationToken) =>
        work.ReadOne<PartnerId?>("select partner_id from providers where id = @provider", new { provider }, cancellationToken);

    /// <summary>What a partner's own people may know of how they sign in, whatever their role.</summary>
    static async Task<IResult> OfPartner(PartnerId id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        caller.Partner == id || caller.Has(Roles.Administrator)
            ? Answers.Found(new
            {
                items = (await work.Read<ProviderRow>(
                    $"select {ProviderStore.Columns} from providers where partner_id = @id order by display_name, id", new { id }, cancellationToken))
                    .ConvertAll(row => row.Provider(secrets: null)),
            })
            : Problems.NotFound("partner");

    /// <summary>One person is enough to shut a way in.</summary>
    static async Task<IResult> Suspend(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (await work.Load(id, cancellationToken) is not { } provider)
            return Problems.NotFound("provider");
        if (provider.Partner == caller.Partner)
            return Problems.Refused(new Refusal(
                "OWN_ORGANISATION", "Suspending your own organisation's provider would shut you out; nobody could undo it."));
        if (provider.Suspended)
            return Problems.Refused(new Refusal("ALREADY_SUSPENDED", "This provider is suspended already."));

        work.Write("update providers set suspended = true where id = @id", new { id });
        work.RaiseDirectory();
        work.Audit(caller, Verbs.ProviderSuspended, id, related: provider.Partner.Value);
        return Answers.Done(id);
    }

    /// <summary>Two persons open it again, since somebody had a reason to shut it.</summary>
    static async Task<IResult> Reinstate(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (await work.Load(id, cancellationToken) is not { } provider)
            return Problems.NotFound("provider");
        if (!provider.Suspended)
            return Problems.Refused(new Refusal("NOT_SUSPENDED", "This provider is not suspended."));

        var proposal = Guid.CreateVersion7();
        work.Propose(caller, proposal, provider.Partner, Proposal.Reinstatement, id, new { }, secret: null, Verbs.ProviderReinstatementProposed);
        return Answers.Created($"/partners/{provider.Partner}/proposals", proposal, new { id = proposal });
    }

    sealed record Known(PartnerId Partner, bool Suspended);

    static Task<Known?> Load(this UnitOfWork work, Guid id, CancellationToken cancellationToken) => work.ReadOne<Known>(
        "select partner_id as partner, suspended from providers where id = @id for no key update", new { id }, cancellationToken);
}
