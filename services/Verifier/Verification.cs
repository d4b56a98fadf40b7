using System.Text.Json;

namespace ReferralNetwork.Verifier;

/// <summary>An exhibit of the export, opened.</summary>
/// <param name="Number">In the export, from 1: what the report calls it.</param>
/// <param name="Told">What the file says of it; null where the file says nothing.</param>
public sealed record OpenedExhibit(
    int Number, Guid Id, DisclosedExhibit? Told, IReadOnlyList<Signed<Hop>> Hops, IReadOnlyList<Signed<Receipt>> Receipts)
{
    public string Title => $"Exhibit {Number} ({Id}{(Told is null ? "" : $", {Plain.Text(Told.Label)}")})";

    /// <summary>By its own number, or by its place where it counts for nothing.</summary>
    public string Name(int place) => $"hop {Hops[place].Claims?.Number ?? place}";
}

/// <summary>What a whole check has found, and what it was found in.</summary>
/// <param name="File">Null, like all that follows, where the export has not its form.</param>
public sealed record Verification(
    Report Report, Export? Export, Signed<Disclosure>? File, Signed<Checkpoint>? Checkpoint, IReadOnlyList<OpenedExhibit> Exhibits)
{
    readonly Dictionary<Guid, Section> sections = [];

    /// <summary>What was found about the whole export and about this exhibit: what is wrong with another one does not concern it.</summary>
    public IEnumerable<Line> Concerning(OpenedExhibit exhibit)
    {
        var others = sections.Where(section => section.Key != exhibit.Id).Select(section => section.Value).ToHashSet();
        return Report.Sections.Where(section => !others.Contains(section)).SelectMany(section => section.Lines);
    }

    /// <param name="trusted">Thumbprints of the published keys; null: the file's own keys are trusted.</param>
    /// <param name="contents">Of the exhibits: path and SHA-256; null: none were given.</param>
    /// <exception cref="JsonException">The export is no JSON.</exception>
    public static Verification Of(byte[] json, IReadOnlySet<string>? trusted = null, IReadOnlyList<Content>? contents = null)
    {
        var report = new Report();
        var (export, faults) = Export.Read(json);
        report.Add("Form").Check("It has the form of a custody export, version 1.", faults.Select(fault => $"The form: {fault}."));
        if (export is null)
            return new(report, null, null, null, []);

        var keys = KeySet.For(export, trusted, report.Add("Keys"));
        var file = Signed.Open<Disclosure>(export.File, Disclosure.Type, KeySet.Network, keys);
        var checkpoint = Signed.Open<Checkpoint>(export.Checkpoint, Verifier.Checkpoint.Type, KeySet.Ledger, keys);
        var receipts = Receipts(export.Receipts);
        var exhibits = export.Exhibits.Select((chain, place) => new OpenedExhibit(
            place + 1, chain.Id, file.Claims?.All.FirstOrDefault(told => told.Id == chain.Id),
            [.. chain.Hops.Select(hop => Signed.Open<Hop>(hop, Hop.Type, KeySet.Network, keys))], Receipts(chain.Receipts))).ToList();
        var verification = new Verification(report, export, file, checkpoint, exhibits);

        var ledger = new LedgerCheck(export, checkpoint);
        var (ofFile, ofLedger) = (report.Add("File"), report.Add("Ledger"));
        FileCheck.Run(export, file, receipts, ofFile);
        ofFile.Check(
            "The ledger has a record of it and of each receipt.",
            [.. ledger.Faults("The file", export.File, record: null), .. ReceiptCheck.Recorded(receipts, ledger)]);
        foreach (var exhibit in exhibits)
        {
            var section = report.Add(exhibit.Title);
            verification.sections.TryAdd(exhibit.Id, section);
            ChainCheck.Run(exhibit, file.Claims?.Aud, section);
            ReceiptCheck.Run(
                exhibit.Receipts, new(export, file.Claims?.Aud, exhibit.Id, exhibit.Told?.Sha256, exhibit.Told?.IsThing is true), section);
            section.Check(
                "The ledger has a record of each hop and receipt, and its commitment is to that hop or receipt.",
                [.. exhibit.Hops.SelectMany((hop, place) => ledger.Faults(exhibit.Name(place), hop.Jws, hop.Claims?.Record)),
                    .. ReceiptCheck.Recorded(exhibit.Receipts, ledger)]);
        }
        ledger.Run(ofLedger, left => verification.IsMissing(left, keys));
        if (contents is not null)
            ContentCheck.Run(exhibits, contents, exhibit => verification.sections[exhibit.Id], report.Add("Contents"));
        return verification;

        List<Signed<Receipt>> Receipts(IReadOnlyList<string> signed) =>
            [.. signed.Select(receipt => Signed.Open<Receipt>(receipt, Receipt.Type, KeySet.Network, keys))];
    }

    /// <summary>A commitment to something that is not in the export: where it is a hop, the exhibit that lacks it is told.</summary>
    bool IsMissing(Commitment left, KeySet keys)
    {
        if (Signed.Open<Hop>(left.Of, Hop.Type, KeySet.Network, keys).Claims is not { } hop || !sections.TryGetValue(hop.Sub, out var section))
            return false;
        section.Fault($"hop {hop.Number} is missing: the ledger has a record of it.");
        return true;
    }
}
