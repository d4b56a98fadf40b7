using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.New;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>One action on a referral: a small form of its own, with the version that she has seen.</summary>
[Authorize(Access.CaseWork)]
public sealed class ActModel(Desk desk, TimeProvider time) : StaffPage(desk)
{
    const string Answer = "answer";
    const string Other = "OTHER";
    const string Retained = "RetainedUnder";

    TimeZoneInfo _zone = TimeZoneInfo.Utc;
    ReferralSeen _referral = null!;
    OfferSeen? _offer;

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    /// <summary>Whose question is answered.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Offer { get; set; }
    [BindProperty] public string? Code { get; set; }
    [BindProperty] public string? Basis { get; set; }
    [BindProperty] public string? Note { get; set; }
    [BindProperty] public DateParts Day { get; set; } = new();
    [BindProperty] public string? Time { get; set; }
    [BindProperty] public string? Which { get; set; }

    public ActionForm Form { get; private set; } = null!;

    /// <summary>As it stands now.</summary>
    public string State => _referral.State;
    public IEnumerable<Happened> Latest => _referral.Timeline.Reverse().Take(3);
    public Names Names { get; private set; } = null!;
    public TimeZoneInfo Zone => _zone;
    public string? Question { get; private set; }
    public string? AskedBy { get; private set; }

    /// <summary>What can be chosen as things stand: who did not come cannot have been helped.</summary>
    public IReadOnlySet<string>? FormCodes => Form.Name == "outcome" && _referral.State == "NoShow" ? Codes.OutcomeCodes.Except(Codes.Completing).ToHashSet() : Form.Codes;

    /// <summary>The case, where its consents are the next thing to look at.</summary>
    public Guid? CaseId { get; private set; }
    public string ZoneName => _zone.Id;

    /// <summary>By their words, and what is none of them last.</summary>
    public IReadOnlyList<Choice> Choices(string list, IEnumerable<string> codes) =>
        [.. codes.Select(code => new Choice(code, T.Code(list, code))).OrderBy(choice => choice.Value == Other).ThenBy(choice => choice.Label, StringComparer.Create(T.Culture, ignoreCase: true))];

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/text" or "/note" => (nameof(Note), T["wrong.Note"]),
        "/at" => (nameof(Day), T["form.noDay"]),
        "/code" or "/kind" => (nameof(Code), T["act.noCode"]),
        "/basis" => (nameof(Basis), T["act.noBasis"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code switch
    {
        "basis" => nameof(Basis),
        "impossible-date" => nameof(Day),
        "not-yet" when Form.Moment == Asks.May => nameof(Day),
        "note-required" => nameof(Note),
        "not-after-no-show" or "same-outcome" => nameof(Code),
        _ => null,
    };

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Ready() is { } stopped)
            return stopped;
        var at = Check();
        if (!ModelState.IsValid)
            return Page();

        string? noteToken = null;
        if (Form.Note != Asks.No && !string.IsNullOrWhiteSpace(Note))
        {
            var note = await Seal(Note.Trim());
            if (note.Problem?.Status is StatusCodes.Status422UnprocessableEntity)
            {
                // Another text was sealed with this form before, for an action that was refused: this one gets a key of its own.
                Key = Guid.CreateVersion7();
                note = await Seal(Note.Trim());
            }
            if (note.Problem is { } notSealed)
                return Stop(notSealed) ?? Page();
            noteToken = note.Body!.Token;
        }

        var body = Body(noteToken, at);
        // New consent is a new permit; without one the service asks again on the old.
        if (Form.Name == "release" && _referral is { PermitId: { } old, To: { } recipient }
            && await Permits.Renew(Network, old, recipient, time.GetUtcNow(), KeyFor("permit"), Ct) is { } permit)
            body["permit"] = permit;
        var answer = await Network.Post<object>("referrals", Route(), body, Key.ToString(), SeenVersion, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? await Ready() ?? Page();
        Just = Form.Name;
        return Redirect($"/referrals/{Id}");
    }

    Task<Tokens.Answer<NoteSealed>> Seal(string text) => Network.Post<NoteSealed>(
        "cases", "/notes", new { conversation = Conversations.Referral, conversationId = Id, text, to = Form.Name == Answer ? _offer?.To : null },
        KeyFor("note"), null, Ct);

    /// <param name="Token">With which an action carries the note.</param>
    sealed record NoteSealed(string Token);

    string Route() => Form.OfOffer
        ? $"/referrals/{Id}/offers/{_offer?.Id ?? Guid.Empty}/{Form.Name}"
        : $"/referrals/{Id}/{Form.Name}";

    /// <summary>Only what the action knows: a member too many is refused.</summary>
    Dictionary<string, object?> Body(string? note, DateTimeOffset? at)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (Form.Name == "stop-receipts")
        {
            body["kind"] = Code;
            if (Code == Retained)
                body["basis"] = Basis;
        }
        else if (Form.Codes is not null)
            body["code"] = Code;
        if (note is not null)
            body["note"] = note;
        if (at is not null)
            body["at"] = at;
        return body;
    }

