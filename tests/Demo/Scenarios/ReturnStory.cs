using System.Globalization;
using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>Who goes home.</summary>
/// <param name="Document">Asked of the embassy; null: they have a passport, and no embassy hears of them.</param>
/// <param name="Parent">Of a child: who decides, and goes along.</param>
public sealed record Homebound(Survivor Person, string AgeBand = "25-39", string? Document = null, Survivor? Parent = null);

/// <summary>What a journey is to be; what a scene leaves out is as most have it.</summary>
public sealed record Journey(params Homebound[] Travellers)
{
    /// <summary>Who asks for it: by its jurisdiction the rules are seconds.</summary>
    public (string Organisation, string UserName) AskedBy { get; init; } = ("postas-akimirksna", "rugile");

    /// <summary>Who meets them.</summary>
    public (string Organisation, string UserName) MetBy { get; init; } = ("zariju-tiltas", "alina");

    public string From { get; init; } = "NL";
    public string To { get; init; } = "LT";

    /// <summary>A ticket and somebody who meets them: not assessed, no plan.</summary>
    public bool Light { get; init; }

    /// <summary>Whether they are looked for if they do not arrive: an adult may decline that.</summary>
    public bool Check { get; init; }

    public string Carrier { get; init; } = "flight";
    public TimeSpan LeavesIn { get; init; } = TimeSpan.FromHours(1);
    public TimeSpan Takes { get; init; } = TimeSpan.FromHours(3);
}

/// <param name="Case">The lead's own.</param>
public sealed record Led(Homebound Who, Guid Id, Guid Case, Guid AskersCase);

/// <summary>A return from the request to the eve of departure; what happens then is the scene's.</summary>
public sealed class ReturnStory
{
    public const string Word = "Gandralizdis", NotFree = "Šerkšnuolė";

    static readonly string[] Categories = ["Name", "Contact", "Citizenship", "Location"];

    readonly Stage stage;
    readonly Journey journey;

    ReturnStory(Stage stage, Journey journey, Worker asker, Worker lead, Worker meets)
    {
        this.stage = stage;
        this.journey = journey;
        (Asker, Lead, Meets) = (asker, lead, meets);
    }

    public Worker Asker { get; }
    public Worker Lead { get; }

    /// <summary>Of the organisation that meets them at home.</summary>
    public Worker Meets { get; }

    public Guid Id { get; private set; }
    public IReadOnlyList<Led> Travellers { get; private set; } = [];
    public string Path => $"/api/returns/returns/{Id}";

    /// <summary>Asked for, led, counselled, consented, prepared, booked, and confirmed on the eve.</summary>
    public static async Task<ReturnStory> OnTheEve(Stage stage, Journey journey)
    {
        var lead = await stage.Enters("sankrantos-organizacija", "mirela");
        var story = new ReturnStory(
            stage, journey, await stage.Enters(journey.AskedBy.Organisation, journey.AskedBy.UserName), lead,
            await stage.Enters(journey.MetBy.Organisation, journey.MetBy.UserName));
        await story.IsAskedFor();
        await story.IsCounselled();
        await story.IsPrepared();
        await story.IsBooked();
        return story;
    }

    async Task IsAskedFor()
    {
        var lead = await stage.Partner(Lead, Lead.Organisation);
        var cases = new List<(Guid Case, string Permit)>();
        foreach (var who in journey.Travellers)
        {
            var caseId = await stage.OpensCase(Asker, File(who));
            await stage.TakesConsent(Asker, caseId, "lt", [lead], ["Name", "Contact"], "Introduction", by: Parent(who));
            cases.Add((caseId, await Asker.TakesPermit(caseId, "Introduction", lead, ["Name", "Contact"])));
        }
        stage.Says($"{Asker.Name} asks for a return from {journey.From} to {journey.To}, without identity; {Lead.Name} accepts to lead");
        Id = (await Asker.Post("/api/returns/returns", new
        {
            leavesFrom = journey.From, goesTo = journey.To, languages = new[] { "lt" }, needs = new[] { "x:ReturnTransport" }, urgency = "Soon",
            mode = "Sequential", candidates = new[] { lead },
            travellers = journey.Travellers.Zip(cases, (who, of) => new { who.AgeBand, of.Permit }),
        })).Expect(HttpStatusCode.Created).Id;
        var asked = (await Lead.Get(Path)).Expect(HttpStatusCode.OK).Body;
        await Lead.Tells(Path, $"offers/{asked.Items("offers").Single().Text("id")}/accept");

        var travellers = new List<Led>();
        foreach (var ((who, of), id) in journey.Travellers.Zip(cases).Zip(asked.Items("travellers").Select(t => t.GetProperty("id").GetGuid())))
            travellers.Add(new(who, id, await stage.OpensCase(Lead, File(who)), of.Case));
        Travellers = travellers;
    }

