namespace ReferralNetwork.Verifier;

/// <summary>What receipts must be of.</summary>
/// <param name="By">The recipient; null where that is not known.</param>
/// <param name="Exhibit">Null: they are of the file.</param>
sealed record Received(Export Export, Guid? By, Guid? Exhibit, string? Sha256, bool IsThing);

/// <summary>What the recipient confirmed.</summary>
static class ReceiptCheck
{
    public static void Run(IReadOnlyList<Signed<Receipt>> receipts, Received of, Section section)
    {
        if (receipts.Count == 0)
            section.Note("No receipt: the recipient has not confirmed it yet.");
        foreach (var (place, signed) in receipts.Index())
        {
            if (signed.Claims is not { } receipt)
            {
                section.Fault($"{Name(place)}: {signed.Fault}.");
                continue;
            }
            section.Check(
                $"{Name(place)} of {Plain.Moment(receipt.At)}: the recipient confirms "
                + (of.IsThing ? $"that it came; the seal was {receipt.Seal}." : "what came, by its hash."),
                Faults(receipt, of).Select(fault => $"{Name(place)}: {fault}."));
            if (receipt.Seal == "broken")
                section.Note($"{Name(place)}: the recipient said that the seal was broken.");
        }
    }

    public static IEnumerable<string> Recorded(IReadOnlyList<Signed<Receipt>> receipts, LedgerCheck ledger) =>
        receipts.SelectMany((receipt, place) => ledger.Faults(Name(place), receipt.Jws, receipt.Claims?.Record));

    static string Name(int place) => $"receipt {place + 1}";

    static IEnumerable<string> Faults(Receipt receipt, Received of)
    {
        if (receipt.Conversation != of.Export.Conversation || receipt.Sub != of.Export.ConversationId)
            yield return $"it is of another case, {Plain.Text(receipt.Conversation)} {receipt.Sub}";
        if (receipt.Disclosure != of.Export.DisclosureId)
            yield return $"it is of another disclosure, {receipt.Disclosure}";
        if (receipt.By != (of.By ?? receipt.By))
            yield return $"it is by {receipt.By}, to whom this was not released";
        if (receipt.Exhibit != of.Exhibit)
            yield return $"it is of {(receipt.Exhibit is { } other ? $"exhibit {other}" : "the file")}";
        else if (!receipt.Matches)
            yield return $"the recipient said that it differs: what came has the hash {Plain.Text(receipt.Sha256 ?? "of nothing")}";
        else if (receipt.Sha256 != of.Sha256)
            yield return $"the recipient confirms another hash, {Plain.Text(receipt.Sha256 ?? "of nothing")}";
        if (receipt.Seal is not (null or "intact" or "broken") || receipt.Seal is not null != of.IsThing)
            yield return "of a thing it says whether the seal was intact or broken, of nothing else";
    }
}
