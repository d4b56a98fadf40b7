using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Visitors.Rooms;
using ReferralNetwork.Visitors.Texts;

namespace ReferralNetwork.Visitors.Pages;

/// <summary>A page in the language of its address.</summary>
public abstract class VisitorPage : PageModel
{
    protected Words T => HttpContext.Features.Get<Words>()!;

    protected IActionResult To(string path) => Redirect($"/{T.Language}{path}");
}

/// <summary>
/// A page with a form. Every answer to the form is a redirect, so that no page which the browser keeps or can ask for again
/// carries what was typed: what is to be shown again is kept as a <see cref="Draft"/> of the conversation.
/// </summary>
public abstract class FormPage(Inquiries inquiries, Drafts drafts) : VisitorPage
{
    /// <summary>UTF-16 units.</summary>
    const int LongestText = 4000;

    readonly Dictionary<string, string> faults = new(StringComparer.Ordinal);
    Dictionary<string, string> typed = [];
    string? key;

    /// <summary>The Idempotency-Key of what the form asks for: the same form sent twice does one thing.</summary>
    [BindProperty]
    public string Key { get => key ??= Inquiries.NewKey(); set => key = value; }

    /// <summary>Which of this browser's conversations the page shows, and its form acts on.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    /// <summary>The button for another language: what was typed goes along.</summary>
    [BindProperty]
    public string? Speak { get; set; }

    protected Inquiries Inquiries => inquiries;
    protected Drafts Drafts => drafts;

    /// <summary>Of the conversation; null before there is one.</summary>
    protected string? Token { get; private set; }

    /// <summary>Its name in the drafts.</summary>
    protected abstract string Form { get; }

    /// <summary>The names of what is typed in it. Without any, what went wrong is told once.</summary>
    public virtual IReadOnlyList<string> Fields => [];

    /// <summary>Whether the page asks for something to be typed.</summary>
    public virtual bool Types => Fields.Count > 0;

    /// <summary>The form as it was not taken, in whatever language.</summary>
    protected Draft? Draft { get; private set; }

    /// <summary>What stands in a field when the page is shown.</summary>
    public string Shown(string field) => Draft?[field] ?? "";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Token = Request.RoomToken(Id);
        Id = Token is null ? null : RoomCookie.IdOf(Token);
        ModelState.Clear(); // a form too large or malformed leaves its fields empty, which is told in our words
        if (HttpMethods.IsPost(Request.Method))
            typed = await ReadTyped(context.HttpContext.RequestAborted);
        var result = await Before(context.HttpContext.RequestAborted);
        if (result is not null)
            context.Result = result;
        else if (HttpMethods.IsPost(Request.Method) && Words.Languages.Find(Speak ?? "") is { } other)
            context.Result = await In(other.Language);
        else
            await next();
    }

    /// <summary>What comes before the page, or in its place.</summary>
    protected virtual async Task<IActionResult?> Before(CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(Request.Method) && Token is { } token)
            Show(Fields.Count > 0 ? await drafts.Find(token, Form, cancellationToken) : await drafts.Take(token, Form, cancellationToken));
        return null;
    }

    protected void Show(Draft? draft)
    {
        if ((Draft = draft) is null)
            return;
        key = draft!.Key;
        foreach (var (field, fault) in draft.Faults)
            ModelState.AddModelError(field, T[fault]);
        Response.StatusCode = draft.Status;
        if (draft.RetryAfter is { } wait)
            Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>To another page of the same conversation.</summary>
    protected IActionResult Onward(string path) => Onward(T.Language, path, Token);

    protected IActionResult Onward(string path, string token) => Onward(T.Language, path, token);

    RedirectResult Onward(string language, string path, string? token)
    {
        var parts = path.Split('#');
        return Redirect($"/{language}{parts[0]}{(token is null ? "" : $"?id={RoomCookie.IdOf(token)}")}{(parts.Length > 1 ? $"#{parts[1]}" : "")}");
    }

    protected void Fault(string field, string text) => faults.TryAdd(field, text);

    /// <summary>What a visitor typed to be read by a person.</summary>
    protected bool Reads(string? text)
    {
        if (Request.ContentLength > ServiceHost.MaxBody || text?.ReplaceLineEndings("\n").Length > LongestText)
            Fault("Text", "text.long");
        else if (string.IsNullOrWhiteSpace(text))
            Fault("Text", "text.empty");
        return faults.Count == 0;
    }

    /// <summary>The form again, with what was typed and what is wrong with it.</summary>
    protected async Task<IActionResult> Refuse(int status = StatusCodes.Status200OK, TimeSpan? retryAfter = null)
    {
        await Keep(status, retryAfter);
        return Onward(T.Language, Here, Token);
    }

    /// <summary>The form again, after an answer that was not a yes.</summary>
    protected Task<IActionResult> Refuse<TBody>(Answer<TBody> answer)
    {
        var status = (int)answer.Status;
        Fault("", status switch
        {
            StatusCodes.Status400BadRequest => "trouble.refused",
            StatusCodes.Status409Conflict => "trouble.closed",
            StatusCodes.Status422UnprocessableEntity => "trouble.changed",
            StatusCodes.Status429TooManyRequests => "trouble.busy",
            _ => "trouble.away",
        });
        // Whether the first one arrived is not known; what was changed since goes under a key of its own.
        if (status == StatusCodes.Status422UnprocessableEntity)
            key = null;
        return Refuse(status is StatusCodes.Status429TooManyRequests or >= 500 ? status : StatusCodes.Status200OK, answer.RetryAfter);
    }

    /// <summary>Stands in a field when the form is shown again, beside what was typed.</summary>
    protected void Give(string field, string value) => typed[field] = value;

    protected bool HasTyped => typed.Count > 0;

    /// <summary>Keeps what was typed under the conversation's token, which from now on there is.</summary>
    protected async Task Keep(int status, TimeSpan? retryAfter = null)
    {
        var kept = await drafts.Keep(Token, Form, new(key, typed, faults, status, retryAfter), HttpContext.RequestAborted);
        if (kept != Token)
            HttpContext.KeepRoomToken(kept, instead: Token);
        Token = kept;
    }

    /// <summary>The conversation goes on under a token that opens its room; one under which drafts alone were kept ends.</summary>
    protected async Task Begin(string token, CancellationToken cancellationToken)
    {
        var before = Token is not null && !(await inquiries.Still(Token, cancellationToken)).Ok ? Token : null;
        if (before is not null && before != token)
            await inquiries.Leave(before, cancellationToken);
        if (Token is not null)
            drafts.Forget(Token, Form);
        HttpContext.KeepRoomToken(token, before);
    }

    async Task<IActionResult> In(string language)
    {
        // Who has typed nothing begins no conversation by it.
        if (HasTyped)
            await Keep(StatusCodes.Status200OK);
        return Onward(language, Here, Token);
    }

    async Task<Dictionary<string, string>> ReadTyped(CancellationToken cancellationToken)
    {
        try
        {
            var form = Request.HasFormContentType ? await Request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
            return Fields.Where(field => form[field].ToString().Length > 0)
                .ToDictionary(field => field, field => form[field].ToString(), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return []; // too large, or no form
        }
    }

    /// <summary>This page's path, without its language.</summary>
    string Here => Request.Path.Value![(T.Language.Length + 1)..];
}
