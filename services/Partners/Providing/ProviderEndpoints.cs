using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Partners.Listing;

namespace ReferralNetwork.Partners.Providing;

/// <summary>How each partner's people sign in. Administrators only; the secret goes in and never comes out here.</summary>
public static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder app)
    {
        var providers = app.MapActions("/providers").ForAdministrators();
        providers.MapGet("", All);
        providers.MapGet("/{id:guid}", One);
        providers.MapPost("", Register);
        providers.MapPost("/{id:guid}/suspend", Suspend);
        providers.MapPost("/{id:guid}/reinstate", Reinstate);
    }

    static async Task<IResult> All(UnitOfWork work, CancellationToken cancellationToken) =>
        Answers.Found(new
        {
            items = await work.Read(
                $"select {ProviderStore.Columns} from providers order by display_name, id", row => ProviderStore.Read(row, secrets: null), cancellationToken),
        });

    static async Task<IResult> One(Guid id, UnitOfWork work, CancellationToken cancellationToken) =>
        await work.ReadOne($"select {ProviderStore.Columns} from providers where id = $1", row => ProviderStore.Read(row, secrets: null), cancellationToken, id)
            is { } provider ? Answers.Found(provider) : Problems.NotFound("provider");

    static async Task<IResult> Register(ProviderDetails details, Secrets secrets, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var ofOperator = await work.ReadOne<bool?>(
            "select operator from partners where id = $1", row => row.GetBoolean(0), cancellationToken, details.PartnerId.Value);
        var faults = ProviderRules.Faults(details, ofOperator ?? false, secrets.CanKeep);
        if (ofOperator is null)
            faults.Insert(0, new("/partnerId", "There is no such partner; list it first."));
        if (faults.Count > 0)
            return Problems.Invalid(faults);

        var id = Guid.CreateVersion7();
        if (!await work.Insert(id, details, secrets, cancellationToken))
            return Problems.Refused(new Refusal("ISSUER_REGISTERED", "This issuer is registered already; a person is issuer and subject, so it belongs to one partner."));
        work.Act(caller, "provider-registered", id, related: details.PartnerId.Value);
        return Answers.Created($"/providers/{id}", id, new { id });
    }

    static Task<IResult> Suspend(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        SetSuspended(id, suspended: true, "provider-suspended", caller, work, cancellationToken);

    static Task<IResult> Reinstate(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        SetSuspended(id, suspended: false, "provider-reinstated", caller, work, cancellationToken);

    static async Task<IResult> SetSuspended(Guid id, bool suspended, string verb, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var provider = await work.ReadOne(
            "select partner_id, suspended from providers where id = $1 for no key update",
            row => new { Partner = new PartnerId(row.GetGuid(0)), Suspended = row.GetBoolean(1) }, cancellationToken, id);
        if (provider is null)
            return Problems.NotFound("provider");
        if (suspended && provider.Partner == caller.Partner)
            return Problems.Refused(new Refusal("OWN_ORGANISATION", "Suspending your own organisation's provider would shut you out; nobody could undo it."));
        if (provider.Suspended == suspended)
            return Problems.Refused(suspended
                ? new Refusal("ALREADY_SUSPENDED", "This provider is suspended already.")
                : new Refusal("NOT_SUSPENDED", "This provider is not suspended."));

        work.Write("update providers set suspended = $2 where id = $1", id, suspended);
        work.RaiseDirectory();
        work.Act(caller, verb, id, related: provider.Partner.Value);
        return Answers.Done(id);
    }
}
