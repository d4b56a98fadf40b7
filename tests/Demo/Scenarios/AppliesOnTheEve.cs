using System.Net;
using System.Text.RegularExpressions;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// Two returns made alike, asked for by an embassy that also issues the documents. In one of them nothing happens; in the other the person
/// applies for protection on the eve of travel. To the embassy they stay alike, byte for byte (Regulation (EU) 2024/1348 Art. 7(2)).
/// </summary>
static partial class AppliesOnTheEve
{
    public static async Task Play(Stage stage)
    {
        var nothing = await ReturnStory.OnTheEve(stage, new(new Homebound(Canaries.Ugniaspalve, Document: "laissez-passer")));
        var story = await ReturnStory.OnTheEve(stage, new(new Homebound(Canaries.Sniegvilna, Document: "laissez-passer")));
        var before = await Seen.By(story);

        stage.Says("The person applies for protection");
        var caseId = story.Travellers[0].Case;
        await story.Lead.RecordsProtection(caseId, "applied");
        await stage.IsIn(story.Lead, story.Path, "OnHold", "told unasked and without a reason; what bars stands in the case");
        await stage.IsIn(story.Meets, story.Path, "OnHold", "no reason either");
        var permit = await story.Lead.AsksPermit(caseId, "ReturnAssistance", await story.Embassy(), ["Name", "Citizenship"], "document");
        stage.Sees(
            permit.Status is HttpStatusCode.Conflict && permit.Text("type")!.EndsWith("protection-status", StringComparison.Ordinal),
            "no permit is given for any embassy any more");

        var after = await Seen.By(story);
        stage.Sees(after == before, "the embassy's return and its ETag, list line and page are byte for byte what they were before");
        stage.Sees(
            after.Alike == (await Seen.By(nothing)).Alike,
            "and those of the return in which nothing happened, but for ids, references and moments, each the same wherever it stands");
        stage.Sees(
            await Records(stage, story) == await Records(stage, nothing),
            "who did what with its case, as its data-protection officer reads it, is the same list");
        stage.Says($"{story.Asker.Name} acts on both alike");
        foreach (var either in new[] { story, nothing })
        {
            var strand = (await either.Asker.Get(either.Path)).Body.Items("strands").Single().Text("id");
            await either.Asker.Tells(either.Path, $"strands/{strand}/needs", new { needs = new[] { "photo" } });
        }
        stage.Sees((await Seen.By(story)).Alike == (await Seen.By(nothing)).Alike, "and reads the same again");
    }

    /// <summary>Verb by verb, but for the officer's own looking; of one moment there is no order.</summary>
    static async Task<string> Records(Stage stage, ReturnStory story)
    {
        var officer = await stage.Enters("postas-akimirksna", "tadas");
        var reference = (await officer.Get("/api/cases/cases")).Expect(HttpStatusCode.OK).Body.Items("items")
            .Single(c => c.GetProperty("id").GetGuid() == story.Travellers[0].AskersCase).Text("ledgerReference");
        var path = $"/api/ledger/references/{reference}/records";
        var records = await officer.GetOnce(
            path, e => e.Body.Items("items").Any(r => r.Text("verb") == "details-released"), TimeSpan.FromSeconds(5));
        var verbs = records.Expect(HttpStatusCode.OK).Body.Items("items").Where(r => r.Text("verb") is not "record-read")
            .Select(r => $"{r.Text("verb")} {r.Text("partner")}")
            .Order(StringComparer.Ordinal).ToList();
        Stage.Shows(string.Join(", ", verbs.Select(v => v.Split(' ')[0])));
        return string.Join('\n', verbs);
    }

    /// <summary>What the embassy can see of a return.</summary>
    sealed record Seen(string Return, string? ETag, string Line, string Page)
    {
        public static async Task<Seen> By(ReturnStory story)
        {
            var detail = (await story.Asker.Get(story.Path)).Expect(HttpStatusCode.OK);
            var line = (await story.Asker.Get("/api/returns/returns?side=requested")).Expect(HttpStatusCode.OK).Body.Items("items")
                .Single(l => l.GetProperty("id").GetGuid() == story.Id);
            return new(detail.Body.GetRawText(), detail.ETag, line.GetRawText(), await story.Asker.ReadsPage($"/returns/{story.Id}"));
        }

        /// <summary>Each id, reference and moment as the number of its first place: two that are one here must be one there.</summary>
        public string Alike
        {
            get
            {
                var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
                return Own().Replace(
                    string.Join('\n', Return, Line, PageTime().Replace(Page, "<time>")), // to the minute: which fall together is accident
                    own => $"#{(numbers.TryGetValue(own.Value, out var number) ? number : numbers[own.Value] = numbers.Count)}");
            }
        }
    }

    [GeneratedRegex(
        """[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b|\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+]00:00)""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Own();

    [GeneratedRegex("<time[^>]*>[^<]*</time>", RegexOptions.None, 1000)]
    private static partial Regex PageTime();
}
