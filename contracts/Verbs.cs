using System.Collections.Frozen;

namespace ReferralNetwork.Contracts;

/// <summary>
/// What the ledger's records and the timelines of conversations say: a noun, then what happened to it. They stand in records that
/// nobody can change, so they are permanent once released: none is renamed and none is used for anything else.
/// </summary>
public static class Verbs
{
    public const string AppointmentCancelled = "appointment-cancelled";
    public const string AppointmentScheduled = "appointment-scheduled";
    public const string ArrivalReported = "arrival-reported";
    public const string AttachmentAdded = "attachment-added";
    public const string AttachmentRead = "attachment-read";
    public const string AttachmentRemoved = "attachment-removed";
    public const string AttachmentsRead = "attachments-read";
    public const string AudienceChanged = "audience-changed";
    public const string CallbackCancelled = "callback-cancelled";
    public const string CallbackMade = "callback-made";
    public const string CallbackPlanned = "callback-planned";
    public const string CallerPhraseGiven = "caller-phrase-given";
    public const string CancellationConfirmed = "cancellation-confirmed";
    public const string CancellationRequested = "cancellation-requested";
    public const string CandidateSkipped = "candidate-skipped";
    public const string CaseChanged = "case-changed";
    public const string CaseOpened = "case-opened";
    public const string CaseRead = "case-read";
    public const string CaseReservationUndone = "case-reservation-undone";
    public const string CaseReserved = "case-reserved";
    public const string CaseSwept = "case-swept";
    public const string CaseTied = "case-tied";
    public const string ConsentGiven = "consent-given";
    public const string ConsentRefused = "consent-refused";
    public const string ConsentWithdrawn = "consent-withdrawn";
    public const string ConsentsRead = "consents-read";
    public const string ContactLossAcknowledged = "contact-loss-acknowledged";
    public const string DepartureReported = "departure-reported";
    public const string DetailsReleased = "details-released";
    public const string DisclosureRead = "disclosure-read";
    public const string DraftRead = "draft-read";
    public const string EscalationAnswered = "escalation-answered";
    public const string LedgerFoundBroken = "ledger-found-broken";
    public const string LedgerVerified = "ledger-verified";
    public const string MessageReplayed = "message-replayed";
    public const string NeedOfTonightRecorded = "need-of-tonight-recorded";
    public const string NoShowReported = "no-show-reported";
    public const string NoteRead = "note-read";
    public const string NoteWritten = "note-written";
    public const string OfferAccepted = "offer-accepted";
    public const string OfferDeclined = "offer-declined";
    public const string OfferDeclinedAfterAll = "offer-declined-after-all";
    public const string OfferDelivered = "offer-delivered";
    public const string OfferExpired = "offer-expired";
    public const string OfferOvertaken = "offer-overtaken";
    public const string OfferSeen = "offer-seen";
    public const string OfferWithdrawn = "offer-withdrawn";
    public const string OutcomeCorrected = "outcome-corrected";
    public const string OutcomeReported = "outcome-reported";
    public const string PartnerChanged = "partner-changed";
    public const string PartnerConfirmed = "partner-confirmed";
    public const string PartnerKeyChanged = "partner-key-changed";
    public const string PartnerKeyProposed = "partner-key-proposed";
    public const string PartnerListed = "partner-listed";
    public const string PartnerNamingProposed = "partner-naming-proposed";
    public const string PartnerReinstated = "partner-reinstated";
    public const string PartnerReinstatementProposed = "partner-reinstatement-proposed";
    public const string PartnerRenamed = "partner-renamed";
    public const string PartnerSuspended = "partner-suspended";
    public const string PermitGiven = "permit-given";
    public const string ProposalWithdrawn = "proposal-withdrawn";
    public const string ProviderChangeProposed = "provider-change-proposed";
    public const string ProviderChanged = "provider-changed";
    public const string ProviderLinkMade = "provider-link-made";
    public const string ProviderProposed = "provider-proposed";
    public const string ProviderRegistered = "provider-registered";
    public const string ProviderReinstated = "provider-reinstated";
    public const string ProviderReinstatementProposed = "provider-reinstatement-proposed";
    public const string ProviderSuspended = "provider-suspended";
    public const string QuestionAnswered = "question-answered";
    public const string QuestionAsked = "question-asked";
    public const string RecordRead = "record-read";
    public const string ReferralCancelled = "referral-cancelled";
    public const string ReferralEndedOneSidedly = "referral-ended-one-sidedly";
    public const string ReferralEnteredInError = "referral-entered-in-error";
    public const string ReferralGivenUp = "referral-given-up";
    public const string ReferralOffered = "referral-offered";
    public const string ReferralSeen = "referral-seen";
    public const string ReferralStopped = "referral-stopped";
    public const string ReferralStopping = "referral-stopping";
    public const string ReferralUnplaced = "referral-unplaced";
    public const string ReleaseRefused = "release-refused";
    public const string ReleaseRequested = "release-requested";
    public const string RoomClosed = "room-closed";
    public const string RoomClosedUnread = "room-closed-unread";
    public const string RoomDeleted = "room-deleted";
    public const string RoomHandedOver = "room-handed-over";
    public const string RoomJoined = "room-joined";
    public const string RoomOpened = "room-opened";
    public const string RoomShredded = "room-shredded";
    public const string RoomTaken = "room-taken";
    public const string RoomTransferred = "room-transferred";
    public const string SafeContactSet = "safe-contact-set";
    public const string SignalLogged = "signal-logged";
    public const string SituationClosed = "situation-closed";
    public const string SituationEscalated = "situation-escalated";
    public const string SituationLinked = "situation-linked";
    public const string SituationLogged = "situation-logged";
    public const string SituationRead = "situation-read";
    public const string SituationReferred = "situation-referred";
    public const string SituationReopened = "situation-reopened";
    public const string SituationShredded = "situation-shredded";
    public const string StopReceiptAsked = "stop-receipt-asked";
    public const string StopReceiptEscalated = "stop-receipt-escalated";
    public const string StopReceiptGiven = "stop-receipt-given";
    public const string StopReceiptOverdue = "stop-receipt-overdue";
    public const string StopTold = "stop-told";
    public const string StopWishOverdue = "stop-wish-overdue";
    public const string StopWishRecorded = "stop-wish-recorded";
    public const string VisitReported = "visit-reported";

    /// <summary>All of them.</summary>
    public static readonly FrozenSet<string> All = typeof(Verbs).GetFields().Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!).ToFrozenSet(StringComparer.Ordinal);
}
