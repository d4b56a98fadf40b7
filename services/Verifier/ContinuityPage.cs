using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ReferralNetwork.Verifier;

/// <summary>
/// The one page of an exhibit that an officer files: its way from hand to hand, and what checking it found. HTML for print, without
/// scripts and without anything from elsewhere.
/// </summary>
public static class ContinuityPage
{
    static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    const string Style =
        """
        @page { size: A4; margin: 14mm; }
        body { font: 10pt/1.35 sans-serif; color: #000; background: #fff; max-width: 182mm; margin: 0 auto; }
        h1 { font-size: 15pt; margin: 0 0 3mm; } h2 { font-size: 11pt; margin: 5mm 0 1.5mm; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .8mm 4mm; margin: 0; } dt { font-weight: bold; } dd { margin: 0; }
        table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
        th, td { border: .3mm solid #000; padding: 1mm 1.5mm; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
        th { overflow-wrap: normal; }
        @media screen { body { padding: 8mm; } }
        code { font: 8.5pt monospace; overflow-wrap: anywhere; } ul { margin: 0; padding-inline-start: 5mm; }
        .result { border: .6mm solid #000; padding: 2mm 3mm; }
        """;

    public static string For(Verification verification, OpenedExhibit exhibit)
    {
        var (export, told) = (verification.Export!, exhibit.Told);
        return $"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Continuity of exhibit {exhibit.Id}</title>
            <style>{Style}</style>
            <h1>Continuity of exhibit {exhibit.Number}</h1>
            <dl>
            <dt>Exhibit</dt><dd><code>{exhibit.Id}</code></dd>
            <dt>Kind</dt><dd>{Text(told?.Kind)}</dd>
            <dt>Label</dt><dd>{Text(told?.Label)}</dd>
            <dt>Taken</dt><dd>{(told is null ? "unknown" : Plain.Moment(told.TakenAt.ToUnixTimeSeconds()))}</dd>
            <dt>SHA-256</dt><dd>{(told?.Sha256 is { } hash ? $"{Code(hash)}, {told.Length} bytes" : "none: it is a thing, or unknown")}</dd>
            <dt>Disclosed to</dt><dd><code>{verification.File?.Claims?.Aud.ToString() ?? "unknown"}</code></dd>
            <dt>In</dt><dd>{Text(export.Conversation)} <code>{export.ConversationId}</code>, disclosure <code>{export.DisclosureId}</code></dd>
            </dl>
            <h2>From hand to hand</h2>
            <table>
            <thead><tr><th>Hop<th>At<th>From<th>To<th>Purpose<th>Seal</thead>
            <tbody>
            {Lines(exhibit.Hops.Select((signed, place) => Row(exhibit.Name(place), signed)))}
            </tbody>
            </table>
            <h2>Receipts of the recipient</h2>
            {(exhibit.Receipts.Count == 0 ? "<p>None." : $"<ul>\n{Lines(exhibit.Receipts.Select(Row))}\n</ul>")}
            <h2>Result of the check</h2>
            {Result(verification, exhibit)}
            <h2>Checkpoint of the ledger</h2>
            {Checkpoint(verification.Checkpoint?.Claims)}
            </html>

            """;
    }

    static string Row(string name, Signed<Hop> signed) => signed.Claims is { } hop
        ? $"<tr><td>{hop.Number}<td>{Plain.Moment(hop.At)}<td>{Text(hop.From)}<td>{Text(hop.To)}<td>{Text(hop.Purpose)}<td>{Text(hop.Seal ?? "-")}"
        : $"<tr><td colspan=6>{Text(name)}: {Text(signed.Fault)}";

    static string Row(Signed<Receipt> signed) => signed.Claims is { } receipt
        ? $"<li>{Plain.Moment(receipt.At)}, by <code>{receipt.By}</code>: {(receipt.Matches ? "as it was released" : "it differs")}"
            + $"{(receipt.Seal is { } seal ? $", seal {Text(seal)}" : "")}{(receipt.Sha256 is { } hash ? $", SHA-256 {Code(hash)}" : "")}"
        : $"<li>{Text(signed.Fault)}";

    static string Result(Verification verification, OpenedExhibit exhibit)
    {
        var lines = verification.Concerning(exhibit).Where(line => line.Outcome != Outcome.Right).ToList();
        var faults = lines.Count(line => line.Outcome == Outcome.Fault);
        return $"""
            <div class="result"><strong>{(faults == 0 ? "All is right" : $"NOT RIGHT: {(faults == 1 ? "1 fault" : $"{faults} faults")}")}.</strong>
            <ul>
            {Lines(lines.Select(line => $"<li>{(line.Outcome == Outcome.Fault ? "<strong>Fault</strong>: " : "")}{Text(line.Text)}"))}
            </ul></div>
            """;
    }

    static string Checkpoint(Checkpoint? head) => head is null
        ? "<p>It does not count: see above."
        : $"<dl><dt>Size<dd>{head.Size} records<dt>Root<dd>{Code(head.Root)}<dt>Signed head of<dd>{Plain.Moment(head.At)}</dl>";

    static string Code(string text) => $"<code>{Text(text)}</code>";

    static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    /// <summary>Others' words: escaped, and of a direction of their own.</summary>
    static string Text(string? text) => $"<bdi>{encoder.Encode(Plain.Text(text ?? "unknown"))}</bdi>";
}
