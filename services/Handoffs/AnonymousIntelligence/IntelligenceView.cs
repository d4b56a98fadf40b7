using ReferralNetwork.Casework;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using static ReferralNetwork.Handoffs.AnonymousIntelligence.IntelligenceStates;

namespace ReferralNetwork.Handoffs.AnonymousIntelligence;

/// <summary>A report as one of its organisations may see it: the recipient what was sent, and nothing of how it came about.</summary>
public static class IntelligenceView
{
    public const string SentSide = "intelligence-sent";
    public const string ReceivedSide = "intelligence-received";
    public static readonly IReadOnlyList<string> Sides = [SentSide, ReceivedSide];

    public static IntelligenceLine Line(IntelligenceState state, PartnerId viewer)
    {
        var (data, item) = (state.Data, ItemsFor(state.CurrentState, state.Data).Single(i => i.Partner == viewer));
        var own = viewer == data.From;
        return new(
            data.Id, own ? data.Label : data.RecipientLabel, item.Side, state.CurrentState, data.From, data.To, data.Handling,
            data.SourceGrade + data.InformationGrade, own ? data.DraftedAt : null, data.SentAt, item.DueAt, item.UpdatedAt, item.ToDo);
    }

    /// <param name="report">Null: its words are gone.</param>
    public static IntelligenceDetail Detail(
        IntelligenceState state, PartnerId viewer, Guid actor, IntelligenceReport? report, string? recipientsReference, IReadOnlyList<string> actions)
    {
        var (data, own) = (state.Data, viewer == state.Data.From);
        return new(
            Line(state, viewer), report, recipientsReference, data.AcknowledgedAt, data.ShredAt, own ? data.HeldUntil : null, own && data.GaveAway,
            own && data.Writers.Contains(actor), actions);
    }

    public static IReadOnlyList<WorklistItem> ItemsFor(string state, Intelligence data)
    {
        var (toDo, due) = state switch
        {
            Drafted => (data.GaveAway ? "change" : "submit", null),
            SecondLook => ("look", null),
            Held => ("send", data.HeldUntil),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        var sender = new WorklistItem(data.Id, data.From, SentSide, toDo is not null, due, toDo, data.UpdatedAt);
        var asked = state == Sent ? "acknowledge" : null;
        return data.SentAt is { } sentAt
            ? [sender, new(data.Id, data.To, ReceivedSide, asked is not null, DueAt: null, asked, data.AcknowledgedAt ?? sentAt)]
            : [sender];
    }
}
