namespace ReferralNetwork.Contracts;

/// <summary>Where a message goes: the queues that must be there for it.</summary>
/// <param name="ToOne">Sent to one of the queues that are listed, which its sender names where there are several; else published to all.</param>
public sealed record Route(Type Message, bool ToOne, params IReadOnlyList<string> Queues);

/// <summary>
/// Who says what to whom. Every service declares the queues and bindings of what it says before it says it, so that no
/// message is lost because its receiver has not started yet. README.md beside this file shows the same table.
/// </summary>
public static class Routes
{
    public const string KnownToReferrals = "referrals.known";
    public const string Referral = "referrals.referral";
    public const string KnownToReturns = "returns.known";
    public const string Return = "returns.return";
    public const string KnownToHandoffs = "handoffs.known";
    public const string ConsentedHandoff = "handoffs.consented-handoff";
    public const string StatusReferral = "handoffs.status-referral";
    public const string CompelledDisclosure = "handoffs.compelled-disclosure";
    public const string Intelligence = "handoffs.anonymous-intelligence";
    public const string KnownToPlacements = "placements.known";
    public const string Stay = "placements.stay";
    public const string KnownToCases = "cases.known";
    public const string Release = "cases.release";
    public const string Offers = "cases.offers";
    public const string Arrivals = "cases.arrivals";
    public const string Travel = "cases.travel";
    public const string Status = "cases.status";
    public const string Orders = "cases.orders";
    public const string Reservations = "cases.reservations";
    public const string KnownToInquiries = "inquiries.known";
    public const string Room = "inquiries.room";
    public const string Situation = "inquiries.situation";
    public const string OutsideQuestions = "inquiries.outside-questions";
    public const string AuditRecords = "ledger.audit-records";

    public static readonly IReadOnlyList<Route> All =
    [
        Published<PartnerListed>(KnownToReferrals, KnownToReturns, KnownToHandoffs, KnownToPlacements, KnownToCases, KnownToInquiries),
        Published<RuleSet>(KnownToReferrals, KnownToReturns, KnownToHandoffs, KnownToPlacements, KnownToCases, KnownToInquiries),
        Published<HolidaysSet>(KnownToReferrals, KnownToReturns, KnownToHandoffs, KnownToPlacements, KnownToCases, KnownToInquiries),

        Published<OfferMade>(Offers),
        Published<OfferAccepted>(),
        Published<OfferDeclined>(),
        Published<OfferExpired>(),
        Published<ReferralActive>(KnownToReturns, Arrivals),
        Published<RecipientEnded>(Offers),
        Published<ReferralCompleted>(KnownToReturns),
        Published<ReferralFailed>(KnownToReturns),
        Published<ReferralStopping>(),
        Published<ReferralStopped>(),

        Sent<ReleaseDetails>(Release),
        Sent<DetailsReleased>(Referral, Return, ConsentedHandoff, StatusReferral, CompelledDisclosure),
        Sent<ReleaseRefused>(Referral, Return, ConsentedHandoff, StatusReferral, CompelledDisclosure),
        Sent<ConsentWithdrawn>(Referral, Return, ConsentedHandoff, StatusReferral, CompelledDisclosure),
        Sent<PermitNarrowed>(Referral, Return, ConsentedHandoff, StatusReferral, CompelledDisclosure),
        Sent<AudienceChanged>(Referral, Return, ConsentedHandoff, StatusReferral, CompelledDisclosure),
        Sent<AnswerDue>(Referral),
        Sent<StopReceiptDue>(Referral),

        Sent<HoldPlace>(Stay),
        Sent<PlaceHeld>(Referral),
        Sent<NoPlaceFree>(Referral),
        Sent<PlaceAnswerDue>(Referral),
        Sent<ConfirmPlace>(Stay),
        Sent<ReleasePlace>(Stay),
        Sent<PersonUnderWay>(Stay),
        Sent<PersonArrived>(Referral),
        Sent<PersonOverdue>(Referral),
        Sent<PlaceGivenBack>(Referral),
        Sent<CheckInDue>(Stay),

        Published<ReturnRequested>(),
        Published<ReturnAccepted>(),
        Published<StrandAsked>(),
        Published<StrandReady>(),
        Published<ReturnBooked>(),
        Published<ReturnDeparted>(),
        Published<ReturnConsented>(Travel),
        Published<TravellersLeft>(Travel),
        Published<ReturnEnded>(Travel),
        Sent<LeadAnswerDue>(Return),
        Sent<StrandUntilDue>(Return),
        Sent<ClearanceDue>(Return),
        Sent<TellDue>(Return),
        Sent<LegCheckDue>(Return),
        Sent<MissingDue>(Return),
        Sent<ReturnReceiptDue>(Return),
        Sent<ReturnReferralActive>(Return),
        Sent<ReturnReferralEnded>(Return),
        Sent<ClearToTravel>(Travel),
        Sent<NoBarKnown>(Return),
        Sent<TravelBarred>(Return),
        Sent<NotEstablished>(Return),
        Sent<TravellerToBeTold>(Return),
        Sent<TravelFactDue>(Travel),
        Published<LegOverdue>(Travel),
        Published<ReturnArrived>(Travel),

        Sent<IntelligenceShredDue>(Intelligence),
        Sent<HandoffAnswerDue>(ConsentedHandoff),
        Sent<HandoffFeedbackDue>(ConsentedHandoff),
        Sent<HandoffReceiptDue>(ConsentedHandoff),
        Sent<CompelledReviewDue>(CompelledDisclosure),
        Sent<CompelledBanEndsDue>(CompelledDisclosure),
        Sent<CompelledReceiptDue>(CompelledDisclosure),
        Published<OrderClosed>(Orders),
        Published<DeputiesNamed>(Orders),
        Published<StatusDecided>(Status),
        Sent<RecoveryPeriodDue>(StatusReferral),

        Sent<RoomSilenceDue>(Room),
        Sent<RoomShredDue>(Room),
        Sent<CallbackDue>(Situation),
        Sent<SituationSilenceDue>(Situation),
        Sent<SituationShredDue>(Situation),
        Sent<CaseReservationDue>(Situation),
        Sent<OutsideQuestionShredDue>(OutsideQuestions),
        Sent<SweepCase>(Reservations),

        Sent<AuditRecorded>(AuditRecords),
    ];

    static Route Sent<T>(params string[] queues) => new(typeof(T), ToOne: true, queues);
    static Route Published<T>(params string[] queues) => new(typeof(T), ToOne: false, queues);
}
