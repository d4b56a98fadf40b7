using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Listings;

/// <summary>
/// Lists the fictional partners and their providers as the network's two administrators and a person of each partner do, over
/// the gateway: one administrator proposes, the other hands over a one-time link, whoever opens it agrees. What is listed
/// already stays as it is, so it may be done again at every start.
/// </summary>
public static class Listing
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    sealed record Proposed(Guid Id, string Organisation, string Issuer);

    public static async Task<int> Load(Settings settings)
    {
        var partners = FictionalPartner.ReadAll();
        var administrators = Person.AllOf(settings.Operator);
        using var first = await Worker.SignIn(settings, administrators[0], prints: false);
        var listed = await ListPartners(first, partners);
        var proposed = await ProposeProviders(first, settings, partners, listed);
        if (proposed.Count > 0)
        {
            using var second = await Worker.SignIn(settings, administrators[1], prints: false);
            await Agree(second, settings, proposed);
        }
        var codes = (await Items(first, "/api/partners/partners"))
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("signInCode").GetString()!, StringComparer.Ordinal);
        SignInCodes.Write(settings, codes);
        await AreKnownToTheGateway(settings, partners, codes);

        Console.WriteLine($"{partners.Count} fictional partners, {proposed.Count} of them listed now.");
        Console.WriteLine();
        Console.WriteLine($"  {settings.Gateway.GetLeftPart(UriPartial.Authority)}");
        Console.WriteLine();
        foreach (var (role, person) in OnePersonARole(partners))
            Console.WriteLine(
                $"  {role,-24} {person.OrganisationName}: code {SignInCodes.Shown(codes[person.OrganisationName])}, user name {person.UserName}, password {Worker.Password}");
        Console.WriteLine();
        return 0;
    }

    static async Task<Dictionary<string, Guid>> ListPartners(Worker administrator, IReadOnlyList<FictionalPartner> partners)
    {
        var known = (await Items(administrator, "/api/partners/partners"))
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("id").GetGuid(), StringComparer.Ordinal);
        foreach (var partner in partners.Where(p => !known.ContainsKey(p.Name)))
        {
            var answer = await administrator.Post("/api/partners/partners", new
            {
                partner.Name,
                partner.Kind,
                partner.Jurisdiction,
                partner.Services,
                partner.Languages,
                partner.Regions,
                partner.Hours,
                partner.Telephone,
                partner.DutyTelephone,
                partner.DutyDeskFor,
                partner.Authority,
            });
            known[partner.Name] = answer.Expect(HttpStatusCode.Created).Id;
        }
        return known;
    }

    static async Task<List<Proposed>> ProposeProviders(
        Worker administrator, Settings settings, IReadOnlyList<FictionalPartner> partners, Dictionary<string, Guid> ids)
    {
        var known = (await Items(administrator, "/api/partners/providers"))
            .Select(p => p.GetProperty("issuer").GetString()!).ToHashSet(StringComparer.Ordinal);
        var proposed = new List<Proposed>();
        foreach (var partner in partners)
        {
            var issuer = new Uri(settings.Providers, partner.Provider.Path).ToString();
            if (!known.Add(issuer))
                continue;
            var answer = await administrator.Post("/api/partners/providers", new
            {
                partnerId = ids[partner.Name],
                displayName = partner.Name,
                issuer,
                partner.Provider.ClientId,
                partner.Provider.ClientAuthentication,
                partner.Provider.ClientSecret,
                hosts = new[] { settings.Providers.Authority },
                partner.Provider.RoleClaim,
                partner.Provider.RoleRules,
            });
            proposed.Add(new(answer.Expect(HttpStatusCode.Created).Id, partner.Name, issuer));
        }
        return proposed;
    }

    /// <summary>The second administrator makes each link and hands it over; a person of the partner opens it.</summary>
    static async Task Agree(Worker administrator, Settings settings, IReadOnlyList<Proposed> proposed)
    {
        foreach (var proposal in proposed)
        {
            var link = await administrator.Post($"/api/partners/proposals/{proposal.Id}/link", new { });
            var secret = link.Expect(HttpStatusCode.Created).Text("secret") ?? throw new NotObservedException("The link has no secret.");
            await Worker.Agrees(settings, secret, proposal.Organisation, proposal.Issuer);
        }
    }

    static async Task<IEnumerable<JsonElement>> Items(Worker administrator, string path) =>
        (await administrator.Get(path)).Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray();

    /// <summary>The gateway learns of new providers while it runs; a moment later their people find them.</summary>
    static async Task AreKnownToTheGateway(Settings settings, IReadOnlyList<FictionalPartner> partners, Dictionary<string, string> codes)
    {
        var missing = partners.Select(p => p.Name).ToList();
        await Eventually.See(
            async () =>
            {
                foreach (var name in missing.ToList())
                    if (await Worker.Finds(settings, codes[name]))
                        missing.Remove(name);
                return missing;
            },
            left => left.Count == 0, Patience);
        if (missing.Count > 0)
            throw new NotObservedException($"The gateway offers no sign-in with {string.Join(", ", missing)}.");
    }

    static IEnumerable<(string Role, Person Person)> OnePersonARole(IReadOnlyList<FictionalPartner> partners) =>
        from partner in partners.OrderByDescending(p => p.Slug == "ziburio-namai")
            .ThenByDescending(p => p.Slug == "ramunes-prieglauda")
            .ThenBy(p => p.Slug, StringComparer.Ordinal)
        from rule in partner.Provider.RoleRules
        from person in Person.AllOf(partner.Slug).Where(p => p.Groups.Contains(rule.Value, StringComparer.Ordinal)).Take(1)
        group person by rule.Role into role
        orderby role.Key
        select (role.Key, role.First());
}
