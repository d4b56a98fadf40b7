using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>A shelter counts its places, and a caseworker elsewhere sees which are likely free: neither how many there are nor where.</summary>
static class CountsItsPlaces
{
    static readonly object[] Groups =
    [
        new
        {
            region = "LT", kind = "PROTECTED", security = "STAFF_NIGHT", population = new[] { "WOMEN", "FAMILIES" }, oldestBoy = 14,
            largestHousehold = 4, cots = 2, access = new[] { "GROUND_FLOOR" }, pets = Array.Empty<string>(), languages = new[] { "lt", "ru", "en" },
            sameDay = true, policeEscort = true, payers = new[] { "STATE" },
        },
        new { region = "LT", kind = "FLAT", security = "OPEN_DOOR", population = new[] { "COUPLES", "FAMILIES" }, longestNights = 180 },
        new { region = "LT", kind = "PROTECTED", security = "GUARDED", population = new[] { "WOMEN" }, sameDay = true },
    ];

    public static async Task Play(Stage stage)
    {
        var ieva = await stage.Enters("ramunes-prieglauda", "ieva");
        var rasa = await stage.Enters("ziburio-namai", "rasa");
        var there = (await Open(ieva)).Count;
        if (there < Groups.Length)
            stage.Says($"{ieva.Name} describes places in closed codes: there is no box for an address");
        foreach (var group in Groups.Skip(there))
            (await ieva.Post("/api/placements/unit-groups", group)).Expect(HttpStatusCode.Created);

        stage.Says($"{ieva.Name} counts");
        foreach (var (total, group) in new[] { 8, 2, 3 }.Zip(await Open(ieva)))
            await Acts(ieva, group, "count", new { total, outOfService = 1, turnaround = 0, others = total - 2 });
        var first = (await Open(ieva))[0];
        stage.Sees(first.GetProperty("free").GetInt32() == 1, "what is free is worked out: one place");
        await Acts(ieva, first, "count", new { total = 3, outOfService = 1, turnaround = 0, others = 6 }, HttpStatusCode.Conflict);
        stage.Sees(true, "fewer places than are taken: refused, with both figures");
        await Acts(ieva, first, "still-right", new { });
        stage.Sees(true, "nothing has changed: one button confirms the count");

        stage.Says($"{rasa.Name} asks where a woman could be taken");
        var found = (await rasa.Get("/api/placements/places?region=LT&who=WOMEN&language=ru")).Expect(HttpStatusCode.OK).Body;
        var line = found.Items("items").First(item => item.GetProperty("unitGroup").GetGuid() == Id(first));
        stage.Sees(line.Text("availability") == "FEW", "few are left, with what fits and what does not");
        stage.Sees(
            !line.EnumerateObject().Any(member => member.Name is "total" or "free" or "others"), "how many places there are is not said");
        (await rasa.Get("/api/placements/unit-groups")).Expect(HttpStatusCode.Forbidden);
        stage.Sees(true, "nor are the shelter's own figures hers to read");
    }

    static async Task<List<JsonElement>> Open(Worker who) =>
    [
        .. (await who.Get("/api/placements/unit-groups")).Expect(HttpStatusCode.OK).Body.Items("items")
            .Where(group => group.Text("closedAt") is null),
    ];

    static Guid Id(JsonElement group) => group.GetProperty("id").GetGuid();

    static async Task Acts(Worker who, JsonElement group, string action, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var path = $"/api/placements/unit-groups/{Id(group)}";
        (await who.Post($"{path}/{action}", body, (await who.Get(path)).Expect(HttpStatusCode.OK).ETag)).Expect(expected);
    }
}
