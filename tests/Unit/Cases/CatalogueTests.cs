using System.Text.Json;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Cases;

public sealed class CatalogueTests
{
    static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Every_field_is_listed_once_and_belongs_to_exactly_one_category()
    {
        Assert.Equal(Catalogue.All.Count, Catalogue.All.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Catalogue.All, f => Assert.Contains(f.Category, Codes.Categories.AsEnumerable()));
        Assert.All(Codes.Categories.Except([Codes.Evidence]), c => Assert.Contains(Catalogue.All, f => f.Category == c));
    }

    [Fact]
    public void Fields_are_listed_in_the_order_in_which_categories_are_shown() =>
        Assert.Equal(Codes.CategoriesInOrder.Except([Codes.Evidence]), Catalogue.All.Select(f => f.Category).Distinct(StringComparer.Ordinal));

    [Fact]
    public void A_picklist_has_codes_each_once_and_nothing_else_has()
    {
        Assert.All(Catalogue.All, f => Assert.Equal(f.Type is FieldType.Picklist or FieldType.MultiselectPicklist, f.KnownCodes.Count > 0));
        Assert.All(Catalogue.All, f => Assert.Equal(f.Codes?.Count ?? 0, f.KnownCodes.Count));
    }

    [Fact]
    public void An_extension_of_a_picklist_says_what_it_is_exported_as_and_that_is_a_code_of_the_same_list() =>
        Assert.All(Catalogue.All.SelectMany(f => (f.Codes ?? []).Select(c => (Field: f, Code: c))), x =>
        {
            Assert.Equal(x.Code.Value.StartsWith("x:", StringComparison.Ordinal), x.Code.ExportsAs is not null);
            if (x.Code.ExportsAs is { } exported)
                Assert.Contains(exported, x.Field.KnownCodes.AsEnumerable());
        });

    [Fact]
    public void What_a_kind_of_organisation_may_see_are_fields_of_that_category() =>
        Assert.All(
            from kind in Codes.PartnerKinds
            from purpose in Codes.Purposes
            from part in VisibilityMatrix.PartsFor(purpose)
            from category in Codes.Categories
            from field in VisibilityMatrix.Fields(purpose, part, kind, category)
            select (field, category),
            x => Assert.Equal(x.category, Catalogue.Find(x.field)?.Category));

    static readonly string[] Columns = ["Name", "Contact", "Citizenship", "Exploitation", "Health", "Location", "Perpetrators", "Skills", "Evidence"];

    /// <summary>
    /// What an organisation sees through a referral where the person has agreed to everything: a line a group of kinds, a
    /// column a category, in the order of <see cref="Columns"/>. "-": nothing.
    /// </summary>
    public static TheoryData<string, string, string> WhoSeesWhat()
    {
        (string Kinds, string Sees)[] table =
        [
            ("NGO,x:IntergovernmentalOrganisation", "all all all all x:HealthSummary,x:NeedsSummary - all all -"),
            ("x:Shelter", "x:Alias all - x:RiskSummary x:NeedsSummary,x:Medication - x:ThreatAlert - -"),
            ("x:Embassy", "all - all - x:FitToTravel - - - -"),
            ("LawEnforcement,ImmigrationService,x:BorderGuard,x:LabourInspectorate", "- - - - - - - - -"),
            ("x:CompetentAuthority,x:Court", "- - - - - - - - -"),
            ("x:ChildProtectionAuthority", "all all all all all - all - -"),
            ("HealthServiceOrganisation", "all - - - all x:Rendezvous - - -"),
            ("x:LabourExchange,x:EmploymentAgency,SchoolOrCollege,CorporateBusiness", "all - x:RightToWork - - - - all -"),
            ("LegalService", "all all all all - - all - -"),
            ("x:Hotline", "x:Alias x:SafeContact - - - - - - -"),
            ("CentralGovernmentOrganisation,LocalGovernmentOrganisation,x:TradeUnion", "- - - - - - - - -"),
        ];
        var data = new TheoryData<string, string, string>();
        foreach (var (kinds, sees) in table)
            foreach (var kind in kinds.Split(','))
                foreach (var (category, fields) in Columns.Zip(sees.Split(' ')))
                    data.Add(kind, category, fields);
        return data;
    }

