using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.NewReturn;

/// <summary>Somebody who would be introduced, with what they have said about it.</summary>
public sealed record Introduced(Guid CaseId, string Label, ConsentsSeen Consents)
{
    /// <summary>
    /// The consent that a permit for all of these can stand on: one that names each of them, the widest and newest of them; null: there is none.
    /// </summary>
    public Consent? ConsentFor(IReadOnlyList<PartnerId> candidates, DateTimeOffset now) => Consents.Items
        .Where(consent => consent.InForce(now) && consent.IsFor(Codes.Introduction) && candidates.All(consent.Recipients.Contains))
        .OrderByDescending(consent => consent.Categories.Count).ThenByDescending(consent => consent.GivenAt).FirstOrDefault();

    public static async Task<Introduced> Read(CasesClient cases, Guid caseId) =>
        new(caseId, (await cases.Label(caseId).Require()).Label, await cases.Consents(caseId, Codes.Introduction).Require());
}

/// <summary>Who can be asked to lead a return: listed for it, and every traveller has agreed to be introduced to them.</summary>
public static class Leads
{
    const string Service = "x:ReturnLead";
    static readonly string[] Receive = ["x:ReturnReception", Service];
    static readonly string[] Kinds = ["NGO", "x:IntergovernmentalOrganisation"];

    public static bool MayLead(ListingShown listing) =>
        Kinds.Contains(listing.Kind, StringComparer.Ordinal) && listing.Services.Contains(Service, StringComparer.Ordinal);

    /// <summary>Whether the reader's organisation can open a return of people who are home already.</summary>
    public static bool MayReceive(StaffContext context) =>
        context.Directory.FirstOrDefault(listing => listing.Id == context.Me.Partner) is { } own && own.Services.Intersect(Receive).Any();

    /// <summary>Those who can be asked, and every other that leads returns or that a traveller has named, with the reason.</summary>
    public static (IReadOnlyList<ListingShown> Askable, IReadOnlyDictionary<ListingShown, string> Shut) Among(
        StaffContext context, IReadOnlyList<Introduced> travellers, DateTimeOffset now)
    {
        var named = travellers.SelectMany(traveller => traveller.Consents.Items)
            .Where(consent => consent.InForce(now) && consent.IsFor(Codes.Introduction)).SelectMany(consent => consent.Recipients).ToHashSet();
        var why = context.Directory
            .Where(listing => listing.Id != context.Me.Partner && (MayLead(listing) || named.Contains(listing.Id)))
            .ToDictionary(listing => listing, listing => Why(context, travellers, listing));
        return ([.. why.Where(one => one.Value is null).Select(one => one.Key)],
            why.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!));
    }

    /// <summary>What a refused permit for an introduction is told as, after the traveller's name; null: in no words of ours.</summary>
    public static string? WhyNoPermit(Words words, string code) => code switch
    {
        "purpose-not-named" or "no-consent" or "recipient-not-named" => words["newReturn.noConsent"],
        "in-another-consent" => words["newReturn.otherConsent"],
        _ => words.Find($"trouble.{code}"),
    };

    static string? Why(StaffContext context, IReadOnlyList<Introduced> travellers, ListingShown listing)
    {
        if (!MayLead(listing))
            return context.Words["leads.doesNotLead"];
        var reasons = travellers.Select(traveller => (traveller.Label, Reason: WhyOf(traveller, listing.Id)))
            .Where(one => one.Reason is not null)
            .Select(one => $"{one.Label}: {context.Words.Code("withheld", one.Reason!)}").ToList();
        return reasons.Count > 0 ? string.Join(' ', reasons) : listing.Suspended ? context.Words.Code("withheld", "RECIPIENT_SUSPENDED") : null;
    }

    static string? WhyOf(Introduced traveller, PartnerId lead) =>
        traveller.Consents.Named.FirstOrDefault(one => one.Partner == lead) is { } named ? named.Withheld : "RECIPIENT_NOT_NAMED";
}
