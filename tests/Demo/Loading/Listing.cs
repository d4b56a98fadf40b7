using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Loading;

/// <summary>
/// Lists the fictional partners and their providers as the network's administrator does, over the gateway. What is listed
/// already stays as it is, so it may be done again at every start.
/// </summary>
public static class Listing
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<int> Load(Settings settings)
    {
        var partners = FictionalPartner.ReadAll();
        using var administrator = await Worker.SignIn(settings, Person.AllOf(settings.Operator)[0], prints: false);
        var listed = await ListPartners(administrator, partners);
        var providers = await ListProviders(administrator, settings, partners, listed);
        await AreKnownToTheGateway(settings, partners);

        Console.WriteLine($"{partners.Count} fictional partners, {providers} of them listed now.");
        Console.WriteLine();
        Console.WriteLine($"  {settings.Gateway.GetLeftPart(UriPartial.Authority)}");
        Console.WriteLine();
        foreach (var (role, person) in OnePersonARole(partners))
            Console.WriteLine($"  {role,-24} {person.OrganisationName}: user name {person.UserName}, password {Worker.Password}");
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
                partner.DutyTelephone,
            });
            known[partner.Name] = answer.Expect(HttpStatusCode.Created).Id;
        }
        return known;
    }

    static async Task<int> ListProviders(
        Worker administrator, Settings settings, IReadOnlyList<FictionalPartner> partners, Dictionary<string, Guid> ids)
    {
        var known = (await Items(administrator, "/api/partners/providers"))
            .Select(p => p.GetProperty("issuer").GetString()!).ToHashSet(StringComparer.Ordinal);
        var added = 0;
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
            answer.Expect(HttpStatusCode.Created);
            added++;
        }
        return added;
    }

    static async Task<IEnumerable<JsonElement>> Items(Worker administrator, string path) =>
        (await administrator.Get(path)).Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray();

    /// <summary>The gateway learns of new providers while it runs; a moment later they can be chosen.</summary>
    static async Task AreKnownToTheGateway(Settings settings, IReadOnlyList<FictionalPartner> partners)
    {
        var missing = await Eventually.See(
            async () =>
            {
                var choices = await Worker.Choices(settings);
                return partners.Select(p => p.Name).Where(name => !choices.Contains(name)).ToList();
            },
            left => left.Count == 0, Patience);
        if (missing.Count > 0)
            throw new NotObservedException($"The gateway offers no sign-in with {string.Join(", ", missing)}.");
    }

    static IEnumerable<(string Role, Person Person)> OnePersonARole(IReadOnlyList<FictionalPartner> partners) =>
        from partner in partners.OrderByDescending(p => p.Slug == "ziburio-namai").ThenByDescending(p => p.Slug == "ramunes-prieglauda").ThenBy(p => p.Slug, StringComparer.Ordinal)
        from rule in partner.Provider.RoleRules
        from person in Person.AllOf(partner.Slug).Where(p => p.Groups.Contains(rule.Value, StringComparer.Ordinal)).Take(1)
        group person by rule.Role into role
        orderby role.Key
        select (role.Key, role.First());
}
