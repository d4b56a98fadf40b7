using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Partners.Listings;

/// <summary>Who looks at listings. <see cref="Visibility"/> has the rule.</summary>
/// <param name="Kind">Null for an organisation that is not listed: it sees nothing.</param>
sealed record Viewer(PartnerId Partner, string? Kind, bool RunsTheNetwork)
{
    public static async Task<Viewer> For(Caller caller, UnitOfWork work, CancellationToken cancellationToken) => new(
        caller.Partner,
        await work.ReadOne<string>("select kind from partners where id = @partner", new { caller.Partner }, cancellationToken),
        caller.Has(Roles.Administrator));

    /// <summary>Null if the viewer does not see it.</summary>
    public ListingShown? Shown(Partner partner) => partner.Whole().To(Partner, Kind, RunsTheNetwork);
}
