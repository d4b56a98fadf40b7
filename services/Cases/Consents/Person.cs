using System.Globalization;
using System.Text.Json;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Cases.Consents;

/// <summary>
/// What a case says that decides who may consent: how old the person is by the date of the case's organisation, and who is
/// named as recruiter or exploiter. Without a birth date the person is an adult, unless reasons to believe otherwise are
/// recorded (Council of Europe Convention, Art. 10(3)).
/// </summary>
/// <param name="ChildTo">The last day before the person is 18.</param>
/// <param name="Doubted">There are recorded reasons to believe that the person is a child, whatever the date.</param>
/// <param name="Perpetrators">Recruiters, exploiters and who lives with them, as the case writes their names.</param>
/// <param name="Zone">The organisation's; null as long as it is not known here: then the day is that of the farthest west.</param>
/// <param name="DaysBefore">So long before they are 18 the person may consent, for the time after.</param>
/// <param name="DaysAfter">So long after it what was released on another's consent stays readable.</param>
public sealed record Person(
    DateOnly? ChildTo, bool Doubted, IReadOnlyList<string> Perpetrators, TimeZoneInfo? Zone, int DaysBefore = 0, int DaysAfter = 0)
{
    const int Majority = 18;
    static readonly string[] NameFields = ["x:PerpetratorNames", "x:PerpetratorHousehold"];
    static readonly char[] NameEnds = ['\n', ',', ';'];
    static readonly TimeSpan FarthestWest = TimeSpan.FromHours(-12);

    /// <summary>The field with the reasons to believe that the person is a child.</summary>
    public const string WhyChild = "x:WhyChild";

    /// <summary>The categories that this is read from.</summary>
    public static readonly IReadOnlyList<string> Categories = ["Name", "Exploitation", "Perpetrators"];

    public static Person From(IReadOnlyDictionary<string, JsonElement> fields, TimeZoneInfo? zone, int daysBefore, int daysAfter)
    {
        return new(
            Text("prs_Birthdate") is { } birth ? LastDayAsChild(birth) : null, Text(WhyChild) is not null,
            [.. NameFields.SelectMany(f => (Text(f) ?? "").Split(NameEnds))], zone, daysBefore, daysAfter);

        string? Text(string field) => fields.TryGetValue(field, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
    }

    public bool AgeUnknown => ChildTo is null && !Doubted;

    public bool IsChild(DateTimeOffset at) => Doubted || Day(at) <= ChildTo;

    /// <summary>From this day on the person is asked anew; null where nobody knows when they are 18.</summary>
    public DateOnly? AskFrom => Doubted ? null : ChildTo?.AddDays(1 - DaysBefore);

    /// <summary>Whether what a child says holds from the day they are 18.</summary>
    public bool MayConsentAhead(DateTimeOffset at) => Day(at) >= AskFrom;

    /// <summary>Whether what was released on another's consent can still be read.</summary>
    public bool StaysReadable(DateTimeOffset at) => IsChild(at) || Day(at) <= ChildTo?.AddDays(DaysAfter);

    /// <summary>
    /// Whether the case names somebody so, as far as both names go: diacritics, case and order aside, and the shorter name
    /// within the longer. Rather one too many: a case can be made more exact, a consent in a trafficker's hands cannot be undone.
    /// </summary>
    public bool Names(string somebody)
    {
        var parts = Parts(somebody);
        return Perpetrators.Select(Parts).Any(named => named.Count > 0 && parts.Count > 0 && (named.IsSubsetOf(parts) || parts.IsSubsetOf(named)));
    }

    DateOnly Day(DateTimeOffset at) => Zone is null ? DateOnly.FromDateTime(at.UtcDateTime + FarthestWest) : Zones.DayOf(at, Zone);

    /// <summary>Of a year alone 31 December, of a month its last day; who was born on 29 February is 18 on 1 March.</summary>
    static DateOnly LastDayAsChild(string birth)
    {
        var parts = birth.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var year = parts[0] + Majority;
        return parts switch
        {
            [_] => new(year, 12, 31),
            [_, var month] => new(year, month, DateTime.DaysInMonth(year, month)),
            [_, 2, 29] => new(year, 2, 28),
            [_, var month, var day] => new DateOnly(year, month, day).AddDays(-1),
            _ => throw new FormatException("A stored birth date is none."),
        };
    }

    /// <summary>Without numbers: a telephone number beside a name is no part of it.</summary>
    static HashSet<string> Parts(string name) =>
        FoldedText.Words(string.Concat(name.Select(c => char.IsDigit(c) ? ' ' : c))).ToHashSet(StringComparer.Ordinal);
}
