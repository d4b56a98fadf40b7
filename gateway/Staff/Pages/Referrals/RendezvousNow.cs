using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>What the page of a referral says of where the person is met, and of who brings them.</summary>
/// <param name="Lines">Null: it could not be read now.</param>
/// <param name="Names">With the colleague who has taken the ride.</param>
public sealed record RendezvousNow(ReferralSeen Seen, IReadOnlyList<RendezvousLine>? Lines, PartnerId Me, Names Names, TimeZoneInfo Zone)
{
    static readonly string[] BeforeArrival = ["Accepted", "Scheduled", "NoShow", "AppointmentCancelled", "VisitDone"];

    /// <summary>A shelter may still say where they are met.</summary>
    public bool MayWrite => !Seen.Sent && AsksForStay && BeforeArrival.Contains(Seen.State, StringComparer.Ordinal);

    /// <summary>The sender may ask somebody for the ride.</summary>
    public bool MayAsk => Seen.Sent && AsksForStay && BeforeArrival.Contains(Seen.State, StringComparer.Ordinal);

    bool AsksForStay => Seen.Needs.Contains(Codes.ShelterAccommodation, StringComparer.Ordinal);

    /// <summary>Which organisation brings the person.</summary>
    public string Brings(RendezvousLine line, Words words) =>
        line.Rider is { } rider ? Names.For(new PartnerId(rider)) : words[line.Side == "sender" ? "rendezvous.we" : "rendezvous.theSender"];

    /// <summary>Who has taken the ride, if it is a colleague.</summary>
    public string Driver(RendezvousLine line) => line.TakenBy is { } colleague ? $", {Names.For(Me, colleague)}" : "";

    /// <returns>Null where the referral is no stay and no ride, nobody has accepted it, or the reader works with no cases.</returns>
    public static async Task<RendezvousNow?> Read(
        RendezvousClient rendezvous, ReferralSeen seen, StaffContext context, bool shut, CancellationToken cancellationToken)
    {
        if (seen.DisclosureId is null || shut || !context.Me.Roles.Overlaps(Roles.CaseRoles)
            || !seen.Needs.Any(need => need is Codes.ShelterAccommodation or Codes.LocalTransport))
            return null;
        var lines = (await rendezvous.ListFor(seen.Id)).Body?.Items;
        var names = await context.NamesWith((lines ?? []).Select(line => line.TakenBy).OfType<Guid>(), cancellationToken);
        return new(seen, lines, context.Me.Partner, names, context.Zone);
    }
}
