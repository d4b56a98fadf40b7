using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Partners;

/// <summary>The Partners service with the organisation that runs the network in it; who listens to it is played here.</summary>
public sealed class PartnersFixture() : ServiceFixture("partners")
{
    public Guid Operator { get; private set; }

    /// <summary>Runs the network.</summary>
    public Person Administrator { get; private set; } = null!;

    /// <summary>Runs it too.</summary>
    public Person Second { get; private set; } = null!;

    public static Person Gateway { get; } = new(Guid.Empty, Guid.Empty, "gateway");

    public override async Task InitializeAsync()
    {
        Settings["Bootstrap__SignInCode"] = "K7MP-2QXW"; // as somebody may write it
        await base.InitializeAsync();
        Operator = await Query<Guid>("select id from partners where operator");
        Administrator = Somebody(Roles.Administrator, Operator);
        Second = Somebody(Roles.Administrator, Operator);
    }

    public static object Listing(
        string name = "Ramunės prieglauda", string region = "LT-KL", object? publicKey = null, string? dutyTelephone = null,
        string kind = Codes.Shelter) => new
        {
            name,
            kind,
            jurisdiction = "LT",
            services = new[] { "x:ShelterAccommodation" },
            languages = new[] { "lt", "ru" },
            regions = new[] { region },
            hours = new
            {
                timeZone = "Europe/Vilnius", alwaysOnDuty = false, week = new[] { new { day = "Monday", opens = "08:00:00", closes = "17:00:00" } }
            },
            publicKey,
            dutyTelephone,
            authority = Codes.Authorities.Contains(kind) ? new { referredBy = new[] { "NGO" }, immigration = "NONE" } : null,
        };

    public async Task<Guid> Listed(string name = "Ramunės prieglauda", string region = "LT-KL", string kind = Codes.Shelter) =>
        (await Post(Administrator, "/partners", Listing(name, region, kind: kind))).Is(HttpStatusCode.Created).Id;

    public static object Provider(
        Guid partner, string? issuer = null, string authentication = "private_key_jwt", string? secret = null,
        string role = Roles.ShelterManager) => new
        {
            partnerId = partner,
            displayName = "Ramunės prieglauda",
            issuer = issuer ?? $"https://{Guid.NewGuid():N}.invalid",
            clientId = "referral-network",
            clientAuthentication = authentication,
            clientSecret = secret,
            hosts = new[] { "Keys.Ramune.invalid:8443" },
            roleClaim = "groups",
            roleRules = new[] { new { value = "staff", role } },
        };

    public async Task<Guid> Proposed(object provider) => (await Post(Administrator, "/providers", provider)).Is(HttpStatusCode.Created).Id;

    /// <summary>A partner's first provider, to which whoever opened the link has agreed.</summary>
    public async Task<Guid> Registered(object provider)
    {
        var id = await Proposed(provider);
        (await AgreeByLink(await Link(id))).Is(HttpStatusCode.Created);
        return id;
    }

    /// <summary>The secret of a one-time link that the second administrator has made.</summary>
    public async Task<string> Link(Guid proposal) => (await Post(Second, $"/proposals/{proposal}/link")).Is(HttpStatusCode.Created)["secret"];

    public Task<Reply> OpenLink(string secret, Person? who = null) =>
        Call(who ?? Gateway, HttpMethod.Get, "/gateway/links", header: ("Proposal-Link", secret));

    public Task<Reply> AgreeByLink(string secret, Person? who = null) =>
        Call(who ?? Gateway, HttpMethod.Post, "/gateway/links/agree", header: ("Proposal-Link", secret));

    /// <summary>One administrator proposes it, the other agrees.</summary>
    public async Task Reinstated(string path)
    {
        var proposal = (await Post(Administrator, $"{path}/reinstate")).Is(HttpStatusCode.Created).Id;
        (await Post(Second, $"/proposals/{proposal}/agree")).Is(HttpStatusCode.OK);
    }

    public Task<Reply> See(Guid partner) => Get(Administrator, $"/partners/{partner}");

    public async Task<JsonElement> InDirectory(string list, Guid id) =>
        (await Get(Gateway, "/gateway/directory")).Is(HttpStatusCode.OK).Body.GetProperty(list)
            .EnumerateArray().Single(e => e.GetProperty("id").GetGuid() == id);
}
