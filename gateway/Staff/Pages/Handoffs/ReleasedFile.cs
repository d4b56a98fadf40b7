using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>What was released to the reader's organisation, since the person agreed to it or an order compelled it.</summary>
/// <param name="Here">Address of the conversation that it came with.</param>
/// <param name="File">Address of the page that shows it.</param>
/// <param name="Handling">Of <see cref="Codes.HandlingCodes"/>.</param>
/// <param name="Head">Of a handoff.</param>
public sealed record ReleasedFile(
    ReleasedHandoff Released, string Here, string File, string Handling, IReadOnlyList<string> Actions, Head? Head = null)
{
    public bool CanConfirm => Actions.Contains(HandoffForms.Receipts, StringComparer.Ordinal);

    /// <param name="exhibit">Null: the file.</param>
    public string Say(Guid? exhibit, Words words)
    {
        var (received, matches) = exhibit is null
            ? (Released.FileReceivedAt, Released.FileMatches)
            : Released.Exhibits.Where(one => one.Id == exhibit).Select(one => (one.ReceivedAt, one.Matches)).FirstOrDefault();
        return received is null ? words["handoff.notConfirmed"] : words[matches == false ? "handoff.differs" : "handoff.matches"];
    }

    /// <returns>Null: nothing was released.</returns>
    public static async Task<ReleasedFile?> Read(ConsentedHandoffsClient handoffs, Guid id)
    {
        var seen = await handoffs.Read(id).Require();
        return seen.Accepted?.Released is { } released
            ? new(released, $"/handoffs/{id}", $"/handoffs/{id}/file", seen.Line.HandlingCode, seen.Actions, new(seen)) : null;
    }

    /// <returns>Null: nothing was released, or not to the reader.</returns>
    public static async Task<ReleasedFile?> Read(CompelledDisclosuresClient compelled, Guid id) =>
        (await compelled.Read(id).Require()).Received is { Released: { } released } received
            ? new(
                released, $"/compelled-disclosures/{id}", $"/compelled-disclosures/{id}/disclosures/{released.DisclosureId}", received.Handling,
                received.Actions)
            : null;
}
