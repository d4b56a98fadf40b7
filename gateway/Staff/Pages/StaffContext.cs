using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.Sessions;
using ReferralNetwork.Staff.SignIn;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>What every page has at hand during one request: the words, the network as the gateway knows it, and who is who.</summary>
public sealed class StaffContext(Words words, KnownNetwork known, People people, IHttpContextAccessor http)
{
    // One for the whole request. Before there is any, nobody is signed in.
    readonly NetworkSnapshot network = known.Current!;

    public Words Words => words;
    public SignedIn Me => http.HttpContext!.SignedIn();

    /// <summary>All partners that the reader may find, by name in the order of the reader's language.</summary>
    public IReadOnlyList<ListingShown> Directory => field ??=
    [
        .. network.Partners.Select(listing => listing.To(Me.Partner, Me.PartnerKind, Me.Has(Roles.Administrator))).OfType<ListingShown>()
            .OrderBy(listing => listing.Name, StringComparer.Create(words.Culture, ignoreCase: true)),
    ];

    /// <summary>Whether anybody can sign in as a coordinator of this organisation.</summary>
    public bool HasCoordinators(PartnerId partner) => network.Providers.Any(provider =>
        provider.PartnerId == partner && !provider.Suspended && provider.RoleRules.Any(rule => rule.Role == Roles.Coordinator));

    /// <summary>Organisations by name; nobody's own.</summary>
    public Names Names => new(network, new Dictionary<Guid, string>(), words, Me);

    /// <summary>Also those of these actors who are the reader's colleagues.</summary>
    public async Task<Names> NamesWith(IEnumerable<Guid> actors, CancellationToken cancellationToken) =>
        new(network, await people.Colleagues(Me.Partner, [.. actors.Distinct()], cancellationToken), words, Me);

    /// <summary>
    /// Whom to ring when the coordinator is needed now: each coordinator of the reader's organisation who has ever signed in, and its duty telephone.
    /// </summary>
    public async Task<IReadOnlyList<(string Who, string? Telephone)>> ToRing(CancellationToken cancellationToken)
    {
        var names = await people.WithRole(Me.Partner, Roles.Coordinator, cancellationToken);
        var telephone = network.Partner(Me.Partner)?.DutyTelephone;
        return
        [
            .. names.Select(name => (name, (string?)null)),
            (words[telephone is null ? "situation.noDutyTelephone" : "situation.dutyTelephone"], telephone),
        ];
    }

    /// <summary>The reader's own time: that of their organisation.</summary>
    public TimeZoneInfo Zone => ZoneOf(Me.Partner);

    public TimeZoneInfo ZoneOf(PartnerId partner) =>
        network.Partner(partner)?.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}

/// <summary>
/// Who acted, in words: organisations by name, also those that the reader has to do with but cannot find in the directory;
/// people by name only to their own colleagues.
/// </summary>
public sealed class Names(NetworkSnapshot network, IReadOnlyDictionary<Guid, string> colleagues, Words words, SignedIn reader)
{
    public string For(PartnerId? partner) => partner is null
        ? words["who.network"]
        : network.Partner(partner.Value) is { } known && Visibility.IsNamedTo(reader.PartnerKind, known.Kind) ? known.Name : words["who.unknown"];

    public string For(PartnerId? partner, Guid? actor) =>
        partner == reader.Partner && actor is { } id && colleagues.TryGetValue(id, out var name) ? $"{name}, {For(partner)}" : For(partner);
}
