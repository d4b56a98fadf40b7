namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// A woman and her child go home. She needs a document, the child has a passport: no embassy hears of the child. They are met with the word,
/// and helped at home until nothing more is wanted.
/// </summary>
static class HomeWithAChild
{
    public static async Task Play(Stage stage)
    {
        var story = await ReturnStory.OnTheEve(stage, new(
            new Homebound(Canaries.Rasodange, Document: "return-certificate"), new(Canaries.Skruzdziukas, "0-11", Parent: Canaries.Rasodange))
        {
            AskedBy = ("sekundes-krantas", "rasa"), Check = true,
        });
        var consul = await stage.Enters("postas-akimirksna", "rugile");
        await stage.Reads(consul, story.Path, "the embassy reads of one traveller, and no route", r =>
            r.Items("travellers").Single().Text("id") == story.Travellers[0].Id.ToString() && r.GetProperty("line").Text("goesTo") is null);

        await story.GoesAndArrives();
        var caseId = await stage.OpensCase(story.Meets, new()
        {
            ["prs_FirstName"] = Canaries.Rasodange.FirstName, ["prs_MobilePhone"] = Canaries.Rasodange.MobilePhone,
            ["x:Alias"] = Canaries.Rasodange.Alias, ["x:NeedsSummary"] = Canaries.Needs,
        });
        await stage.Helps(
            story.Meets, story.Path, story.Id, caseId,
            new("x:ShelterAccommodation", "ramunes-prieglauda", "ieva"), new("x:MedicalAid", "gintarlapes-klinika", "sigita"),
            new("x:PsychologicalSupport", "tylasilio-psichologai", "asta"), new("x:VocationalTraining", "amatupes-mokykla", "vytas"),
            new("x:JobPlacement", "darbadvario-birza", "loreta"));
        await stage.IsMonitored(story.Meets, story.Path);
    }
}
