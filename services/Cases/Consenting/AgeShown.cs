namespace ReferralNetwork.Cases.Consenting;

/// <summary>What whoever works on a case is told of the person's age.</summary>
/// <param name="AskFrom">From this day on a child is asked for consent of their own.</param>
/// <param name="Notice">What is to be done now; see <see cref="ConsentRules.AgeNotice"/>.</param>
sealed record AgeShown(bool Child, bool Unknown, DateOnly? ChildTo, DateOnly? AskFrom, string? Notice)
{
    public static AgeShown From(CaseConsents consents, DateTimeOffset now)
    {
        var person = consents.Person;
        return new(person.IsChild(now), person.AgeUnknown, person.ChildTo, person.AskFrom, ConsentRules.AgeNotice(consents.Receipts, person, now));
    }
}
