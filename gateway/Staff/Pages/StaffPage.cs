using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Sessions;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>A page behind sign-in.</summary>
public abstract class StaffPage(StaffContext context) : PageModel
{
    static readonly string[] Last = ["other", "Other", "OTHER", Codes.OtherDestination, "not-said", "NOT_SAID"];

    /// <summary>What another service answers usually comes within this; longer than that nobody is kept waiting.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Made when the form was shown, see <see cref="TagHelpers.FormKey"/>.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    /// <summary>
    /// The version that the form was first shown with. It stays while the form comes back, so that nobody else's change is overwritten.
    /// </summary>
    [BindProperty]
    public string? ETag { get; set; }

    /// <summary>After a conflict: the version that was shown beside what was typed, if the reader has said that it may be replaced.</summary>
    [BindProperty]
    public string? Replaces { get; set; }

    /// <summary>Another version than the form's is there now, and the page shows both; else null.</summary>
    public string? Newer { get; private set; }

    /// <summary>What was sent met somebody else's change, see <see cref="IsConflict"/>.</summary>
    protected bool Conflict { get; private set; }

    /// <summary>What the page before has just done.</summary>
    [TempData]
    public string? Confirmation { get; set; }

    public StaffContext Context => context;
    public Words T => context.Words;
    public SignedIn Me => context.Me;
    public TimeZoneInfo Zone => context.Zone;

    /// <summary>Of organisations, and of those colleagues whom the page speaks of.</summary>
    public Names Names { get => field ??= context.Names; protected set; }
    protected CancellationToken RequestAborted => HttpContext.RequestAborted;

    /// <summary>One form, several requests: each its own key, the same ones when the form is sent again.</summary>
    protected string KeyFor(string step) => $"{Key}/{step}";

    /// <summary>By their words, and what is none of them last.</summary>
    public IReadOnlyList<Choice> Choices(string list, IEnumerable<string> codes) =>
        InOrder(codes.Select(code => new Choice(code, T.Code(list, code))));

    protected IReadOnlyList<Choice> InOrder(IEnumerable<Choice> choices) =>
        [.. choices.OrderBy(choice => Last.Contains(choice.Value, StringComparer.Ordinal))
            .ThenBy(choice => choice.Label, StringComparer.Create(T.Culture, ignoreCase: true))];

    /// <summary>Reads what the page is about, also where it comes back after a refusal.</summary>
    /// <returns>Null where the page can be shown.</returns>
    protected virtual Task<IActionResult?> Load() => Task.FromResult<IActionResult?>(null);

