using System.Security.Cryptography;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.IdentityProviders;

namespace ReferralNetwork.Tests.Unit.Partners;

public sealed class ProviderRulesTests
{
    static readonly ProviderDetails Federated = new(
        new PartnerId(Guid.CreateVersion7()), "Ramunės prieglauda", "https://login.example:7500/ramunes", "referral-network",
        KnownProvider.PrivateKeyJwt, ["keys.example"], "groups", [new("shift-leads", Roles.ShelterManager)]);

    [Fact]
    public void A_provider_in_order_has_no_fault_and_its_own_host_is_among_its_hosts()
    {
        Assert.Empty(Faults(Federated));
        Assert.Equal(["login.example:7500", "keys.example"], ProviderRules.Hosts(Federated));
        Assert.Equal(["login.example:7500"], ProviderRules.Hosts(Federated with { Hosts = ["LOGIN.example:7500"] }));
    }

    [Fact]
    public void Every_fault_is_reported_together_with_its_place()
    {
        var faults = Faults(Federated with
        {
            DisplayName = "",
            Issuer = "http://login.example",
            ClientId = "a\nb",
            ClientAuthentication = "none",
            Hosts = ["https://login.example", "*.example"],
            RoleClaim = "",
            RoleRules = [new("", "boss"), new("everybody", Roles.Administrator)],
        });

        Assert.Equal(
            ["/displayName", "/issuer", "/clientId", "/roleClaim", "/clientAuthentication", "/hosts/0", "/hosts/1",
                "/roleRules/0/value", "/roleRules/0/role", "/roleRules/1/role"],
            faults);
    }

    [Theory]
    [InlineData("https://login.example", true)]
    [InlineData("https://login.example/realms/a", true)]
    [InlineData("http://login.example", false)]
    [InlineData("https://user@login.example", false)]
    [InlineData("https://login.example?tenant=1", false)]
    [InlineData("https://login.example?", false)]
    [InlineData("https://login.example#a", false)]
    [InlineData("/login", false)]
    [InlineData("login.example", false)]
    public void An_issuer_is_an_https_address(string issuer, bool valid) =>
        Assert.Equal(valid ? [] : ["/issuer"], Faults(Federated with { Issuer = issuer }));

    [Theory]
    [InlineData("login.example", true)]
    [InlineData("login.example:8443", true)]
    [InlineData("127.0.0.1:8443", true)]
    [InlineData("[::1]:8443", true)]
    [InlineData("[::1]", true)]
    [InlineData("login.example:0", false)]
    [InlineData("login.example:65536", false)]
    [InlineData("login.example:", false)]
    [InlineData("login.example/a", false)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    public void A_host_is_a_host_and_perhaps_a_port(string host, bool valid) =>
        Assert.Equal(valid ? [] : ["/hosts/0"], Faults(Federated with { Hosts = [host] }));

    [Fact]
    public void A_secret_belongs_to_client_secret_basic_and_needs_a_master_key()
    {
        var secret = Federated with { ClientAuthentication = KnownProvider.ClientSecretBasic, ClientSecret = "correct horse" };

        Assert.Empty(ProviderRules.Faults(secret, ofOperator: false, canKeepSecrets: true));
        Assert.Equal(["/clientAuthentication"], Faults(secret));
        Assert.Equal(
            "/clientSecret",
            Assert.Single(ProviderRules.Faults(secret with { ClientSecret = null }, ofOperator: false, canKeepSecrets: true)).Pointer);
        Assert.Equal(["/clientSecret"], Faults(Federated with { ClientSecret = "correct horse" }));
    }

    [Fact]
    public void Who_runs_the_network_works_with_no_case_and_nobody_else_runs_it()
    {
        ProviderDetails With(string role) => Federated with { RoleRules = [new("somebody", role)] };

        Assert.Empty(ProviderRules.Faults(With(Roles.Administrator), ofOperator: true, canKeepSecrets: false));
        Assert.NotEmpty(ProviderRules.Faults(With(Roles.Caseworker), ofOperator: true, canKeepSecrets: false));
        Assert.NotEmpty(ProviderRules.Faults(With(Roles.Administrator), ofOperator: false, canKeepSecrets: false));
        Assert.Empty(ProviderRules.Faults(With(Roles.DataProtectionOfficer), ofOperator: true, canKeepSecrets: false));
    }

    [Fact]
    public void A_secret_opens_for_its_provider_only_and_never_lies_in_the_open()
    {
        using var master = DataKey.New();
        var secrets = new Secrets(master);
        var provider = Guid.CreateVersion7();
        var kept = secrets.Seal("correct horse", provider);

        Assert.Equal("correct horse", secrets.Open(kept, provider));
        Assert.DoesNotContain("horse", System.Text.Encoding.UTF8.GetString(kept), StringComparison.Ordinal);
        Assert.ThrowsAny<CryptographicException>(() => secrets.Open(kept, Guid.CreateVersion7()));
        kept[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => secrets.Open(kept, provider));
    }

    static IEnumerable<string> Faults(ProviderDetails details) =>
        ProviderRules.Faults(details, ofOperator: false, canKeepSecrets: false).Select(fault => fault.Pointer);
}
