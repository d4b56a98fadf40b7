using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.ReceivedQuestions;

/// <summary>What other organisations ask the reader's about persons.</summary>
[Authorize(Access.Coordination)]
public sealed class IndexModel(StaffContext context, InquiriesClient inquiries) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public bool Open => Show is not "closed";
    public ListResponse<ReceivedQuestion> Questions { get; private set; } = null!;

    public string? More => Questions.Next is { } next ? Addresses.With("/outside-questions/received", ("show", Show), ("from", next)) : null;

    public async Task OnGet(string? from) => Questions = await inquiries.ReceivedQuestions(Open, from).Require();
}
