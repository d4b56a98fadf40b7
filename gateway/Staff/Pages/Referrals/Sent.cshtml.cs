namespace ReferralNetwork.Staff.Pages.Referrals;

public sealed class SentModel(StaffContext context, ReferralsClient referrals) : StaffPage(context)
{
    public ReferralSeen Seen { get; private set; } = null!;
    public DateTimeOffset? AnswerBy => Seen.Offers.Where(offer => offer.State == "Offered").Select(offer => (DateTimeOffset?)offer.AnswerBy).Min();

    public async Task OnGet(Guid id) => Seen = await referrals.Read(id).Require();
}
