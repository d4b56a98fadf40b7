using MassTransit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.LocalCopies;

/// <summary>Who may turn to an authority, by its listing: in this service's own table <c>known_authorities</c>.</summary>
static class KnownAuthorities
{
    const string CompetentAuthority = "x:CompetentAuthority";

    public static readonly Refusal NotListedYet = new(
        "NOT_LISTED_YET", "Your organisation's listing or its rules have not arrived here yet. Try again in a moment.");

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
        else if (authority.Kind != CompetentAuthority)
            form.Wrong("/to", "This organisation does not decide who is a victim of trafficking.");
        else if (authority.Suspended)
            form.Wrong("/to", "This organisation is suspended.");
        else if (sender is not null && listed?.ReferredBy.Contains(sender.Kind, StringComparer.Ordinal) is not true)
            form.Wrong("/to", "By its listing this authority takes nothing from organisations of your kind.");
        return (authority, sender);
    }
}

sealed class ListingsConsumer(UnitOfWork work) : IConsumer<PartnerListed>
{
    public Task Consume(ConsumeContext<PartnerListed> context)
    {
        var listed = context.Message;
        KnownPartners.Keep(work, listed);
        work.Write(
            """
            insert into known_authorities (partner_id, version, referred_by, immigration, duty)
            values (@partnerId, @version, @referredBy, @immigration, @duty)
            on conflict (partner_id) do update set version = excluded.version, referred_by = excluded.referred_by,
                immigration = excluded.immigration, duty = excluded.duty
            where known_authorities.version < excluded.version
            """,
            new
            {
                listed.PartnerId, listed.Version, referredBy = (listed.Authority?.ReferredBy ?? []).ToArray(), listed.Authority?.Immigration,
                listed.Authority?.Duty,
            });
        return Task.CompletedTask;
    }
}
