using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.Listings;

namespace ReferralNetwork.Partners.IdentityProviders;

/// <summary>
/// What the gateway must know of partners and providers: to let people in, secrets included, and to show its pages. It asks every 2 s with the
/// version it has: providers come, go and are suspended while it runs.
/// </summary>
public static class DirectoryEndpoint
{
    public static void MapDirectory(this IEndpointRouteBuilder app) =>
        app.MapActions("/gateway").MapGet("/directory", Get);

    static async Task<IResult> Get(Caller caller, HttpRequest request, Secrets secrets, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Has(InwardToken.GatewayRole))
            return Problems.Forbidden("This is for the gateway.");

        var version = await work.ReadOne<long>("select version from directory", values: null, cancellationToken);
        var tag = IfMatch.TagOf(version);
        if (request.Headers.IfNoneMatch.ToString() == $"\"{tag}\"")
            return new Answer(StatusCodes.Status304NotModified, Id: null, Location: null, tag, Body: null);

        // Read after the version: a change in between comes again with the next version, never too late.
        var partners = await work.Read<PartnerRow>($"select {PartnerStore.Columns} from partners order by name, id", values: null, cancellationToken);
        var providers = await work.Read<ProviderRow>(
            $"select {ProviderStore.Columns} from providers order by display_name, id", values: null, cancellationToken);
        var directory = new DirectoryAnswer(
            version, partners.ConvertAll(row => row.Partner().Whole()), providers.ConvertAll(row => row.Provider(secrets)));
        return Answers.Found(directory, version);
    }
}
