using System.Text.Json;

namespace ReferralNetwork.Tests.Browser;

/// <summary>A room goes to the hotline with the shorter queue; so a test asks at both for the one it opened.</summary>
static class Hotlines
{
    static readonly (string Organisation, string UserName)[] Desks = [("Aido linija", "egle"), ("Kelrodės linija", "olga")];

    static readonly JsonElement Codes = JsonSerializer.Deserialize<JsonElement>(
        File.ReadAllText(Path.Combine(TestEnvironment.Root, "gateway/Staff/Texts/en.json"))).GetProperty("code");

    /// <summary>The counsellor at whose desk the newest room of this topic and language waits, and its address.</summary>
    public static async Task<(Visitor Counsellor, string Room)> Waiting(string topic, string language, bool scripts = true)
    {
        var (about, spoken) =
            (Codes.GetProperty("topic").GetProperty(topic).GetString(), Codes.GetProperty("language").GetProperty(language).GetString());
        foreach (var (organisation, userName) in Desks)
        {
            var counsellor = await Visitor.Arrive(scripts: scripts);
            await counsellor.SignIn(organisation, userName);
            await counsellor.Go("/desk");
            var rooms = counsellor.Page.Locator("#emergencies ~ ul li, #waiting + ul li")
                .Filter(new() { Has = counsellor.Page.Locator("a[href^='/desk/rooms/']") })
                .Filter(new() { HasText = Codes.GetProperty("room").GetProperty("Waiting").GetString() })
                .Filter(new() { HasText = about }).Filter(new() { HasText = spoken });
            if (await rooms.CountAsync() > 0)
                return (counsellor, (await rooms.First.Locator("a").GetAttributeAsync("href"))!);
            await counsellor.DisposeAsync();
        }
        throw new InvalidOperationException($"At no hotline a room waits with {about}, {spoken}.");
    }
}
