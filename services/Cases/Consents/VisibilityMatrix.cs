using System.Collections.Frozen;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Consents;

/// <summary>
/// Who sees what by default, as data: what organisations need of each category for what they do. In a return their part in it decides, and
/// which kinds can have that part; else their kind. Consent narrows it further; only a legal basis that is named could widen it.
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

    /// <summary>As an organisation calls the person whom it meets, carries or looks after.</summary>
    static readonly string[] FullName = ["prs_FirstName", "prs_MiddleName", "prs_SecondName"];

    /// <param name="OnlyFor">The one purpose it holds for; null: any that its column is for.</param>
    sealed record View(string? OnlyFor, params IReadOnlyList<string> Fields);

    static readonly View Nothing = new(null);

    /// <summary>All fields of the category.</summary>
    static readonly View All = new(null, "*");

    static View Only(params string[] fields) => new(null, fields);

    static View OnReferral(params string[] fields) => new("Referral", fields);

    /// <summary>To the police a consented handoff; to the competent authority a referral for its decision on status.</summary>
    static View OnHandoff(params string[] fields) => new(Codes.Handoff, fields);

    /// <summary>
    /// A row a category; the columns are the audiences in the order of <see cref="Audience"/>: kinds in a referral and parts of a handoff, then
    /// parts of a return. What a person may open to one organisation by their own choice is shut here and stands in <see cref="OwnChoice"/>.
    /// </summary>
    static readonly FrozenDictionary<string, View[]> Table = new Dictionary<string, View[]>(StringComparer.Ordinal)
    {
        ["Name"] =
        [
            All, Only("x:Alias"), All, OnHandoff("*"), OnHandoff("*"), All, // NGO, shelter, embassy, police, authority, child protection
            All, All, All, Only("x:Alias"), // medical, work, legal, hotline
            All, Only([.. FullName, "prs_Birthdate"]), Only(FullName), Only(FullName), Only(FullName), Nothing, // lead to helper
        ],
        ["Contact"] =
        [
            All, All, Nothing, Nothing, Nothing, All,
            Nothing, Nothing, All, Only("x:SafeContact"),
            All, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
        ["Citizenship"] =
        [
            All, Nothing, All, OnHandoff("*"), OnHandoff("*"), All,
            Nothing, Only("x:RightToWork"), All, Nothing,
            All, Only("prs_Citizenship", "prs_IdentityNumber", "x:TravelDocument", "x:TravelDocumentNumber"), Nothing, Only("x:TravelDocumentNumber"),
            Nothing, Nothing,
        ],
        ["Exploitation"] =
        [
            All, Only("x:RiskSummary"), Nothing, OnHandoff(Offence), OnHandoff(Offence), All,
            Nothing, Nothing, All, Nothing,
            All, Nothing, Only("x:RiskSummary"), Nothing, Nothing, Nothing,
        ],
        ["Health"] =
        [
            Only("x:HealthSummary", "x:NeedsSummary"), Only("x:NeedsSummary", "x:Medication"), Only("x:FitToTravel"), Nothing, Nothing, All,
            All, Nothing, Nothing, Nothing,
            Only("x:HealthSummary", "x:NeedsSummary"), Nothing, Nothing, Only("x:EscortAdvice"), Only("x:FitToTravel"), Nothing,
        ],
        ["Location"] =
        [
            Nothing, Nothing, Nothing, Nothing, OnHandoff("prs_MailingCity"), Nothing,
            Only("x:Rendezvous"), Nothing, Nothing, Nothing,
            Only("prs_MailingStreet", "prs_MailingCity", "prs_MailingState", "prs_MailingPostalCode", "prs_MailingCountry", "x:Rendezvous"), Nothing,
            Only("x:Rendezvous"), Only("x:Rendezvous"), Nothing, Only("x:Rendezvous", "x:PersonDescription"),
        ],
        ["Perpetrators"] =
        [
            All, Only("x:ThreatAlert"), Nothing, OnHandoff("*"), OnHandoff("*"), All,
            Nothing, Nothing, All, Nothing,
            All, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
        ["Skills"] =
        [
            All, Nothing, Nothing, Nothing, Nothing, Nothing,
            Nothing, All, Nothing, Nothing,
            All, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
        ["Evidence"] =
        [
            Nothing, Nothing, Nothing, OnHandoff("*"), Nothing, Nothing,
            Nothing, Nothing, Nothing, Nothing,
            Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
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
        [("Exploitation", Audience.Receiving)] = All,
        [("Exploitation", Audience.Health)] = All,
    }.ToFrozenDictionary();

    enum Audience
    {
        Ngo, Shelter, Embassy, Police, Authority, ChildProtection, Medical, Work, Legal, Hotline,
        Lead, Document, Receiving, Transport, Health, Helper,
    }

    /// <summary>The parts that something goes for, by purpose.</summary>
    static readonly FrozenDictionary<string, string[]> Parts = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Referral"] = [Codes.Recipient],
        [Codes.Handoff] = [Codes.Police, Codes.Authority],
        [Codes.Introduction] = [Codes.Lead],
        [Codes.ReturnAssistance] = [Codes.Lead, Codes.Document, "receiving", "transport", "health", "helper"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The parts of a return and of a handoff, each with the kinds that can have it: another kind sees nothing in it, whatever it is asked for.
    /// So an embassy issues documents and nothing else, no enforcing authority has any part of a return, and nobody else one of a handoff.
    /// </summary>
    static readonly FrozenDictionary<string, (Audience Audience, string[] Kinds)> PartColumns =
        new Dictionary<string, (Audience, string[])>(StringComparer.Ordinal)
        {
            [Codes.Lead] = (Audience.Lead, ["NGO", "x:IntergovernmentalOrganisation"]),
            [Codes.Document] = (Audience.Document,
                ["x:Embassy", "CentralGovernmentOrganisation", "LocalGovernmentOrganisation", "x:IntergovernmentalOrganisation"]),
            ["receiving"] = (Audience.Receiving, ["NGO", "x:IntergovernmentalOrganisation", Codes.Shelter, "x:ChildProtectionAuthority"]),
            ["transport"] = (Audience.Transport,
                ["NGO", "x:IntergovernmentalOrganisation", Codes.Shelter, "CorporateBusiness", "HealthServiceOrganisation"]),
            ["health"] = (Audience.Health, ["HealthServiceOrganisation", "NGO", "x:IntergovernmentalOrganisation"]),
            ["helper"] = (Audience.Helper, ["NGO", "x:IntergovernmentalOrganisation", Codes.Shelter, "x:Hotline"]),
            [Codes.Police] = (Audience.Police, ["LawEnforcement", "ImmigrationService", "x:BorderGuard", "x:LabourInspectorate"]),
            [Codes.Authority] = (Audience.Authority, [Codes.CompetentAuthority]),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Kinds in a referral. One that stands in no column sees nothing: default deny.</summary>
    static readonly FrozenDictionary<string, Audience> Audiences = new Dictionary<string, Audience>(StringComparer.Ordinal)
    {
        ["NGO"] = Audience.Ngo,
        ["x:IntergovernmentalOrganisation"] = Audience.Ngo,
        [Codes.Shelter] = Audience.Shelter,
        ["x:Embassy"] = Audience.Embassy,
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

    /// <summary>Those of <see cref="Codes.Parts"/> that something goes for. Empty for no known purpose.</summary>
    public static IReadOnlyList<string> PartsFor(string purpose) => Parts.GetValueOrDefault(purpose, []);

    /// <summary>Whether an organisation of this kind can have this part of a return or a handoff.</summary>
    public static bool MayHave(string part, string kind) =>
        PartColumns.TryGetValue(part, out var column) && column.Kinds.Contains(kind, StringComparer.Ordinal);

    /// <summary>The fields of a category that an organisation of this kind may see for this purpose in this part at all.</summary>
    public static IReadOnlySet<string> Fields(string purpose, string? part, string kind, string category) =>
        For(purpose, part, kind) is { } audience && Table.TryGetValue(category, out var row)
            ? FieldsIn(row[(int)audience], purpose, category)
            : None;

    /// <summary>
    /// Whether an organisation of this kind may see, for this purpose in this part, the exhibits that the person has ticked. They are the
    /// person's own, so no catalogue knows them.
    /// </summary>
    public static bool SeesExhibits(string purpose, string? part, string kind) =>
        For(purpose, part, kind) is { } audience && Table[Codes.Evidence][(int)audience] is { Fields.Count: > 0 } view && Holds(view, purpose);

    /// <summary>The fields of a category that a person may open to an organisation of this kind in this part by their own choice.</summary>
    public static IReadOnlySet<string> Openable(string purpose, string? part, string kind, string category) =>
        For(purpose, part, kind) is { } audience && OwnChoice.TryGetValue((category, audience), out var view)
            ? FieldsIn(view, purpose, category).Except(Fields(purpose, part, kind, category)).ToFrozenSet(StringComparer.Ordinal)
            : None;

    static Audience? For(string purpose, string? part, string kind) =>
        part is null || !PartsFor(purpose).Contains(part, StringComparer.Ordinal) ? null
        : PartColumns.TryGetValue(part, out var column)
            ? column.Kinds.Contains(kind, StringComparer.Ordinal) ? column.Audience : null
        : Audiences.TryGetValue(kind, out var audience) ? audience : null;

    static FrozenSet<string> FieldsIn(View view, string purpose, string category) =>
        !Holds(view, purpose) ? None
        : view.Fields is ["*"] ? FieldsOf.GetValueOrDefault(category, None) // of Evidence: none
        : view.Fields.ToFrozenSet(StringComparer.Ordinal);

    static bool Holds(View view, string purpose) => view.OnlyFor is null || view.OnlyFor == purpose;
}
