using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Referrals;

public sealed class SentModel(Desk desk) : StaffPage(desk)
{
    public ReferralSeen Seen { get; private set; } = null!;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;
    public DateTimeOffset? AnswerBy => Seen.Offers.Where(offer => offer.State == "Offered").Select(offer => (DateTimeOffset?)offer.AnswerBy).Min();

    public async Task<IActionResult> OnGet(Guid id)
    {
        var answer = await Network.Get<ReferralSeen>("referrals", $"/referrals/{id}", Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        Seen = answer.Body!;
        Zone = await Desk.Zone(Ct);
        return Page();
    }
}
