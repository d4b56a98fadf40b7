using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>Nobody sees her get off. The duty desk is alarmed, reads what she wants done, and finds her.</summary>
static class DoesNotArrive
{
    public static async Task Play(Stage stage)
    {
        var milda = await stage.Enters("zvaigzdynes-budetojai", "milda");
        var story = await ReturnStory.OnTheEve(stage, new(new Homebound(Canaries.Vandenile))
        {
            Check = true, LeavesIn = TimeSpan.FromSeconds(10), Takes = TimeSpan.FromSeconds(1),
        });
        await story.Departs();
        var plan = $"/api/cases/arrival-plans/{(await story.Lead.Get(story.Path)).Body.Items("travellers").Single().Text("arrivalPlanId")}";
        (await milda.Get(story.Path)).Expect(HttpStatusCode.NotFound);
        (await milda.Get(plan)).Expect(HttpStatusCode.NotFound);
        stage.Sees(true, "for the duty desk there is no such return, and nothing to read, as long as nobody is late");

        await stage.Reads(milda, story.Path, "the hours of the flight are over, and it finds an alarm", r => Alarm(r) is not null, Patience);
        await stage.Reads(milda, plan, "with whom to ring first, and whom never", p =>
            p.Text("ringFirst") == Canaries.RingFirst && p.Text("ringNever") == Canaries.RingNever);
        stage.Says($"{milda.Name} says that the desk looks for her, and finds her: she sleeps where she is, and goes on in the morning");
        await milda.Tells(story.Path, "acknowledge");
        await stage.Reads(story.Lead, story.Path, "the lead reads who looks", r => Alarm(r)?.Text("acknowledgedBy") is not null);
        await milda.Tells(story.Path, "found", new
        {
            at = ReturnSteps.Now, code = "SAFE", then = "STOPS", spokeWith = "duty-desk", freeToSpeak = true,
        });
        await stage.IsIn(story.Lead, story.Path, "StoppedEnRoute", "she is found");
        await story.Lead.Tells(story.Path, "goes-on", new { at = ReturnSteps.Now });
        await story.Arrives();
        await stage.Reads(story.Lead, story.Path, "nobody is looked for any more", r => Alarm(r) is null);
        await milda.GetOnce(plan, e => e.Status is HttpStatusCode.Gone, Patience);
        (await milda.Get(plan)).Expect(HttpStatusCode.Gone);
        stage.Sees(true, "and the desk reads it no more");
    }

    /// <summary>She leaves in ten seconds, rides one, and is looked for two after that.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    static JsonElement? Alarm(JsonElement seen) =>
        seen.GetProperty("journey").GetProperty("alarm") is { ValueKind: JsonValueKind.Object } alarm ? alarm : null;
}
