using MassTransit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Placements.UnitGroups;

namespace ReferralNetwork.Placements.Stays;

static class Houses
{
    const string NotTaken = "place-not-taken", JourneyKept = "place-journey-kept";

    /// <summary>Holds the unit groups until the commit.</summary>
    /// <param name="stay">Of the stay; and for which offer it has, or asks for, a place; null: for none.</param>
    public static async Task<House> Look(ConsumeContext context, PartnerId shelter, IReadOnlyList<Guid> groups, (Guid Id, Guid? Offer) stay)
    {
        var work = context.Work();
        var rules = KnownRules.Ask(work, [NotTaken, JourneyKept], shelter.Value, "(select jurisdiction from known_partners where partner_id = @of)");
        var zones = work.Ask<string>("select time_zone from known_partners where partner_id = @partner", new { partner = shelter });
        var places = await UnitGroupPlaces.Hold(work, groups, shelter, context.CancellationToken);
        var holds = stay.Offer is { } offer && await work.ReadOne<bool>(
            $"select exists (select 1 from stays where {StayView.OfferOf} = @offer and {StayView.HoldsOffer} and correlation_id <> @id)",
            new { offer = offer.ToString(), stay.Id },
            context.CancellationToken);
        return new(
            places, holds, zones is [var zone] ? zone : House.Unknown.TimeZone, rules.PeriodOf(NotTaken) ?? House.Unknown.NotTakenAfter,
            rules.PeriodOf(JourneyKept) ?? House.Unknown.JourneyKept);
    }
}
