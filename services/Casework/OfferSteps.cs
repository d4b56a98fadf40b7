using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>A conversation in which something is offered.</summary>
/// <param name="From">Who offers.</param>
public abstract record ConversationWithOffers(Guid Id, PartnerId From) : Conversation(Id)
{
    /// <summary>To whom it is, was and may be offered.</summary>
    public Offers Offers { get; init; } = new();
}

/// <summary>
/// What follows from what happened to the offers of one kind of conversation: on the timeline, for the ledger, for Cases, and timers.
/// </summary>
/// <typeparam name="TAnswerDue">The timer of an offer, each kind's own.</typeparam>
/// <param name="kind">Of <see cref="Conversations"/>.</param>
/// <param name="offered">The verb of an offer that was made.</param>
/// <param name="permits">What an offer stands on.</param>
/// <param name="answerDue">The timer, of the conversation's id and the offer's.</param>
public sealed class OfferSteps<T, TAnswerDue>(
    string kind, string offered, Func<T, IReadOnlyList<Guid>> permits, Func<Guid, Guid, TAnswerDue> answerDue)
    where T : ConversationWithOffers
    where TAnswerDue : class
{
    /// <param name="by">Who asked for it; null: the network.</param>
    /// <param name="tell">Publishes what this kind of conversation tells of it besides.</param>
    public Step<T> Apply(Step<T> step, OfferDecision decision, IUserCommand? by, Action<OfferFact>? tell = null)
    {
        step.After = step.After with { Offers = decision.After };
        foreach (var fact in decision.Happened)
        {
            _ = fact switch
            {
                OfferMadeTo { Offer: var made } => Made(step, made, by),
                OfferEnded { Offer: var ended } => Ended(step, ended, by),
                OfferPending { Offer: var pending } => step.ByUser(by!, Verbs.PlaceAsked, pending.To).Cancel(TimerKey.For<TAnswerDue>(pending.Id)),
                OfferReopened { Offer: var reopened } => Await(step.BySystem(Verbs.PlaceRefused, reopened.To, reopened.PlaceRefused), reopened),
                CandidateSkipped skipped => step.OnTimeline(Verbs.CandidateSkipped, skipped.Candidate, skipped.Code),
                _ => step,
            };
            tell?.Invoke(fact);
        }
        return step;
    }

    Step<T> Made(Step<T> step, Offer offer, IUserCommand? by)
    {
        var data = step.After;
        (by?.By == data.From ? step.ByUser(by, offered, offer.To) : step.BySystem(offered, offer.To))
            .OnTimeline(Verbs.OfferDelivered, offer.To, track: Track.Evidence) // the recipient's worklist is in this very commit
            .Publish(new OfferMade(kind, data.Id, offer.Id, permits(data), data.From, offer.To, offer.MadeAt, offer.AnswerBy));
        return Await(step, offer);
    }

    Step<T> Await(Step<T> step, Offer offer) =>
        step.Schedule(TimerKey.For<TAnswerDue>(offer.Id), offer.AnswerBy, answerDue(step.After.Id, offer.Id));

    /// <summary>Who is asked no longer reads no more of what was written to it.</summary>
    Step<T> Ended(Step<T> step, Offer offer, IUserCommand? by)
    {
        var to = offer.To;
        _ = offer.Status switch
        {
            OfferStatus.Accepted => step.ByUser(by!, Verbs.OfferAccepted, to),
            OfferStatus.Declined => step.ByUser(by!, Verbs.OfferDeclined, to, offer.Code, offer.NoteId),
            OfferStatus.Expired => step.BySystem(Verbs.OfferExpired, to),
            OfferStatus.Overtaken => step.OnTimeline(Verbs.OfferOvertaken, to),
            _ => step.OnTimeline(Verbs.OfferWithdrawn, to),
        };
        step.Cancel(TimerKey.For<TAnswerDue>(offer.Id));
        return offer.Status == OfferStatus.Accepted
            ? step
            : step.Publish(new RecipientEnded(kind, step.After.Id, offer.Id, to, step.Now));
    }
}
