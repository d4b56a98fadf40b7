using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Referrals;

[Authorize(Access.CaseWork)]
public sealed class ActModel(StaffContext context, ReferralsClient referrals, CasesClient cases, TimeProvider time) : ActionPage(context, cases, time)
{
    ReferralSeen referral = null!;
    OfferSeen? offer;

    /// <summary>Whose question is answered.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Offer { get; set; }

    public string? Question { get; private set; }
    public string? AskedBy { get; private set; }

    /// <summary>The case, where its consents are the next thing to look at.</summary>
    public Guid? CaseId { get; private set; }

    /// <summary>Where a place is promised, if the action is about that.</summary>
    public OfferSeen? Bed => Form.Name switch
    {
        "under-way" => referral.WithPlace,
        "give-back" => referral.LeftUnderWay.FirstOrDefault() ?? referral.WithPlace,
        _ => null,
    };

    protected override string Conversation => Conversations.Referral;
    protected override IReadOnlyList<ActionForm> Forms => ActionForms.All;
    public override string State => referral.State;
    public override IEnumerable<Happened> Timeline => referral.Timeline;

    /// <summary>Who did not come cannot have been helped.</summary>
    public override IReadOnlySet<string>? FormCodes =>
        Form.Name == "outcome" && referral.State == "NoShow" ? Codes.OutcomeCodes.Except(Codes.Completing).ToHashSet() : Form.Codes;

    protected override PartnerId? NoteTo => Form.Name == "answer" ? offer?.To : null;

    protected override async Task<Answer<CreatedResponse>> Send(Dictionary<string, object?> body)
    {
        // New consent is a new permit; without one the service asks again on the old.
        if (Form.Name == "release" && referral is { PermitId: { } old, To: { } recipient }
            && await Cases.RenewPermit(old, recipient, Clock.GetUtcNow(), KeyFor("permit")) is { } permit)
            body["permit"] = permit;
        return await referrals.Act(Id, Form.OfOffer ? offer?.Id ?? Guid.Empty : null, Form.Name, body, Key.ToString(), SeenVersion);
    }

    protected override async Task<IActionResult?> LoadConversation()
    {
        var answer = await referrals.Read(Id);
        referral = answer.Require();
        if (Form.Refuse(this, referral.Actions, referral.Sent, Here) is { } refused)
            return refused;
        Reread(answer.ETag);
        offer = referral.OpenOfferTo(Me.Partner);
        if (Form.Name == "stop-wish" && referral.PermitId is { } permit)
            CaseId = (await Cases.Permit(permit).Require()).CaseId;
        return Form.Name == "answer" ? await ReadQuestion() : null;
    }

    async Task<IActionResult?> ReadQuestion()
    {
        if (Offer is null && referral.OpenQuestions is not [_])
            return Redirect($"{Here}#actions"); // which of them is chosen there
        offer = Offer is { } chosen ? referral.Offers.FirstOrDefault(offer => offer.Id == chosen) : referral.OpenQuestions[0];
        if (offer is null || !referral.Sent)
            return NotFound();
        Offer = offer.Id;
        AskedBy = Names.For(offer.To);
        if (referral.Timeline.LastOrDefault(entry => entry.What == "question-asked" && entry.With == offer.To) is { NoteId: { } asked })
            Question = (await Cases.Note(asked)).Body?.Text;
        return null;
    }
}
