namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>A man with a passport of his own who wants a ticket: counselled, asked about protection, met, and that was all.</summary>
static class LightReturn
{
    public static async Task Play(Stage stage)
    {
        var story = await ReturnStory.OnTheEve(stage, new(new Homebound(Canaries.Lengvilas, "40-59")) { Light = true, Carrier = "train" });
        await stage.Reads(story.Lead, story.Path, "no assessment, no plan, no embassy asked for a document", r =>
            r.GetProperty("preparation").Text("assessedByLead") is null && !r.GetProperty("preparation").Items("plan").Any()
            && r.Items("strands").Where(s => s.Text("kind") == "document").All(s => s.Text("state") == "NotNeeded"));
        await story.GoesAndArrives();
        await story.Lead.Decides(story.Path, "close", new { code = "NOTHING_MORE_WANTED" });
        await stage.IsIn(story.Lead, story.Path, "Closed", "he wants nothing more");
    }
}
