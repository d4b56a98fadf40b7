using System.Collections.Frozen;
using ReferralNetwork.Cases.Fields;

namespace ReferralNetwork.Cases.Consenting;

/// <summary>
/// Who sees what by default, as data: what kinds of organisation need of each category for what they do. Consent narrows
/// it further; only a legal basis that is named could widen it.
/// </summary>
public static class Sight
{
    const string Handoff = "Handoff";

    /// <summary>How to reach the person: within Identity a matter of its own.</summary>
    static readonly string[] Contact = ["prs_Email", "prs_HomePhone", "prs_MobilePhone", "x:SafeContact"];

    static readonly string[] Name =
        [.. Catalogue.All.Where(f => f.Category == "Identity").Select(f => f.Name).Except(Contact, StringComparer.Ordinal)];

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

    static View OnHandoff(params string[] fields) => new(Handoff, fields);

    /// <summary>
    /// A row a category; the columns are the audiences in the order of <see cref="Audience"/>. What a person may open to
    /// one organisation by their own choice is shut here and stands in <see cref="OwnChoice"/>.
    /// </summary>
    static readonly FrozenDictionary<string, View[]> Table = new Dictionary<string, View[]>(StringComparer.Ordinal)
    {
        //                  NGO        shelter                               embassy                police              medical                work                     legal    hotline
        ["Identity"] = [All, Only(["x:Alias", .. Contact]), Only(Name), OnHandoff(Name), Only(Name), Only(Name), All, Only("x:Alias", "x:SafeContact")],
        ["Citizenship"] = [All, Nothing, All, OnHandoff("*"), Nothing, Only("x:RightToWork"), All, Nothing],
        ["Exploitation"] = [All, Only("x:RiskSummary"), Nothing, OnHandoff(Offence), Nothing, Nothing, All, Nothing],
        ["Health"] = [Only("x:HealthSummary", "x:NeedsSummary"), Only("x:NeedsSummary", "x:Medication"), Only("x:FitToTravel"), Nothing, All, Nothing, Nothing, Nothing],
        ["Location"] = [Nothing, Nothing, Nothing, Nothing, Only("x:Rendezvous"), Nothing, Nothing, Nothing],
        ["Perpetrators"] = [All, Only("x:ThreatAlert"), Nothing, OnHandoff("*"), Nothing, Nothing, All, Nothing],
        ["Skills"] = [All, Nothing, Nothing, Nothing, Nothing, All, Nothing, Nothing],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The cells that say *own choice*: through a referral only, shut unless the person opens it field by field to that recipient.</summary>
    static readonly FrozenDictionary<(string Category, Audience Audience), View> OwnChoice = new Dictionary<(string, Audience), View>
    {
        [("Identity", Audience.Medical)] = Only(Contact),
        [("Identity", Audience.Work)] = Only(Contact),
        [("Exploitation", Audience.Medical)] = All,
        [("Health", Audience.Legal)] = All,
        [("Location", Audience.Legal)] = All,
    }.ToFrozenDictionary();

    enum Audience { Ngo, Shelter, Embassy, Police, Medical, Work, Legal, Hotline }

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
    public static IReadOnlySet<string> Fields(string kind, string purpose, string category)
    {
        if (!Audiences.TryGetValue(kind, out var audience) || !Table.TryGetValue(category, out var row))
            return None;
        var view = row[(int)audience];
        if (view.OnlyFor is not null && view.OnlyFor != purpose)
            return None;
        return Of(view, category);
    }

    /// <summary>The fields of a category that a person may open to an organisation of this kind by their own choice.</summary>
    public static IReadOnlySet<string> Openable(string kind, string purpose, string category) =>
        purpose == "Referral" && Audiences.TryGetValue(kind, out var audience) && OwnChoice.TryGetValue((category, audience), out var view)
            ? Of(view, category) : None;

    static FrozenSet<string> Of(View view, string category) =>
        view.Fields is ["*"] ? FieldsOf[category] : view.Fields.ToFrozenSet(StringComparer.Ordinal);
}
