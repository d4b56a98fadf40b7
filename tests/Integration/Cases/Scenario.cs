using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>Business states, reached through the public door: a case, with consent, offered, released.</summary>
public sealed partial class Scenario(CasesFixture fixture)
{
    public const string FirstName = "Žydrūnė-Öykü";
    public const string Telephone = "+37061234567";

    public static readonly Dictionary<string, object> Fields = new(StringComparer.Ordinal)
    {
        ["prs_FirstName"] = FirstName,
        ["prs_SecondName"] = "Šimkutė",
        ["prs_MobilePhone"] = Telephone,
        ["x:Alias"] = "زهرة",
        ["vic_TypeOfExploitation"] = new[] { "ForcedLabour", "x:ForcedCriminality" },
        ["x:RiskSummary"] = "Somebody may ask for her at the gate.",
        ["x:HealthDetails"] = "Sleeps badly since August.",
        ["x:NeedsSummary"] = "A room of her own.",
        ["prs_Citizenship"] = new[] { "LT" },
        ["x:Whereabouts"] = "Behind the green door.",
        ["prs_MailingCity"] = "Kaštonynas",
    };

    public static readonly string[] Asked = ["Name", "Contact", "Exploitation", "Health", "Location"];

    public Person Rasa { get; } = Somebody();
    public Person Ieva { get; private set; } = null!;
    public Guid Shelter => Ieva.Partner;
    public Guid Case { get; private set; }
    public Guid LedgerReference { get; private set; }
    public Guid Receipt { get; private set; }
    public Guid Permit { get; set; }
    public Guid Referral { get; } = Guid.CreateVersion7();
    public Guid Disclosure { get; private set; }

    public async Task<Scenario> Opened(object? fields = null)
    {
        Case = Created(await fixture.Post(Rasa, "/cases", new { fields = fields ?? Fields }));
        LedgerReference = (await fixture.Get(Rasa, $"/cases/{Case}")).Body.GetProperty("ledgerReference").GetGuid();
        return this;
    }

    public async Task<Scenario> Consented(string kind = Codes.Shelter, string? publicKey = null, object? exclusions = null)
    {
        await Opened();
        await Met(kind, publicKey);
        Receipt = Created(await fixture.Post(Rasa, $"/cases/{Case}/consents", Consent(exclusions)));
        return this;
    }

    /// <summary>The other organisation is known.</summary>
    public async Task Met(string kind = Codes.Shelter, string? publicKey = null, string transferGround = "EEA") =>
        Ieva = Somebody(Roles.ShelterManager, await fixture.Listed(kind, publicKey, transferGround: transferGround));

    /// <summary>A child's case with the consent of who may decide for the child, and a permit on it.</summary>
    public async Task Guarded(object decider)
    {
        Receipt = Created(await fixture.Post(
            Rasa, $"/cases/{Case}/consents", Consent(with: new { givenBy = "guardian", decider, childView = "agrees", childWords = "Gerai." })));
        await TakePermit();
    }

    /// <param name="with">Members that differ; a null leaves one out.</param>
    public JsonObject Consent(object? exclusions = null, object? with = null) => Differing(Whole(exclusions), with);

    static JsonObject Differing(object whole, object? with)
    {
        var differing = JsonSerializer.SerializeToNode(whole, NetworkJson.Options)!.AsObject();
        foreach (var (member, value) in JsonSerializer.SerializeToNode(with ?? new { }, NetworkJson.Options)!.AsObject())
            if (value is null)
                differing.Remove(member);
            else
                differing[member] = value.DeepClone();
        return differing;
    }

    object Whole(object? exclusions) => new
    {
        purposes = new[] { "Referral" },
        recipients = new[] { Shelter },
        categories = Asked,
        exclusions = exclusions ?? Array.Empty<object>(),
        givenBy = "self",
        language = "lt",
        interpreter = "Ąžuolas Vertėjas",
        method = "spoken",
        wordingVersion = "2026-11",
        givenAt = DateTimeOffset.UtcNow,
        validUntil = DateTimeOffset.UtcNow.AddDays(30),
    };

