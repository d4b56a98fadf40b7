using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>A call on one screen, in the order in which it goes: logged, and what is to come next done with it.</summary>
public sealed class CallModel(StaffContext context, InquiriesClient inquiries) : HotlinePage(context)
{
    const string Telephone = "telephone";
    const string Other = "other";
    static readonly string[] AboutNothing = ["silent", "hang-up", "abusive", "thanks"];
    const string Close = "close";
    const string Escalate = "escalate";
    public static readonly string[] Nexts = [Close, "keep", "callback", Escalate];

    /// <summary>The room that the signal came from.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Room { get; set; }

    /// <summary>The situation that this is one more signal of; null begins a new one.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Situation { get; set; }

    [BindProperty] public string? Channel { get; set; }
    [BindProperty] public string? CallType { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public string? Topic { get; set; }
    [BindProperty] public string? Country { get; set; }
    [BindProperty] public string? Note { get; set; }
    [BindProperty] public string? Next { get; set; }
    [BindProperty] public SafeContactAnswers Safe { get; set; } = new();
    [BindProperty] public DueAnswers Due { get; set; } = new();

    public IReadOnlyList<Choice> NextChoices => [.. Nexts.Select(next => new Choice(next, T.Code("next", next)))];

    public async Task<IActionResult> OnGet()
    {
        (Channel, Language, Next) = (Telephone, T.Language, Nexts[0]);
        if (Room is not { } id)
            return Page();
        var room = await inquiries.Room(id);
        if (room.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        (Channel, Language, Topic, Country) = ("room", room.Body!.Room.Language, room.Body.Room.Topic, room.Body.Room.Country);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (AboutNothing.Contains(CallType, StringComparer.Ordinal))
            Topic ??= Other;
        if (Channel is null) Fault(nameof(Channel), "call.noChannel");
        if (CallType is null) Fault(nameof(CallType), "call.noCallType");
        if (Language is null) Fault(nameof(Language), "call.noLanguage");
        if (Topic is null) Fault(nameof(Topic), "call.noTopic");
        // What fits the call type: an emergency is never closed at once.
        if (Next is null or Close)
            Next = CallType == Codes.Emergency ? Escalate : Close;
        var safe = Safe.Empty ? null : Safe.Read(nameof(Safe), Zone.Id, ModelState, T);
        var due = Next == "callback" ? Due.Read(nameof(Due), Zone, ModelState, T) : null;
        if (!ModelState.IsValid)
            return Page();

        var logged = await Log(safe);
        if (logged.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        var id = Situation ?? logged.Body!.Id;
        var done = await DoNext(id, due, logged.ETag);
        // The call is logged either way; what could not be done next is decided there.
        Confirmation = done is not null ? NotDone(done) : CallType == Codes.Emergency || Next == Escalate ? "call-escalated" : "call-logged";
        return Redirect(done is null && Next == Close ? "/desk" : $"/desk/situations/{id}");
    }

    static string NotDone(Problem problem) =>
        problem.Type.EndsWith(":no-safe-contact", StringComparison.Ordinal) ? "call-logged-unsafe" : "call-logged-only";

    Task<Answer<CreatedResponse>> Log(SafeContact? safe)
    {
        var signal = new NewSignal(Channel, CallType, Language, Topic, Country, Channel == "room" ? Room : null, Typed(Note));
        return Situation is { } id ? inquiries.AddSignal(id, signal, KeyFor("signal")) : inquiries.LogSituation(signal, safe, KeyFor("situation"));
    }

    async Task<Problem?> DoNext(Guid id, DateTimeOffset? dueAt, string? etag) => Next switch
    {
        Close => (await inquiries.Close(id, "closed", facts: null, cancelCallbacks: false, KeyFor("close"), etag)).Problem,
        "callback" => (await inquiries.PlanCallback(id, dueAt, leaveMessage: false, KeyFor("callback"))).Problem,
        // An emergency has been escalated as it was logged.
        Escalate when CallType != Codes.Emergency => (await inquiries.Escalate(id, note: null, KeyFor("escalate"))).Problem,
        _ => null,
    };
}
