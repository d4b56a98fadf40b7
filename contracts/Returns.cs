namespace ReferralNetwork.Contracts;

// A return: somebody goes home, by their own wish, with one organisation that leads. Its messages carry no identity.

/// <summary>A timer: the lead that was asked has not answered. It asks, it does not order.</summary>
public sealed record LeadAnswerDue(Guid ReturnId, Guid OfferId);

/// <summary>An organisation is asked to lead a return, without identity.</summary>
public sealed record ReturnRequested(Guid ReturnId, PartnerId From, string GoesTo, DateTimeOffset RequestedAt);

/// <summary>An organisation leads the return from now on.</summary>
public sealed record ReturnAccepted(Guid ReturnId, PartnerId Lead, DateTimeOffset AcceptedAt);

/// <summary>An organisation is asked to take a part in the preparation of a return, without identity.</summary>
/// <param name="Kind">Of <see cref="Codes.StrandKinds"/>.</param>
public sealed record StrandAsked(Guid ReturnId, Guid StrandId, string Kind, DateTimeOffset AskedAt);

/// <summary>That part is ready.</summary>
public sealed record StrandReady(Guid ReturnId, Guid StrandId, DateTimeOffset ReadyAt);

/// <summary>Nothing stood in the way of the journey when it was booked.</summary>
public sealed record ReturnBooked(Guid ReturnId, DateTimeOffset BookedAt);

/// <summary>The travellers have left.</summary>
public sealed record ReturnDeparted(Guid ReturnId, DateTimeOffset At);

/// <summary>Timer: what was ready of a part is past its day.</summary>
public sealed record StrandUntilDue(Guid ReturnId, Guid StrandId);

/// <summary>Timer: has Cases answered whether the travellers may travel? No answer is no yes.</summary>
public sealed record ClearanceDue(Guid ReturnId);

/// <summary>Timer: was everybody told what was decided in their favour, in time to choose?</summary>
public sealed record TellDue(Guid ReturnId);

/// <summary>Timer: have they arrived by this leg?</summary>
public sealed record LegCheckDue(Guid ReturnId, Guid LegId);

/// <summary>Timer: has anybody reached them since the alarm?</summary>
public sealed record MissingDue(Guid ReturnId);

/// <summary>Timer: has every organisation that had details said what it has done with them?</summary>
public sealed record ReturnReceiptDue(Guid ReturnId);

/// <summary>Within Returns: a referral that is tied to a return helps somebody.</summary>
public sealed record ReturnReferralActive(Guid ReturnId, Guid ReferralId, PartnerId By, DateTimeOffset At);

/// <summary>Within Returns: a referral that is tied to a return has ended.</summary>
/// <param name="Code">Of <see cref="Codes.OutcomeCodes"/>.</param>
public sealed record ReturnReferralEnded(Guid ReturnId, Guid ReferralId, PartnerId By, string Code, DateTimeOffset At);

/// <summary>A traveller wants to go, on the consent behind this permit. Where it was taken back meanwhile, Cases says so.</summary>
public sealed record ReturnConsented(Guid ReturnId, Guid PermitId, DateTimeOffset At);

/// <summary>Travellers have left a group for a return of their own: their cases are tied to that one from now on.</summary>
/// <param name="Ties">Of the lead's cases, as Cases signed them.</param>
/// <param name="Permits">Behind which the consents are that go with them. Where one was taken back meanwhile, Cases says so.</param>
public sealed record TravellersLeft(
    Guid ReturnId, Guid OwnReturnId, IReadOnlyList<Guid> Ties, IReadOnlyList<Guid> Permits, DateTimeOffset At);

/// <summary>Nothing more is done by this return.</summary>
public sealed record ReturnEnded(Guid ReturnId, string State, DateTimeOffset EndedAt);

// May the person travel? Returns asks before it books; Cases answers by what the lead's cases say. No reason leaves Cases: the lead owns
// the cases and reads there what is missing or bars.

/// <summary>To Cases, mandatory: may all travellers of this return travel? Cases tells changes of its answer unasked from then on.</summary>
/// <param name="RequestId">New for each question. The same one again is answered again, as things are then.</param>
/// <param name="Lead">
/// Whose cases count, tied to the return: that a case is tied is only what its organisation says. Null: those of the one organisation that
/// has tied any; of several nothing is established.
/// </param>
public sealed record ClearToTravel(Guid RequestId, Guid ReturnId, PartnerId? Lead = null);

/// <summary>From Cases: for no traveller anything is known that bars travel, and what must be known is.</summary>
/// <param name="RequestId">The question; null: the answer has changed since.</param>
/// <param name="At">When it was found so. Of several the latest counts: they overtake each other.</param>
public sealed record NoBarKnown(Guid? RequestId, Guid ReturnId, DateTimeOffset At);

/// <summary>From Cases: something bars the travel of one of the travellers.</summary>
/// <inheritdoc cref="NoBarKnown"/>
public sealed record TravelBarred(Guid? RequestId, Guid ReturnId, DateTimeOffset At);

/// <summary>From Cases: what must be known of one of the travellers is not, or no case is tied to the return. It blocks like a bar.</summary>
/// <inheritdoc cref="NoBarKnown"/>
public sealed record NotEstablished(Guid? RequestId, Guid ReturnId, DateTimeOffset At);

/// <summary>
/// From Cases: something in a traveller's favour was recorded, a decision or a recovery period. It holds nothing that they want: they are told
/// the same day what it gives, and choose. What it is, stays in Cases.
/// </summary>
/// <param name="Tie">To the traveller's case.</param>
public sealed record TravellerToBeTold(Guid ReturnId, Guid Tie, DateTimeOffset At);

/// <summary>Nobody has arrived within the hours of a leg, or nobody knows: the alarm.</summary>
/// <param name="Plans">
/// What the travellers of the leg want done if they do not arrive, as <c>POST /cases/{id}/arrival-plans</c> of Cases signed it. From now on
/// they are open to the duty desks that they name.
/// </param>
/// <param name="At">When the alarm began. Of several the latest counts.</param>
public sealed record LegOverdue(Guid ReturnId, Guid LegId, IReadOnlyList<Guid> Plans, DateTimeOffset At);

/// <summary>The travellers have arrived, or were found, and no alarm of the return goes on: what it had opened shuts.</summary>
/// <param name="At">When the last alarm ended. One that began earlier opens nothing any more: the two overtake each other.</param>
public sealed record ReturnArrived(Guid ReturnId, DateTimeOffset At);

/// <summary>Timer of Cases: does the answer about this return still hold? A status was asked too long ago, an order is over.</summary>
public sealed record TravelFactDue(Guid ReturnId);
