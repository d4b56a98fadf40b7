using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration;

/// <summary>The service of a conversation; what Cases signs is signed here with the network's own key.</summary>
public abstract class ConversationFixture(string service) : ServiceFixture(service)
{
    readonly ECDsa cases = ECDsa.Create();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        cases.ImportFromPem(await File.ReadAllTextAsync(SigningKeyFile));
    }

    /// <summary>What Cases would sign.</summary>
    public string Permit(
        Person owner, IEnumerable<Person> recipients, Guid? id = null, Guid? receipt = null, TimeSpan? expiresIn = null,
        string type = "permit+jwt", string purpose = "Referral", ECDsa? signedWith = null, string[]? needs = null,
        Person[]? only = null, long onlyVersion = 0, string? part = null, Dictionary<string, int>? exhibits = null) => Signed(type, signedWith, new()
        {
            ["jti"] = (id ?? Guid.NewGuid()).ToString(),
            ["owner"] = owner.Partner.ToString(),
            ["recipients"] = recipients.Select(r => r.Partner.ToString()).ToArray(),
            ["categories"] = new[] { "Name", "Contact" },
            ["purpose"] = purpose,
            ["part"] = part!,
            ["receipt"] = (receipt ?? Guid.NewGuid()).ToString(),
            ["receiptVersion"] = 1,
            ["needs"] = needs!,
            ["only"] = only?.Select(o => o.Actor.ToString()).ToArray()!,
            ["onlyVersion"] = onlyVersion,
            ["exhibits"] = exhibits!,
            ["exp"] = (DateTimeOffset.UtcNow + (expiresIn ?? TimeSpan.FromDays(1))).ToUnixTimeSeconds(),
        });

    /// <summary>The tie of a case to a conversation, as Cases would sign it.</summary>
    public string Tie(Person owner, Guid to, ECDsa? signedWith = null, string conversation = Conversations.Referral, Guid? id = null) =>
        Signed("tie+jwt", signedWith, new()
        {
            ["jti"] = (id ?? Guid.NewGuid()).ToString(),
            ["owner"] = owner.Partner.ToString(),
            ["conversation"] = conversation,
            ["sub"] = to.ToString(),
        });

    /// <summary>What happens if a traveller does not arrive, as Cases would sign it.</summary>
    public string ArrivalPlan(Person owner, Guid to, Guid tie, params Person[] desks) => Signed("arrival-plan+jwt", null, new()
    {
        ["jti"] = Guid.NewGuid().ToString(),
        ["owner"] = owner.Partner.ToString(),
        ["sub"] = to.ToString(),
        ["tie"] = tie.ToString(),
        ["desks"] = desks.Select(d => d.Partner.ToString()).ToArray(),
    });

    /// <summary>A recipient's receipt for the file (no exhibit) or an exhibit, as Cases would sign it.</summary>
    public string CustodyReceipt(
        Person by, string conversation, Guid conversationId, Guid disclosure, Guid? exhibit, bool matches = true, ECDsa? signedWith = null) =>
        Signed("custody-receipt+jwt", signedWith, new()
        {
            ["jti"] = Guid.NewGuid().ToString(),
            ["conversation"] = conversation,
            ["sub"] = conversationId.ToString(),
            ["disclosure"] = disclosure.ToString(),
            ["by"] = by.Partner.ToString(),
            ["actor"] = by.Actor.ToString(),
            ["exhibit"] = exhibit?.ToString()!,
            ["sha256"] = new string('a', 64),
            ["matches"] = matches,
            ["seal"] = null!,
            ["at"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["record"] = Guid.NewGuid().ToString(),
        });

    /// <summary>The token of a note, as Cases would sign it.</summary>
    public string Note(Guid referral, Person author, Person to, ECDsa? signedWith = null, string conversation = Conversations.Referral) =>
        Signed("note+jwt", signedWith, new()
        {
            ["jti"] = Guid.NewGuid().ToString(),
            ["conversation"] = conversation,
            ["sub"] = referral.ToString(),
            ["author"] = author.Partner.ToString(),
            ["to"] = to.Partner.ToString(),
        });

    /// <summary>That somebody refused a handoff, as Cases would sign it.</summary>
    public string NoticeBasis(Person owner, Guid? id = null, TimeSpan? expiresIn = null, ECDsa? signedWith = null) =>
        Signed("notice-basis+jwt", signedWith, new()
        {
            ["jti"] = (id ?? Guid.NewGuid()).ToString(),
            ["owner"] = owner.Partner.ToString(),
            ["exp"] = (DateTimeOffset.UtcNow + (expiresIn ?? TimeSpan.FromDays(1))).ToUnixTimeSeconds(),
        });

    protected string Signed(string type, ECDsa? signedWith, Dictionary<string, object> claims) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Claims = claims,
            SigningCredentials = new SigningCredentials(PemKeys.WithThumbprint(signedWith ?? cases), SecurityAlgorithms.EcdsaSha256),
        });

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        cases.Dispose();
    }
}
