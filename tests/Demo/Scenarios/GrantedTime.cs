using System.Net;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// On the eve of a journey that somebody wants the authority finds grounds to believe that she is a victim, and grants her a recovery period. It
/// bars nothing: she is told the same day, and chooses to go.
/// </summary>
static class GrantedTime
{
    public static async Task Play(Stage stage)
    {
        var story = await ReturnStory.OnTheEve(stage, new(new Homebound(Canaries.Rugiagele)));
        var neringa = await stage.Enters("verpetu-tarnyba", "neringa");
        var authority = await stage.Partner(story.Lead, neringa.Organisation);
        var (lead, traveller) = (story.Lead, story.Travellers[0]);
        string[] categories = ["Name"];

        await stage.TakesConsent(lead, traveller.Case, "lt", [authority], categories, "Handoff");
        stage.Says($"{lead.Name} refers her to the authority that decides who is a victim");
        var referral = (await lead.Post("/api/handoffs/status-referrals", new
        {
            permit = await lead.TakesPermit(traveller.Case, "Handoff", authority, categories, "authority"), to = authority,
        })).Expect(HttpStatusCode.Created).Id;
        var path = $"/api/handoffs/status-referrals/{referral}";

        var sent = await stage.Reads(
            neringa, path, $"{neringa.Name} finds the referral, and what she agreed to", r => r.Text("disclosureId") is not null);
        var opened = (await neringa.Get($"/api/cases/disclosures/{sent.Text("disclosureId")}")).Expect(HttpStatusCode.OK).Body.GetProperty("fields");
        stage.Sees(
            opened.Text("prs_FirstName") == traveller.Who.Person.FirstName && opened.Text("prs_MobilePhone") is null, "her name, not her number");
        await neringa.Tells(path, "acknowledge", new
        {
            reference = await Writes(neringa, referral, Canaries.AuthorityReference), officer = await Writes(neringa, referral, Canaries.Officer),
        });

        stage.Says($"{neringa.Name} finds reasonable grounds, and grants 30 days");
        var today = ReturnSteps.Today;
        await neringa.Decides(path, "decide", new { code = "reasonable-grounds", on = today });
        await neringa.Decides(path, "grant-period", new
        {
            on = today, from = today, until = today.AddDays(30), document = await Writes(neringa, referral, Canaries.PeriodDocument),
        });
        await stage.Reads(lead, $"/api/cases/cases/{traveller.Case}/travel-state", "the period stands in her case", state => state.Items("tell")
            .Any(what => what.GetString() == "RECOVERY_PERIOD"));
        await stage.Reads(
            lead, story.Path, "her journey says that she is to be told something, not what",
            r => r.Items("travellers").Single().Text("toTellSince") is not null);

        stage.Says($"{lead.Name} tells her the same day what it gives her; she wants to fly all the same");
        await lead.Decides(story.Path, $"travellers/{traveller.Id}/told", new { answer = "go" });
        await stage.IsIn(lead, story.Path, "FinalConfirmed", "the flight that she wants is not taken from her");
        await story.GoesAndArrives();
    }

    static async Task<string> Writes(Worker author, Guid referral, string text) =>
        (await author.Post("/api/cases/notes", new { conversation = "status-referral", conversationId = referral, text }))
            .Expect(HttpStatusCode.Created).Text("token")!;
}