    [Theory]
    [MemberData(nameof(WhoSeesWhat))]
    public void Every_kind_sees_of_every_category_what_the_table_of_the_domain_says(string kind, string category, string sees) =>
        Assert.Equal(
            Named(sees, category),
            VisibilityMatrix.Fields("Referral", Codes.Recipient, kind, category).Order(StringComparer.Ordinal));

    /// <summary>
    /// The same for who takes part in a return or a handoff: a line a part, then who can have it. Every other kind, and every other part, sees
    /// nothing.
    /// </summary>
    static readonly (string Purposes, string Part, string Kinds, string Sees)[] ByPart =
    [
        ("Introduction,ReturnAssistance", "lead", "NGO,x:IntergovernmentalOrganisation",
            $"all all all all x:HealthSummary,x:NeedsSummary {Address} all all -"),
        ("ReturnAssistance", "document", "x:Embassy,CentralGovernmentOrganisation,LocalGovernmentOrganisation,x:IntergovernmentalOrganisation",
            $"{FullName},prs_Birthdate - prs_Citizenship,prs_IdentityNumber,x:TravelDocument,x:TravelDocumentNumber - - - - - -"),
        ("ReturnAssistance", "receiving", "NGO,x:IntergovernmentalOrganisation,x:Shelter,x:ChildProtectionAuthority",
            $"{FullName} - - x:RiskSummary - x:Rendezvous - - -"),
        ("ReturnAssistance", "transport", "NGO,x:IntergovernmentalOrganisation,x:Shelter,CorporateBusiness,HealthServiceOrganisation",
            $"{FullName} - x:TravelDocumentNumber - x:EscortAdvice x:Rendezvous - - -"),
        ("ReturnAssistance", "health", "HealthServiceOrganisation,NGO,x:IntergovernmentalOrganisation", $"{FullName} - - - x:FitToTravel - - - -"),
        ("ReturnAssistance", "helper", "NGO,x:IntergovernmentalOrganisation,x:Shelter,x:Hotline", "- - - - - x:PersonDescription,x:Rendezvous - - -"),
        ("Handoff", "police", Police, $"all - all {Offence} - - all - -"),
        ("Handoff", "authority", "x:CompetentAuthority", $"all - all {Offence} - prs_MailingCity all - -"),
    ];

    const string Police = "LawEnforcement,ImmigrationService,x:BorderGuard,x:LabourInspectorate";

    const string Offence = "vic_TraffickingStatus,vic_RecruitmentWebsitesAndApps,vic_MethodOfRecruitment,vic_LocationOfRecruitment,"
        + "vic_MethodsOfControl,vic_TypeOfExploitation,vic_ForcedLabourIndustry,vic_LocationOfExploitation,vic_ExploitationWebsitesAndApps,"
        + "x:RiskSummary";

    const string FullName = "prs_FirstName,prs_MiddleName,prs_SecondName";

    const string Address = "prs_MailingStreet,prs_MailingCity,prs_MailingState,prs_MailingPostalCode,prs_MailingCountry,x:Rendezvous";

    [Fact]
    public void Every_part_of_a_return_or_handoff_sees_of_every_category_what_its_table_says_and_no_other_part_or_kind_sees_anything()
    {
        foreach (var (purpose, part, kind) in
            from purpose in Codes.Purposes from part in Codes.Parts.Append(null) from kind in Codes.PartnerKinds select (purpose, part, kind))
        {
            if ((purpose, part) is ("Referral", Codes.Recipient))
                continue; // the table by kind
            var row = ByPart.FirstOrDefault(row =>
                row.Purposes.Split(',').Contains(purpose) && row.Part == part && row.Kinds.Split(',').Contains(kind));
            foreach (var (category, sees) in Columns.Zip((row.Sees ?? "- - - - - - - - -").Split(' ')))
                Assert.Equal(
                    (purpose, part, kind, category, string.Join(',', Named(sees, category))),
                    (purpose, part, kind, category,
                        string.Join(',', VisibilityMatrix.Fields(purpose, part, kind, category).Order(StringComparer.Ordinal))));
        }
    }

    static IEnumerable<string> Named(string fields, string category) => (fields switch
    {
        "-" => [],
        "all" => Catalogue.All.Where(f => f.Category == category).Select(f => f.Name),
        _ => fields.Split(','),
    }).Order(StringComparer.Ordinal);

