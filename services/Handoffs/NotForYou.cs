namespace ReferralNetwork.Handoffs;

/// <summary>What whoever has another role is told.</summary>
static class NotForYou
{
    public const string SendersAlone = "Only those who work with the person may do this.";
    public const string LiaisonAlone = "Only a liaison officer may do this.";
    public const string Neither = "This is for those who work with the person, and for liaison officers.";
}
