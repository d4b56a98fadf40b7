using System.Collections.Frozen;
using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Known;

/// <summary>An organisation as the gateway knows it.</summary>
/// <param name="SignInCode">What its people type to find their sign-in; 8 letters and digits in upper case.</param>
public sealed record KnownPartner(PartnerId Id, string Name, string Kind, bool Suspended, string SignInCode);

/// <summary>Who has <paramref name="Value"/> in the provider's role claim may do what <paramref name="Role"/> may.</summary>
public sealed record RoleRule(string Value, string Role);

/// <summary>An organisation's identity provider, as its listing in Partners says.</summary>
/// <param name="Hosts">host[:port] of everything that the provider's metadata may point to.</param>
/// <param name="RoleClaim">The claim of the ID token whose values the role rules speak of.</param>
public sealed record KnownProvider(
    Guid Id,
    PartnerId PartnerId,
    string DisplayName,
    string Issuer,
    string ClientId,
    string ClientAuthentication,
    string? ClientSecret,
    IReadOnlyList<string> Hosts,
    string RoleClaim,
    IReadOnlyList<RoleRule> RoleRules,
    bool Suspended)
{
    public const string PrivateKeyJwt = "private_key_jwt";
    public const string ClientSecretBasic = "client_secret_basic";

    /// <summary>The roles that these claim values give; a role that the network does not know is given to nobody.</summary>
    public FrozenSet<string> Grant(IEnumerable<string> values)
    {
        var has = values.ToHashSet(StringComparer.Ordinal);
        return RoleRules.Where(r => has.Contains(r.Value) && Roles.All.Contains(r.Role)).Select(r => r.Role).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Same in every member, lists by content.</summary>
    public bool SameAs(KnownProvider other) => JsonSerializer.Serialize(this) == JsonSerializer.Serialize(other);

    /// <summary>The id only: the secret must not end up in a log.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>The answer of Partners to <c>GET /gateway/directory</c>.</summary>
public sealed record DirectoryAnswer(long Version, IReadOnlyList<KnownPartner> Partners, IReadOnlyList<KnownProvider> Providers);

/// <summary>Partners and providers at one moment; replaced as a whole.</summary>
public sealed class NetworkSnapshot(DirectoryAnswer directory)
{
    readonly FrozenDictionary<PartnerId, KnownPartner> partners = directory.Partners.ToFrozenDictionary(p => p.Id);
    readonly FrozenDictionary<string, PartnerId> codes = directory.Partners.ToFrozenDictionary(p => p.SignInCode, p => p.Id, StringComparer.Ordinal);
    readonly FrozenDictionary<Guid, KnownProvider> providers = directory.Providers.ToFrozenDictionary(p => p.Id);

    public IEnumerable<KnownProvider> Providers => providers.Values;

    public KnownPartner? Partner(PartnerId id) => partners.GetValueOrDefault(id);
    public KnownProvider? Provider(Guid id) => providers.GetValueOrDefault(id);

    /// <summary>The provider, if it and its organisation may sign people in.</summary>
    public KnownProvider? Admitted(Guid provider) =>
        Provider(provider) is { Suspended: false } found && Partner(found.PartnerId) is { Suspended: false } ? found : null;

    /// <summary>
    /// The providers that the people of the partner with this code sign in with. None alike for a code that no partner has
    /// and for a partner that is suspended or has no provider yet.
    /// </summary>
    /// <param name="code">However it was typed.</param>
    public IReadOnlyList<KnownProvider> SignInsFor(string code) => codes.TryGetValue(SignInCode.Normal(code), out var partner)
        ? [.. providers.Values.Where(provider => provider.PartnerId == partner && Admitted(provider.Id) is not null).OrderBy(provider => provider.DisplayName, StringComparer.Ordinal)]
        : [];
}
