namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>Somebody in hospital keeps their place and comes back to it; who arrives where no place is free gets an extra one.</summary>
static class LivesInAShelter
{
    public static async Task Play(Stage stage)
    {
        var ieva = await stage.Enters("ramunes-prieglauda", "ieva");
        stage.Says($"{ieva.Name} describes a flat with two places and counts them");
        var group = await ieva.HasPlaces(
            new { region = "LT", kind = "FLAT", security = "OPEN_DOOR", population = new[] { "WOMEN", "FAMILIES" } }, total: 2);

        stage.Says("A woman and her child arrive");
        var first = await ieva.RecordsArrival(group, persons: 2, withChild: true);
        stage.Sees((await ieva.ReadsPlaces(group)).Figure("free") == 0, "both places are theirs, and nobody's name is asked");

        stage.Says("The child has to go to hospital for two nights, and its mother goes with it");
        await ieva.ActsOnStay(first, "away", new { @for = "HOSPITAL", until = DateTimeOffset.UtcNow.AddDays(2) });
        var kept = await ieva.ReadsPlaces(group);
        stage.Sees((kept.Figure("occupied"), kept.Figure("free")) == (2, 0), "their places are kept: partners still see none free");
        await ieva.FindsStay(
            stage, first, "the list says that they are to be back, and when", line => line.Text("toDo") == "back" && line.Text("state") == "Away");

        stage.Says("Meanwhile somebody stands at the door, and no place is free");
        var second = await ieva.RecordsArrival(group, persons: 1, withChild: false);
        var full = await ieva.ReadsPlaces(group);
        stage.Sees(
            (full.Figure("occupied"), full.Figure("extra"), full.Figure("free")) == (3, 1, 0),
            "an arrival is never refused: an extra place is open as long as that stay lasts");

        await ieva.ActsOnStay(first, "back", new { });
        stage.Sees((await ieva.ReadsPlaces(group)).Figure("occupied") == 3, "mother and child are back, in the same places");
        stage.Says("The one who came in between moves on, and then so do the others");
        await ieva.ActsOnStay(second, "end", new { @for = "OTHER_SHELTER", endedAt = DateTimeOffset.UtcNow });
        var left = await ieva.ReadsPlaces(group);
        stage.Sees(
            (left.Figure("occupied"), left.Figure("turnaround")) == (2, 1), "what they left is made ready, until the shelter counts it free");
        await ieva.ActsOnStay(first, "end", new { @for = "OWN_HOME", endedAt = DateTimeOffset.UtcNow });
        await ieva.Counts(group, total: 2, turnaround: 0);
        var after = await ieva.ReadsPlaces(group);
        stage.Sees((after.Figure("extra"), after.Figure("free")) == (0, 2), "the extra place is gone with who slept on it");
        await ieva.ActsOnPlaces(group, "close", new { });
    }
}
