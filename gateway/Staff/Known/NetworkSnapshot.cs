using System.Collections.Frozen;
using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Known;

public static class Providers
{
    /// <summary>The roles that these claim values give; a role that the network does not know is given to nobody.</summary>
    public static FrozenSet<string> Grant(this KnownProvider provider, IEnumerable<string> values)
    {
        var has = values.ToHashSet(StringComparer.Ordinal);
        return provider.RoleRules.Where(r => has.Contains(r.Value) && Roles.All.Contains(r.Role)).Select(r => r.Role)
            .ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Same in every member, lists by content.</summary>
    public static bool SameAs(this KnownProvider provider, KnownProvider other) =>
        JsonSerializer.Serialize(provider) == JsonSerializer.Serialize(other);
}

/// <summary>Partners and providers at one moment; replaced as a whole.</summary>
public sealed class NetworkSnapshot(DirectoryAnswer directory)
{
    readonly FrozenDictionary<PartnerId, ListingShown> partners = directory.Partners.ToFrozenDictionary(p => p.Id);
    readonly FrozenDictionary<string, PartnerId> codes = directory.Partners.ToFrozenDictionary(p => p.SignInCode!, p => p.Id, StringComparer.Ordinal);
    readonly FrozenDictionary<Guid, KnownProvider> providers = directory.Providers.ToFrozenDictionary(p => p.Id);

    public IEnumerable<ListingShown> Partners => partners.Values;
    public IEnumerable<KnownProvider> Providers => providers.Values;

    public ListingShown? Partner(PartnerId id) => partners.GetValueOrDefault(id);
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
        ? [.. providers.Values.Where(provider => provider.PartnerId == partner && Admitted(provider.Id) is not null)
            .OrderBy(provider => provider.DisplayName, StringComparer.Ordinal)]
        : [];
}