    [Fact]
    public void A_person_may_open_by_their_own_choice_what_the_table_of_the_domain_says_and_nothing_else()
    {
        const string work = "x:LabourExchange,x:EmploymentAgency,SchoolOrCollege,CorporateBusiness";
        (string Purpose, string Kinds, string Category)[] table =
        [
            ("Referral", "HealthServiceOrganisation," + work, "Contact"), ("Referral", "HealthServiceOrganisation", "Exploitation"),
            ("Referral", "LegalService", "Health"), ("Referral", "LegalService", "Location"),
        ];
        foreach (var (purpose, part, kind, category) in
            from purpose in Codes.Purposes
            from part in Codes.Parts.Append(null)
            from kind in Codes.PartnerKinds
            from category in Codes.Categories
            select (purpose, part, kind, category))
        {
            var seen = VisibilityMatrix.Fields(purpose, part, kind, category);
            var open = (purpose, part) is ("Referral", Codes.Recipient)
                ? table.Any(row => row.Purpose == purpose && row.Kinds.Split(',').Contains(kind) && row.Category == category)
                : (part, category) is ("receiving" or "health", "Exploitation") or (Codes.Police, "Contact") or (Codes.Authority, "Health")
                    && ByPart.Any(row => row.Purposes == purpose && row.Part == part && row.Kinds.Split(',').Contains(kind));
            Assert.Equal(
                (purpose, part, kind, category, string.Join(',', Named(open ? "all" : "-", category).Except(seen))),
                (purpose, part, kind, category,
                    string.Join(',', VisibilityMatrix.Openable(purpose, part, kind, category).Order(StringComparer.Ordinal))));
        }
    }

