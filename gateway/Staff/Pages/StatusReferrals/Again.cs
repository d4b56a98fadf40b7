namespace ReferralNetwork.Staff.Pages.StatusReferrals;

/// <summary>The referral that details are sent to again.</summary>
static class Again
{
    /// <returns>Null where it is of another case, or was not sent by the reader's organisation: not the case's own is not found.</returns>
    public static async Task<Answer<StatusReferralDetail>?> Find(
        StatusReferralsClient referrals, CasesClient cases, Guid referral, Guid caseId)
    {
        var answer = await referrals.Read(referral);
        return answer.Require() is { Line.Side: "status-sent", PermitId: { } permit } && (await cases.Permit(permit).Require()).CaseId == caseId
            ? answer
            : null;
    }
}
