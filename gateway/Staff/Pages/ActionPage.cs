using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages;

/// <summary>
/// One action on a conversation: a small form of its own, with the version that was seen. What to fill in is said by the
/// action's <see cref="ActionForm"/>; the page of each state machine says which there are, reads the conversation and sends.
/// </summary>
public abstract class ActionPage(StaffContext context, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    const string Other = "OTHER", AtDay = $"{nameof(At)}.{nameof(PastAnswers.Day)}";

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public string? Code { get; set; }
    [BindProperty] public string? Basis { get; set; }
    [BindProperty] public string? Note { get; set; }
    [BindProperty] public PastAnswers At { get; set; } = new();

    protected CasesClient Cases => cases;
    protected TimeProvider Clock => time;
    public ActionForm Form { get; private set; } = null!;

    /// <summary>Of <see cref="Conversations"/>.</summary>
    protected abstract string Conversation { get; }
    protected abstract IReadOnlyList<ActionForm> Forms { get; }

    /// <summary>Where the words of the form stand.</summary>
    public virtual string FormWords => $"act.{Form.Name}";

    /// <summary>What the next page says was done.</summary>
    protected virtual string Done => Form.Name;

    /// <summary>A partial with what else this action asks, before the note; null: nothing.</summary>
    public virtual string? Asks => null;

    /// <summary>Where the conversation is shown.</summary>
    public string Here => $"/{Conversation}s/{Id}";

    /// <summary>As it stands now.</summary>
    public abstract string State { get; }
    public virtual string StateWords => T.Code("state", State);
    public abstract IEnumerable<Happened> Timeline { get; }

    /// <summary>What can be chosen as things stand.</summary>
    public virtual IReadOnlySet<string>? FormCodes => Form.Codes;

    /// <summary>The same as they are offered: by their words, unless the page knows a better order.</summary>
    public virtual IReadOnlyList<Choice> CodeChoices => Choices(Form.CodeList!, FormCodes ?? FrozenSet<string>.Empty);

    /// <summary>Whether it asks for a note as things stand.</summary>
    public virtual NoteRequirement AsksForNote => Form.Note;

    /// <summary>Whom the note is for; null where it can be only one.</summary>
    protected virtual PartnerId? NoteTo => null;

    /// <summary>Reads the conversation with its version, and whatever else the form shows.</summary>
    /// <returns>Null where the form can be shown.</returns>
    protected abstract Task<IActionResult?> LoadConversation();

    /// <summary>Checks what <see cref="Asks"/> asks, and adds it.</summary>
    protected virtual void Read(Dictionary<string, object?> body) { }

    /// <param name="body">Only what the action knows: a member too many is refused.</param>
    protected abstract Task<Answer<CreatedResponse>> Send(Dictionary<string, object?> body);

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/text" or "/note" => (nameof(Note), T["wrong.Note"]),
        "/at" => (AtDay, T["form.noDay"]),
        "/code" or "/kind" or "/result" => (nameof(Code), T["act.noCode"]),
        "/basis" => (nameof(Basis), T["act.noBasis"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code switch
    {
        "basis" => nameof(Basis),
        "impossible-date" => AtDay,
        "not-yet" when Form.Moment == NoteRequirement.May => AtDay,
        "note-required" => nameof(Note),
        "not-after-no-show" or "same-outcome" => nameof(Code),
        _ => null,
    };

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var at = Check();
        var body = new Dictionary<string, object?>(StringComparer.Ordinal);
        Read(body);
        if (!ModelState.IsValid)
            return Page();

        if (Form.Codes is not null)
            body[Form.Member] = Code;
        if (AsksForBasis)
            body["basis"] = Basis;
        if (AsksForNote != NoteRequirement.No && !string.IsNullOrWhiteSpace(Note))
        {
            var note = await Seal(cases, Conversation, Id, Note.Trim(), NoteTo);
            if (note.Problem is { } notSealed)
                return ShowProblem(notSealed) ?? Page();
            body["note"] = note.Body!.Token;
        }
        if (at is not null)
            body["at"] = at;
        return await Do(() => Send(body), Done, Here);
    }

    protected sealed override async Task<IActionResult?> Load()
    {
        if (Forms.FirstOrDefault(form => form.Name == (string)RouteData.Values["actionName"]!) is not { } form)
            return NotFound();
        Form = form;
        return await LoadConversation();
    }

    bool AsksForBasis => Form.BasisFor is { } code && Code == code;

    DateTimeOffset? Check()
    {
        if (FormCodes is { } codes && (Code is null || !codes.Contains(Code)))
            Fault(nameof(Code), "act.noCode");
        if (AsksForBasis && Basis is null)
            Fault(nameof(Basis), "act.noBasis");
        if (string.IsNullOrWhiteSpace(Note) && (AsksForNote == NoteRequirement.Must || (AsksForNote == NoteRequirement.May && Code == Other)))
            Fault(nameof(Note), "act.noNote");
        return Form.Moment == NoteRequirement.No || (Form.Moment == NoteRequirement.May && At.Empty)
            ? null
            : At.Read(nameof(At), Form.Moment == NoteRequirement.May ? time.GetUtcNow() : null, Zone, ModelState, T);
    }
}
