using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>A handoff by consent between an NGO's caseworker and a liaison officer of one unit, through the public door.</summary>
public sealed class HandoffScenario(HandoffsFixture fixture)
{
    public Person Rasa { get; private set; } = null!;
    public Person Jonas { get; private set; } = null!;
    public Guid PermitId { get; } = Guid.NewGuid();
    public Guid ConsentReceipt { get; } = Guid.NewGuid();
    public Guid Disclosure { get; } = Guid.NewGuid();
    public Guid Picture { get; } = Guid.NewGuid();
    public Guid Id { get; private set; }
    public string Path => $"/handoffs/{Id}";

    public async Task<HandoffScenario> People(string jurisdiction = HandoffsFixture.Patient)
    {
        Rasa = await fixture.Listed("NGO", Roles.Caseworker, jurisdiction);
        Jonas = await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer, jurisdiction, referredBy: ["NGO"]);
        return this;
    }

    public object Body(Guid? to = null) => new { to = to ?? Jonas.Partner, handlingCode = "H2", urgency = "Urgent", contact = "none" };

    public string Permit(params Person[] recipients) => fixture.Permit(
        Rasa, recipients.Length > 0 ? recipients : [Jonas], PermitId, ConsentReceipt, purpose: "Handoff", part: "police",
        exhibits: new() { ["picture"] = 1 });

    public object Consent(
        string? permit = null, bool asked = false, bool told = true, string advice = "taken", TimeSpan? inCare = null) => new
        {
            permit = permit ?? Permit(), legalAdvice = advice, askedForEarlier = asked, toldHelpDoesNotDepend = told,
            inCareSince = DateTimeOffset.UtcNow - (inCare ?? TimeSpan.FromDays(10)),
        };

    public async Task<HandoffScenario> Prepared(string jurisdiction = HandoffsFixture.Patient)
    {
        await People(jurisdiction);
        Id = (await fixture.Post(Rasa, "/handoffs", Body())).Is(HttpStatusCode.Created).Id;
        return this;
    }

    public async Task<HandoffScenario> Offered(string jurisdiction = HandoffsFixture.Patient)
    {
        await Prepared(jurisdiction);
        (await Act(Rasa, "verify", Consent())).Is(HttpStatusCode.OK);
        (await Act(Rasa, "offer")).Is(HttpStatusCode.OK);
        return this;
    }

    public async Task<HandoffScenario> Released(string jurisdiction = HandoffsFixture.Patient)
    {
        await Offered(jurisdiction);
        (await fixture.Post(Jonas, $"{Path}/accept", new { reference = Note(Jonas, Rasa), officer = Note(Jonas, Rasa) })).Is(HttpStatusCode.OK);
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == Id);
        await fixture.Send(
            Routes.ConsentedHandoff,
            new DetailsReleased(
                asked.RequestId, Conversations.Handoff, Id, PermitId, Disclosure, Jonas.Id, ["Name", "Evidence"], DateTimeOffset.UtcNow, [Picture],
                new string('a', 64)));
        await Until(Rasa, "Released");
        return this;
    }

    public string Note(Person author, Person to) => fixture.Note(Id, author, to, conversation: Conversations.Handoff);

    public string Receipt(Guid? exhibit, bool matches = true) =>
        fixture.CustodyReceipt(Jonas, Conversations.Handoff, Id, Disclosure, exhibit, matches);

    /// <summary>By somebody who has read it last.</summary>
    public async Task<Reply> Act(Person who, string action, object? body = null) =>
        await fixture.Post(who, $"{Path}/{action}", body, (await fixture.Get(who, Path)).ETag);

    public Task<Reply> Until(Person who, string state) =>
        Eventually.Get(() => fixture.Get(who, Path), seen => State(seen) == state, $"{state}; log: {fixture.Output}");

    public static string State(Reply seen) => seen.Body.GetProperty("line").GetProperty("state").GetString()!;

    public static string? ToDo(Reply seen) => seen.Body.GetProperty("line").TryGetProperty("toDo", out var toDo) ? toDo.GetString() : null;

    public static JsonElement Accepted(Reply seen) => seen.Body.GetProperty("accepted");
}
