using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>A caller who says their phrase is found; by nothing else is anybody.</summary>
public sealed class FindModel(StaffContext context, InquiriesClient inquiries) : HotlinePage(context)
{
    [BindProperty] public string? Phrase { get; set; }

    public async Task<IActionResult> OnPost()
    {
        if (Typed(Phrase) is not { } phrase)
        {
            Fault(nameof(Phrase), "find.noPhrase");
            return Page();
        }
        var answer = await inquiries.FindCaller(phrase, Key.ToString());
        if (answer.Body is { } found)
            return Redirect($"/desk/situations/{found.Id}");
        if (answer.Status != StatusCodes.Status404NotFound)
            return ShowProblem(answer.Problem!) ?? Page();
        Fault(nameof(Phrase), "find.notFound");
        return Page();
    }
}
