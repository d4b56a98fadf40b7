using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Unit.Cases;

public sealed class SealingTests : IDisposable
{
    static readonly byte[] Secret = Encoding.UTF8.GetBytes("Žydrūnė Šimkutė");
    static readonly Guid Case = Guid.NewGuid();

    readonly DataKey key = DataKey.New();
    readonly string pem = Path.GetTempFileName();
    readonly SigningKey network;
    readonly ECDiffieHellman shelter = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    readonly DisclosureTerms terms = new(
        Guid.NewGuid(), Conversations.Referral, Guid.NewGuid(), Guid.NewGuid(), "Referral", Codes.Recipient, Guid.NewGuid());

    static readonly Dictionary<string, JsonElement> Fields = new(StringComparer.Ordinal)
    {
        ["x:Alias"] = JsonSerializer.SerializeToElement("فاطمة"),
        ["vic_MethodsOfControl"] = JsonSerializer.SerializeToElement(new[] { "DebtBondage" }),
    };

    public SealingTests()
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(pem, signer.ExportPkcs8PrivateKeyPem());
        network = new SigningKey(pem);
    }

    public void Dispose()
    {
        key.Dispose();
        shelter.Dispose();
        File.Delete(pem);
    }

    [Fact]
    public void What_is_sealed_opens_in_its_place_and_never_reads_the_same_twice()
    {
        var here = Binding.Category(Case, "Name", 1);
        var once = key.Seal(Secret, here);
        Assert.Equal(Secret, key.Open(once, here));
        Assert.NotEqual(once, key.Seal(Secret, here));
        Assert.DoesNotContain("Žydr", Encoding.UTF8.GetString(once), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_put_in_the_place_of_another_case_category_or_version_does_not_open()
    {
        var ciphertext = key.Seal(Secret, Binding.Category(Case, "Name", 1));
        Assert.All(
            [
                Binding.Category(Guid.NewGuid(), "Name", 1), Binding.Category(Case, "Health", 1),
                Binding.Category(Case, "Name", 2), Binding.Interpreter(Case, Case)
            ],
            elsewhere => Assert.ThrowsAny<CryptographicException>(() => key.Open(ciphertext, elsewhere)));
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var here = Binding.Draft(Case, Case);
        var ciphertext = key.Seal(Secret, here);
        for (var i = 0; i < ciphertext.Length; i++)
        {
            ciphertext[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Open(ciphertext, here));
            ciphertext[i] ^= 1;
        }
        Assert.ThrowsAny<CryptographicException>(() => key.Open(ciphertext.AsSpan(0, 20), here));
    }

    [Fact]
    public void A_wrapped_key_opens_only_in_its_place()
    {
        using var outer = DataKey.New();
        var wrapped = outer.Wrap(key, Binding.Key("Case", Case, Case));
        using (var unwrapped = outer.Unwrap(wrapped, Binding.Key("Case", Case, Case)))
            Assert.Equal(Secret, unwrapped.Open(key.Seal(Secret, Binding.Draft(Case, Case)), Binding.Draft(Case, Case)));
        Assert.ThrowsAny<CryptographicException>(() => outer.Unwrap(wrapped, Binding.Key("Disclosure", Case, Case)));
    }

    [Fact]
    public void A_disclosure_opens_for_its_recipient()
    {
        var jwe = Seal();
        Assert.Equal(5, jwe.Split('.').Length);
        var opened = SealedDisclosure.Open(jwe, terms, network, shelter);
        Assert.Equal("فاطمة", opened.Fields["x:Alias"].GetString());
        Assert.Equal("DebtBondage", opened.Fields["vic_MethodsOfControl"][0].GetString());
        Assert.Empty(opened.Keys);
    }

    [Fact]
    public void A_disclosure_for_one_organisation_does_not_open_with_the_key_of_another()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Assert.ThrowsAny<CryptographicException>(() => SealedDisclosure.Open(Seal(), terms, network, other));
    }

    [Fact]
    public void A_disclosure_does_not_open_as_what_it_was_not_released_for() =>
        Assert.All(
            [
                terms with { Recipient = Guid.NewGuid() }, terms with { Conversation = "return" }, terms with { ConversationId = Guid.NewGuid() },
                terms with { Purpose = "Handoff" }, terms with { Part = Codes.Lead }, terms with { Part = null },
                terms with { ReceiptId = Guid.NewGuid() }, terms with { DisclosureId = Guid.NewGuid() },
            ],
            other => Assert.ThrowsAny<CryptographicException>(() => SealedDisclosure.Open(Seal(), other, network, shelter)));

    [Fact]
    public void A_disclosure_that_another_key_signed_does_not_open()
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(pem, signer.ExportPkcs8PrivateKeyPem());
        var forged = Seal(by: new SigningKey(pem));
        Assert.ThrowsAny<CryptographicException>(() => SealedDisclosure.Open(forged, terms, network, shelter));
    }

    [Fact]
    public void A_token_of_one_type_does_not_pass_for_another() =>
        Assert.Throws<CryptographicException>(() => network.Verify("permit+jwt", network.Sign(SealedDisclosure.Type, new { jti = Case })));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"!","y":"!"}""")]
    public void A_key_that_is_none_is_refused(string jwk) => Assert.Throws<FormatException>(() => RecipientKey.Parse(jwk));

    [Fact]
    public void A_key_keeps_its_thumbprint()
    {
        var recipient = RecipientKey.From(shelter);
        Assert.Equal(recipient, RecipientKey.Parse(recipient.Jwk));
        Assert.Equal(
            recipient, RecipientKey.Parse($$"""{"kid":"mine","use":"enc","y":"{{recipient.Y}}","x":"{{recipient.X}}","kty":"EC","crv":"P-256"}"""));
    }

    [Fact]
    public void What_opens_an_exhibit_stands_beside_the_signed_file_and_not_in_it()
    {
        var exhibit = new ExhibitReleased(Guid.CreateVersion7(), "document", "Žinutė", DateTimeOffset.UnixEpoch, 7, "ab", "TEXT");
        var opens = new ExhibitKey(exhibit.Id, Guid.CreateVersion7(), "c2VjcmV0LWtleQ");
        var file = SealedDisclosure.Sign(terms, Fields, [exhibit], DateTimeOffset.UnixEpoch, network);
        var jwe = SealedDisclosure.Seal(file, [opens], terms, RecipientKey.From(shelter));
        var opened = SealedDisclosure.Open(jwe, terms, network, shelter);
        Assert.Equal((file, opens, "فاطمة"), (opened.File, opened.Keys.Single(), opened.Fields["x:Alias"].GetString()));
        Assert.Equal(exhibit, SealedDisclosure.ExhibitsOf(file, terms, network).Single());
        Assert.DoesNotContain(opens.Key, Encoding.UTF8.GetString(network.Verify(SealedDisclosure.Type, file)), StringComparison.Ordinal);
        Assert.ThrowsAny<CryptographicException>(
            () => SealedDisclosure.ExhibitsOf(file, terms with { DisclosureId = Guid.NewGuid() }, network));
    }

    string Seal(SigningKey? by = null) => SealedDisclosure.Seal(
        SealedDisclosure.Sign(terms, Fields, [], DateTimeOffset.UnixEpoch, by ?? network), [], terms, RecipientKey.From(shelter));
}
