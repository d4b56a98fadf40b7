namespace ReferralNetwork.Contracts;

/// <summary>
/// Which partners the people of a partner may find, by its kind and theirs. Where a shelter is, and that it exists, is told
/// to those who bring people there. Everybody sees their own organisation, and the network's administrators see all.
/// </summary>
public static class Visibility
{
    const string Ngo = "NGO";
    const string Intergovernmental = "x:IntergovernmentalOrganisation";

    /// <summary>
    /// NGOs, intergovernmental organisations, hotlines and shelters see all; medical, legal and work partners see NGOs;
    /// embassies, police and all other authorities see NGOs, intergovernmental organisations and their own kind.
    /// </summary>
    /// <param name="viewer">The kind of the viewer's organisation, of <see cref="Codes.PartnerKinds"/>.</param>
    public static bool Sees(string viewer, string kind) => viewer switch
    {
        Ngo or Intergovernmental or "x:Hotline" or Codes.Shelter => true,
        "HealthServiceOrganisation" or "LegalService" or "SchoolOrCollege" or "CorporateBusiness" or "x:LabourExchange" or "x:EmploymentAgency"
            or "x:TradeUnion" => kind == Ngo,
        _ => kind is Ngo or Intergovernmental || kind == viewer,
    };

    /// <summary>When somebody is there, and the number to ring at night, is told of a shelter to everybody who sees it but other shelters.</summary>
    public static bool SeesHours(string viewer, string kind) => viewer != Codes.Shelter || kind != Codes.Shelter;

    /// <summary>
    /// Whether a partner is named to somebody who has something to do with it, such as the recipient of its referral, though
    /// it cannot be found in a list: a shelter never to an embassy, the police or another authority.
    /// </summary>
    public static bool IsNamedTo(string viewer, string kind) =>
        kind != Codes.Shelter || Sees(viewer, Codes.Shelter) || !Sees(viewer, Intergovernmental);
}
