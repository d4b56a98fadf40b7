using ReferralNetwork.Contracts;
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
}
