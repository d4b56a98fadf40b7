using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.ReceivedQuestions;

/// <summary>A question, and what to do about it: it says that somebody is looked for. Nothing is answered here.</summary>
[Authorize(Access.Coordination)]
public sealed class QuestionModel(StaffContext context, InquiriesClient inquiries) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Null where it could not be read.</summary>
    public ReceivedQuestionShown? Seen { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost() =>
        Do(() => inquiries.LookAtQuestion(Id, Key.ToString()), "outside-question-looked-at", "/outside-questions/received");

    protected override async Task<IActionResult?> Load()
    {
        var question = await inquiries.ReceivedQuestion(Id);
        if (question.Problem is { } problem)
            return ShowProblem(problem);
        Seen = question.Body;
        if (Seen?.Question.LookedAtBy is { } by)
            Names = await Context.NamesWith([by], RequestAborted);
        return null;
    }
}
