using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Permits;

/// <summary>
/// A child is referred to the authority that decides who is a victim without consent, and so is whoever is believed to be a child, with
/// recorded reasons (Council of Europe Convention Art. 10(3)). The child is heard and told (UN CRC Art. 12). What the authority sees is
/// decided like everything else (<see cref="ConsentRules"/>): what the child excluded does not go.
/// </summary>
static class StatusPermits
{
    const string Purpose = "Handoff";

    /// <param name="Heard">The child was asked for their view.</param>
    /// <param name="Told">The child was told what goes to whom.</param>
    /// <param name="ChildView">Of <see cref="Codes.ChildViews"/>.</param>
    sealed record GiveStatusPermit(Guid Authority, bool Heard, bool Told, string ChildView);

    static readonly Refusal NoBirthDate = new("NOT_A_CHILD",
        "Without a birth date the person is an adult, and is referred on their own consent. If there are reasons to believe that they are under 18, record these in the case first.");

    static readonly Refusal Adult = new("NOT_A_CHILD", "The person is an adult, and is referred on their own consent.");

    public static void MapStatusPermits(this WebApplication app) => app.MapCaseWork("/cases").MapPost("{caseId:guid}/status-permits", Give);

    static async Task<IResult> Give(
        Guid caseId, GiveStatusPermit body, Caller caller, UnitOfWork work, KeyRing keys, SigningKey network, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        var authority = (await Nameable.Find(work, caller, [body.Authority], cancellationToken)).GetValueOrDefault(body.Authority);
        if (Check(body, authority) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (authority!.Suspended)
            return Withholding.Refused("RECIPIENT_SUSPENDED");

        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var (receipts, person) = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        if (!person.IsChild(work.Now))
            return Problems.Refused(person.AgeUnknown ? NoBirthDate : Adult);
        var id = Guid.CreateVersion7();
        var basis = Receipt.OfHeardChild(id, body.Authority, work.Now);
        var covered = new RecipientCoverage(body.Authority,
        [
            .. basis.Categories.Select(category => ConsentRules.DecideOn(
                basis, receipts, person, new ConsentQuery(Purpose, Codes.Authority, authority.As(body.Authority), category), work.Now)),
        ]);
        if (!covered.Any)
            return Withholding.Refused(covered.Reason!);

        work.Audit(caller, Verbs.ChildHeard, found.LedgerReference, id);
        return PermitEndpoints.Keep(
            new(
                id, caller.Partner.Value, basis.Recipients, covered.Categories, Purpose, Codes.Authority, basis.Id, basis.Version,
                work.Now + PermitEndpoints.Lifetime, OfTonight: false, found.Audience, Exhibits: null),
            caseId, found.LedgerReference, [PermitEndpoints.Cover(covered)], body.ChildView, caller, work, network);
    }

    static List<Fault> Check(GiveStatusPermit body, Nameable? authority)
    {
        var faults = new List<Fault>();
        if (authority is null)
            faults.Add(new("/authority", "is no organisation of the network"));
        else if (!VisibilityMatrix.MayHave(Codes.Authority, authority.Kind))
            faults.Add(new("/authority", "does not decide who is a victim of trafficking"));
        if (!body.Heard)
            faults.Add(new("/heard", "must be true: the child is asked for their view first"));
        if (!body.Told)
            faults.Add(new("/told", "must be true: the child is told what goes to whom first"));
        ConsentForm.CheckCode(faults, "/childView", body.ChildView, Codes.ChildViews);
        return faults;
    }
}