    /// <summary>Reads, and waits a moment for what is on its way.</summary>
    protected async Task<T> Settled<T>(Func<Task<Answer<T>>> read, Func<T, bool> pending, TimeProvider time)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var answer = await read().Require();
            if (!pending(answer) || time.GetElapsedTime(began) > Patience)
                return answer;
            await Task.Delay(Pause, time, RequestAborted);
        }
    }

    /// <summary>Sends it if the form has no faults; else, or if it is refused, the page comes back as it was filled in.</summary>
    /// <param name="just">What the next page says was done.</param>
    protected async Task<IActionResult> Do<T>(Func<Task<Answer<T>>> send, string? just, string next)
    {
        if (ModelState.IsValid)
        {
            var answer = await send();
            if (answer.Problem is not { } problem)
            {
                Confirmation = just;
                return Redirect(next);
            }
            if (ShowProblem(problem) is { } stopped)
                return stopped;
        }
        return await Load() ?? Page();
    }

    /// <summary>An action names a note by the token that it is sealed under.</summary>
    /// <param name="to">Whom it is for; null where it can be only one.</param>
    /// <param name="step">Which of the form's notes it is.</param>
    protected async Task<Answer<NoteSealed>> Seal(
        CasesClient cases, string conversation, Guid id, string text, PartnerId? to, string step = "note")
    {
        var note = await cases.WriteNote(conversation, id, text, to, KeyFor(step));
        if (note.Problem?.Status is not StatusCodes.Status422UnprocessableEntity)
            return note;
        // Another text was sealed with this form before, for an action that was refused: this one gets a key of its own.
        Key = Guid.CreateVersion7();
        return await cases.WriteNote(conversation, id, text, to, KeyFor(step));
    }

    /// <summary>The note that is to be opened in place, or why it cannot be; null: none.</summary>
    protected async Task<OpenedNote?> OpenNote(CasesClient cases, Guid? note)
    {
        if (note is not { } id)
            return null;
        var read = await cases.Note(id);
        return new(id, read.Body?.Text, read.Problem is { } shut ? WhyShut(shut, "note.gone") : null);
    }

    /// <summary>A file that a service keeps is never shown here: the browser saves it, and may do nothing else with it.</summary>
    protected async Task<IActionResult> Save(HttpResponseMessage file)
    {
        var sent = file.Content.Headers;
        Response.ContentType = sent.ContentType!.ToString();
        Response.ContentLength = sent.ContentLength;
        Response.Headers.ContentDisposition = sent.NonValidated["Content-Disposition"].ToString();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await file.Content.CopyToAsync(Response.Body, RequestAborted);
        return new EmptyResult();
    }

    /// <summary>A form that is sent by a language's button comes back in that language, with what was typed; nothing is done.</summary>
    public override void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
        if (!HttpMethods.IsPost(Request.Method) || !Request.HasFormContentType || Request.Form[PagesSetup.LanguageField] is not [{ } language])
            return;
        PagesSetup.KeepLanguage(Response, language);
        context.HandlerMethod = context.ActionDescriptor.HandlerMethods.Single(method => method is { HttpMethod: "Get", Name: null });
    }

    /// <summary>The version that the form is decided on.</summary>
    protected string? SeenVersion => string.IsNullOrEmpty(Replaces) ? ETag : Replaces;

    /// <summary>What has just been read. A form that comes back keeps the version that it was shown with.</summary>
    protected void Reread(string? version)
    {
        ETag ??= version;
        if (Conflict)
            Newer = version;
    }

    /// <summary>What happened, in words.</summary>
    public virtual string Say(Happened entry)
    {
        var what = T.With($"what.{entry.What}", ("whom", entry.With is { } whom ? Names.For(whom) : ""));
        return entry.Code is { } code ? $"{what}: {T.AnyCode(code)}" : what;
    }

    protected void Fault(string field, string key) => ModelState.AddModelError(field, T[key]);

    /// <returns>Null where it is no day, which then stands beside its question.</returns>
    protected DateOnly? ReadDay(DateParts typed, string question)
    {
        if (typed.TryRead(out var day))
            return day;
        Fault(question, "form.noDay");
        return null;
    }

    /// <summary>To the end of the day that was named.</summary>
    protected DateTimeOffset? ReadEndOfDay(DateParts typed, string question) =>
        ReadDay(typed, question) is { } day ? Deadlines.EndOfDay(day, new(Zone.Id)) : null;

    /// <summary>Why something can be opened no more, in our words where the reason has some.</summary>
    protected string WhyShut(Problem problem, string otherwise) => T.Find($"shut.{CodeOf(problem)}") ?? T[otherwise];

    protected static string CodeOf(Problem problem) => problem.Type[(problem.Type.LastIndexOf(':') + 1)..];

    /// <summary>The question of this page that a service speaks of, and what to do there; an empty question: said at the top.</summary>
    /// <param name="pointer">JSON pointer into what was sent.</param>
    /// <returns>Null where the page asks for no such thing.</returns>
    protected virtual (string Question, string Say)? Beside(string pointer)
    {
        var member = pointer.Split('/').ElementAtOrDefault(1);
        var name = PageContext.ActionDescriptor.BoundProperties.Select(property => property.Name)
            .FirstOrDefault(name => name.Equals(member, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : (name, T.Find($"wrong.{name}") ?? T["wrong.answer"]);
    }

    /// <summary>The question of this page that a refusal of this code is about; null: the whole of it.</summary>
    protected virtual string? RefusedAt(string code) => null;

    /// <summary>What this page has to say of a problem; null: what every page says.</summary>
    protected virtual string? Said(Problem problem) => null;

    /// <summary>Somebody else's change came first: the page shows it beside what was typed.</summary>
    protected virtual bool IsConflict(Problem problem) => problem.Status is StatusCodes.Status412PreconditionFailed;

    /// <summary>
    /// What the page does about a problem: not found and not allowed are pages of their own. What a service found wrong stands
    /// beside its question; the rest is said at the top, in our words where the reason has some, else as the service put it.
    /// </summary>
    protected IActionResult? ShowProblem(Problem problem)
    {
        if (problem.Status is 403 or 404)
            return StatusCode(problem.Status);
        if (problem.Status == StatusCodes.Status429TooManyRequests)
            Response.StatusCode = problem.Status; // the form stays as it is
        var key = "trouble." + CodeOf(problem);
        if (problem.Type.EndsWith(":idempotency-key-reused", StringComparison.Ordinal))
            Key = Guid.CreateVersion7(); // else the form would be refused for ever
        Conflict = IsConflict(problem);
        var errors = (problem.Errors ?? []).Select(error => (error, Place: Beside(error.Field))).ToList();
        foreach (var (question, say) in errors.Select(error => error.Place).OfType<(string, string)>().Distinct())
            ModelState.AddModelError(question, say);
        var why = Said(problem) is { } said ? said
            : Words.Languages.All[0].Find(key) is null ? $"{T["trouble.refused"]} {problem.Detail ?? problem.Title}" : T[key];
        if (errors.Count == 0 || errors.Exists(error => error.Place is null))
            ModelState.AddModelError(RefusedAt(CodeOf(problem)) ?? "", why);
        foreach (var (error, _) in errors.Where(error => error.Place is null))
            ModelState.AddModelError("", $"{error.Field}: {error.Detail}");
        return null;
    }
}
