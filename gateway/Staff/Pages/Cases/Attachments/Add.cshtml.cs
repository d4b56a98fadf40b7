using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Common.Requests;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Staff.Pages.Cases.Attachments;

/// <summary>The file goes on to Cases as it comes; nothing of it stays here.</summary>
[Authorize(Access.CaseWork), StreamedForm(Limits.Largest)]
public sealed class AddModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Category { get; set; }

    /// <summary>The question of the file, which no page can fill in.</summary>
    public string? Chosen { get; set; }

    public IReadOnlyList<Choice> Categories =>
        [.. Codes.CategoriesInOrder.Select(code => new Choice(code, T.Code("category", code), T.Find($"categoryHint.{code}")))];

    public string Accepted => ".pdf,.jpg,.jpeg,.png,.heic,.heif,.txt,.mp3,.m4a,.ogg,.oga,.mp4";

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        var file = HttpContext.Features.Get<StreamedFile>();
        if (string.IsNullOrEmpty(Category))
            Fault(nameof(Category), "attachments.noCategory");
        if (file is null || file.Name.Length == 0)
            Fault(nameof(Chosen), "attachments.noFile");
        var result = await Do(
            () => cases.AddAttachment(Id, Key, Category, NameOf(file!), file!), "attachment-added", $"/cases/{Id}/attachments");
        // A browser that is still sending would show a broken connection instead of what is wrong.
        await Request.Body.CopyToAsync(Stream.Null, RequestAborted);
        return result;
    }

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
