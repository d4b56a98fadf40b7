using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Consents;

static class AgeShown
{
    public static Age From(CaseConsents consents, DateTimeOffset now)
    {
        var person = consents.Person;
        return new(person.IsChild(now), person.AgeUnknown, person.ChildTo, person.AskFrom, ConsentRules.AgeNotice(consents.Receipts, person, now));
    }
}
