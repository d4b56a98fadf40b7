using System.Globalization;
using System.Text;

namespace ReferralNetwork.Chassis.Sagas;

/// <summary>
/// A row of a transition table: from these states (none: it is not there yet) this event, by this party, leads to one of
/// those states, or the state stays. The tables are documentation, and the oracle that tests compare each machine with.
/// </summary>
/// <param name="Message">Null: to come later, no such event can be raised yet.</param>
public sealed record Transition<TParty>(
    IReadOnlyList<string> From, string Event, TParty By, IReadOnlyList<string> To, Type? Message = null, string Note = "") where TParty : struct, Enum
{
    public bool Later => Message is null;
}

public static class TransitionTable
{
    /// <summary>The table as the product's documentation shows it.</summary>
    /// <param name="states">How a list of states is written.</param>
    public static string ToMarkdown<TParty>(
        IReadOnlyList<Transition<TParty>> table, Func<TParty, string> party, Func<IReadOnlyList<string>, string>? states = null)
        where TParty : struct, Enum
    {
        var page = new StringBuilder("| from | event | who | to | note |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in table)
        {
            var from = row.From.Count == 0 ? "—" : states?.Invoke(row.From) ?? string.Join(", ", row.From);
            var note = !row.Later ? row.Note : row.Note.Length == 0 ? "*later*" : $"*later*: {row.Note}";
            page.Append(CultureInfo.InvariantCulture,
                $"| {from} | {row.Event} | {party(row.By)} | {(row.To.Count == 0 ? "unchanged" : string.Join(" or ", row.To))} | {note} |\n");
        }
        return page.ToString();
    }
}
