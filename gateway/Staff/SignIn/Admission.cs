using System.Security.Claims;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>Whether the person whom a provider vouches for may come in, and as whom.</summary>
public sealed class Admission(KnownNetwork network, People people)
{
    const int LongestName = 200;

    /// <summary>The principal of the session: pseudonym, organisation, provider, and the claim values that roles are read from.</summary>
    /// <exception cref="SignInRefusedException">They may not; it says why.</exception>
    public async Task<ClaimsPrincipal> Admit(Guid providerId, ClaimsPrincipal vouchedFor, CancellationToken cancellationToken)
    {
        if (!network.IsFresh)
            throw new SignInRefusedException(SignInProblem.Unsure, "The directory is too old to admit anybody.");
        var provider = network.Current?.Admitted(providerId)
            ?? throw new SignInRefusedException(SignInProblem.Suspended, "Provider or organisation is suspended.");

        // The listing may have changed while they were away; who vouched for them is what counts.
        var issuer = vouchedFor.FindFirstValue("iss");
        if (issuer != provider.Issuer)
            throw new SignInRefusedException(SignInProblem.Refused, "The provider's issuer has changed meanwhile.");

        var values = vouchedFor.FindAll(provider.RoleClaim).Select(c => c.Value).Distinct(StringComparer.Ordinal).ToList();
        var roles = provider.Grant(values);
        if (roles.Count == 0)
            throw new SignInRefusedException(SignInProblem.NoRole, "No role rule of the provider applies.");

        var given = TypedText.Clean(vouchedFor.FindFirstValue("name") ?? "", "", LongestName, oneLine: true).Text;
        var name = given ?? vouchedFor.FindFirstValue("sub")!;
        var person = await people.FindOrCreate(issuer, vouchedFor.FindFirstValue("sub")!, provider.PartnerId, name, roles, cancellationToken);
        if (person.Suspended)
            throw new SignInRefusedException(SignInProblem.Suspended, "The person is suspended.");

        return SessionClaims.Principal(person.ActorId, provider, name, values, vouchedFor.FindFirstValue("sid"));
    }
}
