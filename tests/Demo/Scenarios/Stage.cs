using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>Who is signed in, who the partners are, and what has been shown so far.</summary>
public sealed class Stage(Settings settings) : IDisposable
{
    readonly Dictionary<(string Organisation, string UserName), Worker> workers = [];
    Dictionary<string, Guid>? partners;

    public int Steps { get; private set; }
    public int Seen { get; private set; }

    /// <summary>What happens now.</summary>
    public void Says(string what) => Console.WriteLine($"   {++Steps,2}  {what}");

    /// <summary>The telling part of an answer. Never what is known of the person beyond what the step's viewer sees.</summary>
    public static void Shows(string what) => Console.WriteLine($"          {what}");

    /// <exception cref="NotObservedException">It is not so.</exception>
    public void Sees(bool so, string what)
    {
        if (!so)
            throw new NotObservedException(what);
        Seen++;
        Shows("✓ " + what);
    }

    /// <summary>Somebody signs in, or sits at their desk still.</summary>
    public async Task<Worker> Enters(string organisation, string userName)
    {
        if (workers.TryGetValue((organisation, userName), out var there))
            return there;
        var person = Person.Of(organisation, userName);
        Says($"{person.Name} signs in with {person.OrganisationName}");
        var worker = await Worker.SignIn(settings, person);
        Seen++;
        return workers[(organisation, userName)] = worker;
    }

    /// <summary>Somebody whom nobody asks who they are.</summary>
    public Visitor Visitor() => new(settings);

    public async Task<Guid> Partner(Worker asking, string name)
    {
        partners ??= (await asking.Get("/api/partners/partners")).Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("id").GetGuid(), StringComparer.Ordinal);
        return partners[name];
    }

    public void Dispose()
    {
        foreach (var worker in workers.Values)
            worker.Dispose();
    }
}

public static class Reading
{
    /// <summary>An array's elements; none if it is missing.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind is JsonValueKind.Array ? items.EnumerateArray() : [];

    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
