using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>One referral between an NGO's caseworker and two shelters, through the public door.</summary>
public sealed class Scenario(ReferralsFixture fixture)
{
    public Person Rasa { get; private set; } = null!;
    public Person Ieva { get; private set; } = null!;
    public Person Ona { get; private set; } = null!;
    public Guid PermitId { get; } = Guid.NewGuid();
    public Guid Receipt { get; } = Guid.NewGuid();
    public Guid Id { get; private set; }
    public string Path => $"/referrals/{Id}";

    public async Task<Scenario> People(string jurisdiction = ReferralsFixture.Patient)
    {
        Rasa = await fixture.Listed(jurisdiction);
        Ieva = await fixture.Listed(jurisdiction, Roles.ShelterManager);
        Ona = await fixture.Listed(jurisdiction, Roles.ShelterManager);
        return this;
    }

    public object Body(string mode = "Sequential", string? permit = null, string? tie = null, params Person[] candidates) => new
    {
        permit = permit ?? fixture.Permit(Rasa, [Ieva, Ona], PermitId, Receipt),
        tie,
        needs = new[] { ReferralsFixture.Need },
        ageBand = "25-39",
        language = "lt",
        region = "LT-VL",
        urgency = "Urgent",
        mode,
        candidates = (candidates.Length > 0 ? candidates : [Ieva, Ona]).Select(c => c.Partner),
        place = Place,
    };

    /// <summary>The least that a shelter is told.</summary>
    public static object Place => new { household = new { women = 1 }, when = "NOW" };

    public async Task<Scenario> Offered(string jurisdiction = ReferralsFixture.Patient, string mode = "Sequential")
    {
        await People(jurisdiction);
        Id = (await fixture.Post(Rasa, "/referrals", Body(mode))).Is(HttpStatusCode.Created).Id;
        return this;
    }

    public async Task<Scenario> Accepted(string jurisdiction = ReferralsFixture.Patient)
    {
        await Offered(jurisdiction);
        await Act(Ieva, $"offers/{await OfferOf(Ieva)}/accept");
        return this;
    }

    public async Task<Scenario> Released(string jurisdiction = ReferralsFixture.Patient)
    {
        await Accepted(jurisdiction);
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == Id);
        await fixture.Send(
            Routes.Referral,
            new DetailsReleased(
                asked.RequestId, Conversations.Referral, Id, asked.Permits[0], Guid.NewGuid(), Ieva.Id, ["Name", "Contact"], DateTimeOffset.UtcNow));
        await Until(Rasa, r => r.Body.GetProperty("disclosureId").ValueKind != System.Text.Json.JsonValueKind.Null);
        return this;
    }

    public Task<Reply> See(Person who) => fixture.Get(who, Path);

    public async Task<string> OfferOf(Person who) =>
        (await See(who)).Body.GetProperty("offers").EnumerateArray()
            .Last(o => o.GetProperty("to").GetGuid() == who.Partner).GetProperty("id").GetString()!;

    /// <summary>Looks, then acts on what it saw; it has to work.</summary>
    public async Task<Reply> Act(Person who, string action, object? body = null) => (await Try(who, action, body)).Is(HttpStatusCode.OK);

    public async Task<Reply> Try(Person who, string action, object? body = null) =>
        await fixture.Post(who, $"{Path}/{action}", body, (await See(who)).ETag ?? "\"1\"");

    public async Task Withdraw() =>
        await fixture.Send(Routes.Referral, new ConsentWithdrawn(Conversations.Referral, Id, PermitId, Receipt, DateTimeOffset.UtcNow));

    public Task<Reply> UntilState(Person who, string state) => Until(who, r => r["state"] == state);

    public Task<Reply> Until(Person who, Func<Reply, bool> holds) =>
        Eventually.Get(() => See(who), r => r.Status == HttpStatusCode.OK && holds(r), "referral");

    public static IReadOnlyList<string> Timeline(Reply seen) =>
        [.. seen.Body.GetProperty("timeline").EnumerateArray().Select(e => e.GetProperty("what").GetString()!)];
}
