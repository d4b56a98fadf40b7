using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>The Referrals service on a database and keys of its own; the other services are played here.</summary>
public sealed class ReferralsFixture() : ServiceFixture("referrals")
{
    public const string Need = "x:ShelterAccommodation";

    /// <summary>Fictional: an urgent answer is due in a second and a half, stop receipts in two.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nobody's time runs out while a test looks.</summary>
    public const string Patient = "XT";

    readonly ECDsa cases = ECDsa.Create();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        cases.ImportFromPem(await File.ReadAllTextAsync(SigningKeyFile));
        foreach (var (jurisdiction, answer, stop) in new[] { (Hasty, 1.5m, 2m), (Patient, 7200m, 86400m) })
        {
            foreach (var (rule, seconds) in new[]
            {
                ("answer-due.urgent", answer), ("answer-due.soon", answer), ("answer-due.routine", answer), ("cancellation-unanswered", answer),
                ("stop-receipt-due", stop),
            })
                await Send(Routes.KnownToReferrals, new RuleSet(jurisdiction, rule, seconds, "seconds", new(2020, 1, 1), null, "Fictional"));
        }
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 10, "rules");
    }

    /// <summary>Somebody of an organisation that Referrals knows.</summary>
    public async Task<Person> Listed(
        string jurisdiction = Patient, string role = Roles.Caseworker, string service = Need, bool suspended = false,
        Guid? partner = null, long version = 1, string kind = "x:Shelter")
    {
        var person = Somebody(role, partner);
        await Know(Routes.KnownToReferrals, new(
            person.Id, version, "Tylos uostas", kind, jurisdiction, [service], ["lt"], ["XS"],
            new("Europe/Vilnius", true, []), null, suspended, DateTimeOffset.UtcNow));
        return person;
    }

    /// <summary>What Cases would sign.</summary>
    public string Permit(
        Person owner, IEnumerable<Person> recipients, Guid? id = null, Guid? receipt = null, TimeSpan? expiresIn = null,
        string type = "permit+jwt", string purpose = "Referral", ECDsa? signedWith = null, string[]? needs = null,
        Person[]? only = null, long onlyVersion = 0) => Signed(type, signedWith, new()
        {
            ["jti"] = (id ?? Guid.NewGuid()).ToString(),
            ["owner"] = owner.Partner.ToString(),
            ["recipients"] = recipients.Select(r => r.Partner.ToString()).ToArray(),
            ["categories"] = new[] { "Name", "Contact" },
            ["purpose"] = purpose,
            ["receipt"] = (receipt ?? Guid.NewGuid()).ToString(),
            ["receiptVersion"] = 1,
            ["needs"] = needs!,
            ["only"] = only?.Select(o => o.Actor.ToString()).ToArray()!,
            ["onlyVersion"] = onlyVersion,
            ["exp"] = (DateTimeOffset.UtcNow + (expiresIn ?? TimeSpan.FromDays(1))).ToUnixTimeSeconds(),
        });

    /// <summary>The tie to another referral, as Cases would sign it.</summary>
    public string Tie(Person owner, Guid to, ECDsa? signedWith = null) => Signed("tie+jwt", signedWith, new()
    {
        ["jti"] = Guid.NewGuid().ToString(), ["owner"] = owner.Partner.ToString(), ["conversation"] = "referral", ["sub"] = to.ToString(),
    });

    /// <summary>The token of a note, as Cases would sign it.</summary>
    public string Note(Guid referral, Person author, Person to, ECDsa? signedWith = null, string conversation = "referral") =>
        Signed("note+jwt", signedWith, new()
        {
            ["jti"] = Guid.NewGuid().ToString(),
            ["conversation"] = conversation,
            ["sub"] = referral.ToString(),
            ["author"] = author.Partner.ToString(),
            ["to"] = to.Partner.ToString(),
        });

    string Signed(string type, ECDsa? signedWith, Dictionary<string, object> claims) =>
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
