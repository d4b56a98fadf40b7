using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.Listing;

/// <summary>A listing as one viewer sees it.</summary>
/// <param name="Hours">Null, like <paramref name="DutyTelephone"/>, where it is not for this viewer: see <see cref="Visibility.SeesHours"/>.</param>
/// <param name="SignInCode">Null but for the partner's own people and administrators.</param>
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
    string? Telephone,
    string? DutyTelephone,
    IReadOnlyList<string>? DutyDeskFor,
    string? HolidaysOf,
    string TransferGround,
    AuthorityDetails? Authority,
    string? SignInCode);

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
        var listed = partner.Listed();
        if (!whole && (listed.Suspended || Kind is null || !Visibility.Sees(Kind, listed.Kind)))
            return null;
        var seesHours = whole || Visibility.SeesHours(Kind!, listed.Kind);
        return new ListingShown(
            partner.Id, partner.Version, listed.Name, listed.Kind, listed.Jurisdiction, listed.Services, listed.Languages, listed.Regions,
            listed.Hours.TimeZone, seesHours ? listed.Hours : null, listed.PublicKey, listed.Suspended, listed.ConfirmedAt, listed.Telephone,
            seesHours ? listed.DutyTelephone : null, listed.DutyDeskFor, listed.HolidaysOf, listed.TransferGround, listed.Authority,
            whole ? partner.SignInCode : null);
    }
}
