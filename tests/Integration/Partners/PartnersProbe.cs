using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Partners;

/// <summary>The Partners service with the organisation that runs the network in it; who listens to it is played here.</summary>
public sealed class PartnersProbe() : ServiceProbe("services/Partners", "partners")
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("partners");

    public Guid Operator { get; private set; }

    /// <summary>Runs the network.</summary>
    public Person Administrator { get; private set; } = null!;

    public static Person Gateway { get; } = new(Guid.Empty, Guid.Empty, "gateway");

    public override async Task InitializeAsync()
    {
        var master = Path.Combine(folder.FullName, "master");
        await File.WriteAllTextAsync(master, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        Settings["Keys__Master"] = master;
        Settings["Bootstrap__Name"] = "Gijų mazgas";
        Settings["Bootstrap__Issuer"] = "https://giju-mazgas.invalid";
        Settings["Bootstrap__ClientId"] = "referral-network";
        Settings["Bootstrap__Host"] = "giju-mazgas.invalid";
        Settings["Bootstrap__AdministratorGroup"] = "network-administrators";
        await base.InitializeAsync();
        Operator = await Query<Guid>("select id from partners where operator");
        Administrator = Somebody(Roles.Administrator, Operator);
    }

    public static object Listing(string name = "Ramunės prieglauda", string region = "LT-KL", object? publicKey = null, string? dutyTelephone = null) => new
    {
        name,
        kind = "x:Shelter",
        jurisdiction = "LT",
        services = new[] { "x:ShelterAccommodation" },
        languages = new[] { "lt", "ru" },
        regions = new[] { region },
        hours = new { timeZone = "Europe/Vilnius", alwaysOnDuty = false, week = new[] { new { day = "Monday", opens = "08:00:00", closes = "17:00:00" } } },
        publicKey,
        dutyTelephone,
    };

    public async Task<Guid> Listed(string name = "Ramunės prieglauda", string region = "LT-KL") =>
        (await Post(Administrator, "/partners", Listing(name, region))).Is(HttpStatusCode.Created).Id;

    public static object Provider(Guid partner, string? issuer = null, string authentication = "private_key_jwt", string? secret = null, string role = Roles.ShelterManager) => new
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

    public async Task<Guid> Registered(object provider) => (await Post(Administrator, "/providers", provider)).Is(HttpStatusCode.Created).Id;

    public Task<Reply> See(Guid partner) => Get(Administrator, $"/partners/{partner}");

    public async Task<JsonElement> InDirectory(string list, Guid id) =>
        (await Get(Gateway, "/gateway/directory")).Is(HttpStatusCode.OK).Body.GetProperty(list).EnumerateArray().Single(e => e.GetProperty("id").GetGuid() == id);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
