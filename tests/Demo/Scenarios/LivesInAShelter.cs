using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>Somebody in hospital keeps their place and comes back to it; who arrives where no place is free gets an extra one.</summary>
static class LivesInAShelter
{
    public static async Task Play(Stage stage)
    {
        var ieva = await stage.Enters("ramunes-prieglauda", "ieva");
        stage.Says($"{ieva.Name} describes a flat with two places and counts them");
        var group = (await ieva.Post("/api/placements/unit-groups", new
        {
            region = "LT", kind = "FLAT", security = "OPEN_DOOR", population = new[] { "WOMEN", "FAMILIES" },
        })).Expect(HttpStatusCode.Created).Body.GetProperty("id").GetGuid();
        await Count(ieva, group, turnaround: 0);

        stage.Says("A woman and her child arrive");
        var first = await Arrive(ieva, group, persons: 2, withChild: true);
        stage.Sees(Figure(await Read(ieva, group), "free") == 0, "both places are theirs, and nobody's name is asked");

        stage.Says("The child has to go to hospital for two nights, and its mother goes with it");
        await Says(ieva, first, "away", new { @for = "HOSPITAL", until = DateTimeOffset.UtcNow.AddDays(2) });
        var kept = await Read(ieva, group);
        stage.Sees((Figure(kept, "occupied"), Figure(kept, "free")) == (2, 0), "their places are kept: partners still see none free");
        var line = (await ieva.Get("/api/placements/stays?open=true")).Expect(HttpStatusCode.OK).Body.Items("items")
            .First(stay => stay.GetProperty("id").GetGuid() == first);
        stage.Sees(line.Text("toDo") == "back" && line.Text("state") == "Away", "the list says that they are to be back, and when");

        stage.Says("Meanwhile somebody stands at the door, and no place is free");
        var second = await Arrive(ieva, group, persons: 1, withChild: false);
        var full = await Read(ieva, group);
        stage.Sees(
            (Figure(full, "occupied"), Figure(full, "extra"), Figure(full, "free")) == (3, 1, 0),
            "an arrival is never refused: an extra place is open as long as that stay lasts");

        await Says(ieva, first, "back", new { });
        stage.Sees(Figure(await Read(ieva, group), "occupied") == 3, "mother and child are back, in the same places");
        stage.Says("The one who came in between moves on, and then so do the others");
        await Says(ieva, second, "end", new { @for = "OTHER_SHELTER", endedAt = DateTimeOffset.UtcNow });
        var left = await Read(ieva, group);
        stage.Sees(
            (Figure(left, "occupied"), Figure(left, "turnaround")) == (2, 1), "what they left is made ready, until the shelter counts it free");
        await Says(ieva, first, "end", new { @for = "OWN_HOME", endedAt = DateTimeOffset.UtcNow });
        await Count(ieva, group, turnaround: 0);
        var after = await Read(ieva, group);
        stage.Sees((Figure(after, "extra"), Figure(after, "free")) == (0, 2), "the extra place is gone with who slept on it");
        await Acts(ieva, group, "close", new { });
    }

    static async Task<Guid> Arrive(Worker who, Guid group, int persons, bool withChild) => (await who.Post("/api/placements/stays", new
    {
        places = new[] { new { unitGroup = group, places = persons } }, withChild, arrivedAt = DateTimeOffset.UtcNow,
    })).Expect(HttpStatusCode.Created).Body.GetProperty("id").GetGuid();

    static async Task Says(Worker who, Guid stay, string action, object body) =>
        (await who.Post($"/api/placements/stays/{stay}/{action}", body)).Expect(HttpStatusCode.OK);

    static Task Count(Worker who, Guid group, int turnaround) =>
        Acts(who, group, "count", new { total = 2, outOfService = 0, turnaround, others = 0 });

    static async Task Acts(Worker who, Guid group, string action, object body)
    {
        var path = $"/api/placements/unit-groups/{group}";
        (await who.Post($"{path}/{action}", body, (await who.Get(path)).Expect(HttpStatusCode.OK).ETag)).Expect(HttpStatusCode.OK);
    }

    static async Task<JsonElement> Read(Worker who, Guid group) =>
        (await who.Get($"/api/placements/unit-groups/{group}")).Expect(HttpStatusCode.OK).Body;

    static int Figure(JsonElement group, string name) => group.GetProperty(name).GetInt32();
}
