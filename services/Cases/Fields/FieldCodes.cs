namespace ReferralNetwork.Cases.Fields;

/// <summary>A code of a picklist.</summary>
/// <param name="ExportsAs">What an extension (<c>x:</c>) becomes in a plain HTCDS export; null: the code is HTCDS's own.</param>
public sealed record Code(string Value, string Label, string? ExportsAs = null);

/// <summary>
/// Picklists of the Human Trafficking Case Data Standard (HTCDS) 2.0 by the International Organization for Migration,
/// CC BY 4.0: codes and labels verbatim ("Unaquainted" is the standard's own spelling), with the network's extensions
/// after them. IOM does not endorse this software.
/// </summary>
public static class FieldCodes
{
    /// <summary><c>prs_Gender</c></summary>
    public static readonly IReadOnlyList<Code> Gender =
    [
        new("Feminine", "Feminine"),
        new("Masculine", "Masculine"),
        new("TransgenderFeminine", "Transgender Feminine"),
        new("TransgenderMasculine", "Transgender Masculine"),
        new("NonConforming", "Non-Conforming"),
        new("NonSpecifiedUnknown", "Not Specified/Unknown"),
    ];

    /// <summary><c>prs_MaritalStatus</c></summary>
    public static readonly IReadOnlyList<Code> MaritalStatus =
    [
        new("Single", "Single"),
        new("Married", "Married"),
        new("Widowed", "Widowed"),
        new("Divorced", "Divorced"),
        new("Separated", "Separated"),
        new("RegisteredPartnership", "Registered Partnership"),
    ];

    /// <summary><c>prs_HighestLevelOfEducation</c></summary>
    public static readonly IReadOnlyList<Code> Education =
    [
        new("EarlyChildhoodEducation", "Early Childhood Education"),
        new("PrimaryEducation", "Primary Education"),
        new("LowerSecondaryEducation", "Lower Secondary Education"),
        new("UpperSecondaryEducation", "Upper Secondary Education"),
        new("PostSecondaryNonTertiaryEducation", "Post-secondary Non-tertiary Education"),
        new("ShortCycleTertiaryEducation", "Short-cycle Tertiary Education"),
        new("BachelorsOrEquivalentLevel", "Bachelor’s or Equivalent Level"),
        new("MastersOrEquivalentLevel", "Master’s or Equivalent Level"),
        new("DoctoralOrEquivalentLevel", "Doctoral or Equivalent Level"),
    ];

    /// <summary><c>vic_TraffickingStatus</c></summary>
    public static readonly IReadOnlyList<Code> TraffickingStatus =
    [
        new("PossibleVictimOfTrafficking", "Possible victim of trafficking"),
        new("ActualVictimOfTrafficking", "Actual victim of trafficking"),
        new("NotAVictimOfTrafficking", "Not a victim of trafficking"),
    ];

    /// <summary><c>vic_TraffickingStatusDecisionMakingOrg</c></summary>
    public static readonly IReadOnlyList<Code> StatusDecidedBy =
    [
        new("Police", "Police"),
        new("NGO", "NGO"),
        new("CourtOrProsecution", "Court or prosecution"),
        new("NonPoliceGovernmentalOrganization", "Non-police governmental organization"),
        new("Other", "Other"),
    ];

    /// <summary><c>vic_RelationshipToTrafficker</c></summary>
    public static readonly IReadOnlyList<Code> RelationshipToTrafficker =
    [
        new("Familial", "Familial"),
        new("Acquainted", "Acquainted"),
        new("Unaquainted", "Unaquainted"),
        new("x:FamilyMember", "Family member", "Familial"),
        new("x:IntimatePartner", "Intimate partner", "Acquainted"),
        new("x:Friend", "Friend", "Acquainted"),
        new("x:Neighbour", "Neighbour", "Acquainted"),
        new("x:Acquaintance", "Acquaintance", "Acquainted"),
        new("x:Stranger", "Stranger", "Unaquainted"),
    ];

    /// <summary><c>vic_RecruitmentWebsitesAndApps</c></summary>
    public static readonly IReadOnlyList<Code> WebsitesAndApps =
    [
        new("Facebook", "Facebook"),
        new("Instagram", "Instagram"),
        new("WhatsApp", "WhatsApp"),
        new("Telegram", "Telegram"),
        new("FacebookMessenger", "Facebook Messenger"),
        new("Viber", "Viber"),
        new("SnapChat", "SnapChat"),
        new("Line", "Line"),
        new("4Sale", "4Sale"),
        new("WeChat", "WeChat"),
        new("QQ", "QQ"),
        new("QZone", "QZone"),
        new("TikTok", "TikTok"),
        new("Twitter", "Twitter"),
        new("Other", "Other"),
    ];

    /// <summary><c>vic_MethodOfRecruitment</c></summary>
    public static readonly IReadOnlyList<Code> MethodOfRecruitment =
    [
        new("AtAPlaceOfBusiness", "At a place of business"),
        new("AtAnEducationalInstitution", "At an educational institution"),
        new("AtWork", "At work"),
        new("ThroughOnlineSocialNetworks", "Through online social networks"),
        new("ThroughAnOnlineAdvertisement", "Through an online advertisement"),
        new("ThroughATelevisionAdvert", "Through a television advert"),
        new("ThroughANewspaperAdvert", "Through a newspaper advert"),
        new("ThroughFamilyOrFamilyEvents", "Through family or family events"),
        new("ThroughFriendsOrSocialEvents", "Through friends or social events"),
        new("Other", "Other"),
    ];

