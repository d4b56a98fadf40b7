using System.Globalization;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.Listings;

namespace ReferralNetwork.Partners.IdentityProviders;

/// <summary>What makes a provider valid. Every fault is reported, each with its pointer.</summary>
public static class ProviderRules
{
    const int MaxText = 200;
    const int MaxSecret = 500;
    const int MaxEntries = 50;

    public static Refusal IssuerRegistered { get; } = new(
        "ISSUER_REGISTERED",
        "This issuer is or was registered for another partner or provider; a person is issuer and subject, so it stays with one.");

    /// <param name="ofOperator">Whether the partner runs the network: its people run it and work with no case,
    /// everybody else the other way round.</param>
    /// <param name="canKeepSecrets">Whether this service has a master key.</param>
    public static List<Fault> Faults(ProviderDetails details, bool ofOperator, bool canKeepSecrets)
    {
        var faults = new List<Fault>();
        if (!ListingRules.IsName(details.DisplayName, MaxText))
            faults.Add(new("/displayName", $"A name has 1 to {MaxText} characters on one line, without space around it."));
        if (!IsIssuer(details.Issuer))
            faults.Add(new(
                "/issuer", "An issuer is an absolute https address without user, query or fragment (OpenID Connect Discovery 1.0, section 3)."));
        if (!ListingRules.IsName(details.ClientId, MaxText))
            faults.Add(new("/clientId", $"A client id has 1 to {MaxText} characters on one line."));
        if (!ListingRules.IsName(details.RoleClaim, MaxText))
            faults.Add(new("/roleClaim", "The name of a claim is expected, such as groups."));
        AddAuthentication(faults, details, canKeepSecrets);
        AddHosts(faults, details.Hosts);
        AddRules(faults, details.RoleRules, ofOperator);
        return faults;
    }

    /// <summary>What metadata may point to: the issuer's own host and those that were named, in lower case.</summary>
    public static string[] Hosts(ProviderDetails details) =>
        [.. details.Hosts.Prepend(new Uri(details.Issuer).Authority).Select(host => host.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    static bool IsIssuer(string issuer) =>
        issuer.Length <= 500 && Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && !issuer.Contains('?', StringComparison.Ordinal)
        && !issuer.Contains('#', StringComparison.Ordinal) && uri.IsWellFormedOriginalString();

    static void AddAuthentication(List<Fault> faults, ProviderDetails details, bool canKeepSecrets)
    {
        switch (details.ClientAuthentication)
        {
            case KnownProvider.PrivateKeyJwt when details.ClientSecret is not null:
                faults.Add(new("/clientSecret", "private_key_jwt has no secret: leave it out."));
                break;
            case KnownProvider.PrivateKeyJwt:
                break;
            case KnownProvider.ClientSecretBasic when !canKeepSecrets:
                faults.Add(new("/clientAuthentication", "This network keeps no client secrets (Keys:Master is not set); use private_key_jwt."));
                break;
            case KnownProvider.ClientSecretBasic
                    when details.ClientSecret is not { Length: > 0 and <= MaxSecret } secret || secret.Any(char.IsControl):
                faults.Add(new("/clientSecret", $"client_secret_basic needs a secret of 1 to {MaxSecret} characters."));
                break;
            case KnownProvider.ClientSecretBasic:
                break;
            default:
                faults.Add(new("/clientAuthentication", $"Known: {KnownProvider.PrivateKeyJwt}, {KnownProvider.ClientSecretBasic}."));
                break;
        }
    }

    static void AddHosts(List<Fault> faults, IReadOnlyList<string> hosts)
    {
        if (hosts.Count > MaxEntries)
        {
            faults.Add(new("/hosts", $"At most {MaxEntries} hosts are taken."));
            return;
        }
        for (var i = 0; i < hosts.Count; i++)
        {
            if (!IsHost(hosts[i]))
                faults.Add(new($"/hosts/{i}", "host or host:port is expected, without scheme, path or wildcard."));
        }
    }

    static bool IsHost(string text)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && !text.EndsWith(']');
        var host = hasPort ? text[..colon] : text;
        return text.Length <= MaxText
            && Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
            && (!hasPort
                || (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535));
    }

    static void AddRules(List<Fault> faults, IReadOnlyList<RoleRule> rules, bool ofOperator)
    {
        if (rules.Count is 0 or > MaxEntries)
        {
            faults.Add(new("/roleRules", $"1 to {MaxEntries} rules are expected: without one nobody could do anything."));
            return;
        }
        for (var i = 0; i < rules.Count; i++)
        {
            if (!ListingRules.IsName(rules[i].Value, MaxText))
                faults.Add(new($"/roleRules/{i}/value", $"A value of the role claim is expected, 1 to {MaxText} characters."));
            if (!Roles.All.Contains(rules[i].Role))
                faults.Add(new($"/roleRules/{i}/role", $"Unknown role. Known: {ListingRules.Known(Roles.All)}."));
            else if (rules[i].Role == Roles.Administrator && !ofOperator)
                faults.Add(new($"/roleRules/{i}/role", "Only the organisation that runs the network has administrators."));
            else if (Roles.CaseRoles.Contains(rules[i].Role) && ofOperator)
                faults.Add(new($"/roleRules/{i}/role", "The organisation that runs the network works with no case."));
        }
    }
}
