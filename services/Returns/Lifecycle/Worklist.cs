using ReferralNetwork.Casework;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>On whose worklist a return is, and what is due there until when.</summary>
public static class Worklist
{
    public const string Requested = "requested";
    public const string Asked = "asked";
    public const string Led = "led";

    public static readonly IReadOnlyList<string> Sides = [Requested, Asked, Led];

    public static IReadOnlyList<WorklistItem> ItemsFor(string state, Return data) =>
    [
        .. data.AlreadyBack ? [] : new[] { ForRequester(state, data) },
        .. data.Lead is { } lead ? new[] { ForLead(state, data) with { Only = data.OnlyFor(lead) } } : [],
        .. data.Offers.Made.Select(o => o.To).Distinct().Where(to => to != data.Lead).Select(to => ForCandidate(data, data.Offers.LastTo(to)!)),
    ];

    /// <summary>An embassy's line does not move after the acceptance: what becomes of the return is not told by a list either.</summary>
    static WorklistItem ForRequester(string state, Return data) => new(
        data.Id, data.From, Requested, Open: States.Asking.Contains(state) || data.AcceptedAt is not null,
        state == States.Requested ? data.Offers.Open.Min(o => (DateTimeOffset?)o.AnswerBy) : null,
        state == States.Unplaced ? "offer-again" : null, RequesterMovedAt(state, data))
    { Only = data.OnlyFor(data.From) };

    static DateTimeOffset RequesterMovedAt(string state, Return data) =>
        data.AcceptedAt ?? (States.Asking.Contains(state) ? data.Offers.Made[^1].MadeAt : data.UpdatedAt);

    static WorklistItem ForLead(string state, Return data)
    {
        var toDo = state switch
        {
            _ when !States.Open.Contains(state) => null,
            _ when data.Travellers.Any(t => t.Introduction is { Refused: not null }) => "introduction-refused",
            _ when data.Travellers.Any(t => t.Tie is null) => "tie",
            States.Accepted => "counsel",
            _ => null,
        };
        return new(data.Id, data.Lead!.Value, Led, States.Open.Contains(state), DueAt: null, toDo, data.UpdatedAt);
    }

    static WorklistItem ForCandidate(Return data, Offer offer) => new(
        data.Id, offer.To, Asked, offer.Open, offer.Open ? offer.AnswerBy : null, offer.Open ? "answer" : null, offer.EndedAt ?? offer.MadeAt);
}
