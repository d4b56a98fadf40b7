using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.IdentityProviders;
using ReferralNetwork.Partners.Listings;

namespace ReferralNetwork.Partners;

/// <summary>The organisation that runs the network, from the settings Bootstrap:*; all of them or none.</summary>
/// <param name="Host">host[:port] of its provider's endpoints.</param>
/// <param name="AdministratorGroup">Value of the claim <c>groups</c> that makes an administrator.</param>
/// <param name="SignInCode">What its people type to find their sign-in; those of other partners are made at random.</param>
public sealed record Operator(
    string Name, string Issuer, string ClientId, string Host, string AdministratorGroup, string SignInCode, string Jurisdiction)
{
    const string DefaultJurisdiction = "LT";

    /// <summary>Null values stand for "not configured"; the record itself is always there, so that it can be injected.</summary>
    public bool IsConfigured => Name.Length > 0;

    /// <exception cref="InvalidOperationException">Some settings are missing; all of them are named.</exception>
    public static Operator From(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Bootstrap");
        string[] required = [nameof(Name), nameof(Issuer), nameof(ClientId), nameof(Host), nameof(AdministratorGroup), nameof(SignInCode)];
        var missing = required.Where(key => string.IsNullOrEmpty(settings[key])).ToList();
        if (missing.Count > 0 && missing.Count < required.Length)
            throw new InvalidOperationException(
                $"Bootstrap is set in part; these are missing: {string.Join(", ", missing.Select(key => $"Bootstrap:{key}"))}.");
        string Value(string key) => settings[key] ?? "";
        return new Operator(Value(nameof(Name)), Value(nameof(Issuer)), Value(nameof(ClientId)), Value(nameof(Host)),
            Value(nameof(AdministratorGroup)), SignInCodes.Normal(Value(nameof(SignInCode))), settings[nameof(Jurisdiction)] ?? DefaultJurisdiction);
    }

    public PartnerDetails Partner() => new(
        Name, "NGO", Jurisdiction, Services: [], Languages: ["en"], Regions: [Jurisdiction],
        new OpeningHours("Etc/UTC", AlwaysOnDuty: true, Week: []));

    public ProviderDetails Provider(PartnerId partner) => new(
        partner, Name, Issuer, ClientId, KnownProvider.PrivateKeyJwt, [Host], "groups", [new RoleRule(AdministratorGroup, Roles.Administrator)]);
}

/// <summary>Somebody must be able to sign in to an empty network: its operator is listed at the first start, once.</summary>
public sealed partial class Bootstrap(IServiceScopeFactory scopes, Operator configured, Secrets secrets, ILogger<Bootstrap> log) : IHostedService
{
    const long Lock = 7036520;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!configured.IsConfigured)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        // Two instances starting together: the second looks when the first is done.
        await work.ReadOne<bool>($"select true from pg_advisory_xact_lock({Lock})", values: null, cancellationToken);
        if (await work.ReadOne<bool>("select true from partners limit 1", values: null, cancellationToken))
            return;

        var details = ListingRules.Cleaned(configured.Partner());
        var partner = new Partner(
            new PartnerId(Guid.CreateVersion7()), Version: 1, details, PublicKey: null, Suspended: false, work.Now, configured.SignInCode);
        var provider = configured.Provider(partner.Id);
        var faults = ListingRules.Faults(details).Concat(ProviderRules.Faults(provider, ofOperator: true, secrets.CanKeep)).ToList();
        if (!SignInCodes.IsCode(configured.SignInCode))
            faults.Add(new("/signInCode", SignInCodes.Expected));
        if (faults.Count > 0)
            throw new InvalidOperationException(
                $"Bootstrap is not valid: {string.Join(" ", faults.Select(fault => $"{fault.Pointer}: {fault.Detail}"))}");

        work.Insert(partner, isOperator: true);
        await work.Insert(Guid.CreateVersion7(), provider, secret: null, cancellationToken);
        work.Audit(caller: null, Verbs.PartnerListed, partner.Id.Value);
        await work.Commit(cancellationToken);
        Listed(log, partner.Id);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "The network was empty; its operator is listed as {Partner}")]
    static partial void Listed(ILogger logger, PartnerId partner);
}
