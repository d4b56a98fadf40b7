using System.Reflection;
using System.Text.RegularExpressions;
using ReferralNetwork.Staff.Pages;
using ReferralNetwork.Staff.Services;

namespace ReferralNetwork.Tests.Unit.Pages;

/// <summary>Staff pages ask services through typed clients, and show where a list goes on.</summary>
public sealed partial class ServiceClientTests
{
    static readonly Dictionary<string, string> Sources = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "gateway/Staff/Pages"), "*.cs*", SearchOption.AllDirectories)
        .ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal);

    [Fact]
    public void No_page_calls_a_service_by_a_path() =>
        Assert.All(Sources, source => Assert.DoesNotMatch(ByPath(), source.Value));

    [Fact]
    public void Nothing_but_a_client_is_given_what_calls_by_path()
    {
        var given = typeof(StaffPage).Assembly.GetTypes()
            .Where(type => type.GetConstructors()
                .Any(made => made.GetParameters().Any(parameter => parameter.ParameterType == typeof(NetworkClient))))
            .Select(type => type.Name).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "CasesClient", "CompelledDisclosuresClient", "ConsentedHandoffsClient", "ExhibitsClient", "HandoffsClient", "InquiriesClient",
                "LedgerClient", "OperationsClient", "OrdersClient", "PartnersClient", "PlacementsClient", "ReferralsClient", "RendezvousClient",
                "ReturnsClient", "StatusReferralsClient",
            ],
            given);
    }

    [Fact]
    public void A_page_that_shows_a_list_shows_where_it_goes_on()
    {
        var paged = typeof(NetworkClient).Assembly.GetTypes().Where(type => type.Name.EndsWith("Client", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters().Any(parameter => parameter.Name is "cursor" or "after"))
            .Select(method => method.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["List", "Rooms", "Situations", "Drafts", "Acts", "Parked", "Stays"], StringComparer.Ordinal), paged);

        var showing = Sources.Where(source => Asking().Matches(source.Value).Any(call => paged.Contains(call.Groups["method"].Value))).ToList();
        Assert.True(showing.Count > 8, "The pattern has grown blind.");
        Assert.All(showing, source => Assert.Matches(GoingOn(), Shown(source.Key)));
    }

    /// <summary>With the view, or with the part of other views, that shows it.</summary>
    static string Shown(string file) => Path.GetFileName(file) == "Emergencies.cs"
        ? Sources.Single(source => source.Key.EndsWith("_Emergencies.cshtml", StringComparison.Ordinal)).Value
        : Sources[file] + Sources.GetValueOrDefault(file[..^".cs".Length]);

    /// <summary>Lists that Partners gives whole take no cursor.</summary>
    [GeneratedRegex(
        @"\b(cases|Cases|inquiries|Inquiries|ledger|operations|placements|referrals)\.(?<method>\w+)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asking();

    /// <summary>By itself, or by what makes rows of a page.</summary>
    [GeneratedRegex(@"\.Next\b|\bRows\.From\(|\bSentAndReceived<", RegexOptions.None, 1000)]
    private static partial Regex GoingOn();

    [GeneratedRegex(@"\b(NetworkClient|HttpClient|IHttpClientFactory|HttpRequestMessage)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByPath();
}
