using System.Collections.Frozen;
using ReferralNetwork.Cases.Fields;

namespace ReferralNetwork.Cases.Consents;

/// <summary>
/// Who sees what by default, as data: what kinds of organisation need of each category for what they do. Consent narrows
/// it further; only a legal basis that is named could widen it.
/// </summary>
public static class VisibilityMatrix
{
    /// <summary>What the police may be given of the exploitation: the facts of an offence, not the person's account of it.</summary>
    static readonly string[] Offence =
    [
        "vic_TraffickingStatus", "vic_RecruitmentWebsitesAndApps", "vic_MethodOfRecruitment", "vic_LocationOfRecruitment",
        "vic_MethodsOfControl", "vic_TypeOfExploitation", "vic_ForcedLabourIndustry", "vic_LocationOfExploitation",
        "vic_ExploitationWebsitesAndApps", "x:RiskSummary",
    ];

    /// <param name="OnlyFor">The one purpose it holds for; null: any.</param>
    sealed record View(string? OnlyFor, params IReadOnlyList<string> Fields);

    static readonly View Nothing = new(null);

    /// <summary>All fields of the category.</summary>
    static readonly View All = new(null, "*");

    static View Only(params string[] fields) => new(null, fields);

    static View OnReferral(params string[] fields) => new("Referral", fields);

    /// <summary>To the police a consented handoff; to the competent authority a referral for its decision on status.</summary>
    static View OnHandoff(params string[] fields) => new("Handoff", fields);

    /// <summary>
    /// A row a category; the columns are the audiences in the order of <see cref="Audience"/>. What a person may open to
    /// one organisation by their own choice is shut here and stands in <see cref="OwnChoice"/>.
    /// </summary>
    static readonly FrozenDictionary<string, View[]> Table = new Dictionary<string, View[]>(StringComparer.Ordinal)
    {
        ["Name"] =
        [
            All, Only("x:Alias"), All, OnHandoff("*"), OnHandoff("*"), All, // NGO, shelter, embassy, police, authority, child protection
            All, All, All, Only("x:Alias"), // medical, work, legal, hotline
        ],
        ["Contact"] = [All, All, Nothing, Nothing, Nothing, All, Nothing, Nothing, All, Only("x:SafeContact")],
        ["Citizenship"] = [All, Nothing, All, OnHandoff("*"), OnHandoff("*"), All, Nothing, Only("x:RightToWork"), All, Nothing],
        ["Exploitation"] =
            [All, Only("x:RiskSummary"), Nothing, OnHandoff(Offence), OnHandoff(Offence), All, Nothing, Nothing, All, Nothing],
        ["Health"] =
        [
            Only("x:HealthSummary", "x:NeedsSummary"), Only("x:NeedsSummary", "x:Medication"), Only("x:FitToTravel"), Nothing, Nothing, All,
            All, Nothing, Nothing, Nothing,
        ],
        ["Location"] =
        [
            Nothing, Nothing, Nothing, Nothing, OnHandoff("prs_MailingCity"), Nothing,
            Only("x:Rendezvous"), Nothing, Nothing, Nothing,
        ],
        ["Perpetrators"] = [All, Only("x:ThreatAlert"), Nothing, OnHandoff("*"), OnHandoff("*"), All, Nothing, Nothing, All, Nothing],
        ["Skills"] = [All, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, All, Nothing, Nothing],
        ["Evidence"] = [Nothing, Nothing, Nothing, OnHandoff("*"), Nothing, Nothing, Nothing, Nothing, Nothing, Nothing],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The cells that say *own choice*, and the contact that the police have only if it is ticked: shut unless the person opens
    /// it, field by field, to that recipient for that purpose.
    /// </summary>
    static readonly FrozenDictionary<(string Category, Audience Audience), View> OwnChoice = new Dictionary<(string, Audience), View>
    {
        [("Contact", Audience.Medical)] = OnReferral("*"),
        [("Contact", Audience.Work)] = OnReferral("*"),
        [("Contact", Audience.Police)] = OnHandoff("*"),
        [("Exploitation", Audience.Medical)] = OnReferral("*"),
        [("Health", Audience.Legal)] = OnReferral("*"),
        [("Health", Audience.Authority)] = OnHandoff("*"),
        [("Location", Audience.Legal)] = OnReferral("*"),
        [("Evidence", Audience.Legal)] = OnReferral("*"),
    }.ToFrozenDictionary();

    enum Audience { Ngo, Shelter, Embassy, Police, Authority, ChildProtection, Medical, Work, Legal, Hotline }

    /// <summary>A kind that stands in no column sees nothing: default deny.</summary>
    static readonly FrozenDictionary<string, Audience> Audiences = new Dictionary<string, Audience>(StringComparer.Ordinal)
    {
        ["NGO"] = Audience.Ngo,
        ["x:IntergovernmentalOrganisation"] = Audience.Ngo,
        ["x:Shelter"] = Audience.Shelter,
        ["x:Embassy"] = Audience.Embassy,
        ["LawEnforcement"] = Audience.Police,
        ["ImmigrationService"] = Audience.Police,
        ["x:BorderGuard"] = Audience.Police,
        ["x:LabourInspectorate"] = Audience.Police,
        ["x:CompetentAuthority"] = Audience.Authority,
        ["x:ChildProtectionAuthority"] = Audience.ChildProtection,
        ["HealthServiceOrganisation"] = Audience.Medical,
        ["x:LabourExchange"] = Audience.Work,
        ["x:EmploymentAgency"] = Audience.Work,
        ["SchoolOrCollege"] = Audience.Work,
        ["CorporateBusiness"] = Audience.Work,
        ["LegalService"] = Audience.Legal,
        ["x:Hotline"] = Audience.Hotline,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenSet<string> None = FrozenSet<string>.Empty;

    static readonly FrozenDictionary<string, FrozenSet<string>> FieldsOf = Catalogue.All
        .GroupBy(f => f.Category, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.Select(f => f.Name).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The fields of a category that an organisation of this kind may see for this purpose at all.</summary>
    public static IReadOnlySet<string> Fields(string kind, string purpose, string category) =>
        Audiences.TryGetValue(kind, out var audience) && Table.TryGetValue(category, out var row)
            ? FieldsIn(row[(int)audience], purpose, category)
            : None;

    /// <summary>The fields of a category that a person may open to an organisation of this kind by their own choice.</summary>
    public static IReadOnlySet<string> Openable(string kind, string purpose, string category) =>
        Audiences.TryGetValue(kind, out var audience) && OwnChoice.TryGetValue((category, audience), out var view)
            ? FieldsIn(view, purpose, category) : None;

    static FrozenSet<string> FieldsIn(View view, string purpose, string category) =>
        view.OnlyFor is not null && view.OnlyFor != purpose ? None
        : view.Fields is ["*"] ? FieldsOf.GetValueOrDefault(category, None) // Evidence has no fields: its exhibits come with Handoffs
        : view.Fields.ToFrozenSet(StringComparer.Ordinal);
}
