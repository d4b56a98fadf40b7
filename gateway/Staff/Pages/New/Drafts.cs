using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.Pages.New;

/// <summary>A referral that is being written, as it lies sealed in Cases between two steps.</summary>
public sealed record Draft
{
    public IReadOnlyList<string> Needs { get; init; } = [];
    public string? Urgency { get; init; }
    public Guid? CaseId { get; init; }
    public string? AgeBand { get; init; }
    public string? Language { get; init; }
    public string? Region { get; init; }

    /// <summary>What the consent that was looked at covers.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<PartnerId> Candidates { get; init; } = [];
    public string? Mode { get; init; }

    /// <summary>The referral it became: whoever comes back to it is shown that one.</summary>
    public Guid? SentAs { get; init; }

    public bool HasNeed => Needs.Count > 0 && Urgency is not null;
    public bool HasPerson => CaseId is not null && AgeBand is not null && Language is not null && Region is not null;
    public bool HasConsent => Categories.Count > 0;
    public bool HasPartners => Candidates.Count > 0 && Mode is not null;
    public bool Whole => HasNeed && HasPerson && HasConsent && HasPartners;
}

public sealed record SavedDraft(Guid Id, Draft Content, DateTimeOffset UpdatedAt);

public static class Drafts
{
    /// <summary>Under an id that Cases makes.</summary>
    public static Task<Answer<Made>> Start(NetworkClient network, Draft content, string idempotencyKey, CancellationToken ct) =>
        network.Post<Made>("cases", "/drafts", new { content }, idempotencyKey, null, ct);

    public static Task<Answer<SavedDraft>> Read(NetworkClient network, Guid id, CancellationToken ct) =>
        network.Get<SavedDraft>("cases", $"/drafts/{id}", ct);

    public static async Task<Problem?> Change(NetworkClient network, Guid id, Func<Draft, Draft> change, CancellationToken ct)
    {
        var read = await Read(network, id, ct);
        // What could not be read is not written over.
        if (read.Problem is { } unread)
            return unread;
        var content = change(read.Body!.Content);
        return (await network.Put<object>("cases", $"/drafts/{id}", new { content, finished = content.SentAs is not null }, null, ct)).Problem;
    }
}
