using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>One referral between an NGO's caseworker and two shelters, through the public door.</summary>
public sealed class Story(ReferralsProbe probe)
{
    public ReferralsProbe.Person Rasa { get; private set; } = null!;
    public ReferralsProbe.Person Ieva { get; private set; } = null!;
    public ReferralsProbe.Person Ona { get; private set; } = null!;
    public Guid PermitId { get; } = Guid.NewGuid();
    public Guid Receipt { get; } = Guid.NewGuid();
    public Guid Id { get; private set; }
    public string Path => $"/referrals/{Id}";

    public async Task<Story> People(string jurisdiction = ReferralsProbe.Patient)
    {
        Rasa = await probe.Somebody(jurisdiction);
        Ieva = await probe.Somebody(jurisdiction, Roles.ShelterManager);
        Ona = await probe.Somebody(jurisdiction, Roles.ShelterManager);
        return this;
    }

    public object Body(string mode = "Sequential", string? permit = null, string? tie = null, params ReferralsProbe.Person[] candidates) => new
    {
        permit = permit ?? probe.Permit(Rasa, [Ieva, Ona], PermitId, Receipt),
        tie,
        needs = new[] { ReferralsProbe.Need },
        ageBand = "25-39",
        language = "lt",
        region = "LT-VL",
        urgency = "Urgent",
        mode,
        candidates = (candidates.Length > 0 ? candidates : [Ieva, Ona]).Select(c => c.Partner),
    };

    public async Task<Story> Offered(string jurisdiction = ReferralsProbe.Patient, string mode = "Sequential")
    {
        await People(jurisdiction);
        var reply = await probe.Post(Rasa, "/referrals", Body(mode));
        Assert.True(reply.Status == HttpStatusCode.Created, reply.Text + probe.Output);
        Id = reply.Id;
        return this;
    }

    public async Task<Story> Accepted(string jurisdiction = ReferralsProbe.Patient)
    {
        await Offered(jurisdiction);
        await Act(Ieva, $"offers/{await OfferOf(Ieva)}/accept");
        return this;
    }

    public async Task<Story> Released(string jurisdiction = ReferralsProbe.Patient)
    {
        await Accepted(jurisdiction);
        var asked = await probe.Said<ReleaseDetails>(m => m.ConversationId == Id);
        await probe.Send(Routes.Referral, new DetailsReleased(asked.RequestId, Conversations.Referral, Id, asked.Permits[0], Guid.NewGuid(), Ieva.Id, ["Name", "Contact"], DateTimeOffset.UtcNow));
        await Until(Rasa, r => r.Body.GetProperty("disclosureId").ValueKind != System.Text.Json.JsonValueKind.Null);
        return this;
    }

    public Task<ReferralsProbe.Reply> See(ReferralsProbe.Person who) => probe.Get(who, Path);

    public async Task<string> OfferOf(ReferralsProbe.Person who) =>
        (await See(who)).Body.GetProperty("offers").EnumerateArray().Last(o => o.GetProperty("to").GetGuid() == who.Partner).GetProperty("id").GetString()!;

    /// <summary>Looks, then acts on what it saw; it has to work.</summary>
    public async Task<ReferralsProbe.Reply> Act(ReferralsProbe.Person who, string action, object? body = null)
    {
        var reply = await Try(who, action, body);
        Assert.True(reply.Status == HttpStatusCode.OK, $"{action}: {reply.Text}");
        return reply;
    }

    public async Task<ReferralsProbe.Reply> Try(ReferralsProbe.Person who, string action, object? body = null) =>
        await probe.Post(who, $"{Path}/{action}", body, (await See(who)).ETag ?? "\"1\"");

    public async Task Withdraw() => await probe.Send(Routes.Referral, new ConsentWithdrawn(Conversations.Referral, Id, PermitId, Receipt, DateTimeOffset.UtcNow));

    public Task<ReferralsProbe.Reply> UntilState(ReferralsProbe.Person who, string state) => Until(who, r => r["state"] == state);

    public Task<ReferralsProbe.Reply> Until(ReferralsProbe.Person who, Func<ReferralsProbe.Reply, bool> holds) =>
        Eventually.Get(() => See(who), r => r.Status == HttpStatusCode.OK && holds(r), "referral");

    public static IReadOnlyList<string> Timeline(ReferralsProbe.Reply seen) =>
        [.. seen.Body.GetProperty("timeline").EnumerateArray().Select(e => e.GetProperty("what").GetString()!)];
}
