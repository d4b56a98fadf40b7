using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.Sessions;
using ReferralNetwork.Staff.SignIn;
using ReferralNetwork.Staff.Texts;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.Pages;

/// <summary>What every page has at hand during one request: the words, the services, and who is who.</summary>
public sealed class Desk(Words words, NetworkClient network, KnownNetwork known, People people, IHttpContextAccessor http)
{
    IReadOnlyList<Listing>? directory;

    public Words Words => words;
    public NetworkClient Network => network;
    public SignedIn Me => http.HttpContext!.SignedIn();

    /// <summary>All partners that the reader may find, by name in the order of the reader's language.</summary>
    public async Task<IReadOnlyList<Listing>> Directory(CancellationToken ct)
    {
        if (directory is not null)
            return directory;
        var answer = await network.Get<Several<Listing>>("partners", "/partners", ct);
        return directory = [.. answer.Require().Items.OrderBy(listing => listing.Name, StringComparer.Create(words.Culture, ignoreCase: true))];
    }

    public async Task<Names> Names(IEnumerable<Guid> actors, CancellationToken ct) =>
        new(known.Current, await people.Colleagues(Me.Partner, [.. actors.Distinct()], ct), words, Me);

    /// <summary>Whom to ring when the coordinator is needed now: each coordinator of the reader's organisation who has ever signed in, and its duty telephone.</summary>
    public async Task<IReadOnlyList<(string Who, string? Telephone)>> ToRing(CancellationToken ct)
    {
        var own = (await Directory(ct)).FirstOrDefault(listing => listing.Id == Me.Partner);
        var names = await people.WithRole(Me.Partner, Roles.Coordinator, ct);
        return own?.DutyTelephone is { } telephone
            ? [.. names.Select(name => (name, (string?)null)), (words["situation.dutyTelephone"], telephone)]
            : [.. names.Select(name => (name, (string?)null)), (words["situation.noDutyTelephone"], null)];
    }

    /// <summary>The reader's own time: that of her organisation.</summary>
    public async Task<TimeZoneInfo> Zone(CancellationToken ct) => ZoneOf((await Directory(ct)).FirstOrDefault(listing => listing.Id == Me.Partner));

    public static TimeZoneInfo ZoneOf(Listing? listing) =>
        listing?.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}

/// <summary>
/// Who acted, in words: organisations by name, also those that the reader has to do with but cannot find in the directory;
/// people by name only to their own colleagues.
/// </summary>
public sealed class Names(NetworkSnapshot? network, IReadOnlyDictionary<Guid, string> colleagues, Words words, SignedIn reader)
{
    public string Of(PartnerId? partner) => partner is null
        ? words["who.network"]
        : network?.Partner(partner.Value) is { } known && Visibility.IsNamedTo(reader.PartnerKind, known.Kind) ? known.Name : words["who.unknown"];

    public string Of(PartnerId? partner, Guid? actor) =>
        partner == reader.Partner && actor is { } id && colleagues.TryGetValue(id, out var name) ? $"{name}, {Of(partner)}" : Of(partner);
}
