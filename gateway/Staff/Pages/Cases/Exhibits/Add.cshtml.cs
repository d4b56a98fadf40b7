using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Common.Requests;
using ReferralNetwork.Contracts;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>
/// An exhibit is taken in. Its file is attached first and named then: where that is refused, the file is removed again. Of a thing the file
/// is a picture of its sealed bag, where there is one.
/// </summary>
[Authorize(Access.CaseWork), StreamedForm(Limits.Largest)]
public sealed class AddModel(StaffContext context, CasesClient cases, ExhibitsClient exhibits, TimeProvider time) : FilePage(context, cases)
{
    const string Pictures = ".jpg,.jpeg,.png,.heic,.heif";

    [BindProperty(SupportsGet = true)] public string Kind { get; set; } = "";
    [BindProperty] public string? Label { get; set; }
    [BindProperty] public string? BagNumber { get; set; }
    [BindProperty] public string? TakenBy { get; set; }
    [BindProperty] public PastAnswers Taken { get; set; } = new();
    [BindProperty] public string? Place { get; set; }
    [BindProperty] public string? Holder { get; set; }

    public bool IsThing => Kind == Codes.Thing;

    public override string Accepted => Kind switch
    {
        "document" => $".pdf,.txt,{Pictures}",
        "recording" => ".mp3,.m4a,.ogg,.oga,.mp4",
        _ => Pictures,
    };

    public async Task<IActionResult> OnPost()
    {
        var taken = Taken.Read(nameof(Taken), time.GetUtcNow(), Zone, ModelState, T);
        foreach (var (name, answer) in new[] { (nameof(Label), Label), (nameof(TakenBy), TakenBy), (nameof(Place), Place), (nameof(Holder), Holder) })
            if (string.IsNullOrWhiteSpace(answer))
                Fault(name, $"exhibit.no{name}");
        if (IsThing && string.IsNullOrWhiteSpace(BagNumber))
            Fault(nameof(BagNumber), "exhibit.noBagNumber");
        if (!IsThing && !HasFile)
            Fault(nameof(Chosen), "attachments.noFile");
        var result = await Do(() => Take(taken!.Value), "exhibit-added", $"/cases/{Id}/exhibits");
        await ReadToTheEnd();
        return result;
    }

    async Task<Answer<CreatedResponse>> Take(DateTimeOffset taken)
    {
        Guid? attachment = HasFile ? Key : null;
        if (attachment is not null && await Attach(Codes.Evidence) is { Problem: not null } notAttached)
            return notAttached;
        var answer = await exhibits.Take(Id, new
        {
            Kind, attachment, Label, BagNumber = IsThing ? BagNumber : null, TakenBy, takenAt = taken, Place, Holder,
        }, KeyFor("exhibit"));
        if (answer.Problem is not { } problem)
            return answer;
        if (attachment is { } kept)
            await Cases.RemoveAttachment(Id, kept); // refused where it is an exhibit all the same: Cases had no time to say so
        if (problem.Status < StatusCodes.Status500InternalServerError)
            Key = Guid.CreateVersion7();
        return answer;
    }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/takenAt" => ($"{nameof(Taken)}.{nameof(PastAnswers.Day)}", T["act.notYet"]),
        "/attachment" => (nameof(Chosen), T[$"exhibit.otherFile.{Kind}"]),
        _ => base.Beside(pointer),
    };
}