    [Fact]
    public void The_table_of_who_sees_what_leaves_out_no_kind_and_no_category() =>
        Assert.Equal(
            (from kind in Codes.PartnerKinds from category in Codes.Categories select $"{kind} {category}").Order(StringComparer.Ordinal),
            WhoSeesWhat().Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal));

    [Fact]
    public void Who_sees_nothing_through_a_referral_because_it_is_an_authority_can_get_none()
    {
        Assert.Equal(
            ["ImmigrationService", "LawEnforcement", "x:BorderGuard", "x:CompetentAuthority", "x:Court", "x:LabourInspectorate"],
            Codes.PartnerKinds.Except(Codes.ReferralRecipients).Order(StringComparer.Ordinal));
        Assert.All(
            from kind in Codes.PartnerKinds.Except(Codes.ReferralRecipients) from category in Codes.Categories select (kind, category),
            x => Assert.Empty(VisibilityMatrix.Fields("Referral", Codes.Recipient, x.kind, x.category)));
    }

    [Theory]
    [InlineData("""{"prs_FirstName":"Žydrūnė","prs_SecondName":"Šimkutė-Öztürk","x:Alias":"فاطمة"}""")]
    [InlineData("""{"prs_Birthdate":"2004-02-29","prs_Gender":"Feminine","prs_Citizenship":["LT","x:Stateless"]}""")]
    [InlineData("""{"prs_MobilePhone":"+37061234567","prs_Email":"zydrune@example.org","prs_NumberOfChildren":2,"prs_Deceased":false}""")]
    [InlineData("""{"vic_MethodsOfControl":["DebtBondage","x:RestrictsMovement"],"prs_MailingCountry":"XS","prs_PrimaryLanguage":"tr"}""")]
    [InlineData("""{"x:ExploitationDetails":"First line.\nSecond line.","prs_FirstName":null}""")]
    public void What_people_really_write_is_taken(string fields) => Assert.Empty(Check(fields));

    [Theory]
    [InlineData("""{"prs_Birthdate":"2023-02-29"}""", "/fields/prs_Birthdate", "exists")]
    [InlineData("""{"prs_Birthdate":"2026-11-25"}""", "/fields/prs_Birthdate", "future")]
    [InlineData("""{"prs_Birthdate":"1890-01-01"}""", "/fields/prs_Birthdate", "back")]
    [InlineData("""{"prs_Birthdate":20040229}""", "/fields/prs_Birthdate", "text")]
    [InlineData("""{"prs_MobilePhone":"861234567"}""", "/fields/prs_MobilePhone", "country code")]
    [InlineData("""{"prs_MobilePhone":"+370612"}""", "/fields/prs_MobilePhone", "country code")]
    [InlineData("""{"prs_MobilePhone":"ask Ona"}""", "/fields/prs_MobilePhone", "country code")]
    [InlineData("""{"prs_Email":"zydrune.example.org"}""", "/fields/prs_Email", "e-mail")]
    [InlineData("""{"prs_Citizenship":["LT","ZZ"]}""", "/fields/prs_Citizenship/1", "ISO 3166")]
    [InlineData("""{"prs_Citizenship":["LT","LT"]}""", "/fields/prs_Citizenship/1", "twice")]
    [InlineData("""{"prs_Citizenship":"LT"}""", "/fields/prs_Citizenship", "list")]
    [InlineData("""{"prs_Gender":"Female"}""", "/fields/prs_Gender", "Feminine")]
    [InlineData("""{"prs_PrimaryLanguage":"Lithuanian"}""", "/fields/prs_PrimaryLanguage", "639")]
    [InlineData("""{"prs_NumberOfChildren":-1}""", "/fields/prs_NumberOfChildren", "0 to")]
    [InlineData("""{"prs_NumberOfChildren":1.5}""", "/fields/prs_NumberOfChildren", "whole")]
    [InlineData("""{"prs_Deceased":"no"}""", "/fields/prs_Deceased", "true or false")]
    [InlineData("""{"prs_FirstName":"  "}""", "/fields/prs_FirstName", "Nothing")]
    [InlineData("""{"x:Alias":" \u200B"}""", "/fields/x:Alias", "Nothing")]
    [InlineData("""{"prs_FirstName":"Ona\nOnaitė"}""", "/fields/prs_FirstName", "one line")]
    [InlineData("""{"prs_FirstName":"\u0000"}""", "/fields/prs_FirstName", "control")]
    [InlineData("""{"prs_FirstName":"\ud800"}""", "/fields/prs_FirstName", "Unicode")]
    [InlineData("""{"prs_Surname":"Šimkutė"}""", "/fields/prs_Surname", "not a field")]
    [InlineData("""{"a/b~c":"x"}""", "/fields/a~1b~0c", "not a field")]
    public void What_cannot_be_is_refused_with_its_place(string fields, string pointer, string says)
    {
        var fault = Assert.Single(Check(fields));
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(says, fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_may_be_as_long_as_its_field_and_no_longer()
    {
        Assert.Empty(Check($$"""{"prs_FirstName":"{{new string('ž', 200)}}"}"""));
        Assert.Single(Check($$"""{"prs_FirstName":"{{new string('ž', 201)}}"}"""));
    }

    [Fact]
    public void All_faults_are_reported_together() =>
        Assert.Equal(3, Check("""{"prs_Birthdate":"2023-02-29","prs_Email":"x","nonsense":1,"prs_FirstName":"Aušra"}""").Count);

    [Theory]
    [InlineData("prs_MobilePhone", "+370 612 34567", "+37061234567")]
    [InlineData("prs_MobilePhone", "861234567", "+37061234567")]
    [InlineData("prs_HomePhone", "(8-5) 212 34 56", "+37052123456")]
    [InlineData("prs_MobilePhone", "0090 531 900 4190", "+905319004190")]
    [InlineData("prs_MobilePhone", "\u202A+370 612 34567\u202C", "+37061234567")]
    [InlineData("x:Alias", "Ona\u202Egnp.exe\u200B", "Onagnp.exe")]
    [InlineData("x:ExploitationDetails", " First.\r\nSecond. ", "First.\nSecond.")]
    [InlineData("prs_FirstName", "می\u200Cخواهم", "می\u200Cخواهم")]
    public void What_is_kept_is_what_was_meant(string field, string typed, string kept)
    {
        var fields = new Dictionary<string, JsonElement> { [field] = JsonSerializer.SerializeToElement(typed) };
        Assert.Empty(FieldRules.Clean(fields, new(Today, "LT")));
        Assert.Equal(kept, fields[field].GetString());
    }

    static IReadOnlyList<ReferralNetwork.Chassis.Http.Fault> Check(string json) =>
        FieldRules.Clean(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!, new(Today, "XA"));
}
