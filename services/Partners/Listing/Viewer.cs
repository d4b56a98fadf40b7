using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.Listing;

/// <summary>A listing as one viewer sees it.</summary>
/// <param name="Hours">Null where it is not for this viewer.</param>
/// <param name="SignInCode">Null, like <paramref name="DutyTelephone"/>, but for the partner's own people and administrators.</param>
public sealed record ListingShown(
    PartnerId Id,
    long Version,
    string Name,
    string Kind,
    string Jurisdiction,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Regions,
    string TimeZone,
    OpeningHours? Hours,
    string? PublicKey,
    bool Suspended,
    DateTimeOffset ConfirmedAt,
    string? SignInCode,
    string? DutyTelephone);

/// <summary>Who looks at listings. <see cref="Visibility"/> has the rule.</summary>
/// <param name="Kind">Null for an organisation that is not listed: it sees nothing.</param>
sealed record Viewer(PartnerId Partner, string? Kind, bool RunsTheNetwork)
{
    public static async Task<Viewer> For(Caller caller, UnitOfWork work, CancellationToken cancellationToken) => new(
        caller.Partner,
        await work.ReadOne("select kind from partners where id = $1", row => row.GetString(0), cancellationToken, caller.Partner.Value),
        caller.Has(Roles.Administrator));

    /// <summary>Null if the viewer does not see it.</summary>
    public ListingShown? Shown(Partner partner)
    {
        var whole = RunsTheNetwork || partner.Id == Partner;
        if (!whole && (partner.Suspended || Kind is null || !Visibility.Sees(Kind, partner.Kind)))
            return null;
        return new ListingShown(
            partner.Id, partner.Version, partner.Name, partner.Kind, partner.Jurisdiction, partner.Services, partner.Languages, partner.Regions,
            partner.Hours.TimeZone, whole || Visibility.SeesHours(Kind!, partner.Kind) ? partner.Hours : null, partner.PublicKey, partner.Suspended,
            partner.ConfirmedAt, whole ? partner.SignInCode : null, whole ? partner.DutyTelephone : null);
    }
}
