using Microsoft.AspNetCore.Authorization;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>Of what the person agreed to.</summary>
[Authorize(Access.Liaison)]
public sealed class ReceiptModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases) : ReceiptPage(context, cases)
{
    protected override Task<ReleasedFile?> Find() => ReleasedFile.Read(handoffs, Id);

    protected override Task<Answer<CreatedResponse>> GiveReceipts(IReadOnlyList<string> tokens) => handoffs.GiveReceipts(Id, tokens, Key.ToString());
}
