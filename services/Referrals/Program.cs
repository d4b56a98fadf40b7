using ReferralNetwork.Referrals.Referring;

// Writes docs/transitions.md.
if (args is ["transitions"])
{
    Console.Write(Transitions.ToMarkdown());
    return;
}
