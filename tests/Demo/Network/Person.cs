using System.Text.Json;

namespace ReferralNetwork.Tests.Demo.Network;

/// <summary>Somebody who works for a fictional organisation, as tests/PartnerIdp knows them.</summary>
public sealed record Person(string UserName, string Name, IReadOnlyList<string> Groups, string Organisation, string OrganisationName)
{
    /// <exception cref="InvalidOperationException">Nobody of that name works there.</exception>
    public static Person Of(string organisation, string userName) =>
        AllOf(organisation).SingleOrDefault(p => p.UserName == userName)
        ?? throw new InvalidOperationException($"tests/PartnerIdp/People/{organisation}.json knows no {userName}.");

    public static IReadOnlyList<Person> AllOf(string organisation)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "People", organisation + ".json");
        var staff = JsonSerializer.Deserialize<Staff>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        return [.. staff.People.Select(p => new Person(p.UserName, p.Name, p.Groups, organisation, staff.Name))];
    }

    sealed record Staff(string Name, IReadOnlyList<Colleague> People);

    sealed record Colleague(string UserName, string Name, IReadOnlyList<string> Groups);
}
