using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

[Authorize(Access.CaseWork)]
public sealed class ActModel(StaffContext context, ReturnsClient returns, CasesClient cases, TimeProvider time) : ActionPage(context, cases, time)
{
    const string Assess = "assess";

    ReturnDetail seen = null!;

    public Whose Whose { get; private set; } = null!;

    protected override string Conversation => Conversations.Return;
    public override string FormWords => $"return.act.{Form.Name}";
    protected override IReadOnlyList<ActionForm> Forms => ReturnForms.All;
    public override string State => seen.Line.State;
    public override string StateWords => T.Code("returnState", State);
    public override IEnumerable<Happened> Timeline => seen.Happened();

    protected override PartnerId? NoteTo => Form.Name == Assess ? Receives : seen.Line.From;

    /// <summary>Best interests are a child's.</summary>
    public override IReadOnlySet<string>? FormCodes => Form.Name == Assess && !seen.Group.Any(traveller => traveller.IsChild)
        ? Codes.AssessmentResults.Where(result => result != Codes.BestInterests).ToHashSet()
        : Form.Codes;

    /// <summary>The lead's half is for who does the other; where nobody of the network receives, there is nobody to tell.</summary>
    public override NoteRequirement AsksForNote =>
        Form.Name == Assess && seen.Line.Side == "led" && Receives is null ? NoteRequirement.No : Form.Note;

    /// <summary>Who does the other half: for the receiving organisation itself the lead.</summary>
    PartnerId? Receives => seen.Line.Side != "led" ? seen.Line.From
        : seen.Strands
            .LastOrDefault(strand => strand is { Kind: Codes.ReceptionStrand, Released: true, State: not ("Withdrawn" or "Declined") })?.With;

    protected override Task<Answer<CreatedResponse>> Send(Dictionary<string, object?> body) => returns.Act(
        Id, Form.OfOffer ? seen.Offers.LastOrDefault(offer => offer.State == "Offered")?.Id ?? Guid.Empty : null, Form.Name, body, Key.ToString(),
        SeenVersion);

    protected override async Task<IActionResult?> LoadConversation()
    {
        var answer = await returns.Read(Id);
        seen = answer.Require();
        if (Form.Refuse(this, seen.Actions, seen.Line.Side == "requested", Here) is { } refused)
            return refused;
        Whose = await Whose.Read(Cases, seen);
        Reread(answer.ETag);
        return null;
    }
}