    DateTimeOffset? Check()
    {
        if (FormCodes is { } codes && (Code is null || !codes.Contains(Code)))
            Fault(nameof(Code), "act.noCode");
        if (Form.Name == "stop-receipts" && Code == Retained && Basis is null)
            Fault(nameof(Basis), "act.noBasis");
        if (string.IsNullOrWhiteSpace(Note) && (Form.Note == Asks.Must || (Form.Note == Asks.May && Code == Other)))
            Fault(nameof(Note), "act.noNote");
        if (Form.Moment == Asks.No || (Form.Moment == Asks.May && Day.Empty && string.IsNullOrWhiteSpace(Time)))
            return null;

        if (!Day.TryRead(out var day))
            Fault(nameof(Day), "form.noDay");
        var at = LocalTime.Read(day == default ? null : day, Time, Which, _zone, (nameof(Time), nameof(Which)), ModelState, T);
        if (Form.Moment == Asks.May && at > time.GetUtcNow())
            Fault(nameof(Day), "act.notYet");
        return at;
    }

    async Task<IActionResult?> Ready()
    {
        if (ActionForms.Find((string)RouteData.Values["deed"]!) is not { } form)
            return NotFound();
        Form = form;
        var answer = await Network.Get<ReferralSeen>("referrals", $"/referrals/{Id}", Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        _referral = answer.Body!;
        if (this.Refuse(form, _referral) is { } refused)
            return refused;
        Reread(answer.ETag);
        Names = await Desk.Names([], Ct);
        _zone = await Desk.Zone(Ct);
        _offer = _referral.OpenOfferTo(Me.Partner);
        if (form.Name == "stop-wish" && _referral.PermitId is { } permit)
            CaseId = (await Network.Get<Permitted>("cases", $"/permits/{permit}", Ct)).Require().CaseId;
        return form.Name == Answer ? await ReadQuestion() : null;
    }

    async Task<IActionResult?> ReadQuestion()
    {
        if (Offer is null && _referral.OpenQuestions is not [_])
            return Redirect($"/referrals/{Id}#actions"); // which of them is chosen there
        _offer = Offer is { } chosen ? _referral.Offers.FirstOrDefault(offer => offer.Id == chosen) : _referral.OpenQuestions[0];
        if (_offer is null || !_referral.Sent)
            return NotFound();
        Offer = _offer.Id;
        AskedBy = (await Desk.Names([], Ct)).Of(_offer.To);
        if (_referral.Timeline.LastOrDefault(entry => entry.What == "question-asked" && entry.With == _offer.To) is { NoteId: { } asked })
            Question = (await Network.Get<Note>("cases", $"/notes/{asked}", Ct)).Body?.Text;
        return null;
    }
}
