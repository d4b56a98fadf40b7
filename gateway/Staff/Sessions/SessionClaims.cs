using System.Security.Claims;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Known;

namespace ReferralNetwork.Staff.Sessions;

/// <summary>What a session's ticket says. No roles: they are read from the values by the rules of the day.</summary>
public static class SessionClaims
{
    public const string Actor = "actor";
    public const string Partner = "partner";
    public const string Provider = "provider";
    public const string Issuer = "issuer";
    public const string Name = "name";
    public const string Value = "value";
    public const string Role = "role";
    public const string Sid = "sid";

    public static ClaimsPrincipal Principal(Guid actor, KnownProvider provider, string name, IEnumerable<string> values, string? sid)
    {
        var claims = new List<Claim>
        {
            new(Actor, actor.ToString()),
            new(Partner, provider.PartnerId.ToString()),
            new(Provider, provider.Id.ToString()),
            new(Issuer, provider.Issuer),
            new(Name, name),
        };
        claims.AddRange(values.Select(v => new Claim(Value, v)));
        if (sid is not null)
            claims.Add(new(Sid, sid));
        return new(new ClaimsIdentity(claims, SessionCookie.Scheme, Name, Role));
    }

    public static Guid Id(this ClaimsPrincipal principal, string claim) => Guid.Parse(principal.FindFirstValue(claim)!);

    /// <summary>
    /// The session's person by the newest directory;
    /// null if provider or organisation is suspended, has changed hands or issuer, or gives them no role any more.
    /// </summary>
    public static SignedIn? Judge(ClaimsPrincipal principal, NetworkSnapshot network, DateTimeOffset endsAt)
    {
        var partner = new PartnerId(principal.Id(Partner));
        if (network.Admitted(principal.Id(Provider)) is not { } provider
            || provider.PartnerId != partner
            || principal.FindFirstValue(Issuer) != provider.Issuer)
            return null;
        var roles = provider.Grant(principal.FindAll(Value).Select(c => c.Value));
        var organisation = network.Partner(partner)!;
        return roles.Count == 0
            ? null
            : new(principal.Id(Actor), principal.FindFirstValue(Name)!, partner, organisation.Name, organisation.Kind, provider.Id, roles, endsAt);
    }
}
