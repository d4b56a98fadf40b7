using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Rendezvous;

/// <summary>The sender says who brings the person to the shelter, or asks somebody for the ride in a referral of its own.</summary>
[Authorize(Access.CaseWork)]
public sealed class RideModel(StaffContext context, RendezvousClient rendezvous, ReferralsClient referrals, CasesClient cases) : StaffPage(context)
{
    const string Ourselves = "we";

    ReferralSeen stay = null!;

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public string? Ride { get; set; }

    public string Reference => stay.Reference;

    /// <summary>Null: the shelter has not said yet where they are met.</summary>
    public RendezvousLine? Line { get; private set; }

    /// <summary>Rides of this person that were accepted, and the sender itself unless it is a body of a State.</summary>
    public IReadOnlyList<Choice> Riders { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        Ride = Riders.FirstOrDefault(choice => choice.Value == (Line?.Ride?.ToString() ?? Ourselves))?.Value; // one that has ended is none
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Line is null)
            return NotFound();
        if (Riders.All(choice => choice.Value != Ride))
            Fault(nameof(Ride), "rendezvous.noRide");
        return await Do(
            () => rendezvous.NameRide(Line.Id, Guid.TryParse(Ride, out var ride) ? ride : null, Key.ToString()),
            "ride-named", $"/referrals/{Id}#rendezvous");
    }

    /// <summary>A new referral that belongs to this one: it begins with what this one says.</summary>
    public async Task<IActionResult> OnPostAsk()
    {
        if (await Load() is { } stopped)
            return stopped;
        var draft = await cases.StartDraft(
            new Draft
            {
                Needs = [Codes.LocalTransport], RideTo = Id, CaseId = await CaseOfStay(), AgeBand = stay.AgeBand, Language = stay.Language,
                Region = stay.Region,
            },
            Key.ToString());
        return draft.Body is { } begun ? Redirect($"/new/{begun.Id}") : ShowProblem(draft.Problem!) ?? Page();
    }

    protected override (string, string)? Beside(string pointer) =>
        pointer == "/referral" ? (nameof(Ride), T["rendezvous.noRide"]) : base.Beside(pointer);

    async Task<Guid?> CaseOfStay() => stay.PermitId is { } permit ? (await cases.Permit(permit).Require()).CaseId : null;

    protected override async Task<IActionResult?> Load()
    {
        stay = await referrals.Read(Id).Require();
        if (!stay.Sent || await CaseOfStay() is not { } caseId)
            return NotFound();
        Line = (await rendezvous.ListFor(Id).Require()).Items.FirstOrDefault(line => line.Side == "sender");
        var riders = new List<Choice>();
        foreach (var conversation in (await cases.ConversationsOf(caseId).Require()).Items)
        {
            if (conversation.Conversation != Conversations.Referral || conversation.Id == Id)
                continue;
            var ride = (await referrals.Read(conversation.Id)).Body;
            if (ride is { Sent: true, DisclosureId: not null, ReadsUntil: null, To: { } rider }
                && ride.Needs.Contains(Codes.LocalTransport, StringComparer.Ordinal))
                riders.Add(new(ride.Id.ToString(), Names.For(rider), T.With("referral.title", ("reference", ride.Reference))));
        }
        if (!Codes.StateBodies.Contains(Me.PartnerKind)) // it is never told where a shelter is
            riders.Add(new(Ourselves, T["rendezvous.we"], T["rendezvous.weHint"]));
        Riders = riders;
        return null;
    }
}
