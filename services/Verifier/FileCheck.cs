namespace ReferralNetwork.Verifier;

/// <summary>What was disclosed: signed, of this conversation, and of the exhibits that are here.</summary>
static class FileCheck
{
    public static void Run(Export export, Signed<Disclosure> file, IReadOnlyList<Signed<Receipt>> receipts, Section section)
    {
        if (file.Claims is not { } told)
        {
            section.Fault($"The file: {file.Fault}. So nothing is known of what was disclosed.");
            return;
        }
        section.Check($"Signed by a key of the network. Released on {Plain.Moment(told.Iat)} to {told.Aud}. SHA-256 {file.Hash}.");
        section.Check($"It is disclosure {export.DisclosureId} of {Plain.Text(export.Conversation)} {export.ConversationId}.", Place(export, told));
        section.Check($"It names the {told.All.Count} exhibits that are here.", Exhibits(export, told));
        ReceiptCheck.Run(receipts, new(export, told.Aud, Exhibit: null, file.Hash, IsThing: false), section);
    }

    static IEnumerable<string> Place(Export export, Disclosure told)
    {
        if (told.Conversation != export.Conversation || told.Sub != export.ConversationId)
            yield return $"The file is of {Plain.Text(told.Conversation)} {told.Sub}, this export of "
                + $"{Plain.Text(export.Conversation)} {export.ConversationId}.";
        if (told.Jti != export.DisclosureId)
            yield return $"The file is disclosure {told.Jti}, this export is of {export.DisclosureId}.";
    }

    static IEnumerable<string> Exhibits(Export export, Disclosure told)
    {
        var (named, here) = (told.All.Select(exhibit => exhibit.Id).ToList(), export.Exhibits.Select(exhibit => exhibit.Id).ToList());
        foreach (var id in named.Except(here))
            yield return $"The file names exhibit {id}; it is not here.";
        foreach (var id in here.Except(named))
            yield return $"Exhibit {id} is here; the file does not name it.";
        foreach (var id in here.CountBy(id => id).Where(same => same.Value > 1).Select(same => same.Key))
            yield return $"Exhibit {id} is here more than once.";
        foreach (var exhibit in told.All.Where(exhibit =>
            exhibit.IsThing ? exhibit is not { Sha256: null, Length: null, MediaKind: null } : exhibit is not { Sha256: not null, Length: >= 0 }))
            yield return $"Exhibit {exhibit.Id}: a thing has no hash and no length, all others have both.";
    }
}
