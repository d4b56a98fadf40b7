using Microsoft.AspNetCore.Authorization;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>
/// The page of an exhibit that an officer files, as the network shows it now, without the place that it was taken at; the verifier prints
/// the same of an export, with what its check found.
/// </summary>
[Authorize(Access.CaseWork)]
public sealed class ContinuityModel(StaffContext context, ExhibitsClient exhibits, TimeProvider time) : ExhibitPage(context, exhibits)
{
    public DateTimeOffset Now => time.GetUtcNow();
}
