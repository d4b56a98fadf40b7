using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Visitors.Rooms;
using ReferralNetwork.Visitors.Texts;

namespace ReferralNetwork.Visitors.Pages;

/// <summary>A page in the language of its address.</summary>
public abstract class VisitorPage : PageModel
{
    const int LongestText = 4000;

    /// <summary>The Idempotency-Key of what the form asks for: the same form sent twice does one thing.</summary>
    [BindProperty]
    public string Key { get; set; } = Inquiries.NewKey();

    protected Words T => HttpContext.Features.Get<Words>()!;

    protected IActionResult To(string path) => Redirect($"/{T.Language}{path}");

    /// <summary>The form again, with what was typed and what is wrong with it.</summary>
    protected PageResult Again(int status = StatusCodes.Status400BadRequest)
    {
        Response.StatusCode = status;
        return Page();
    }

    protected void Fault(string field, string text) => ModelState.AddModelError(field, T[text]);

    /// <summary>What a visitor typed to be read by a person.</summary>
    protected bool Reads(string? text)
    {
        if (Request.ContentLength > ServiceHost.MaxBody || text?.ReplaceLineEndings("\n").Length > LongestText)
            Fault("Text", "text.long");
        else if (string.IsNullOrWhiteSpace(text))
            Fault("Text", "text.empty");
        return ModelState.IsValid;
    }

    /// <summary>The form again, after an answer that was not a yes.</summary>
    protected PageResult Again<TBody>(Answer<TBody> answer)
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
            Key = Inquiries.NewKey();
        return Again(status);
    }
}
