using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.LocalCopies;

/// <summary>Who may turn to an authority, by its listing: in this service's own table <c>known_authorities</c>.</summary>
static class KnownAuthorities
{
    sealed record Known(string[] ReferredBy);

    /// <summary>The competent authority and whoever turns to it, with what is wrong with that at <c>/to</c>.</summary>
    /// <returns>Nulls for what is not known here (yet).</returns>
    public static async Task<(KnownPartner? Authority, KnownPartner? Sender)> Find(
        Form form, PartnerId to, PartnerId from, UnitOfWork work, CancellationToken cancellationToken)
    {
        var partners = await KnownPartners.Find(work, [to, from], cancellationToken);
        var listed = await work.ReadOne<Known>(
            "select referred_by from known_authorities where partner_id = @to", new { to }, cancellationToken);
        var (authority, sender) = (partners.GetValueOrDefault(to), partners.GetValueOrDefault(from));
        if (to == from)
            form.Wrong("/to", "An authority does not refer to itself.");
        else if (authority is null)
            form.Wrong("/to", "This is no organisation of the network.");
        else if (authority.Kind != Codes.CompetentAuthority)
            form.Wrong("/to", "This organisation does not decide who is a victim of trafficking.");
        else if (authority.Suspended)
            form.Wrong("/to", "This organisation is suspended.");
        else if (sender is not null && listed?.ReferredBy.Contains(sender.Kind, StringComparer.Ordinal) is not true)
            form.Wrong("/to", "By its listing this authority takes nothing from organisations of your kind.");
        return (authority, sender);
    }
}
