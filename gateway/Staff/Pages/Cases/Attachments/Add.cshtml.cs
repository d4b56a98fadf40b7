using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Common.Requests;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Staff.Pages.Cases.Attachments;

[Authorize(Access.CaseWork), StreamedForm(Limits.Largest)]
public sealed class AddModel(StaffContext context, CasesClient cases) : FilePage(context, cases)
{
    [BindProperty]
    public string? Category { get; set; }

    public IReadOnlyList<Choice> Categories =>
        [.. Codes.CategoriesInOrder.Select(code => new Choice(code, T.Code("category", code), T.Find($"categoryHint.{code}")))];

    public async Task<IActionResult> OnPost()
    {
        if (string.IsNullOrEmpty(Category))
            Fault(nameof(Category), "attachments.noCategory");
        if (!HasFile)
            Fault(nameof(Chosen), "attachments.noFile");
        var result = await Do(() => Attach(Category), "attachment-added", $"/cases/{Id}/attachments");
        await ReadToTheEnd();
        return result;
    }
}