    async Task IsCounselled()
    {
        stage.Says($"{Lead.Name} ties each case to the return, asks each adult alone about protection, and counsels");
        foreach (var (who, id, caseId, _) in Travellers)
        {
            await Lead.Tells(Path, $"travellers/{id}/tie", new { tie = await Lead.Ties(caseId, Id) });
            await Lead.RecordsProtection(caseId, "none");
            if (Parent(who) is { } decider)
                await Lead.Records(caseId, new { kind = "decider", on = ReturnSteps.Today, state = "sole-responsibility", decider });
            else
                await Lead.Decides(Path, $"travellers/{id}/counsel", new { interpreter = "own-staff", topics = ReturnSteps.CounselTopics });
        }
        var meets = await stage.Partner(Lead, Meets.Organisation);
        foreach (var (who, id, caseId, _) in Travellers)
        {
            await ConsentsTo(who, caseId, meets);
            await Lead.Decides(Path, $"travellers/{id}/consent", new
            {
                permit = await Lead.TakesPermit(caseId, "ReturnAssistance", meets, Categories, "receiving"), askedSooner = true,
            });
        }
        await stage.IsIn(Lead, Path, "ConsentGiven", "everybody who decides wants to go");
    }

    async Task ConsentsTo(Homebound who, Guid caseId, Guid meets)
    {
        List<(Guid Partner, string Part)> parts = [(meets, "receiving")];
        if (who.Document is not null)
            parts.Add((await Embassy(), "document"));
        await stage.TakesConsent(
            Lead, caseId, "lt", [.. parts.Select(p => p.Partner)], Categories, "ReturnAssistance",
            [.. parts.Select(p => new { p.Partner, p.Part })], Parent(who));
    }

    async Task IsPrepared()
    {
        foreach (var traveller in Travellers)
        {
            await HasDocument(traveller);
            stage.Says($"{Meets.Name} will meet them, and writes where");
            var reception = await Asks(traveller, "reception", Meets, "receiving");
            await Meets.Tells(Path, $"strands/{reception}/accept");
            await stage.Reads(Meets, Path, "the details that this part needs have come", r => r.Items("strands")
                .Any(s => s.Text("id") == reception && s.Text("disclosureId") is not null));
            var note = (await Meets.Post("/api/cases/notes", new { conversation = "return", conversationId = Id, text = Canaries.WhoMeets }))
                .Expect(HttpStatusCode.Created);
            await Meets.Tells(Path, $"strands/{reception}/ready", new { note = note.Text("token") });
            foreach (var kind in new[] { "health", "transport" })
                await Records(traveller, kind, "ready");
            await Lead.Decides(Path, $"travellers/{traveller.Id}/words", new { answer = Word, notFree = NotFree });
            if (journey.Check)
                await WritesWhomToRing(traveller);
            else
                await Lead.Decides(Path, $"travellers/{traveller.Id}/declined", new { declined = new[] { "check" } });
        }
        if (journey.Light)
        {
            stage.Says($"{Lead.Name} plans a light return: no risk is named, and a document is there");
            await Lead.Decides(Path, "plan-light");
            return;
        }
        stage.Says($"{Lead.Name} and {Meets.Name} assess, each their half, and the plan is agreed");
        await Lead.Decides(Path, "assess", new { result = "no-obstacle" });
        await Meets.Decides(Path, "assess", new { result = "with-measures" });
        await stage.IsIn(Lead, Path, "WithMeasures", "of two halves the graver holds");
        await Lead.Decides(Path, "agree-plan", new
        {
            lines = new[]
            {
                new
                {
                    type = "x:ArrivalAssistance", provider = await stage.Partner(Lead, Meets.Organisation), form = "cash", amount = 150,
                    by = ReturnSteps.Today.AddDays(7),
                },
            },
        });
    }

    async Task HasDocument(Led traveller)
    {
        if (traveller.Who.Document is not { } kind)
        {
            await Records(traveller, "document", "not-needed");
            return;
        }
        var consul = await stage.Enters("postas-akimirksna", "rugile");
        stage.Says($"{consul.Name} is asked for a document, by the week, and issues it once the lead says that all is there");
        var strand = await Asks(traveller, "document", consul, "document");
        await consul.Tells(Path, $"strands/{strand}/accept");
        await Lead.Decides(Path, $"strands/{strand}/complete");
        await consul.Tells(Path, $"strands/{strand}/nationality", new { confirmed = true });
        await consul.Tells(Path, $"strands/{strand}/ready", new { documentKind = kind, until = ReturnSteps.Today.AddDays(60) });
        await Lead.Decides(Path, $"travellers/{traveller.Id}/document-holder", new { documentHolder = "person" });
    }

