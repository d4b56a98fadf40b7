namespace ReferralNetwork.Verifier;

/// <summary>An exhibit's way from hand to hand.</summary>
static class ChainCheck
{
    /// <param name="recipient">Whom the file was released to; null where that is not known.</param>
    public static void Run(OpenedExhibit exhibit, Guid? recipient, Section section)
    {
        var hops = exhibit.Hops;
        section.Check(
            $"{hops.Count} hops, each signed by a key of the network.",
            [.. hops.Count == 0 ? ["hop 0 is missing: there is none at all."] : Array.Empty<string>(),
                .. hops.Index().Where(hop => hop.Item.Fault is not null).Select(hop => $"{exhibit.Name(hop.Index)}: {hop.Item.Fault}.")]);
        section.Check("The hops are numbered from 0 without a gap, and each names the hash of the one before.", Places(exhibit));
        section.Check("No hop is earlier than the one before.", Times(exhibit));
        section.Check(
            "All hops are of this exhibit.",
            Known(exhibit).Where(hop => hop.Hop.Sub != exhibit.Id).Select(hop => $"{hop.Name}: it is of exhibit {hop.Hop.Sub}."));
        if (exhibit.Told is not { } told)
            return;
        section.Check(
            told.Sha256 is null ? "A thing: neither the file nor a hop has a hash of it." : $"SHA-256 {told.Sha256} in the file and in each hop.",
            Known(exhibit).Where(hop => hop.Hop.Sha256 != told.Sha256)
                .Select(hop => $"{hop.Name}: it has the hash {Plain.Text(hop.Hop.Sha256 ?? "of nothing")}, the file has {told.Sha256 ?? "none"}."));
        section.Check(
            $"Its release to {recipient} is one of the hops.",
            Known(exhibit).Any(hop => hop.Hop.Purpose == Hop.Released && Guid.TryParse(hop.Hop.To, out var to) && to == recipient)
                ? [] : [$"The hop of its release to {recipient} is missing."]);
    }

    static IEnumerable<string> Places(OpenedExhibit exhibit)
    {
        foreach (var (place, signed) in exhibit.Hops.Index())
        {
            if (signed.Claims is not { } hop)
                continue;
            if (place == 0)
            {
                if (hop.Number != 0)
                    yield return $"hop 0 is missing or not in its place: hop {hop.Number} stands first.";
                else if (hop.Previous is not null)
                    yield return "hop 0: it names a hop before it.";
                continue;
            }
            var before = exhibit.Hops[place - 1];
            // One that counts for nothing is taken for what stands in its place: whether it is, its hash tells.
            if (hop.Number != (before.Claims?.Number ?? hop.Number - 1) + 1)
                yield return $"between {exhibit.Name(place - 1)} and hop {hop.Number} one is missing or they are swapped.";
            else if (hop.Previous != before.Hash)
                yield return $"hop {hop.Number}: the hop before it is not the one whose hash it names: that one was changed or exchanged.";
        }
    }

    static IEnumerable<string> Times(OpenedExhibit exhibit)
    {
        var known = Known(exhibit).ToList();
        return known.Zip(known.Skip(1)).Where(pair => pair.Second.Hop.At < pair.First.Hop.At).Select(pair =>
            $"{pair.Second.Name}: it is of {Plain.Moment(pair.Second.Hop.At)}, before {pair.First.Name} ({Plain.Moment(pair.First.Hop.At)}).");
    }

    static IEnumerable<(string Name, Hop Hop)> Known(OpenedExhibit exhibit) =>
        from signed in exhibit.Hops.Index() where signed.Item.Claims is not null select (exhibit.Name(signed.Index), signed.Item.Claims);
}
