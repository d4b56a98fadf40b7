using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>The Handoffs service on a database of its own, for referrals and notices to the competent authority; others are played here.</summary>
public sealed class StatusFixture() : ConversationFixture("handoffs")
{
    /// <summary>Fictional: a decision is due in two seconds, a period in one.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nobody's time runs out while a test looks.</summary>
    public const string Patient = "XT";

    static readonly (string Jurisdiction, string Rule, decimal Seconds)[] Rules =
    [
        (Hasty, "status-decision-due", 2), (Hasty, "period-due", 1), (Patient, "status-decision-due", 7200), (Patient, "period-due", 7200),
        (Patient, "notice-due.NGO", 7200),
    ];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (jurisdiction, rule, seconds) in Rules)
            await Send(Routes.KnownToHandoffs, new RuleSet(jurisdiction, rule, seconds, "seconds", new(2020, 1, 1), null, "Fictional"));
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == Rules.Length, "rules");
    }

    /// <summary>Somebody of an organisation that Handoffs knows.</summary>
    public async Task<Person> Listed(
        string kind = "NGO", string role = Roles.Caseworker, string jurisdiction = Patient, Guid? partner = null, bool suspended = false,
        string[]? referredBy = null)
    {
        var person = Somebody(role, partner);
        await Know(Routes.KnownToHandoffs, new(
            person.Id, 1, "Tylos uostas", kind, jurisdiction, [], ["lt"], ["XS"], new("Europe/Vilnius", true, []), null, suspended,
            DateTimeOffset.UtcNow, Authority: referredBy is null ? null : new(referredBy, "NONE", "Fictional law, Art. 1")));
        return person;
    }

    public Task<Person> Authority(string jurisdiction = Patient, Guid? partner = null, string[]? referredBy = null) =>
        Listed(Codes.CompetentAuthority, Roles.AuthorityOfficer, jurisdiction, partner, referredBy: referredBy ?? ["NGO"]);

    /// <summary>A permit for the authority.</summary>
    public string StatusPermit(Person owner, Person authority, Guid? id = null, Guid? receipt = null, Person[]? only = null) =>
        Permit(owner, [authority], id, receipt, purpose: "Handoff", part: "authority", only: only, onlyVersion: only is null ? 0 : 1);

    public string StatusNote(Guid id, Person author, Person to) => Note(id, author, to, conversation: Conversations.StatusReferral);

    public async Task<Guid> Sent(Person sender, Person authority, Guid? permit = null) =>
        (await Post(sender, "/status-referrals", new { permit = StatusPermit(sender, authority, permit), to = authority.Partner }))
            .Is(System.Net.HttpStatusCode.Created).Id;

    /// <summary>Something that takes what was read last.</summary>
    public async Task<Reply> Act(Person who, Guid id, string action, object? body = null) =>
        await Post(who, $"/status-referrals/{id}/{action}", body, ifMatch: (await Get(who, $"/status-referrals/{id}")).ETag);

    public async Task<Guid> Acknowledged(Person sender, Person authority, Guid? permit = null)
    {
        var id = await Sent(sender, authority, permit);
        (await Act(authority, id, "acknowledge", new { reference = StatusNote(id, authority, sender), officer = StatusNote(id, authority, sender) }))
            .Is(System.Net.HttpStatusCode.OK);
        return id;
    }
}
