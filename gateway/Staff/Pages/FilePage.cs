using ReferralNetwork.Common.Requests;

namespace ReferralNetwork.Staff.Pages;

/// <summary>A page whose form ends in a file, which goes on to Cases as it comes: nothing of it stays here.</summary>
public abstract class FilePage(StaffContext context) : StaffPage(context)
{
    /// <summary>The question of the file, which no page can fill in.</summary>
    public string? Chosen { get; set; }

    public string Accepted => ".pdf,.jpg,.jpeg,.png,.heic,.heif,.txt,.mp3,.m4a,.ogg,.oga,.mp4";

    /// <summary>Null where none was chosen.</summary>
    protected StreamedFile? Sent => HttpContext.Features.Get<StreamedFile>() is { Name.Length: > 0 } file ? file : null;

    /// <summary>Some browsers send the folder too.</summary>
    protected static string NameOf(StreamedFile file) => file.Name[(file.Name.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>A browser that is still sending would show a broken connection instead of what is wrong.</summary>
    protected Task ReadToTheEnd() => Request.Body.CopyToAsync(Stream.Null, RequestAborted);

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
}
