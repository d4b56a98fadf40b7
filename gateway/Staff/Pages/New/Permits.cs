using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.Pages.New;

/// <summary>An offer permit: signed by Cases, and how far consent reaches for each recipient.</summary>
public sealed record Permitted(Guid Id, string? Permit, Guid? CaseId, IReadOnlyList<Permitted.Reach>? Covered)
{
    public sealed record Reach(PartnerId Recipient, IReadOnlyList<string> Categories);
}

public static class Permits
{
    public static async Task<Answer<Permitted>> Ask(
        NetworkClient network, Guid caseId, IReadOnlyList<PartnerId> recipients, IReadOnlyList<string> categories, string key, CancellationToken ct)
    {
        var asked = await network.Post<Permitted>("cases", $"/cases/{caseId}/permits", new { purpose = "Referral", recipients, categories }, key, null, ct);
        // Asked again with the same key: the answer names the permit, and reading it gives it back.
        return asked.Body is { Permit: null } before ? await network.Get<Permitted>("cases", $"/permits/{before.Id}", ct) : asked;
    }

    /// <summary>A permit from all consent that is in force now, for the case that an earlier permit was given for; null where nothing permits.</summary>
    public static async Task<string?> Renew(NetworkClient network, Guid permit, PartnerId recipient, DateTimeOffset now, string key, CancellationToken ct)
    {
        if ((await network.Get<Permitted>("cases", $"/permits/{permit}", ct)).Body?.CaseId is not { } caseId)
            return null;
        var consents = await network.Get<Several<Consent>>("cases", $"/cases/{caseId}/consents", ct);
        var categories = (consents.Body?.Items ?? []).Where(consent => consent.InForce(now))
            .SelectMany(consent => consent.Categories).Distinct(StringComparer.Ordinal).ToList();
        return categories.Count == 0 ? null : (await Ask(network, caseId, [recipient], categories, key, ct)).Body?.Permit;
    }
}
