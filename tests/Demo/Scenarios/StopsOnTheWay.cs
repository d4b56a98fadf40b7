namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>She gets off on the way and does not want to go on: where she is, is a fact, and where she goes from there is hers to say.</summary>
static class StopsOnTheWay
{
    public static async Task Play(Stage stage)
    {
        var story = await ReturnStory.OnTheEve(stage, new(new Homebound(Canaries.Pakelvyda)) { Carrier = "coach" });
        await story.Departs();
        stage.Says($"She rings {story.Meets.Name} from a station on the way");
        await story.Meets.Tells(story.Path, "stopped-en-route", new { at = ReturnSteps.Now, @in = "PL" });
        await stage.IsIn(story.Lead, story.Path, "StoppedEnRoute", "told by who was to meet her");
        stage.Says("She says that she stays there");
        await story.Lead.Tells(story.Path, "stays", new { at = ReturnSteps.Now, code = "STAYS_THERE" });
        await stage.IsIn(story.Meets, story.Path, "NotComing", "nobody waits for her any more");
    }
}
