using System.Globalization;
using System.Text;

namespace ReferralNetwork.Inquiries.Deciding;

/// <summary>A row of a table: from these states (none: it is not there yet) this event, by this party, leads to one of those, or the state stays.</summary>
public sealed record Transition(IReadOnlyList<string> From, string Event, Party By, IReadOnlyList<string> To, Type Message, string Note = "")
{
    /// <summary>docs/transitions-inquiries.md.</summary>
    public static string ToMarkdown(params (string Title, IReadOnlyList<Transition> Table)[] tables)
    {
        var page = new StringBuilder(
            """
            # What rooms and situations can go through

            Written by `dotnet run --project services/Inquiries -- transitions`; a test keeps it equal to the tables in
            services/Inquiries, and another tests every pair of state and event against them: what is listed works,
            everything else is refused and changes nothing.

            """);
        foreach (var (title, table) in tables)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| from | event | who | to | note |\n| --- | --- | --- | --- | --- |\n");
            foreach (var row in table)
            {
                var (from, to) = (row.From.Count == 0 ? "—" : string.Join(", ", row.From), row.To.Count == 0 ? "unchanged" : string.Join(" or ", row.To));
                page.Append(CultureInfo.InvariantCulture, $"| {from} | {row.Event} | {Name(row.By)} | {to} | {row.Note} |\n");
            }
        }
        return page.ToString();
    }

    static string Name(Party party) => party switch
    {
        Party.Visitor => "visitor",
        Party.Hotline => "the hotline",
        Party.Attending => "counsellor in the room",
        Party.Coordinator => "coordinator",
        _ => "timer",
    };
}
