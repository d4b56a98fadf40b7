using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Common.Texts;

namespace ReferralNetwork.Staff.Texts;

/// <summary>What the staff pages say, in the language of the request.</summary>
public sealed class Words(string language) : Wording(Languages, language)
{
    public static readonly Languages Languages = new(typeof(Words).Assembly, "en-GB", "lt-LT", "ru-RU");

    static readonly string[] TimelineLists =
        ["decline", "outcome", "giveUp", "stop", "basis", "error", "withheld", "stopWish", "plan", "resumption", "willNotGo", "travelAnswer",
            "strandKind", "strandDecline", "documentHolder", "assessmentResult", "reassess", "closeReturn", "notDeparted", "stay", "found", "arrival",
             "told", "statusDecision", "recoveryEnd", "handoffDecline", "handoffReturn", "handoffFeedback", "informationBasis", "informationAnswer",
             "legalAdvice", "holdRefusal", "placeReleased"];

    /// <summary>The words for a code that stands on a timeline, whichever list it is of.</summary>
    public string AnyCode(string code) =>
        TimelineLists.Select(list => Find($"code.{list}.{code}")).FirstOrDefault(words => words is not null)
            ?? (Contracts.IsoCountries.All.Contains(code) ? Country(code) : code);

    /// <summary>That a list is longer than services count; null: it is not.</summary>
    public string? Many(long total) => total > Page.MostCounted ? With("worklist.many", ("most", Page.MostCounted)) : null;

    public string Codes(string list, IEnumerable<string> codes) => string.Join(", ", codes.Select(code => Code(list, code)));

    /// <summary>Categories of case data, in the one order in which all pages show them.</summary>
    public string Categories(IReadOnlyList<string> categories) => Codes("category",
        Contracts.Codes.CategoriesInOrder.Intersect(categories, StringComparer.Ordinal)
            .Concat(categories.Except(Contracts.Codes.CategoriesInOrder, StringComparer.Ordinal)));

    /// <summary>What an order names: how many fields and exhibits, and of which categories.</summary>
    public string Named(int fields, int exhibits, IReadOnlyList<string> categories)
    {
        string[] counted =
        [
            .. fields > 0 || exhibits == 0 ? [Count("compelled.fields", fields)] : Array.Empty<string>(),
            .. exhibits > 0 ? [Count("compelled.exhibits", exhibits)] : Array.Empty<string>(),
        ];
        return $"{string.Join(", ", counted)}: {Categories(categories)}";
    }

    /// <summary>A region: one that has words here, else the country of that code.</summary>
    public string Region(string code) => Find($"code.region.{code}") ?? Country(code);

    /// <summary>A country of destination, or that it is another than those figures are kept of.</summary>
    public string Destination(string code) => Find($"code.destination.{code}") ?? Country(code);

    /// <summary>Every language that people may speak, by its name.</summary>
    public IReadOnlyList<(string Code, string Name)> SpokenLanguages => Texts.SpokenLanguages.In(Language);

    public string SpokenLanguage(string code) => Find($"code.language.{code}") ?? Texts.SpokenLanguages.Name(Language, code);

    public string Country(string code) => Countries.Name(Language, code);
}
