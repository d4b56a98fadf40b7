namespace ReferralNetwork.Visitors.Rooms;

/// <summary>A conversation as its visitor sees it.</summary>
/// <param name="Phrase"><c>none</c>, <c>shown</c> (not yet typed back, so it opens nothing) or <c>kept</c>.</param>
public sealed record Room(string State, long Version, IReadOnlyList<Message> Messages, string Phrase, bool KeepAsked, DateTimeOffset? DeletesAt)
{
    public bool Closed => State == "Closed";
}

public sealed record Message(string Id, string From, DateTimeOffset At, string Text)
{
    public bool Mine => From == "visitor";
}

/// <param name="Ticket">With which to come again: there were too many.</param>
public sealed record Opened(string? Token, string? Ticket = null);

public sealed record Given(string? Phrase);

public sealed record Typed(string? Content);
