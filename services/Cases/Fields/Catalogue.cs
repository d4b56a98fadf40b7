using System.Collections.Frozen;

namespace ReferralNetwork.Cases.Fields;

/// <summary>
/// Every field of a case file: names and labels of the person, victim and perpetrator contexts of the Human Trafficking
/// Case Data Standard (HTCDS) 2.0 by the International Organization for Migration, CC BY 4.0, and the network's own
/// (<c>x:</c>). Deprecated fields are left out. IOM does not endorse this software.
/// </summary>
public static class Catalogue
{
    const int Long = 4000;

    public static readonly IReadOnlyList<Field> All =
    [
        .. Name(), .. Contact(), .. Citizenship(), .. Exploitation(), .. Health(), .. Location(), .. Perpetrators(), .. Skills(),
    ];

    static readonly FrozenDictionary<string, Field> ByName = All.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>Null for a name that is no field of the network.</summary>
    public static Field? Find(string name) => ByName.GetValueOrDefault(name);

    static Field[] Name()
    {
        const string c = "Name";
        return
        [
            new("prs_Salutation", "Salutation", c, FieldType.Text, Core: true, Most: 40),
            new("prs_FirstName", "First Name", c, FieldType.Text, Core: true),
            new("prs_MiddleName", "Middle Name", c, FieldType.Text),
            new("prs_SecondName", "Second Name", c, FieldType.Text, Core: true),
            new("prs_Birthdate", "Birthdate", c, FieldType.Date, Core: true),
            new("prs_Gender", "Gender", c, FieldType.Picklist, Core: true, Codes: FieldCodes.Gender),
            new("prs_Deceased", "Deceased", c, FieldType.Checkbox),
            new("prs_MaritalStatus", "Marital Status", c, FieldType.Picklist, Codes: FieldCodes.MaritalStatus),
            new("prs_NumberOfChildren", "Number of Children", c, FieldType.Number, Most: 40),
            new("prs_PrimaryLanguage", "Primary Language", c, FieldType.Language),
            new("prs_SecondaryLanguage", "Secondary Language", c, FieldType.Language),
            new("x:Alias", "Name to be called by", c, FieldType.Text, Written: true),
        ];
    }

    static Field[] Contact()
    {
        const string c = "Contact";
        return
        [
            new("prs_Email", "Email", c, FieldType.Email, Core: true),
            new("prs_HomePhone", "Home Phone", c, FieldType.Telephone, Core: true),
            new("prs_MobilePhone", "Mobile Phone", c, FieldType.Telephone, Core: true),
            new("x:SafeContact", "Safe contact: may we call, leave a message, which words, which hours", c, FieldType.LongText, Most: 1000),
        ];
    }

    static Field[] Citizenship()
    {
        const string c = "Citizenship";
        return
        [
            new("prs_Citizenship", "Citizenship", c, FieldType.Countries, Core: true),
            new("prs_IdentityNumber", "Identity Number", c, FieldType.Text, Most: 60),
            new("x:TravelDocument", "Travel document: kind, who holds it", c, FieldType.Text),
            // A field apart: a carrier gets it alone.
            new("x:TravelDocumentNumber", "Travel document: number", c, FieldType.Text, Most: 60),
            new("x:RightToWork", "Right to work", c, FieldType.Text, Written: true),
        ];
    }

