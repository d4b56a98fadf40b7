using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Tests.Unit.SignIn;

public sealed class Rules
{
    static readonly ListingShown Partner = new(
        new PartnerId(Guid.CreateVersion7()), 1, "Žiburio namai", "NGO", "XL", [], ["lt"], ["XL"], "Europe/Vilnius", Hours: null, PublicKey: null,
        Suspended: false, DateTimeOffset.UnixEpoch, "K7MP2QXW", DutyTelephone: null);
    static readonly KnownProvider Provider = new(
        Guid.CreateVersion7(), Partner.Id, Partner.Name, "https://login.example/ngo", "referral-network", KnownProvider.PrivateKeyJwt, null,
        ["login.example", "keys.example:8443"], "groups",
        [new("caseworkers", Roles.Caseworker), new("helpers", Roles.Caseworker), new("machines", "gateway"), new("odd", "emperor")],
        Suspended: false);

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("193.219.0.1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.200.3.4", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("2a00:1450:4001::1", true)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool expected) =>
        Assert.Equal(expected, PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://login.example/token", true)]
    [InlineData("https://LOGIN.example:443/token", true)]
    [InlineData("https://keys.example:8443/jwks", true)]
    [InlineData("https://keys.example/jwks", false)]
    [InlineData("https://login.example:444/token", false)]
    [InlineData("https://login.example.attacker.example/token", false)]
    [InlineData("https://user@login.example/token", false)]
    [InlineData("http://login.example/token", false)]
    [InlineData("/token", false)]
    public void Provider_is_only_where_its_listing_says(string address, bool expected) =>
        Assert.Equal(expected, Host.IsOneOf(Provider, new Uri(address, UriKind.RelativeOrAbsolute)));

    [Theory]
    [InlineData("/referrals/1?x=2#y", "/referrals/1?x=2#y")]
    [InlineData("//login.example", "/")]
    [InlineData("/\\login.example", "/")]
    [InlineData("https://login.example", "/")]
    [InlineData("referrals", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Nobody_is_sent_on_to_a_stranger(string? url, string expected) => Assert.Equal(expected, LocalUrl.OrDefault(url, "/"));

    [Theory]
    [InlineData("/a\r\nSet-Cookie: x")]
    [InlineData("/ž")]
    public void An_address_that_no_header_can_carry_is_a_bad_request(string url) =>
        Assert.Throws<BadHttpRequestException>(() => LocalUrl.OrDefault(url, "/"));

    [Theory]
    [InlineData("K7MP2QXW", 1)]
    [InlineData(" k7mp-2qxw ", 1)]
    [InlineData("K7MP 2QXW", 1)]
    [InlineData("K7MP2QX", 0)]
    [InlineData("", 0)]
    public void A_code_finds_one_partner_however_it_is_typed(string typed, int found) =>
        Assert.Equal(found, new NetworkSnapshot(new DirectoryAnswer(1, [Partner], [Provider])).SignInsFor(typed).Count);

    [Fact]
    public void A_code_of_a_suspended_partner_or_provider_finds_nothing()
    {
        Assert.Empty(new NetworkSnapshot(new DirectoryAnswer(1, [Partner with { Suspended = true }], [Provider])).SignInsFor("K7MP2QXW"));
        Assert.Empty(new NetworkSnapshot(new DirectoryAnswer(1, [Partner], [Provider with { Suspended = true }])).SignInsFor("K7MP2QXW"));
    }

    [Fact]
    public void Roles_come_from_the_rules_and_only_those_that_the_network_knows()
    {
        Assert.Equal([Roles.Caseworker], Provider.Grant(["caseworkers", "helpers", "machines", "odd", "administrator"]));
        Assert.Empty(Provider.Grant(["Caseworkers", "caseworker", ""]));
        Assert.Empty(Provider.Grant(["machines"]));
    }

    [Fact]
    public void Secret_does_not_show_when_a_provider_is_printed() =>
        Assert.DoesNotContain("hush", (Provider with { ClientSecret = "hush" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Directory_that_nobody_has_confirmed_for_a_minute_admits_nobody_new_and_goes_on_serving()
    {
        var time = new FakeTimeProvider();
        var network = new KnownNetwork(time, new OptionsCache<OpenIdConnectOptions>());
        Assert.False(network.IsFresh);

        network.Learn(new DirectoryAnswer(1, [Partner], [Provider]));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(network.IsFresh);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(network.IsFresh);
        Assert.NotNull(network.Current!.Admitted(Provider.Id));

        var refused = await Assert.ThrowsAsync<SignInRefusedException>(
            () => new Admission(network, people: null!).Admit(Provider.Id, new ClaimsPrincipal(), CancellationToken.None));
        Assert.Equal(SignInProblem.Unsure, refused.Problem);

        network.Confirm();
        Assert.True(network.IsFresh);
    }

    [Fact]
    public void Options_are_made_again_for_what_changed_and_kept_for_what_did_not()
    {
        var cache = new OptionsCache<OpenIdConnectOptions>();
        var network = new KnownNetwork(TimeProvider.System, cache);
        var other = Provider with { Id = Guid.CreateVersion7() };
        network.Learn(new DirectoryAnswer(1, [Partner], [Provider, other]));
        var (before, kept) = (Options(Provider), Options(other));

        network.Learn(new DirectoryAnswer(2, [Partner], [Provider with { Hosts = ["login.example"] }, other with { Hosts = [.. other.Hosts] }]));

        Assert.NotSame(before, Options(Provider));
        Assert.Same(kept, Options(other));

        OpenIdConnectOptions Options(KnownProvider provider) => cache.GetOrAdd(ProviderScheme.Name(provider.Id), () => new());
    }

    [Fact]
    public void Suspended_or_homeless_provider_is_not_admitted()
    {
        bool Admitted(ListingShown partner, KnownProvider provider) =>
            new NetworkSnapshot(new(1, [partner], [provider])).Admitted(provider.Id) is not null;

        Assert.True(Admitted(Partner, Provider));
        Assert.False(Admitted(Partner, Provider with { Suspended = true }));
        Assert.False(Admitted(Partner with { Suspended = true }, Provider));
        Assert.False(Admitted(Partner with { Id = new(Guid.CreateVersion7()) }, Provider));
    }

    [Fact]
    public void All_that_is_wrong_with_the_configuration_is_said_at_once()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Signing:Key"] = "/nowhere/gateway.pem",
            ["Services:Partners"] = "not an address",
            ["Sessions:IdleTime"] = "half an hour",
        }).Build();
        var message = Assert.Throws<InvalidOperationException>(() => StaffSettings.Read(configuration)).Message;

        foreach (var key in (string[])
            [
                "ConnectionStrings:Database", "Signing:Key", "Sessions:Key", "Services:partners", "Services:ledger", "Sessions:IdleTime"
            ])
            Assert.Contains(key, message, StringComparison.Ordinal);
    }
}