    async Task<string> Asks(Led traveller, string kind, Worker with, string part)
    {
        var to = await stage.Partner(Lead, with.Organisation);
        await Lead.Decides(Path, $"travellers/{traveller.Id}/strands", new
        {
            kind, with = to, permit = await Lead.TakesPermit(traveller.Case, "ReturnAssistance", to, Categories, part),
            neededBy = ReturnSteps.Today.AddDays(3),
        });
        return (await Lead.Get(Path)).Body.Items("strands")
            .Single(s => s.Text("kind") == kind && s.GetProperty("travellerId").GetGuid() == traveller.Id).Text("id")!;
    }

    Task<Exchange> Records(Led traveller, string kind, string status) =>
        Lead.Decides(Path, $"travellers/{traveller.Id}/strands/outside", new { kind, status });

    async Task WritesWhomToRing(Led traveller)
    {
        stage.Says($"{Lead.Name} writes down whom to ring if they do not arrive, and whom never");
        var plan = (await Lead.Post($"/api/cases/cases/{traveller.Case}/arrival-plans", new
        {
            @return = Id, desks = new[] { await DutyDesk() }, ringFirst = Canaries.RingFirst, ringNever = Canaries.RingNever, afterHours = 0,
            mayHear = Canaries.MayHear,
        })).Expect(HttpStatusCode.Created);
        await Lead.Decides(Path, $"travellers/{traveller.Id}/arrival-plan", new { arrivalPlan = plan.Text("token") });
    }

    async Task IsBooked()
    {
        var departs = ReturnSteps.Now + journey.LeavesIn;
        stage.Says($"{Lead.Name} books, and asks them once more on the eve");
        await Lead.Decides(Path, "book", new
        {
            legs = new[]
            {
                new
                {
                    journey.Carrier, journey.From, journey.To, departsAt = departs, arrivesAt = departs + journey.Takes, escort = "none",
                },
            },
            dutyDesks = new[] { await DutyDesk() },
        });
        await stage.IsIn(Lead, Path, "Booked", "Cases knows of no bar");
        await Lead.Decides(Path, "final-confirm", new { noBar = true, noRisk = true, fitToTravel = true });
        await stage.IsIn(Lead, Path, "FinalConfirmed", "nothing stands against it");
    }

    /// <summary>They left, and arrived where they say the word.</summary>
    public async Task GoesAndArrives()
    {
        await Departs();
        await Arrives();
    }

    public async Task Arrives()
    {
        stage.Says($"{Meets.Name} meets them, and types the word that they answer");
        await Meets.Tells(Path, "arrived", new { at = ReturnSteps.Now, word = Word });
        await stage.IsIn(Meets, Path, "Arrived", "they are there");
        await Meets.Decides(Path, "received", new { firstHours = new[] { "safe-place", "food", "telephone", "whom-to-ring" } });
        await stage.IsIn(Lead, Path, "Received", "the first hours are told to the lead");
    }

    public async Task Departs()
    {
        stage.Says($"{Lead.Name} sees them leave");
        await Lead.Tells(Path, "departed", new { at = ReturnSteps.Now });
        await stage.IsIn(Meets, Path, "Departed", "they are on the way");
    }

    public Task<Guid> Embassy() => stage.Partner(Lead, "Consular Post Akimirksna");

    Task<Guid> DutyDesk() => stage.Partner(Lead, "Žvaigždynės budėtojai");

    /// <summary>No citizenship is recorded: then any embassy may be of the State that they fled, and the firewall stands before each.</summary>
    static Dictionary<string, object> File(Homebound who)
    {
        var file = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["prs_FirstName"] = who.Person.FirstName, ["prs_SecondName"] = who.Person.SecondName, ["prs_MobilePhone"] = who.Person.MobilePhone,
            ["x:Rendezvous"] = Canaries.WhoMeets,
        };
        if (who.Parent is not null)
            file["prs_Birthdate"] = ReturnSteps.Today.AddYears(-9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return file;
    }

    static object? Parent(Homebound who) => who.Parent is not { } parent
        ? null
        : new { kind = "parent", name = $"{parent.FirstName} {parent.SecondName}", document = Canaries.BirthCertificate };
}
