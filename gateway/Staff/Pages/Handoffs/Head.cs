namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>What stands on top of every page of a handoff: how it may be handled, and for its sender whose case it is.</summary>
/// <param name="Stated">What H3 means here, where it has been opened.</param>
public sealed record Head(HandoffDetail Seen, CaseLine? Case = null, string? Stated = null)
{
    /// <summary>The note that says so.</summary>
    public Guid? Note => Seen.Accepted?.HandlingNoteId ?? Seen.Preparation?.HandlingNoteId;
}