    static Field[] Exploitation()
    {
        const string c = "Exploitation";
        return
        [
            new("vic_TraffickingStatus", "Trafficking Status", c, FieldType.Picklist, Core: true, Codes: FieldCodes.TraffickingStatus),
            new("vic_TraffickingStatusDecisionMakingOrg", "Trafficking Status Decision Making Organization",
                c, FieldType.Picklist, Core: true, Codes: FieldCodes.StatusDecidedBy),
            new("vic_AgeWhenTrafficked", "Age when Trafficked", c, FieldType.Number, Most: 120),
            new("vic_RecruitmentWebsitesAndApps", "Recruitment Websites and Apps",
                c, FieldType.MultiselectPicklist, Codes: FieldCodes.WebsitesAndApps),
            new("vic_MethodOfRecruitment", "Method of Recruitment", c,
                FieldType.MultiselectPicklist, Core: true, Codes: FieldCodes.MethodOfRecruitment),
            new("vic_LocationOfRecruitment", "Location of Recruitment", c, FieldType.Text, Core: true),
            new("vic_MethodsOfControl", "Methods of Control", c, FieldType.MultiselectPicklist, Core: true, Codes: FieldCodes.MethodsOfControl),
            new("vic_TypeOfExploitation", "Type of Exploitation", c, FieldType.MultiselectPicklist, Core: true, Codes: FieldCodes.TypeOfExploitation),
            new("vic_ForcedLabourIndustry", "Forced Labour Industry", c, FieldType.Picklist, Core: true, Codes: FieldCodes.ForcedLabourIndustry),
            new("vic_TypeOfSexExploitation", "Type of Sex Exploitation", c,
                FieldType.MultiselectPicklist, Core: true, Codes: FieldCodes.TypeOfSexExploitation),
            new("vic_LocationOfExploitation", "Location of Exploitation", c, FieldType.Text, Core: true),
            new("vic_ExploitationWebsitesAndApps", "Exploitation Websites and Apps",
                c, FieldType.MultiselectPicklist, Codes: FieldCodes.WebsitesAndApps),
            new("x:ExploitationDetails", "What happened, in the person's words", c, FieldType.LongText, Most: Long),
            new(Consents.Person.WhyChild, "Reasons to believe that the person is under 18", c, FieldType.LongText, Most: 1000),
            new("x:RiskSummary", "Risk summary", c, FieldType.LongText, Written: true, Most: 1000),
        ];
    }

    static Field[] Health()
    {
        const string c = "Health";
        return
        [
            new("x:HealthDetails", "Health and psychological details", c, FieldType.LongText, Most: Long),
            new("x:Medication", "Medication and allergies", c, FieldType.LongText, Most: 1000),
            new("x:HealthSummary", "Health summary", c, FieldType.LongText, Written: true, Most: 1000),
            new("x:NeedsSummary", "What the person needs day to day", c, FieldType.LongText, Written: true, Most: 1000),
            new("x:FitToTravel", "Fit to travel", c, FieldType.Text, Written: true),
            // Not with the risk summary: a carrier is shown no category that says what happened.
            new("x:EscortAdvice", "What whoever travels with the person should know", c, FieldType.LongText, Written: true, Most: 1000),
        ];
    }

    static Field[] Location()
    {
        const string c = "Location";
        return
        [
            new("prs_MailingStreet", "Mailing Street", c, FieldType.Text, Core: true),
            new("prs_MailingCity", "Mailing City", c, FieldType.Text, Core: true),
            new("prs_MailingState", "Mailing State/Province", c, FieldType.Text, Core: true),
            new("prs_MailingPostalCode", "Mailing Zip/Postal Code", c, FieldType.Text, Core: true, Most: 20),
            // No prs_MailingLongitude and -Latitude: nobody here needs the very house.
            new("prs_MailingCountry", "Mailing Country", c, FieldType.Country, Core: true),
            new("x:Whereabouts", "Where the person is now", c, FieldType.LongText, Most: 1000),
            new("x:Rendezvous", "Where to meet", c, FieldType.Text, Written: true),
            // Not with the name: whoever gets a name does not need it, and whoever gets it gets no name.
            new("x:PersonDescription", "How to recognise the person, without a name", c, FieldType.LongText, Written: true, Most: 1000),
        ];
    }

    static Field[] Perpetrators()
    {
        const string c = "Perpetrators";
        return
        [
            new("vic_RelationshipToTrafficker", "Relationship to Trafficker", c, FieldType.Picklist, Codes: FieldCodes.RelationshipToTrafficker),
            new("per_RoleInProcess", "Role in Process", c, FieldType.MultiselectPicklist, Codes: FieldCodes.RoleInProcess),
            new("per_RoleDetails", "Role Details", c, FieldType.LongText, Most: Long),
            new("x:PerpetratorNames", "Recruiters and exploiters by name, one a line", c, FieldType.LongText, Most: 1000),
            new("x:PerpetratorHousehold", "Who lives with one of them by name, one a line", c, FieldType.LongText, Most: 1000),
            new("x:ThreatAlert", "Threat alert", c, FieldType.LongText, Written: true, Most: 1000),
        ];
    }

    static Field[] Skills()
    {
        const string c = "Skills";
        return
        [
            new("prs_HighestLevelOfEducation", "Highest Level of Education", c, FieldType.Picklist, Codes: FieldCodes.Education),
            new("prs_Title", "Title", c, FieldType.Text, Core: true),
            new("x:SkillsAndWishes", "Skills and work wishes", c, FieldType.LongText, Most: Long),
        ];
    }
}
