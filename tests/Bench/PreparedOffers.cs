using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// What is offered: an NGO's referrals to a shelter, each on a permit that Cases knows and the network's key has signed,
/// all made before the clock starts. There are enough that no two at a time stand on one.
/// </summary>
sealed class PreparedOffers : IDisposable
{
    const int Permits = 8192;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bench");
    readonly (Guid Permit, Guid Receipt, Guid Case)[] ids =
        [.. Enumerable.Range(0, Permits).Select(_ => (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()))];
    readonly byte[][] bodies = new byte[Permits][];

    public PreparedOffers()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SigningKeyFile = File("network.pem", key.ExportPkcs8PrivateKeyPem());
        PublicKeyFile = File("network.pub.pem", key.ExportSubjectPublicKeyInfoPem());
        MasterKeyFile = File("master.key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var network = new SigningKey(SigningKeyFile);
        Parallel.For(0, Permits, i => bodies[i] = Body(network, ids[i].Permit, ids[i].Receipt));
        Token = TokenFor("referrals", Sender, Roles.Caseworker);
        RecipientToken = TokenFor("referrals", Recipient, Roles.ShelterManager);
    }

    public TestGateway Gateway { get; } = new();
    public Guid Sender { get; } = Guid.NewGuid();
    public Guid Recipient { get; } = Guid.NewGuid();

    /// <summary>The sender's, for Referrals; good for the whole run.</summary>
    public string Token { get; }
    public string RecipientToken { get; }

    public string SigningKeyFile { get; }
    public string PublicKeyFile { get; }
    public string MasterKeyFile { get; }

    /// <summary>Somebody's of an organisation; good for the whole run.</summary>
    public string TokenFor(string service, Guid partner, string role) =>
        Gateway.Token(service, Guid.NewGuid(), partner, [role], expiresIn: TimeSpan.FromHours(2));

    public byte[] this[int flow] => bodies[flow % Permits];

    /// <summary>What a service makes of it.</summary>
    public OfferReferral Command(int flow) => new(
        Guid.CreateVersion7(), new(Sender), Sender, ids[flow % Permits].Permit, ids[flow % Permits].Receipt, ["x:ShelterAccommodation"], "25-39",
        "lt", "LT-VL", "Soon",
        OfferMode.Sequential, [new(Recipient)], new(new(24, "hours"), new(24, "hours"), "Europe/Vilnius"), Place: Place);

    static PlaceNeeded Place => new(new(Women: 1), PlaceCodes.Now);

    /// <summary>Both organisations, as Partners would list them.</summary>
    public IEnumerable<PartnerListed> Listings =>
        new[] { (Sender, "NGO"), (Recipient, Codes.Shelter) }.Select(p => new PartnerListed(
            new(p.Item1), 1, "Tylos uostas", p.Item2, "XT", ["x:ShelterAccommodation"], ["lt"], ["LT"], new("Europe/Vilnius", true, []), null, false,
            DateTimeOffset.UtcNow, TransferGround: "ADEQUACY"));

    public static IEnumerable<RuleSet> Rules =>
        new[] { "answer-due.soon", "stop-receipt-due" }.Select(rule => new RuleSet("*", rule, 24, "hours", new(2020, 1, 1), null, "Fictional"));

    /// <summary>Cases, consents and permits, as Cases stores them. The cases are empty: an offer reads nothing of them.</summary>
    public Task Store(Database cases) =>
        cases.Execute(
            """
            with ids as (select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) i (permit, receipt, kase)),
            k as (insert into cases (case_id, owner, ledger_reference, label, version, opened_at, opened_by, changed_at)
                select kase, $4, gen_random_uuid(), kase::text, 1, now(), $4, now() from ids),
            c as (insert into consents (receipt_id, case_id, version, purposes, recipients, categories, exclusions, lifts, given_by, taken_by,
                    language, method, wording_version, wording_hash, given_at, valid_until, recorded_at)
                select receipt, kase, 1, '{Referral}', array[$5], '{Name}', '[]', '[]', 'self', $4,
                    'lt', 'spoken', '2026-11', '\x00', now(), now() + interval '30 days', now() from ids)
            insert into permits (permit_id, case_id, owner, receipt_id, receipt_version,
                purpose, part, recipients, categories, decisions, given_at, given_by, expires_at)
            select permit, kase, $4, receipt, 1, 'Referral', 'recipient', array[$5], '{Name}', '[]', now(), $4, now() + interval '30 days' from ids
            """,
            ids.Select(i => i.Permit).ToArray(), ids.Select(i => i.Receipt).ToArray(), ids.Select(i => i.Case).ToArray(), Sender, Recipient);

    byte[] Body(SigningKey network, Guid permit, Guid receipt) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            permit = network.Sign("permit+jwt", new
            {
                jti = permit, owner = Sender, recipients = new[] { Recipient }, categories = new[] { "Name", "Contact" },
                purpose = "Referral", receipt,
                receiptVersion = 1, exp = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds(),
            }),
            needs = new[] { "x:ShelterAccommodation" },
            ageBand = "25-39",
            language = "lt",
            region = "LT-VL",
            urgency = "Soon",
            mode = "Sequential",
            candidates = new[] { Recipient },
            place = Place,
        },
        NetworkJson.Options);

    string File(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        Gateway.Dispose();
        folder.Delete(recursive: true);
    }
}
