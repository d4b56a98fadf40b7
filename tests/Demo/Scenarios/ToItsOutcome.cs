using System.Net;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>Žiburio namai refer a woman to the shelter Ramunė, which accepts, reads what it may, reports arrival and outcome.</summary>
static class ToItsOutcome
{
    public static async Task Play(Stage stage)
    {
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        var ieva = await stage.Enters("ramunes-prieglauda", "ieva");
        // Of another shelter, with the same subject and e-mail at another provider: a person is issuer and subject.
        var namesake = await stage.Enters("tylos-uostas", "ieva");
        var shelter = await stage.Partner(rasa, "Ramunės prieglauda");
        string[] categories = ["Name", "Contact", "Health", "Exploitation"];

        var person = Canaries.Zydrune;
        var caseId = await stage.OpensCase(rasa, new()
        {
            ["prs_FirstName"] = person.FirstName,
            ["prs_SecondName"] = person.SecondName,
            ["prs_Birthdate"] = "1998-04-17",
            ["prs_Gender"] = "Feminine",
            ["prs_PrimaryLanguage"] = "lt",
            ["prs_MobilePhone"] = person.MobilePhone,
            ["prs_Email"] = person.Email,
            ["prs_Citizenship"] = new[] { "LT" },
            ["x:Alias"] = person.Alias,
            ["vic_TypeOfExploitation"] = new[] { "x:ForcedCriminality" },
            ["x:RiskSummary"] = Canaries.Risk,
            ["x:NeedsSummary"] = Canaries.Needs,
        });
        await stage.Attaches(rasa, caseId, Canaries.AttachmentName, Canaries.Attached);
        await stage.TakesConsent(rasa, caseId, "lt", [shelter], categories);
        var referral = await stage.Offers(rasa, caseId, new("x:ShelterAccommodation", "25-39", "lt", "LT", "Soon"), [shelter], categories);

        var offered = await stage.FindsOffer(ieva, referral);
        stage.Says($"{namesake.Name} of {namesake.Organisation} tries the same address");
        (await namesake.Get($"/api/referrals/referrals/{referral}")).Expect(HttpStatusCode.NotFound);
        stage.Sees(true, "for the namesake there is no such referral");
        await AskAndAnswer(stage, rasa, ieva, referral, offered);
        await stage.Acts(ieva, referral, $"offers/{offered.Id}/accept");
        await stage.Acts(ieva, referral, "outcome", offered.ETag, body: new { code = "ASSISTED" }, expected: HttpStatusCode.PreconditionFailed);
        stage.Sees(true, "an action on a stale page is refused");

        var (disclosure, fields) = await stage.OpensDisclosure(ieva, referral);
        stage.Sees(
            fields.Text("x:Alias") == person.Alias && fields.Text("x:NeedsSummary") == Canaries.Needs,
            "what consent covers and a shelter needs is there");
        stage.Sees(!fields.TryGetProperty("prs_FirstName", out _), "the name is not: a shelter sees an alias, and how to reach the person");
        (await namesake.Get($"/api/cases/disclosures/{disclosure}")).Expect(HttpStatusCode.NotFound);
        stage.Sees(true, $"{namesake.Name} of {namesake.Organisation} finds no such details");

        await stage.Acts(ieva, referral, "arrival");
        await stage.Finds(rasa, referral, "Active: the person has arrived", r => r.Is("Active"));
        var note = await stage.Writes(ieva, referral, Canaries.OutcomeNote);
        await stage.Acts(ieva, referral, "outcome", body: new { code = "ASSISTED", note = note.Token });
        var ended = await stage.Finds(rasa, referral, "Completed", r => r.Is("Completed"));
        foreach (var entry in ended.Body.Items("timeline"))
            Stage.Shows($"{entry.Text("at")?[11..19]}  {entry.Text("track"),-8}  {entry.Text("what")} {entry.Text("code")}");
        var read = (await rasa.Get($"/api/cases/notes/{note.Id}")).Expect(HttpStatusCode.OK);
        stage.Sees(read.Text("text") == Canaries.OutcomeNote, $"{rasa.Name} can read the note");

        await WhoSawThePerson(stage, caseId, shelter);
    }

    /// <summary>Before answering, the recipient may ask. What both write is sealed in Cases; the referral knows the notes' ids.</summary>
    static async Task AskAndAnswer(Stage stage, Worker rasa, Worker ieva, Guid referral, Offered offered)
    {
        var question = await stage.Writes(ieva, referral, Canaries.Question);
        await stage.Acts(ieva, referral, $"offers/{offered.Id}/question", body: new { note = question.Token });
        await stage.Finds(rasa, referral, "a question is to be answered", r => r.Text("toDo") == "answer-question");
        var asked = (await rasa.Get($"/api/cases/notes/{question.Id}")).Expect(HttpStatusCode.OK);
        stage.Sees(asked.Text("text") == Canaries.Question, $"{rasa.Name} reads it");
        var answer = await stage.Writes(rasa, referral, Canaries.Answer);
        await stage.Acts(rasa, referral, $"offers/{offered.Id}/answer", body: new { note = answer.Token });
        var answered = (await ieva.Get($"/api/cases/notes/{answer.Id}")).Expect(HttpStatusCode.OK);
        stage.Sees(answered.Text("text") == Canaries.Answer, $"{ieva.Name} reads the answer");
    }

    /// <summary>The data-protection officer's question: who saw or changed what in this case?</summary>
    static async Task WhoSawThePerson(Stage stage, Guid caseId, Guid shelter)
    {
        var officer = await stage.Enters("ziburio-namai", "audra");
        stage.Says($"{officer.Name}, data-protection officer, asks the ledger who saw this person");
        (await officer.Get($"/api/cases/cases/{caseId}")).Expect(HttpStatusCode.Forbidden);
        stage.Sees(true, "the officer cannot open the case itself");
        var reference = (await officer.Get("/api/cases/cases")).Expect(HttpStatusCode.OK).Body.Items("items")
            .First(c => c.GetProperty("id").GetGuid() == caseId).GetProperty("ledgerReference").GetGuid();
        var acts = await officer.GetOnce(
            $"/api/ledger/references/{reference}/records",
            e => e.Status is HttpStatusCode.OK && e.Body.Items("items").Any(a => a.Text("verb") == "disclosure-read"), TimeSpan.FromSeconds(15));
        foreach (var act in acts.Expect(HttpStatusCode.OK).Body.Items("items"))
            Stage.Shows($"{act.Text("at")?[11..19]}  {act.Text("verb")}");
        stage.Sees(
            acts.Body.Items("items").Any(a => a.Text("verb") == "disclosure-read" && a.Text("partner") == shelter.ToString()),
            "the shelter's reading is on the ledger");
    }
}
