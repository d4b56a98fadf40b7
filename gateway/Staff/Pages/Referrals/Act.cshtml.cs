using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Referrals;

[Authorize(Access.CaseWork)]
public sealed class ActModel(StaffContext context, ReferralsClient referrals, CasesClient cases, TimeProvider time) : ActionPage(context, cases, time)
{
    /// <summary>The action by which a search for a place goes on another day.</summary>
    public const string SearchLater = "search-later";

    const string GiveUp = "give-up", GiveBack = "give-back";

    ReferralSeen referral = null!;
    OfferSeen? offer;

    /// <summary>Whose question is answered; or which offer was read, since another may have come meanwhile.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Offer { get; set; }

    /// <summary>The place that is given back: another may be promised since.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Stay { get; set; }

    [BindProperty] public DateParts On { get; set; } = new();

    /// <summary>Why no place was found.</summary>
    [BindProperty] public string? Unmet { get; set; }

    public string? Question { get; private set; }
    public string? AskedBy { get; private set; }

    /// <summary>The case, where its consents are the next thing to look at.</summary>
    public Guid? CaseId { get; private set; }

    /// <summary>Where a place is promised, if the action is about that.</summary>
    public OfferSeen? Bed => Form.Name switch
    {
        "under-way" => referral.WithPlace,
        GiveBack => referral.Offers.FirstOrDefault(offer => offer.Place is not null && offer.Place.StayId == Stay),
        _ => null,
    };

    protected override string Conversation => Conversations.Referral;
    protected override IReadOnlyList<ActionForm> Forms => ActionForms.All;
    public override string State => referral.State;
    public override IEnumerable<Happened> Timeline => referral.Timeline;

    /// <summary>Who did not come cannot have been helped; a search for a place ends otherwise than another.</summary>
    public override IReadOnlySet<string>? FormCodes => Form.Name switch
    {
        "outcome" when referral.State == "NoShow" => Codes.OutcomeCodes.Except(Codes.Completing).ToHashSet(),
        GiveUp when referral.Place is not null => PlaceCodes.GiveUps,
        _ => Form.Codes,
    };

    public override string? Asks => Form.Name == SearchLater || (Form.Name == GiveUp && referral.Place is not null) ? "_Unmet" : null;

    protected override PartnerId? NoteTo => Form.Name == "answer" ? offer?.To : null;

    protected override void Read(Dictionary<string, object?> body)
    {
        if (Asks is null)
            return;
        if (Form.Name == SearchLater)
            body["on"] = ReadDay(On, nameof(On));
        if (Unmet is null && Code != PlaceCodes.PersonDeclined)
            Fault(nameof(Unmet), "act.noCode");
        if (Unmet is not null)
            body["unmet"] = Unmet;
    }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/on" => (nameof(On), T["act.search-later.noDay"]),
        "/unmet" => (nameof(Unmet), T["act.noCode"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code switch
    {
        "unmet-required" => nameof(Unmet),
        "search-goes-on" => nameof(Code),
        "day-over" => nameof(On),
        _ => base.RefusedAt(code),
    };

    protected override async Task<Answer<CreatedResponse>> Send(Dictionary<string, object?> body)
    {
        // New consent is a new permit; without one the service asks again on the old.
        if (Form.Name == "release" && referral is { PermitId: { } old, To: { } recipient }
            && await Cases.RenewPermit(old, recipient, Clock.GetUtcNow(), KeyFor("permit")) is { } permit)
            body["permit"] = permit;
        if (Form.Name == GiveBack)
            body["stayId"] = Stay;
        return await referrals.Act(Id, Form.OfOffer ? Offer ?? Guid.Empty : null, Form.Name, body, Key.ToString(), SeenVersion);
    }

    protected override async Task<IActionResult?> LoadConversation()
    {
        var answer = await referrals.Read(Id);
        referral = answer.Require();
        if (Form.Refuse(this, referral.Actions, referral.Sent, Here) is { } refused)
            return refused;
        Reread(answer.ETag);
        offer = referral.OpenOfferTo(Me.Partner);
        if (Form is { OfOffer: true, BySender: false })
            Offer ??= (offer ?? referral.Offers.LastOrDefault(one => one.To == Me.Partner))?.Id;
        if (Form.Name == GiveBack)
            Stay ??= (referral.LeftUnderWay.FirstOrDefault() ?? referral.WithPlace)?.Place?.StayId;
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
