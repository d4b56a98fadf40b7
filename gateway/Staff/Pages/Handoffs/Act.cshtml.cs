using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Handoffs;

[Authorize(Access.Handoffs)]
public sealed class ActModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases, TimeProvider time)
    : ActionPage(context, cases, time)
{
    const string Offer = "offer", Release = "release", Decline = "decline";

    /// <summary>The request for information that it is about.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Of { get; set; }

    [BindProperty] public DateParts On { get; set; } = new();

    /// <summary>Whose area it is.</summary>
    [BindProperty] public Guid? Who { get; set; }

    /// <summary>The list that was read, by its <see cref="Leaving.Digest"/>.</summary>
    [BindProperty] public string? ReadList { get; set; }

    public HandoffDetail Seen { get; private set; } = null!;

    /// <summary>What would go: shown before it is offered, and before it is released anew.</summary>
    public Leaving? Leaving { get; private set; }

    public CaseLine? Case { get; private set; }

    /// <summary>What is answered, opened to be read beside the answer.</summary>
    public string? Asked { get; private set; }

    public IEnumerable<Choice> Organisations => Context.Directory.Where(listing => listing.Id != Me.Partner)
        .Select(listing => new Choice(listing.Id.ToString(), listing.Name));

    protected override string Conversation => Conversations.Handoff;
    protected override IReadOnlyList<ActionForm> Forms => HandoffForms.All;
    public override string FormWords => $"handoff.act.{Form.Name}";
    protected override string Done => $"handoff-{Form.Name}";
    public override string State => Seen.Line.State;
    public override string StateWords => T.Code("handoffState", State);
    public override IEnumerable<Happened> Timeline => Seen.Happened(Me.Partner);

    public override string? Asks => Form.Name switch
    {
        Decline => "_AskWho",
        HandoffForms.Feedback or HandoffForms.Danger => "_AskDay",
        Release when Leaving is { Any: true } => "_AskRead",
        _ => null,
    };

    HandoffRequest? About => Seen.Accepted?.Requests.FirstOrDefault(request => request.Id == Of);

    protected override void Read(Dictionary<string, object?> body)
    {
        switch (Form.Name)
        {
            case Decline when Code == Codes.NotOurArea:
                if (Who is null && string.IsNullOrWhiteSpace(Note)) Fault(nameof(Who), "handoff.decline.noWho");
                if (Who is not null) body["who"] = Who;
                break;
            case HandoffForms.Danger:
                body["code"] = Codes.ReleaseOrEscape;
                body["on"] = ReadDay(On, nameof(On));
                break;
            case HandoffForms.Feedback:
                if (Code == Codes.Trial)
                    body["on"] = ReadDay(On, nameof(On));
                if (Code == Codes.NotProsecuted && string.IsNullOrWhiteSpace(Note)) Fault(nameof(Note), "handoff.feedback.noReview");
                break;
            case Release when Leaving is { Any: true } && ReadList != Leaving.Digest:
                Fault(nameof(ReadList), ReadList is null ? "handoff.verify.notRead" : "handoff.verify.readAgain");
                break;
        }
    }

    protected override async Task<Answer<CreatedResponse>> Send(Dictionary<string, object?> body)
    {
        // Consent as it stands now is a new permit; without any the service asks again on the old.
        if (Form.Name == Release && Leaving is { Any: true } leaving)
        {
            var permit = await Cases.AskPermit(
                leaving.Case.Id, [Seen.Line.To!.Value], leaving.Preview.Categories, KeyFor("permit"), Codes.Handoff, Codes.Police);
            if (permit.Problem is { } refused)
                return new(permit.Status, null, null, refused);
            body["permit"] = permit.Body!.Permit;
        }
        return await handoffs.Act(
            Id, Of, Form.Name == HandoffForms.Danger ? HandoffForms.Feedback : Form.Name, body, Key.ToString(), SeenVersion);
    }

    protected override string? Said(Problem problem) => CodeOf(problem) == "asked-already" ? T["handoff.askedAlready"] : base.Said(problem);

    protected override string? RefusedAt(string code) => code switch
    {
        "who-required" => nameof(Who),
        "date" => nameof(On),
        _ => base.RefusedAt(code),
    };

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/who" => (nameof(Who), T["handoff.decline.wrongWho"]),
        "/on" => (nameof(On), T["form.noDay"]),
        "/permit" => ("", T["handoff.verify.wrongPermit"]),
        "/basis" when Form.Name == "request-information" => (nameof(Code), T["act.noCode"]),
        _ => base.Beside(pointer),
    };

    protected override async Task<IActionResult?> LoadConversation()
    {
        var answer = await handoffs.Read(Id);
        Seen = answer.Require();
        if (Form.Refuse(this, HandoffForms.Open(Seen), Seen.Preparation is not null, Here) is { } refused)
            return refused;
        Reread(answer.ETag);
        if (Form.Name is HandoffForms.AnswerRequest or HandoffForms.PersonTold && About is null)
            return Redirect($"{Here}#thread"); // which of them is chosen there
        if (Form.Name is Offer or Release)
            Leaving = await Leaving.Read(Cases, Seen, T);
        else
            Case = await Leaving.CaseOf(Cases, Seen);
        var asked = Form.Name == "answer" ? (Seen.Questions is [.., var last] ? last.NoteId : null) : About?.NoteId;
        if (asked is { } note && Seen.Preparation is not null)
            Asked = (await Cases.Note(note)).Body?.Text;
        return null;
    }
}
