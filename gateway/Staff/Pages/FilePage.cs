using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Common.Requests;

namespace ReferralNetwork.Staff.Pages;

/// <summary>A form that ends in a file of a case, which goes on to Cases as it comes; nothing of it stays here.</summary>
public abstract class FilePage(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The question of the file, which no page can fill in.</summary>
    public string? Chosen { get; set; }

    /// <summary>What may be attached, as a chooser wants it; Cases looks at the content.</summary>
    public virtual string Accepted => ".pdf,.jpg,.jpeg,.png,.heic,.heif,.txt,.mp3,.m4a,.ogg,.oga,.mp4";

    protected CasesClient Cases => cases;

    protected bool HasFile => Sent is { Name.Length: > 0 };

    StreamedFile? Sent => HttpContext.Features.Get<StreamedFile>();

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    protected Task<Answer<CreatedResponse>> Attach(string? category) => cases.AddAttachment(Id, Key, category, NameOf(Sent!), Sent!);

    /// <summary>A browser that is still sending would show a broken connection instead of what is wrong.</summary>
    protected Task ReadToTheEnd() => Request.Body.CopyToAsync(Stream.Null, RequestAborted);

    /// <summary>Some browsers send the folder too.</summary>
    static string NameOf(StreamedFile file) => file.Name[(file.Name.LastIndexOfAny(['/', '\\']) + 1)..];

    protected override string? Said(Problem problem)
    {
        if (problem.Type.EndsWith(":attachment-id-taken", StringComparison.Ordinal))
            Key = Guid.CreateVersion7(); // else the form would be refused for ever
        var key = $"attachments.{CodeOf(problem)}";
        return T.Find(key) is null ? null : T.With(key, ("kind", problem.Found is { } found ? T.Code("fileKind", found) : ""));
    }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/name" => (nameof(Chosen), T["attachments.badName"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) =>
        code.StartsWith("attachment-", StringComparison.Ordinal) || code is "too-large" ? nameof(Chosen) : base.RefusedAt(code);

    protected override async Task<IActionResult?> Load()
    {
        (await cases.Label(Id)).Require();
        return null;
    }
}
