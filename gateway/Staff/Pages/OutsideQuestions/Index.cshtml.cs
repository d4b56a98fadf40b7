using Microsoft.AspNetCore.Authorization;

namespace ReferralNetwork.Staff.Pages.OutsideQuestions;

/// <summary>What the reader has asked other organisations, with the one answer that there is.</summary>
[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, InquiriesClient inquiries) : StaffPage(context)
{
    public ListResponse<OutsideQuestion> Questions { get; private set; } = null!;

    public string? More => Questions.Next is { } next ? Addresses.With("/outside-questions", ("from", next)) : null;

    public async Task OnGet(string? from) => Questions = await inquiries.OutsideQuestions(from).Require();
}
