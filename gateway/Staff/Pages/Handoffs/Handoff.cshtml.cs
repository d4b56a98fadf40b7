using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>One handoff by consent, as the reader's side may see it.</summary>
[Authorize(Access.Handoffs)]
public sealed class HandoffModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    const string Accepting = "handoff-accept";

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Note { get; set; }

    public HandoffDetail Seen { get; private set; } = null!;
    public Head Head { get; private set; } = null!;
    public OpenedNote? Opened { get; private set; }

    public HandoffLine Line => Seen.Line;
    public bool Sent => Seen.Preparation is not null;
    public AcceptedHandoff? Accepted => Seen.Accepted;
    public ReleasedHandoff? Released => Accepted?.Released;
    public PartnerId? Other => Sent ? Line.To : Line.From;

    /// <summary>What has been released is shut for the unit: it ended, or was taken back.</summary>
    public bool Shut => Line.State is "Withdrawn" or "Returned" || Accepted?.StoppedAt is not null;

    /// <summary>After the release only the person stops it, in their case.</summary>
    public bool CanBeWithdrawn => Sent && Released is not null && !Shut && Head.Case is not null;

    public bool Pending => Seen.Preparation?.ReleasePending ?? (Line.State == "Accepted" && Accepted is not null);

    public IReadOnlyList<string> Open { get; private set; } = [];

    /// <summary>The step that is due, with its words; null: nothing is, or it stands in an alarm.</summary>
    public (string Href, string Words)? Next => Line.ToDo switch
    {
        "answer-question" => Doing("answer"),
        "answer-request" => AboutRequest(HandoffForms.AnswerRequest, request => request.Answer is null),
        "tell-person" => AboutRequest(HandoffForms.PersonTold, request => request is { Answer: not null, ToldAt: null }),
        "release-refused" => Doing("release"),
        "answer" => Doing(HandoffForms.Accept),
        "stop-receipt" => Doing("stop-receipts"),
        "threat-alert" or "mismatch" when Sent => null,
        { } toDo when Open.Contains(toDo, StringComparer.Ordinal) && toDo != HandoffForms.Receipts => Doing(toDo),
        _ when !Sent && Released is not null && !Shut => ($"/handoffs/{Id}/file", T["handoff.openFile"]),
        _ => null,
    };

    /// <summary>The rest, but for what stands where it belongs: in the thread, in an alarm, on the page of the file.</summary>
    public IEnumerable<string> Others => HandoffForms.OnPages.Concat(HandoffForms.All.Select(form => form.Name))
        .Where(name => Open.Contains(name, StringComparer.Ordinal)
            && name is not (HandoffForms.AnswerRequest or HandoffForms.PersonTold or HandoffForms.Danger or HandoffForms.Receipts
                or "acknowledge-mismatch" or "threat-alert-written")
            && HandoffForms.AddressOf(Id, name) != Next?.Href);

    public IEnumerable<Spoken> Thread => Seen.Questions.SelectMany(Of).Concat((Accepted?.Requests ?? []).SelectMany(Of)).OrderBy(said => said.At);

    public (string Href, string Words)? Doing(string action) => Open.Contains(action, StringComparer.Ordinal)
        ? (HandoffForms.AddressOf(Id, action), T[$"handoff.act.{action}.title"])
        : null;

    public async Task OnGet()
    {
        var accepting = Confirmation == Accepting;
        Seen = await Settled(
            () => handoffs.Read(Id), seen => seen.Preparation?.ReleasePending ?? (accepting && seen.Line.State == "Accepted"), time);
        Open = HandoffForms.Open(Seen);
        Opened = await OpenNote(cases, Note);
        var head = new Head(Seen, await Leaving.CaseOf(cases, Seen));
        Head = Opened is { Text: { } stated } && Opened.Id == head.Note ? head with { Stated = stated } : head;
        Names = await Context.NamesWith((Seen.Timeline ?? []).Select(entry => entry.Actor).OfType<Guid>(), RequestAborted);
    }

    string Unit => Sent ? Names.For(Line.To) : T["handoff.thread.you"];
    string Sender => Sent ? T["handoff.thread.you"] : Line.From is { } from ? Names.For(from) : T["handoff.thread.sender"];

    IEnumerable<Spoken> Of(HandoffQuestion question)
    {
        yield return new(question.AskedAt, T["handoff.thread.question"], Unit, question.NoteId,
            question.AnsweredAt is null ? Doing("answer") : null);
        if (question.AnsweredAt is { } answered)
            yield return new(answered, T["handoff.thread.answer"], Sender, question.AnswerNoteId);
    }

    IEnumerable<Spoken> Of(HandoffRequest request)
    {
        yield return new(
            request.RequestedAt, T.With("handoff.thread.request", ("basis", T.Code("informationBasis", request.Basis))), Unit, request.NoteId,
            request.Answer is null ? About(HandoffForms.AnswerRequest, request) : null);
        if (request.AnsweredAt is { } answered)
            yield return new(
                answered, T.With("handoff.thread.answered", ("answer", T.Code("informationAnswer", request.Answer))), Sender,
                request.AnswerNoteId, request.ToldAt is null ? About(HandoffForms.PersonTold, request) : null);
        if (request.ToldAt is { } told)
            yield return new(told, T["handoff.thread.told"], Sender, Note: null);
    }

    (string, string)? AboutRequest(string action, Func<HandoffRequest, bool> which) =>
        Accepted?.Requests.FirstOrDefault(which) is { } request ? About(action, request) : null;

    (string, string)? About(string action, HandoffRequest request) =>
        Doing(action) is var (href, words) ? ($"{href}?of={request.Id}", words) : null;
}
