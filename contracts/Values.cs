using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Contracts;

/// <summary>A partner organisation of the network. On the wire a plain UUID.</summary>
[JsonConverter(typeof(Json))]
public readonly record struct PartnerId(Guid Value) : IParsable<PartnerId>
{
    public override string ToString() => Value.ToString();

    public static PartnerId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    public static bool TryParse(string? s, IFormatProvider? provider, out PartnerId result)
    {
        var valid = Guid.TryParse(s, out var value);
        result = new(value);
        return valid;
    }

    sealed class Json : JsonConverter<PartnerId>
    {
        public override PartnerId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetGuid());
        public override void Write(Utf8JsonWriter writer, PartnerId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

/// <summary>
/// The codes of the field, verbatim from HTCDS 2.0 (IOM, CC BY 4.0) where it has them; the network's own extensions
/// are prefixed <c>x:</c>. Every set is closed: a code outside it is refused with the list of those that are known.
/// </summary>
public static class Codes
{
    /// <summary>Kinds of partner.</summary>
    public const string CompetentAuthority = "x:CompetentAuthority", Court = "x:Court", Shelter = "x:Shelter";

    /// <summary>Kinds of partner: HTCDS <c>org_Type</c> and the network's extensions.</summary>
    public static readonly FrozenSet<string> PartnerKinds = Set(
        "NGO", "LawEnforcement", "HealthServiceOrganisation", "CentralGovernmentOrganisation", "LocalGovernmentOrganisation",
        "ImmigrationService", "LegalService", "CorporateBusiness", "SchoolOrCollege",
        "x:Embassy", Shelter, "x:Hotline", "x:LabourExchange", "x:EmploymentAgency", "x:IntergovernmentalOrganisation",
        "x:BorderGuard", "x:LabourInspectorate", CompetentAuthority, "x:ChildProtectionAuthority", Court, "x:TradeUnion");

    /// <summary>Of <see cref="Authorities"/>: who investigates. A handoff by consent and intelligence go to these.</summary>
    public static readonly FrozenSet<string> LawEnforcementKinds = Set(
        "LawEnforcement", "ImmigrationService", "x:BorderGuard", "x:LabourInspectorate");

    /// <summary>
    /// Kinds that an order can come from, or who are rung where somebody is in danger: what an order compels goes to them and to nobody else.
    /// </summary>
    public static readonly FrozenSet<string> OrderRecipients = Set([.. LawEnforcementKinds, CompetentAuthority, Court]);

    /// <summary>
    /// Kinds that a referral may go to. Police, border guard, inspectorates, the competent authority and courts are none:
    /// nothing goes to them but through a handoff, which is something else.
    /// </summary>
    public static readonly FrozenSet<string> ReferralRecipients = PartnerKinds.Except(OrderRecipients).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Kinds that decide or enforce by law: their listing says who may turn to them, by which duty, and what they tell immigration.
    /// </summary>
    public static readonly FrozenSet<string> Authorities = Set([.. OrderRecipients, "x:ChildProtectionAuthority"]);

    /// <summary>Of <see cref="IntelligenceItems"/>: personal data of suspects, by a rule of the sender's jurisdiction alone (GDPR Art. 10).</summary>
    public static readonly FrozenSet<string> IntelligenceOfSuspects = Set("plate", "number", "nickname", "advert");

    /// <summary>What a report of intelligence tells of.</summary>
    public static readonly FrozenSet<string> IntelligenceItems = Set(["place", "method", "date", .. IntelligenceOfSuspects]);

    /// <summary>How far a source is trusted: A no doubt, B mostly, C mostly not, X cannot be judged (4x4 system of Europol).</summary>
    public static readonly FrozenSet<string> SourceGrades = Set("A", "B", "C", "X");

    /// <summary>How far information is trusted: 1 known to be true, 2 known to the source, 3 heard and borne out, 4 cannot be judged.</summary>
    public static readonly FrozenSet<string> InformationGrades = Set("1", "2", "3", "4");

    /// <summary>
    /// What an authority does with what it learns of a person's residence: nothing, tells who enforces immigration law, or enforces it.
    /// </summary>
    public static readonly FrozenSet<string> ImmigrationRoles = Set("NONE", "SHARES", "ENFORCES");

    /// <summary>
    /// What a transfer of personal data to a partner stands on (GDPR Ch. V): it is inside the EEA, the Commission has found its
    /// country adequate (Art. 45), an agreement with safeguards (Art. 46), or nothing: then the person is told the risks (Art. 49).
    /// </summary>
    public static readonly FrozenSet<string> TransferGrounds = Set("EEA", "ADEQUACY", "AGREEMENT", "NONE");

    /// <summary>Of <see cref="TransferGrounds"/>: nothing goes there unless the person was told so (GDPR Art. 13(1)(f), 49(1)(a)).</summary>
    public static readonly FrozenSet<string> ToldTransfers = Set("AGREEMENT", "NONE");

    /// <summary>A place to live: what a yes with a place answers.</summary>
    public const string ShelterAccommodation = "x:ShelterAccommodation";
    public const string LocalTransport = "x:LocalTransport";

    /// <summary>What a referral asks for. HTCDS has no list of assistance types.</summary>
    public static readonly FrozenSet<string> AssistanceTypes = Set(
        "x:ReturnTransport", "x:TravelDocument", "x:ArrivalAssistance", ShelterAccommodation, LocalTransport, "x:MedicalAid",
        "x:PsychologicalSupport", "x:LegalAid", "x:Interpretation", "x:VocationalTraining", "x:JobPlacement", "x:SafetyPlanning",
        "x:FinancialSupport", "x:UnpaidWages", "x:Compensation", "x:ResidencePermitSupport", "x:Guardianship", "x:EducationOfChildren",
        "x:Childcare", "x:LongTermHousing", "x:FamilyTracing", "x:BasicNeeds");

    /// <summary>
    /// What a partner offers: every assistance type, and what no referral asks for: to lead a return, to receive who comes
    /// home, and to counsel whoever calls or writes.
    /// </summary>
    public static readonly FrozenSet<string> PartnerServices = Set([.. AssistanceTypes, "x:ReturnLead", "x:ReturnReception", "x:Counselling"]);

    /// <summary><see cref="Categories"/> as people read them, who it is first: wherever categories are shown, they stand in this order.</summary>
    public static readonly IReadOnlyList<string> CategoriesInOrder =
        ["Name", "Contact", "Citizenship", "Exploitation", "Health", "Location", "Perpetrators", "Skills", Evidence];

    /// <summary>Categories of case data. Every field belongs to exactly one; consent and release speak of these.</summary>
    public static readonly FrozenSet<string> Categories = Set([.. CategoriesInOrder]);

    /// <summary>Of <see cref="Categories"/>: exhibits, each opened one by one. No field of a case file belongs to it.</summary>
    public const string Evidence = "Evidence";

    /// <summary>What an exhibit is. Of the first three the case holds the content, of a thing never.</summary>
    public static readonly FrozenSet<string> ExhibitKinds = Set("document", "picture", "recording", Thing);

    /// <summary>Of <see cref="ExhibitKinds"/>: a telephone, SIM, garment or passport, in a bag with a number. It has no hash.</summary>
    public const string Thing = "thing";

    /// <summary>Where an exclusion is of one exhibit, its id stands behind this instead of the name of a field.</summary>
    public const string ExhibitPrefix = "exhibit:";

    /// <summary>How a recipient finds the seal of a thing.</summary>
    public static readonly FrozenSet<string> Seals = Set(IntactSeal, "broken");

    /// <summary>Of <see cref="Seals"/>: as it was when the thing was put into its bag.</summary>
    public const string IntactSeal = "intact";

    /// <summary>What consent may be given for.</summary>
    public static readonly FrozenSet<string> Purposes = Set("Referral", Introduction, ReturnAssistance, Handoff);

    /// <summary>Of <see cref="Purposes"/>: a requesting organisation hands a person over to whoever is asked to lead their return.</summary>
    public const string Introduction = "Introduction";

    /// <summary>Of <see cref="Purposes"/>: who prepares and accompanies a return gets what their part of it needs.</summary>
    public const string ReturnAssistance = "ReturnAssistance";

    /// <summary>Of <see cref="Purposes"/>: something goes to law enforcement or the competent authority.</summary>
    public const string Handoff = "Handoff";

    /// <summary>
    /// In what part an organisation is in a return: who asks for it, who leads it, who issues the document, who meets the person, who
    /// carries them, who looks after their health, and who helps along the way.
    /// </summary>
    public static readonly FrozenSet<string> ReturnParts = Set(Requesting, Lead, Document, "receiving", "transport", "health", "helper");

    /// <summary>In what part an organisation is in a handoff: who investigates, and who decides who is a victim.</summary>
    public static readonly FrozenSet<string> HandoffParts = Set(Police, Authority);

    /// <summary>
    /// In what part an organisation is in a conversation: what it may see depends on it. A referral knows one, a return and a handoff several.
    /// </summary>
    public static readonly FrozenSet<string> Parts = Set([Recipient, .. ReturnParts, .. HandoffParts]);

    /// <summary>In what part an authority is in a handoff: the one that decides who is a victim.</summary>
    public const string Authority = "authority";

    /// <summary>Of <see cref="Parts"/>: the organisation that a referral goes to.</summary>
    public const string Recipient = "recipient";

    /// <summary>Of <see cref="ReturnParts"/>: nothing is released to it, since it knows what it told itself.</summary>
    public const string Requesting = "requesting";

    /// <summary>Of <see cref="ReturnParts"/>: an NGO or intergovernmental organisation, never the person's embassy.</summary>
    public const string Lead = "lead";

    /// <summary>Of <see cref="ReturnParts"/>: an embassy or another authority that issues a travel document.</summary>
    public const string Document = "document";

    /// <summary>Of <see cref="HandoffParts"/>: law enforcement, immigration service, border guard or labour inspectorate.</summary>
    public const string Police = "police";

    /// <summary>
    /// Who gave consent. For a child whoever may decide, with the child's own view recorded beside; and where nobody may or is
    /// known the need of tonight, which is no consent but another basis, until child protection has answered.
    /// </summary>
    public static readonly FrozenSet<string> ConsentGivers = Set("self", "guardian", "representative", NeedOfTonight);

    /// <summary>Of <see cref="ConsentGivers"/>: nobody gave it.</summary>
    public const string NeedOfTonight = "need-of-tonight";

    /// <summary>What the need of tonight is a basis for: a bed, health and an interpreter.</summary>
    public static readonly FrozenSet<string> NeedsOfTonight = Set(ShelterAccommodation, "x:MedicalAid", "x:PsychologicalSupport",
        "x:Interpretation");

    public static readonly FrozenSet<string> ConsentMethods = Set("written", "spoken", "signed-language", "electronic");

    /// <summary>
    /// Kinds that never take consent to a return: who can send somebody away, and the State whose protection the person may lack. Who
    /// takes it is free of both, since a return is the person's own decision (Council of Europe Convention, Art. 16(2)).
    /// </summary>
    public static readonly FrozenSet<string> NeverTakeReturns = Set("LawEnforcement", "x:BorderGuard", "ImmigrationService", "x:Embassy");

    /// <summary>Of what organisation an interpreter is.</summary>
    public static readonly FrozenSet<string> InterpretersOf = Set("own-organisation", "another-ngo", "sworn-interpreter", OfAuthority);

    /// <summary>Of <see cref="InterpretersOf"/>: never where somebody agrees to a return.</summary>
    public const string OfAuthority = "embassy-or-authority";

    /// <summary>Of what standing somebody is who decides for the person: a fact with a document.</summary>
    public static readonly FrozenSet<string> Deciders = Set("parent", "guardian", "representative", "child-protection", "court");

    /// <summary>A child's own view of what their guardian consents to (UN CRC Art. 12).</summary>
    public static readonly FrozenSet<string> ChildViews = Set("agrees", "objects", "too-young-to-say");

    /// <summary>What in a case may bar travel, or must be told before it.</summary>
    public static readonly FrozenSet<string> TravelFactKinds = Set(
        "protection-status", "return-decision", "recovery-period", "order", "proceedings", "decider");

    /// <summary>
    /// Whether the person has asked a State for international protection, and what came of it, as they say: Regulation (EU) 2024/1348,
    /// 1951 Convention relating to the Status of Refugees.
    /// </summary>
    public static readonly FrozenSet<string> ProtectionStatuses = Set(
        "not-asked", "none", "thinks-of-it", "applied", "in-appeal", "protected", "refused-finally", "withdrawn");

    /// <summary>
    /// What a State has decided on a person's leaving: to return or be removed (Directive 2008/115/EC Art. 3), to be transferred to the
    /// State that is responsible for their application (Regulation (EU) 2024/1351).
    /// </summary>
    public static readonly FrozenSet<string> ReturnDecisions = Set("return", "removal", "transfer");

    public static readonly FrozenSet<string> ReturnDecisionStates = Set("in-force", "suspended-by-appeal", "lifted");

    /// <summary>
    /// The recovery and reflection period: granted by whoever the law names, never computed (Council of Europe Convention Art. 13,
    /// Directive 2004/81/EC Art. 6).
    /// </summary>
    public static readonly FrozenSet<string> RecoveryPeriods = Set("due", "granted", "extended", "ended-early", "declined-by-person");

    /// <summary>Of <see cref="RecoveryPeriods"/>, what an authority says of it.</summary>
    public static readonly FrozenSet<string> GrantedPeriods = Set("granted", "extended", "ended-early");

    /// <summary>
    /// Who is a victim, as the competent authority decides it: reasonable grounds to believe so, conclusive grounds, or neither (Council of
    /// Europe Convention Art. 10(2)). None of them begins or ends help (Art. 12(6)).
    /// </summary>
    public static readonly FrozenSet<string> StatusDecisions = Set("reasonable-grounds", "conclusive-grounds", "negative");

    /// <summary>
    /// Why a recovery period ended early: public order, status claimed improperly (Council of Europe Convention Art. 13(3)), contact
    /// with the exploiters renewed of the person's own accord (Directive 2004/81/EC Art. 6(4)).
    /// </summary>
    public static readonly FrozenSet<string> RecoveryEndCodes = Set("public-order", "claimed-improperly", "contact-renewed");

    /// <summary>Of an order of a court or prosecutor: that the person may not leave, until it is over or lifted.</summary>
    public static readonly FrozenSet<string> OrderStates = Set("bars", "lifted");

    /// <summary>Of proceedings that the person has a part in. They bar nothing by themselves.</summary>
    public static readonly FrozenSet<string> ProceedingStates = Set("running", "ended");

    /// <summary>
    /// What the person answers who is told of being heard before they leave, of a lawyer and of compensation (Directive 2012/29/EU
    /// Art. 10, 13, 16 and 17).
    /// </summary>
    public static readonly FrozenSet<string> ProceedingAnswers = Set("yes", "no", "not-yet");

    /// <summary>
    /// Why somebody may decide alone that a child travels: 1980 Hague Convention Art. 3 and 5, 1996 Hague Convention Art. 16. Each has a
    /// document; the last one is a lawyer's dated advice where the other parent is dangerous.
    /// </summary>
    public static readonly FrozenSet<string> DeciderBases = Set(
        "sole-responsibility", "other-parent-agrees", "court-order", "not-required", "lawyers-advice");

    /// <summary>What bars a person's travel.</summary>
    public static readonly FrozenSet<string> TravelBars = Set("PROTECTION_APPLIED", "PROTECTION_IN_APPEAL", "ORDER");

    /// <summary>What must be known before a person travels, and is not: it blocks like a bar.</summary>
    public static readonly FrozenSet<string> TravelMissing = Set(
        "PROTECTION_NOT_ASKED", "PROTECTION_ASKED_LONG_AGO", "NO_DECIDER", "DECIDER_EXCLUDED");

    /// <summary>What the person is told and counselled on before they decide; it bars nothing.</summary>
    public static readonly FrozenSet<string> TravelTellFirst = Set("RETURN_DECISION", "BE_HEARD", "LAWYER", "COMPENSATION");

    /// <summary>What the person is told the same day; to go or to wait is theirs.</summary>
    public static readonly FrozenSet<string> TravelTell = Set("RECOVERY_PERIOD", "PROTECTED", "RETURN_DECISION_LIFTED");

    /// <summary>
    /// Kinds that are bodies of a State. What a person tells of a return goes to none of the State whose protection they lack or fled,
    /// unless their protection status leaves it open (Regulation (EU) 2024/1348 Art. 7(2); 1951 Convention Art. 1C(1)).
    /// </summary>
    public static readonly FrozenSet<string> StateBodies =
        Set([.. Authorities, "x:Embassy", "CentralGovernmentOrganisation", "LocalGovernmentOrganisation"]);

    /// <summary>
    /// Why something may not go to a recipient: the reasons of a consent decision (up to NOT_FOR_THIS_KIND), and what else
    /// stands against a release or an opening.
    /// </summary>
    public static readonly FrozenSet<string> Withholdings = Set(
        "NO_CONSENT", "PURPOSE_NOT_NAMED", "RECIPIENT_NOT_NAMED", "CATEGORY_NOT_COVERED", "EXCLUDED", "NOT_YET_VALID", "EXPIRED",
        "WITHDRAWN", "NOT_FOR_THIS_KIND", "NOTHING_TO_RELEASE", "RECIPIENT_SUSPENDED", "RECIPIENT_ENDED", "PERSON_SAID_STOP", "ERASED",
        "REFUSED", "IN_ANOTHER_CONSENT", "CHILD_ALONE", "CHILD_OBJECTS", "NOW_ADULT", "DECIDER_EXCLUDED", "DECIDER_ANSWERED",
        "PROTECTION_STATUS", "TRANSFER_NOT_TOLD", "ACCESS_EXPIRED", "PART_NOT_NAMED", OrderChanged);

    /// <summary>The order is narrower in the case than what was approved.</summary>
    public const string OrderChanged = "ORDER_CHANGED";

    /// <summary>
    /// What a compelled disclosure stands on instead of consent (GDPR Art. 6(1)(c)), or what was told to save somebody (Art. 6(1)(d)).
    /// </summary>
    public static readonly FrozenSet<string> OrderBases = Set(
        "court-order", "prosecutor-order", "statutory-demand", "danger-to-life", "child-at-risk");

    /// <summary>Of <see cref="OrderBases"/>: no document compels it, somebody was told first and it was recorded after.</summary>
    public static readonly FrozenSet<string> DangerBases = Set("danger-to-life", "child-at-risk");

    /// <summary>For what something goes that an order compels. It is none of <see cref="Purposes"/>: nobody consents to it.</summary>
    public const string CompelledDisclosure = "CompelledDisclosure";

    /// <summary>What a check of an order found, and what a data-protection officer advises.</summary>
    public static readonly FrozenSet<string> OrderFindings = Set(InOrder, TooWide, "not-competent", "immune");

    /// <summary>Of <see cref="OrderFindings"/> and <see cref="ReviewFindings"/>.</summary>
    public const string InOrder = "in-order";

    /// <summary>Of <see cref="OrderFindings"/>: it asks for more than it may, and can be narrowed.</summary>
    public const string TooWide = "too-wide";

    /// <summary>Why nothing is disclosed on an order. The last two can be said of one that is in order, too.</summary>
    public static readonly FrozenSet<string> OrderRefusals = Set("TOO_WIDE", "NOT_COMPETENT", "IMMUNE", "TAKEN_BACK", "NOTHING_HELD");

    /// <summary>Of <see cref="OrderRefusals"/>: whoever gave the order took it back, or the case holds nothing that it names.</summary>
    public static readonly FrozenSet<string> OrderEnds = Set("TAKEN_BACK", "NOTHING_HELD");

    /// <summary>Who challenges an order: the organisation that has it, or the person whom it is about.</summary>
    public static readonly FrozenSet<string> OrderChallengers = Set("organisation", ByPerson);

    /// <summary>Of <see cref="OrderChallengers"/>.</summary>
    public const string ByPerson = "person";

    /// <summary>Who found that an order should not have been.</summary>
    public static readonly FrozenSet<string> OrderOverturners = Set("court", "prosecutor", "data-protection-authority", "authority");

    /// <summary>What the data-protection officer finds of a disclosure that was made (GDPR Art. 39(1)(b)).</summary>
    public static readonly FrozenSet<string> ReviewFindings = Set(InOrder, "not-in-order");

    public static readonly FrozenSet<string> Urgencies = Set("Urgent", "Soon", "Routine");

    /// <summary>A place to sleep is needed tonight: several are asked at once, and answer within minutes.</summary>
    public const string Tonight = "Tonight";

    /// <summary>Of a referral.</summary>
    public static readonly FrozenSet<string> ReferralUrgencies = Set([Tonight, .. Urgencies]);

    /// <summary>Coarse on purpose: an offer carries an age band, never a birth date.</summary>
    public static readonly FrozenSet<string> AgeBands = Set("0-11", "12-17", "18-24", "25-39", "40-59", "60+", "Unknown");

    /// <summary>Of <see cref="AgeBands"/>: a child, by law.</summary>
    public static readonly FrozenSet<string> ChildAgeBands = Set("0-11", "12-17");

    public static readonly FrozenSet<string> DeclineCodes = Set(
        "NO_CAPACITY", "WAITLIST", "NOT_ELIGIBLE", "OUT_OF_AREA", "LANGUAGE", "NEEDS_TOO_HIGH", "NO_FUNDING", "HOUSEHOLD", "NO_STAFF_TONIGHT",
        "PLACE_NOT_READY", "SAFETY_CONFLICT", "CONFLICT_OF_INTEREST", "INSUFFICIENT_INFORMATION", "DUPLICATE", "PERSON_DECLINED", "OTHER");

    /// <summary>How the help asked for ended: the first two complete a referral, the others fail it.</summary>
    public static readonly FrozenSet<string> OutcomeCodes = Set(
        "ASSISTED", "PARTLY_ASSISTED", "NOT_ASSISTED", "PERSON_LEFT", "PERSON_DECLINED", "LOST_CONTACT");

    public static readonly FrozenSet<string> Completing = Set("ASSISTED", "PARTLY_ASSISTED");

    /// <summary>The recipient no longer knows where the person is: an alarm to the sender.</summary>
    public const string LostContact = "LOST_CONTACT";

    /// <summary>Declined for somebody's safety: such an organisation is not asked again by itself.</summary>
    public static readonly FrozenSet<string> SafetyDeclines = Set("SAFETY_CONFLICT", "CONFLICT_OF_INTEREST");

    /// <summary>
    /// What the sender of a referral that asks for a place is told instead of <see cref="HouseholdDeclines"/>: which of them it was would say who
    /// lives there.
    /// </summary>
    public const string CannotTakeHousehold = "CANNOT_TAKE_THIS_HOUSEHOLD";

    public static readonly FrozenSet<string> HouseholdDeclines = Set([.. SafetyDeclines, "HOUSEHOLD"]);

    /// <summary>Whoever declined so is asked again only if a person chooses it.</summary>
    public static readonly FrozenSet<string> DoubtfulDeclines = Set([.. SafetyDeclines, CannotTakeHousehold]);

    /// <summary>What the person wants who told a recipient to stop, where no consent is withdrawn altogether.</summary>
    public static readonly FrozenSet<string> StopWishes = Set("STOP_HERE_ONLY", "GO_ON");

    /// <summary>How a search ends without help; one for a place only with <see cref="PlaceCodes.GiveUps"/>.</summary>
    public static readonly FrozenSet<string> GiveUpCodes = Set("NO_PARTNER_LEFT", "PERSON_DECLINED", "NO_LONGER_NEEDED", "SERVED_ELSEWHERE");

    /// <summary>Why an organisation does not lead a return.</summary>
    public static readonly FrozenSet<string> LeadDeclineCodes = Set(
        "NO_CAPACITY", "OUT_OF_AREA", "LANGUAGE", "NO_FUNDING", "NEEDS_TOO_HIGH", "SAFETY_CONFLICT", "CONFLICT_OF_INTEREST",
        "INSUFFICIENT_INFORMATION", "DUPLICATE", "OTHER");

    /// <summary>Who interpreted when an adult was counselled: never somebody of the travel group, an embassy or an authority.</summary>
    public static readonly FrozenSet<string> CounselInterpreters = Set("not-needed", "own-staff", "sworn-interpreter", "other-organisation");

    /// <summary>What every adult is told before they decide on a return.</summary>
    public static readonly FrozenSet<string> CounselTopics = Set(
        "right-to-stay", "protection", "recovery-period", "legal-aid", "compensation", "help-at-home", "free-to-change");

    /// <summary>Why counsel goes on with somebody who stayed, or went without us.</summary>
    public static readonly FrozenSet<string> CounselResumptions = Set("NEW_FACTS", "CAME_BACK");

    /// <summary>Why somebody will not go; a reason is never asked for.</summary>
    public static readonly FrozenSet<string> ReturnWithdrawals = Set("WILL_NOT_GO", "STAYS_WITH_PROTECTION", "GOES_ELSEWHERE", "NOT_SAID");

    /// <summary>Whether the travellers of a return may travel: no reason leaves their cases.</summary>
    public static readonly FrozenSet<string> TravelAnswers = Set(nameof(NoBarKnown), nameof(TravelBarred), nameof(NotEstablished));

    /// <summary>How a request ends without a return.</summary>
    public static readonly FrozenSet<string> ReturnEnds = Set("TAKEN_BACK", "NO_LEAD");

    /// <summary>
    /// What each traveller needs before they leave: a document, their health looked after, transport, and somebody who meets them. One of each.
    /// </summary>
    public static readonly FrozenSet<string> StrandKinds = Set(DocumentStrand, HealthStrand, TransportStrand, ReceptionStrand);

    /// <summary>What an organisation offers that takes this part of <see cref="StrandKinds"/>, and of <see cref="ReturnParts"/> which it is
    /// then.</summary>
    public static (string Service, string Part) StrandAsks(string kind) => kind switch
    {
        DocumentStrand => ("x:TravelDocument", Document),
        TransportStrand => ("x:ReturnTransport", "transport"),
        ReceptionStrand => ("x:ReturnReception", "receiving"),
        _ => ("x:MedicalAid", "health"),
    };

    /// <summary>What somebody chooses who was told what was decided in their favour.</summary>
    public static readonly FrozenSet<string> ToldAnswers = Set("go", Wait);

    public const string Wait = "wait";

    /// <summary>Of <see cref="StrandKinds"/>: with an embassy or another authority that issues it, or outside the network.</summary>
    public const string DocumentStrand = "document";
    public const string HealthStrand = "health";

    /// <summary>Of <see cref="StrandKinds"/>.</summary>
    public const string TransportStrand = "transport";

    /// <summary>Of <see cref="StrandKinds"/>: an adult may decline it after being told, a child's cannot be declined.</summary>
    public const string ReceptionStrand = "reception";

    /// <summary>What an organisation needs of the traveller before its part is ready.</summary>
    public static readonly FrozenSet<string> StrandNeeds = Set(
        "photo", "in-person", "birth-certificate", "police-report", "fee", "form", "medical-certificate", "guardians-signature");

    /// <summary>Why an organisation does not take its part in a return.</summary>
    public static readonly FrozenSet<string> StrandDeclineCodes = Set(
        "NO_CAPACITY", "NOT_RESPONSIBLE", "NOT_ELIGIBLE", "OUT_OF_AREA", "CONFLICT_OF_INTEREST", "NOT_SAID");

    public static readonly FrozenSet<string> DocumentKinds = Set(
        "passport", "identity-card", "laissez-passer", "emergency-travel-document", "return-certificate");

    /// <summary>Who holds a traveller's document: one at a time.</summary>
    public static readonly FrozenSet<string> DocumentHolders = Set("person", "lead", "embassy", "authorities", "lost", "stolen", "never-held");

    /// <summary>What an adult may decline after being told what it is for, and may want again at any time.</summary>
    public static readonly FrozenSet<string> Declinable = Set(ReceptionStrand, "check", "plan", "monitoring");

    /// <summary>What an assessment found, the gravest last: of two halves the graver holds.</summary>
    public static readonly IReadOnlyList<string> AssessmentResults = ["no-obstacle", "with-measures", BestInterests, "not-safe"];

    /// <summary>
    /// Of <see cref="AssessmentResults"/>: of a child, the body that the law names decides first (UN CRC Art. 3; Council of Europe
    /// Convention Art. 16(7)).
    /// </summary>
    public const string BestInterests = "best-interests";

    /// <summary>Who decides what is best for a child.</summary>
    public static readonly FrozenSet<string> BestInterestsBodies = Set("child-protection", "court", "guardianship-authority");

    public static readonly FrozenSet<string> PlanForms = Set("kind", "cash");

    /// <summary>Why an assessment is made anew: new facts, the old one's age, a risk, or the person wants more than a ticket.</summary>
    public static readonly FrozenSet<string> ReassessCodes = Set("NEW_FACTS", "TOO_OLD", "NEW_RISK", "WANTS_MORE");

    /// <summary>What a leg is ridden on: how long after it an arrival is waited for is a rule of each.</summary>
    public static readonly FrozenSet<string> Carriers = Set("flight", "train", "coach", "car");

    public static readonly FrozenSet<string> Escorts = Set("none", "social", "medical");

    public static readonly FrozenSet<string> NotDepartedCodes = Set(
        "CARRIER_CANCELLED", "REFUSED_BOARDING", "MISSED", "ILL", "STOPPED_BY_AUTHORITY", "NOT_SAID");

    /// <summary>Who told of a delay. One source moves no check.</summary>
    public static readonly FrozenSet<string> DelaySources = Set("carrier", "station-or-airport", "person", "escort", "other-organisation");

    /// <summary>What became of somebody who did not go on.</summary>
    public static readonly FrozenSet<string> StayCodes = Set("STAYS_THERE", "GOES_BACK");

    /// <summary>How somebody was found.</summary>
    public static readonly FrozenSet<string> FoundCodes = Set(
        "SAFE", "HOSPITAL", "DETAINED", "TURNED_BACK", "ELSEWHERE_BY_CHOICE", "EXPLOITED_AGAIN", Died);

    /// <summary>Of <see cref="FoundCodes"/>.</summary>
    public const string Died = "DIED";

    /// <summary>Where somebody who was found goes from there: on, not on, taken by a State, or the journey ends.</summary>
    public static readonly FrozenSet<string> FoundThen = Set("GOES_ON", "STOPS", "REMOVED", "ENDS");

    /// <summary>Who spoke with somebody who was found.</summary>
    public static readonly FrozenSet<string> SpokeWith = Set("own-staff", "duty-desk", "other-organisation", "authority", "family", "nobody");

    public static readonly FrozenSet<string> RemovalKinds = Set("removal", "transfer");

    /// <summary>The first hours after arrival, ticked by telephone.</summary>
    public static readonly FrozenSet<string> FirstHours = Set("safe-place", "food", "telephone", "money", "medicine", "whom-to-ring", "next-meeting");

    /// <summary>How somebody is since they came home, as they say.</summary>
    public static readonly FrozenSet<string> MonitoringMarks = Set("better", "same", "worse", "not-said");

    /// <summary>Why a return is closed: all was done, or the person wants nothing more. Never dropped out.</summary>
    public static readonly FrozenSet<string> CloseCodes = Set("DONE", "NOTHING_MORE_WANTED");

    /// <summary>What a past recipient states after consent was withdrawn.</summary>
    public static readonly FrozenSet<string> StopReceiptKinds = Set("StopAcknowledged", "PurgeAcknowledged", "RetainedUnder");

    /// <summary>Why a past recipient must keep what it had: GDPR Art. 6(1)(c) to (e), Art. 17(3)(e).</summary>
    public static readonly FrozenSet<string> RetentionBases = Set("LEGAL_OBLIGATION", "LEGAL_CLAIMS", "VITAL_INTERESTS", "PUBLIC_INTEREST");

    /// <summary>Why a referral should never have been.</summary>
    public static readonly FrozenSet<string> ErrorCodes = Set("WRONG_PERSON", "WRONG_PARTNER", "DUPLICATE", "OTHER");

    /// <summary>
    /// How law enforcement may handle what it is given, set by the sender and shown with it everywhere: H0 freely within law enforcement,
    /// H1 not in court without the sender's leave (which binds no court), H2 not passed on without the sender's leave, H3 as the sender states.
    /// </summary>
    public static readonly FrozenSet<string> HandlingCodes = Set("H0", "H1", "H2", StatedHandling);

    /// <summary>Of <see cref="HandlingCodes"/>: as the sender states in a note, before anything is released.</summary>
    public const string StatedHandling = "H3";

    /// <summary>Of <see cref="HandlingCodes"/>: those that need no words beside them.</summary>
    public static readonly FrozenSet<string> PlainHandlingCodes = Set([.. HandlingCodes.Except([StatedHandling])]);

    /// <summary>Whether and how whoever investigates may turn to the person, as they wish; otherwise every question goes to the caseworker.</summary>
    public static readonly FrozenSet<string> ContactWishes = Set("none", "through-caseworker", "direct");

    /// <summary>
    /// What became of the offer of legal advice before consent to a handoff: Council of Europe Convention on Action against Trafficking in Human
    /// Beings, Art. 15(2).
    /// </summary>
    public static readonly FrozenSet<string> LegalAdviceAnswers = Set("taken", "declined", "not-available");

    /// <summary>Why whoever was offered a handoff does not take it: blind, like the offer.</summary>
    public static readonly FrozenSet<string> HandoffDeclineCodes = Set(NotOurArea, "CANNOT_RECEIVE", "OTHER");

    /// <summary>Of <see cref="HandoffDeclineCodes"/>: it says whose it is.</summary>
    public const string NotOurArea = "NOT_OUR_AREA";

    /// <summary>Why a handoff is given back. That it was known already is told to nobody: it would tell who else has spoken.</summary>
    public static readonly FrozenSet<string> HandoffReturnCodes = Set("NOT_AN_OFFENCE", "INSUFFICIENT_INFORMATION", "OTHER");

    /// <summary>What became of a handoff: Directive 2012/29/EU Art. 6(1), (2) and (5).</summary>
    public static readonly FrozenSet<string> HandoffFeedbackCodes = Set("USED", "NOT_USED", "NOT_ENOUGH", NotProsecuted, Trial, ReleaseOrEscape);

    /// <summary>Of <see cref="HandoffFeedbackCodes"/>: with how the person may have that reviewed (Directive 2012/29/EU Art. 11).</summary>
    public const string NotProsecuted = "NOT_PROSECUTED";

    /// <summary>Of <see cref="HandoffFeedbackCodes"/>: with its date.</summary>
    public const string Trial = "TRIAL";

    /// <summary>Of <see cref="HandoffFeedbackCodes"/>: who was held is free, or will be on that date (Directive 2012/29/EU Art. 6(5)).</summary>
    public const string ReleaseOrEscape = "RELEASE_OR_ESCAPE";

    /// <summary>On what whoever has a handoff asks for more information, as it claims.</summary>
    public static readonly FrozenSet<string> InformationBases = Set("CONSENT", "LAW", "COURT_ORDER");

    /// <summary>What it is answered: the person is asked, which is a handoff of its own; bring an order; no.</summary>
    public static readonly FrozenSet<string> InformationAnswers = Set("ASK_PERSON", "BRING_ORDER", "NO");

    /// <summary>Languages that partners work in, as BCP 47 tags.</summary>
    public static readonly FrozenSet<string> Languages = Set("en", "lt", "ru", "de", "nl", "es", "it", "fr", "sv", "tr", "uk", "ar", "pl");

    /// <summary>How a signal came to a hotline.</summary>
    public static readonly FrozenSet<string> Channels = Set("telephone", "room", "email", "in-person");

    public static readonly FrozenSet<string> CallTypes = Set(
        "about-self", "about-someone", "employment-abroad", "employer-or-agency", Emergency, "silent", "hang-up", "abusive", "thanks");

    /// <summary>The call type that goes to the coordinator at once.</summary>
    public const string Emergency = "emergency";

    /// <summary>What a visitor or caller asks about.</summary>
    public static readonly FrozenSet<string> Topics = Set(
        "job-offer", "employer-or-agency", "rights-at-work", "documents-taken", "cannot-leave", "someone-missing", "way-home", "other");

    /// <summary>
    /// Of these, what cannot wait: somebody is not safe, or nobody knows. Such rooms stand before all others, and have a queue of their own.
    /// </summary>
    public static readonly FrozenSet<string> UrgentTopics = Set("cannot-leave", "someone-missing");

    /// <summary>For whom an organisation asks another whether it knows a person.</summary>
    public static readonly FrozenSet<string> QuestionsOnBehalfOf = Set("own-organisation", "lawyer", "relative", "other-authority");

    /// <summary>
    /// Countries of destination that figures are kept of, as ISO 3166-1 codes: where people from here go to work; and
    /// <see cref="OtherDestination"/>.
    /// </summary>
    public static readonly FrozenSet<string> Destinations = Set(
        "DE", "DK", "FI", "IS", "NO", "SE", "GB", "ES", "IT", "BE", "NL", "TR", OtherDestination);

    /// <summary>Any other country; the code is user-assigned.</summary>
    public const string OtherDestination = "ZZ";

    /// <summary>HTCDS <c>vic_TraffickingStatus</c>. A possible one is never counted as an actual one.</summary>
    public static readonly FrozenSet<string> TraffickingStatuses = Set(
        "PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking");

    /// <summary>HTCDS <c>vic_MethodOfRecruitment</c>.</summary>
    public static readonly FrozenSet<string> RecruitmentMethods = Set(
        "AtAPlaceOfBusiness", "AtAnEducationalInstitution", "AtWork", "ThroughOnlineSocialNetworks", "ThroughAnOnlineAdvertisement",
        "ThroughATelevisionAdvert", "ThroughANewspaperAdvert", "ThroughFamilyOrFamilyEvents", "ThroughFriendsOrSocialEvents", "Other");

    /// <summary>HTCDS <c>vic_RelationshipToTrafficker</c> in the network's finer words.</summary>
    public static readonly FrozenSet<string> RecruiterRelationships = Set(
        "x:FamilyMember", "x:IntimatePartner", "x:Friend", "x:Neighbour", "x:Acquaintance", "x:Stranger");

    /// <summary>How a callback went.</summary>
    public static readonly FrozenSet<string> CallbackOutcomes = Set("reached", "no-answer", "message-left");

    /// <summary>How a situation ends without becoming a case: answered, or told whom to turn to.</summary>
    public static readonly FrozenSet<string> SituationEnds = Set("closed", "referred");

    /// <summary>Every code of every set (last, since it reads those above): these words say nothing of a person, wherever they stand.</summary>
    public static readonly FrozenSet<string> All = typeof(Codes).GetFields().Select(field => field.GetValue(null)).OfType<FrozenSet<string>>()
        .SelectMany(set => set).ToFrozenSet(StringComparer.Ordinal);

    static FrozenSet<string> Set(params string[] codes) => codes.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>What a person may do, granted by the rules of their organisation's listing.</summary>
public static class Roles
{
    public const string Caseworker = "caseworker";
    public const string Counsellor = "counsellor";
    public const string ShelterManager = "shelter-manager";
    public const string ConsularOfficer = "consular-officer";
    public const string LiaisonOfficer = "liaison-officer";

    /// <summary>Of a competent authority: decides who is a victim.</summary>
    public const string AuthorityOfficer = "authority-officer";
    public const string Coordinator = "coordinator";

    /// <summary>Represents the organisation: approves what an order compels. Works with no case.</summary>
    public const string Director = "director";
    public const string DataProtectionOfficer = "data-protection-officer";

    /// <summary>Runs the network; can read no case.</summary>
    public const string Administrator = "administrator";

    /// <summary>Those who work with cases: every role but the director, the auditor and the administrator.</summary>
    public static readonly FrozenSet<string> CaseRoles =
        new[] { Caseworker, Counsellor, ShelterManager, ConsularOfficer, LiaisonOfficer, AuthorityOfficer, Coordinator }
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those who help people: of them nobody works for an authority or an embassy.</summary>
    public static readonly FrozenSet<string> HelperRoles =
        new[] { Caseworker, Counsellor, ShelterManager, Coordinator }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those who count the places of a shelter and keep its stays.</summary>
    public static readonly FrozenSet<string> ShelterRoles = new[] { ShelterManager, Coordinator }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those of law enforcement.</summary>
    public static readonly FrozenSet<string> LiaisonRoles = new[] { LiaisonOfficer }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those who refer somebody to the competent authority, and who decides there.</summary>
    public static readonly FrozenSet<string> StatusRoles = HelperRoles.Append(AuthorityOfficer).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those who tell law enforcement something, and those who are told.</summary>
    public static readonly FrozenSet<string> HandoffRoles = HelperRoles.Union(LiaisonRoles).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those who answer at a hotline: counsellors, and the coordinator who stands behind them.</summary>
    public static readonly FrozenSet<string> HotlineRoles = new[] { Counsellor, Coordinator }.ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenSet<string> All =
        new[]
        {
            Caseworker, Counsellor, ShelterManager, ConsularOfficer, LiaisonOfficer, AuthorityOfficer, Coordinator,
            Director, DataProtectionOfficer, Administrator
        }
            .ToFrozenSet(StringComparer.Ordinal);
}

/// <param name="Value">In <paramref name="Unit"/>, one of <see cref="RuleSet"/>'s.</param>
public sealed record Period(decimal Value, string Unit);
