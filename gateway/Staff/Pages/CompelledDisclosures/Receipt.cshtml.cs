using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Staff.Pages.Handoffs;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>Of what an order took.</summary>
[Authorize(Access.Orders)]
public sealed class ReceiptModel(StaffContext context, CompelledDisclosuresClient compelled, CasesClient cases) : ReceiptPage(context, cases)
{
    protected override Task<ReleasedFile?> Find() => ReleasedFile.Read(compelled, Id);

    protected override Task<Answer<CreatedResponse>> GiveReceipts(IReadOnlyList<string> tokens) => compelled.GiveReceipts(Id, tokens, Key.ToString());
}