    public async Task<Scenario> Permitted(string kind = Codes.Shelter, string? publicKey = null, object? exclusions = null)
    {
        await Consented(kind, publicKey, exclusions);
        await TakePermit();
        return this;
    }

    public async Task TakePermit() => Permit = Created(await AskForPermit("Referral", part: null, Asked));

    public Task<Reply> AskForPermit(string purpose, string? part, IReadOnlyList<string> categories) =>
        fixture.Post(Rasa, $"/cases/{Case}/permits", new { purpose, part, recipients = new[] { Shelter }, categories });

    /// <summary>The other organisation has a part in the person's return, to which they agreed altogether, and has accepted it.</summary>
    public async Task<Scenario> ReleasedInReturn(string part, string kind, string purpose = "ReturnAssistance")
    {
        await ConsentedToReturn(kind);
        Permit = Created(await AskForPermit(purpose, part, EveryCategory));
        await Offer();
        var request = await Ask();
        Disclosure = (await fixture.Published<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        return this;
    }

    public static readonly string[] EveryCategory = [.. Codes.CategoriesInOrder.Where(category => category != Codes.Evidence)];

    public async Task<Scenario> ConsentedToReturn(string kind)
    {
        await Opened(new Dictionary<string, object>(Fields, StringComparer.Ordinal)
        {
            ["prs_Birthdate"] = "1998-05-04",
            ["prs_MailingStreet"] = "Kaštonų g. 3",
            ["x:TravelDocument"] = "Passport, held by the person",
            ["x:TravelDocumentNumber"] = "X1234567",
            ["x:Rendezvous"] = "Under the clock of the station.",
            ["x:PersonDescription"] = "A red scarf and a small grey case.",
            ["x:EscortAdvice"] = "Sits by the aisle; no talk of work.",
            ["x:FitToTravel"] = "Fit to fly until 20 December.",
            ["x:ThreatAlert"] = "A cousin asks for them.",
        });
        await fixture.Listed("NGO", partner: Rasa.Partner);
        await Met(kind);
        Receipt = Created(await fixture.Post(Rasa, $"/cases/{Case}/consents",
            Consent(with: new
            {
                purposes = new[] { "Introduction", "ReturnAssistance" }, categories = EveryCategory, interpreterOf = "sworn-interpreter",
            })));
        return this;
    }

    public async Task<Scenario> Offered(string kind = Codes.Shelter, string? publicKey = null, object? exclusions = null)
    {
        await Permitted(kind, publicKey, exclusions);
        await Offer();
        return this;
    }

    public async Task Offer(Guid? to = null)
    {
        var offer = Guid.CreateVersion7();
        await fixture.Send(Routes.Offers, new OfferMade(
            Conversations.Referral, Referral, offer, [Permit], Rasa.Id, new PartnerId(to ?? Shelter),
            DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1)));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from offers where offer_id = $1", offer), seen => seen == 1, $"offer; log: {fixture.Output}");
    }

    public async Task<Guid> Ask(Guid? requestId = null, Guid? to = null)
    {
        var request = requestId ?? Guid.CreateVersion7();
        await fixture.Send(Routes.Release, new ReleaseDetails(request, Conversations.Referral, Referral, [Permit], new PartnerId(to ?? Shelter)));
        return request;
    }

    public async Task<Scenario> Released(string kind = Codes.Shelter, string? publicKey = null, object? exclusions = null)
    {
        await Offered(kind, publicKey, exclusions);
        var request = await Ask();
        Disclosure = (await fixture.Published<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        return this;
    }

    public Task<Reply> Read() => fixture.Get(Ieva, $"/disclosures/{Disclosure}");

    public async Task Withdraw() => (await fixture.Post(Rasa, $"/consents/{Receipt}/withdraw")).Is(HttpStatusCode.OK);

    public static string[] Names(JsonElement fields) => [.. fields.EnumerateObject().Select(f => f.Name).Order(StringComparer.Ordinal)];

    public static Guid Created(Reply reply) => reply.Is(HttpStatusCode.Created).Id;
}