    /// <summary><c>vic_MethodsOfControl</c></summary>
    public static readonly IReadOnlyList<Code> MethodsOfControl =
    [
        new("PhysicalThreats", "Physical threats"),
        new("ThreatsLawEnforcement", "Threats of law enforcement"),
        new("ThreatensChildrenFamily", "Threatens children/family"),
        new("DebtBondage", "Debt bondage"),
        new("FalsePromises", "False promises"),
        new("PhysicalAbuse", "Physical abuse"),
        new("SexualAbuse", "Sexual abuse"),
        new("TakesEarnings", "Takes earnings"),
        new("RestrictsFinancialAccess", "Restricts financial access"),
        new("RestrictsMedicalCare", "Restricts medical care"),
        new("WithholdsNecessities", "Withholds necessities"),
        new("PsychologicalAbuse", "Psychological abuse"),
        new("PsychoactiveSubstance", "Psychoactive substance"),
        new("ExcessiveWorkingHours", "Excessive working hours"),
        new("WithholdsDocuments", "Withholds documents"),
        new("Other", "Other"),
        new("x:RestrictsMovement", "Restricts movement", "Other"),
        new("x:UsesChildren", "Uses children", "Other"),
    ];

    /// <summary><c>vic_TypeOfExploitation</c></summary>
    public static readonly IReadOnlyList<Code> TypeOfExploitation =
    [
        new("ForcedLabour", "Forced labour"),
        new("SexualExploitation", "Sexual exploitation"),
        new("ChildLabour", "Child labour"),
        new("ForcedMarriage", "Forced marriage"),
        new("Servitude", "Servitude"),
        new("ForcedMilitaryByNonStateActors", "Forced military (by non-state actors)"),
        new("OrganRemoval", "Organ removal"),
        new("ForcedBegging", "Forced begging"),
        new("ForcedAdoption", "Forced adoption"),
        new("Surrogacy", "Surrogacy"),
        new("Other", "Other"),
        new("x:ForcedCriminality", "Forced criminality", "Other"),
        new("x:IllegalAdoption", "Illegal adoption", "Other"),
    ];

    /// <summary><c>vic_ForcedLabourIndustry</c></summary>
    public static readonly IReadOnlyList<Code> ForcedLabourIndustry =
    [
        new("A_AgricultureForestryAndFishing", "Agriculture, forestry and fishing"),
        new("B_MiningAndQuarrying", "Mining and quarrying"),
        new("C_Manufacturing", "Manufacturing"),
        new("D_ElectricityGasSteamAndAirConditioningSupply", "Electricity, gas, steam and air conditioning supply"),
        new("E_WaterSupplySewerageWasteManagement", "Water supply; sewerage, waste management and remediation"),
        new("F_Construction", "Construction"),
        new("G_WholesaleAndRetailTradeRepairOfMotorVehicles", "Wholesale and retail trade; repair of motor vehicles and motorcycles"),
        new("H_TransportationAndStorage", "Transportation and storage"),
        new("I_AccommodationAndFoodServiceActivities", "Accommodation and food service activities"),
        new("J_InformationAndCommunication", "Information and communication"),
        new("K_FinancialAndInsuranceActivities", "Financial and insurance activities"),
        new("L_RealEstateActivities", "Real estate activities"),
        new("M_ProfessionalScientificAndTechnicalActivities", "Professional, scientific and technical activities"),
        new("N_AdministrativeAndSupportServiceActivities", "Administrative and support service activities"),
        new("O_PublicAdministrationAndDefence", "Public administration and defence; compulsory social security"),
        new("P_Education", "Education"),
        new("Q_HumanHealthAndSocialWorkActivities", "Human health and social work activities"),
        new("R_ArtsEntertainmentAndRecreation", "Arts, entertainment and recreation"),
        new("S_OtherServiceActivities", "Other service activities"),
        new("T_ActivitiesOfHouseholdsAsEmployers",
            "Activities of households as employers; undifferentiated goods- and services- producing activities of households for own use"),
        new("U_ActivitiesOfExtraterritorialOrganizations", "Activities of extraterritorial organizations and bodies"),
    ];

    /// <summary><c>vic_TypeOfSexExploitation</c></summary>
    public static readonly IReadOnlyList<Code> TypeOfSexExploitation =
    [
        new("Prostitution", "Prostitution"),
        new("Pornography", "Pornography"),
        new("RemoteInteractiveServices", "Remote Interactive Services"),
        new("PrivateSexualServices", "Private Sexual Services"),
    ];

    /// <summary><c>per_RoleInProcess</c></summary>
    public static readonly IReadOnlyList<Code> RoleInProcess =
    [
        new("TravellingPartner", "Travelling Partner"),
        new("Transporter", "Transporter"),
        new("RecruiterOrIntermediary", "Recruiter Or Intermediary"),
        new("BrokerTravelAgent", "Broker Travel Agent"),
        new("TransferredIndividual", "Transferred Individual"),
        new("HarbouredIndividual", "Harboured Individual"),
        new("SoldIndividual", "Sold Individual"),
        new("BoughtIndividual", "Bought Individual"),
        new("ReceivedIndividual", "Received Individual"),
        new("ControlledIndividual", "Controlled Individual"),
        new("Smuggler", "Smuggler"),
        new("Abuser", "Abuser"),
        new("Kidnapper", "Kidnapper"),
        new("Exploiter", "Exploiter"),
        new("Other", "Other"),
    ];
}
