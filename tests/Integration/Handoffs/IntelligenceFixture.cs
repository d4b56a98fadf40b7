using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>The Handoffs service on databases of its own; the other services are played here.</summary>
public sealed class IntelligenceFixture() : ConversationFixture("handoffs")
{
    /// <summary>Fictional: what is told of suspects is kept for two seconds.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nothing may be told of suspects.</summary>
    public const string Silent = "XT";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Send(Routes.KnownToHandoffs, new RuleSet(Hasty, "intelligence-suspects", 2, "seconds", new(2020, 1, 1), null, "Fictional"));
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 1, "rules");
    }

    /// <summary>Somebody of an organisation that Handoffs knows.</summary>
    public async Task<Person> Listed(string kind, string role = Roles.Caseworker, string jurisdiction = Hasty, Guid? partner = null)
    {
        var person = Somebody(role, partner);
        await Know(Routes.KnownToHandoffs, new(
            person.Id, 1, "Kopų ratas", kind, jurisdiction, [], ["lt"], ["XS"], new("Europe/Vilnius", true, []), null, Suspended: false,
            DateTimeOffset.UtcNow));
        return person;
    }
}
