using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Common.Requests;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Staff.Pages.Cases.Attachments;

/// <summary>The file goes on to Cases as it comes; nothing of it stays here.</summary>
[Authorize(Access.CaseWork), StreamedForm(Limits.Largest)]
public sealed class AddModel(StaffContext context, CasesClient cases) : FilePage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Category { get; set; }

    public IReadOnlyList<Choice> Categories =>
        [.. Codes.CategoriesInOrder.Select(code => new Choice(code, T.Code("category", code), T.Find($"categoryHint.{code}")))];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        var file = Sent;
        if (string.IsNullOrEmpty(Category))
            Fault(nameof(Category), "attachments.noCategory");
        if (file is null)
            Fault(nameof(Chosen), "attachments.noFile");
        var result = await Do(
            () => cases.AddAttachment(Id, Key, Category, NameOf(file!), file!), "attachment-added", $"/cases/{Id}/attachments");
        await ReadToTheEnd();
        return result;
    }

    protected override async Task<IActionResult?> Load()
    {
        (await cases.Label(Id)).Require();
        return null;
    }
}
