using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>The steps of a shelter: its places, and who has them.</summary>
static class ShelterSteps
{
    const string Groups = "/api/placements/unit-groups", Stays = "/api/placements/stays";

    /// <summary>Describes places that are alike and counts them.</summary>
    public static async Task<Guid> HasPlaces(this Worker shelter, object description, int total)
    {
        var group = (await shelter.Post(Groups, description)).Expect(HttpStatusCode.Created).Id;
        await shelter.Counts(group, total, turnaround: 0);
        return group;
    }

    public static Task Counts(this Worker shelter, Guid group, int total, int turnaround) =>
        shelter.ActsOnPlaces(group, "count", new { total, outOfService = 0, turnaround, others = 0 });

    public static async Task ActsOnPlaces(this Worker shelter, Guid group, string action, object body) =>
        (await shelter.Post($"{Groups}/{group}/{action}", body, (await shelter.Get($"{Groups}/{group}")).Expect(HttpStatusCode.OK).ETag))
            .Expect(HttpStatusCode.OK);

    public static async Task<JsonElement> ReadsPlaces(this Worker shelter, Guid group) =>
        (await shelter.Get($"{Groups}/{group}")).Expect(HttpStatusCode.OK).Body;

    public static async Task<Guid> RecordsArrival(this Worker shelter, Guid group, int persons, bool withChild) => (await shelter.Post(Stays, new
    {
        places = new[] { new { unitGroup = group, places = persons } }, withChild, arrivedAt = DateTimeOffset.UtcNow,
    })).Expect(HttpStatusCode.Created).Id;

    public static async Task ActsOnStay(this Worker shelter, Guid stay, string action, object body) =>
        (await shelter.Post($"{Stays}/{stay}/{action}", body, (await shelter.Get($"{Stays}/{stay}")).Expect(HttpStatusCode.OK).ETag))
            .Expect(HttpStatusCode.OK);

    /// <summary>The stay's line in the list, once it is as it should be.</summary>
    public static async Task<JsonElement> FindsStay(this Worker shelter, Stage stage, Guid stay, string what, Func<JsonElement, bool> wanted)
    {
        var list = await shelter.GetOnce(
            Stays + "?open=true", e => e.Status is HttpStatusCode.OK && Line(e) is { } l && wanted(l), TimeSpan.FromSeconds(15));
        var line = Line(list.Expect(HttpStatusCode.OK));
        stage.Sees(line is { } found && wanted(found), what);
        return line!.Value;

        JsonElement? Line(Exchange answer) =>
            answer.Body.Items("items").Where(item => item.GetProperty("id").GetGuid() == stay).Cast<JsonElement?>().FirstOrDefault();
    }

    public static int Figure(this JsonElement group, string name) => group.GetProperty(name).GetInt32();
}
