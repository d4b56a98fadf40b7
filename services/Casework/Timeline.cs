using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>What organisations have with one another about a person.</summary>
public abstract record Conversation(Guid Id)
{
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Of the last entry.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A line of the timeline.</summary>
/// <param name="Partner">Who did it; null: the network itself.</param>
/// <param name="With">The other organisation that it concerns and that may see it; null: the owner's side alone.</param>
/// <param name="AppliesAt">A moment that it speaks of, such as the appointment.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string What, Track Track, PartnerId? Partner, Guid? Actor, PartnerId? With,
    string? Code, Guid? NoteId, DateTimeOffset? AppliesAt);

/// <summary>What happened to a message, and what a partner decided: never one for the other.</summary>
public enum Track { Evidence, Business }

public static class TimelineSteps
{
    /// <summary>A person did it: on the timeline and for the ledger, under one name.</summary>
    /// <param name="reference">Under which the ledger has it; null: the conversation's id.</param>
    /// <param name="related">A second reference that belongs to the first.</param>
    public static Step<T> ByUser<T>(
        this Step<T> step, IUserCommand command, string what, PartnerId? with,
        string? code = null, Guid? noteId = null, DateTimeOffset? appliesAt = null, Guid? reference = null, Guid? related = null)
        where T : Conversation =>
        step.ByUser(command, what, reference, related)
            .Add(new TimelineEntry(step.Now, what, Track.Business, command.By, command.Actor, with, code, noteId, appliesAt));

    /// <summary>The network did it: on the timeline and for the ledger, under one name.</summary>
    public static Step<T> BySystem<T>(this Step<T> step, string what, PartnerId? with, string? code = null) where T : Conversation =>
        step.BySystem(what, step.After.Id).OnTimeline(what, with, code);

    /// <summary>A consequence, or word from another service, which has put it on the ledger itself.</summary>
    public static Step<T> OnTimeline<T>(this Step<T> step, string what, PartnerId? with, string? code = null, Track track = Track.Business)
        where T : Conversation =>
        step.Add(new TimelineEntry(step.Now, what, track, Partner: null, Actor: null, with, code, NoteId: null, AppliesAt: null));

    static Step<T> Add<T>(this Step<T> step, TimelineEntry entry) where T : Conversation
    {
        step.After = step.After with { Timeline = [.. step.After.Timeline, entry], UpdatedAt = entry.At };
        return step;
    }
}
