using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>The Handoffs service on a database of its own, for what orders compel; the other services are played here.</summary>
public sealed class CompelledFixture() : ConversationFixture("handoffs")
{
    public const string Path = "/compelled-disclosures";

    /// <summary>Fictional: a review is due in a second, and what is recorded after one is late.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nobody's time runs out while a test looks.</summary>
    public const string Patient = "XT";

    static readonly string[] Rules = ["compelled-review-due", "danger-record-within", "stop-receipt-due", "stop-receipt-escalation"];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (jurisdiction, seconds) in new[] { (Hasty, 1m), (Patient, 86_400m) })
            foreach (var rule in Rules)
                await Send(Routes.KnownToHandoffs, new RuleSet(jurisdiction, rule, seconds, "seconds", new(2020, 1, 1), null, "Fictional"));
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 2 * Rules.Length, "rules");
    }

    /// <summary>Somebody of an organisation that Handoffs knows.</summary>
    public async Task<Person> Listed(string kind, string role = Roles.Caseworker, string jurisdiction = Patient, Guid? partner = null)
    {
        var person = Somebody(role, partner);
        await Know(Routes.KnownToHandoffs, new(
            person.Id, 1, "Tylos uostas", kind, jurisdiction, [], ["lt"], ["XS"], new("Europe/Vilnius", true, []), null, Suspended: false,
            DateTimeOffset.UtcNow));
        return person;
    }

    /// <summary>An order, as Cases would sign it.</summary>
    public string Order(
        Person owner, Person recipient, Guid id, string basis = "court-order", int fields = 4, long version = 1, Person[]? only = null,
        TimeSpan? expiresIn = null, string type = "order+jwt", DateTimeOffset? answerBy = null) => Signed(type, null, new()
        {
            ["jti"] = id.ToString(),
            ["owner"] = owner.Partner.ToString(),
            ["recipient"] = recipient.Partner.ToString(),
            ["basis"] = basis,
            ["categories"] = new[] { "Name", "Exploitation" },
            ["fields"] = fields,
            ["exhibits"] = 2,
            ["version"] = version,
            ["digest"] = $"{id} {version}",
            ["answerBy"] = answerBy?.ToUnixTimeSeconds()!,
            ["only"] = only?.Select(o => o.Actor.ToString()).ToArray()!,
            ["onlyVersion"] = only is null ? 0 : 1,
            ["exp"] = (DateTimeOffset.UtcNow + (expiresIn ?? TimeSpan.FromDays(1))).ToUnixTimeSeconds(),
        });

    /// <summary>That the person was told and could be heard, as Cases would sign it.</summary>
    /// <param name="banUntil">Instead: the order forbids it.</param>
    public string Told(Person owner, Guid order, DateTimeOffset? banUntil = null, TimeSpan? hearing = null)
    {
        var now = DateTimeOffset.UtcNow;
        return Signed("told+jwt", null, new()
        {
            ["jti"] = Guid.NewGuid().ToString(),
            ["owner"] = owner.Partner.ToString(),
            ["sub"] = order.ToString(),
            [banUntil is null ? "toldAt" : "banUntil"] = (banUntil ?? now.AddDays(-3)).ToUnixTimeSeconds(),
            ["toBeHeardUntil"] = banUntil is null ? (now + (hearing ?? TimeSpan.FromDays(-1))).ToUnixTimeSeconds() : null!,
        });
    }

    /// <summary>A step of one demand, on what is there now, that has to work.</summary>
    public async Task Do(Person who, Guid id, string action, object? body = null) =>
        (await Act(who, id, action, body)).Is(HttpStatusCode.OK);

    public async Task<Reply> Act(Person who, Guid id, string action, object? body = null) =>
        await Post(who, $"{Path}/{id}/{action}", body, await ETag(id));

    public async Task<string> ETag(Guid id) =>
        $"\"{await Query<long>("select version from compelled_disclosures where correlation_id = $1", id)}\"";
}
