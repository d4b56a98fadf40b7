using System.Collections.Frozen;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Cases.Consents;

/// <summary>Why something may not go, in words: the codes of <see cref="Contracts.Codes.Withholdings"/> as problems.</summary>
static class Withholding
{
    static readonly FrozenDictionary<string, (string Problem, string Detail)> Words = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["NO_CONSENT"] = ("NO_CONSENT", "There is no record of consent for this."),
        ["PURPOSE_NOT_NAMED"] = ("PURPOSE_NOT_NAMED", "The person did not agree to this purpose."),
        ["RECIPIENT_NOT_NAMED"] = ("RECIPIENT_NOT_NAMED", "The person did not name this organisation."),
        ["PART_NOT_NAMED"] = ("PART_NOT_NAMED", "The person agreed to another part of this organisation in their return."),
        ["CATEGORY_NOT_COVERED"] = ("CATEGORY_NOT_COVERED", "The person did not agree to this category of data."),
        ["EXCLUDED"] = ("CONSENT_EXCLUDES", "The person excluded this."),
        ["NOT_YET_VALID"] = ("CONSENT_NOT_YET_VALID", "The consent does not hold yet."),
        ["EXPIRED"] = ("CONSENT_EXPIRED", "The consent has expired; the person can be asked again."),
        ["WITHDRAWN"] = ("CONSENT_WITHDRAWN", "The person has withdrawn their consent."),
        ["NOT_FOR_THIS_KIND"] = ("NOT_FOR_THIS_KIND",
            "Organisations of this kind do not see these categories for this purpose, whatever was agreed."),
        ["REFUSED"] = ("CONSENT_REFUSED", "The person was asked and said no."),
        ["IN_ANOTHER_CONSENT"] = ("IN_ANOTHER_CONSENT",
            "The person agreed to this in another consent than to the rest, and one permit stands on one consent: ask for both apart, or record one consent for all of it."),
        ["CHILD_ALONE"] = ("CHILD_ALONE",
            "The person is under 18: who may decide for the child consents, with the child's own view recorded beside it."),
        ["CHILD_OBJECTS"] = ("CHILD_OBJECTS",
            "The child said no. That stops what rests on consent; a bed and a report to child protection it does not stop."),
        ["NOW_ADULT"] = ("NOW_ADULT", "The person is 18 or older: nobody else's consent counts. Ask the person."),
        ["DECIDER_EXCLUDED"] = ("DECIDER_EXCLUDED", "Who gave this consent is named in the case as recruiter or exploiter, or as living with one."),
        ["DECIDER_ANSWERED"] = ("DECIDER_ANSWERED", "Whoever may decide for the child has answered since: the need of tonight is no basis any more."),
        ["PROTECTION_STATUS"] = ("PROTECTION_STATUS",
            "The person's protection status keeps this from every body of that State. Ask them, if nobody has in the last days, and record what they say; after an end of the procedure it takes their written wish and a named lawyer's dated advice."),
        ["TRANSFER_NOT_TOLD"] = ("TRANSFER_NOT_TOLD",
            "The organisation is outside the EEA, and no decision of the Commission protects personal data there. The person was not told so: tell them, and record a new consent."),
        ["NOTHING_TO_RELEASE"] = ("NOTHING_TO_RELEASE", "The case holds nothing that this organisation may see."),
        ["RECIPIENT_SUSPENDED"] = ("RECIPIENT_SUSPENDED", "The organisation is suspended from the network."),
        ["RECIPIENT_ENDED"] = ("RECIPIENT_ENDED", "The organisation is no longer the recipient of this referral."),
        ["PERSON_SAID_STOP"] = ("PERSON_SAID_STOP", "The person told this organisation to stop, and has given no new consent since."),
        ["ACCESS_EXPIRED"] = ("ACCESS_EXPIRED", "This could be opened for some time after it was first opened, and that time is over."),
        ["ERASED"] = ("ERASED", "This was erased: its key is destroyed and nobody can open it any more."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>409, for somebody who wants to give.</summary>
    public static IResult Refused(string reason, string about = "") =>
        Problems.Refused(new Refusal(Words[reason].Problem, Words[reason].Detail + about));

    /// <summary>410, for somebody who wants to read.</summary>
    public static IResult Shut(string reason) => Problems.Gone(Words[reason].Problem.ToLowerInvariant().Replace('_', '-'), Words[reason].Detail);
}
