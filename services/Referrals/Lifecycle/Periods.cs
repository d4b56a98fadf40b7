using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>
/// The periods of a referral's end, and the shortest that anybody has to answer. They are rules of Partners and travel in the
/// terms; what stands here is the network's default, for referrals that were offered before their rule was known.
/// </summary>
static class Periods
{
    public static Period AnswerDueTonight(this Referral referral) => referral.Terms.AnswerDueTonight ?? new(30, "minutes");
    public static Period OneSidedEnd(this Referral referral) => referral.Terms.OneSidedEnd ?? new(48, "hours");
    public static Period Correction(this Referral referral) => referral.Terms.Correction ?? new(30, "days");
    public static Period PlaceAnswer(this Referral referral) => referral.Terms.PlaceAnswer ?? new(60, "seconds");
    public static Period StopWishDue(this Referral referral) => referral.Terms.StopWishDue ?? new(24, "hours");
    public static Period ReadAfterCompletion(this Referral referral) => referral.Terms.ReadAfterCompletion ?? new(14, "days");
    public static Period ReadAfterLostContact(this Referral referral) => referral.Terms.ReadAfterLostContact ?? new(72, "hours");
}
