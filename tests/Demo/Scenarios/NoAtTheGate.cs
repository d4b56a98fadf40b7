namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>She says no at the gate. That is no failure: whoever was to meet her reads that she does not come, and her bed is still hers.</summary>
static class NoAtTheGate
{
    public static async Task Play(Stage stage)
    {
        var ieva = await stage.Enters("ramunes-prieglauda", "ieva");
        var story = await ReturnStory.OnTheEve(stage, new(new Homebound(Canaries.Vartile))
        {
            From = "LT", To = "NL", MetBy = ("zvaigzdynes-budetojai", "milda"),
        });
        var shelter = await stage.Partner(story.Lead, ieva.Organisation);
        var caseId = story.Travellers[0].Case;
        await stage.TakesConsent(story.Lead, caseId, "lt", [shelter], ["Name", "Contact"]);
        var bed = await stage.IsHelped(
            story.Lead, ieva, caseId, "x:ShelterAccommodation", shelter, await story.Lead.Ties(caseId, story.Id));

        stage.Says("At the gate she says no; nobody asks why");
        await story.Lead.Decides(story.Path, "withdraw", new { code = "WILL_NOT_GO" });
        await stage.IsIn(story.Lead, story.Path, "Withdrawn", "never failed");
        await stage.IsIn(story.Meets, story.Path, "NotComing", "whoever was to meet her reads no reason");
        await stage.Finds(ieva, bed, "Active: the bed where she is", r => r.Is("Active"));
    }
}
