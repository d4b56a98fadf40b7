using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>The journey as it is booked, leg by leg, in the hours of the places that it touches.</summary>
[Authorize(Access.CaseWork)]
public sealed class BookModel(StaffContext context, ReturnsClient returns, CasesClient cases, TimeProvider time)
    : DecisionPage(context, returns, cases, ReturnForms.Book)
{
    /// <summary>A day and an hour on the clocks of a place.</summary>
    public sealed record Clock
    {
        public DateParts Day { get; init; } = new();
        public string? Time { get; init; }
        public string? Zone { get; init; }
        public string? Which { get; init; }

        public bool IsEmpty => Day.Empty && string.IsNullOrWhiteSpace(Time);
    }

    public sealed record Row
    {
        public string? Carrier { get; init; }
        public string? From { get; init; }
        public string? To { get; init; }
        public Clock Departs { get; init; } = new();
        public Clock Arrives { get; init; } = new();
        public string? Escort { get; init; }
        public string? By { get; init; }

        public bool IsEmpty => Carrier is null && Escort is null && By is null && string.IsNullOrWhiteSpace(From) && string.IsNullOrWhiteSpace(To)
            && Departs.IsEmpty && Arrives.IsEmpty;
    }

    [BindProperty] public List<Row> Legs { get; set; } = [];
    [BindProperty] public List<string> DutyDesks { get; set; } = [];

    /// <summary>The button for one more leg, not the one that books.</summary>
    [BindProperty] public string? More { get; set; }

    public IReadOnlyList<Choice> Carrying =>
        [.. Context.Directory.Where(listing => !listing.Suspended).Select(listing => new Choice(listing.Id.ToString(), listing.Name))];

    public IReadOnlyList<Choice> Desks => [.. Context.Directory.Where(listing => listing is { Suspended: false, DutyDeskFor.Count: > 0 })
        .Select(listing => new Choice(listing.Id.ToString(), listing.Name, string.Join(", ", listing.DutyDeskFor!.Select(T.Country))))];

    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "legs", var at, "departsAt"] when PlaceOf(Sent, at) is { } row => (Name(row, "Departs.Day"), T["return.lead.departsPast"]),
        [_, "legs", var at, "arrivesAt"] when PlaceOf(Sent, at) is { } row => (Name(row, "Arrives.Day"), T["return.lead.arrivesBefore"]),
        [_, "legs", var at, var member] when PlaceOf(Sent, at) is { } row =>
            (Name(row, $"{char.ToUpperInvariant(member[0])}{member[1..]}"), T["wrong.answer"]),
        [_, "legs"] => (Name(0, nameof(Row.Carrier)), T["return.lead.noLegs"]),
        [_, "dutyDesks", ..] => (nameof(DutyDesks), T["return.lead.noDesk"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code == "duty-desks" ? nameof(DutyDesks) : null;

    /// <summary>What stands before the booking is called as the refusal is.</summary>
    protected override string? Said(Problem problem) => T.Find($"return.guard.{CodeOf(problem).ToUpperInvariant().Replace('-', '_')}") is { } guard
        ? T.With("return.lead.guardMissing", ("guard", guard))
        : null;

    public async Task<IActionResult> OnPost()
    {
        if (More is not null)
        {
            if (await Load() is { } stopped)
                return stopped;
            Legs.Add(new());
            return Page();
        }
        if (Sent.Count == 0) Fault(Name(0, nameof(Row.Carrier)), "return.lead.noLegs");
        var legs = Sent.Select(row => Read(row.Index, row.Item)).ToList();
        return await Decide(new { legs, DutyDesks });
    }

    object Read(int row, Row leg)
    {
        if (leg.Carrier is null) Fault(Name(row, nameof(Row.Carrier)), "return.lead.noCarrier");
        if (leg.Escort is null) Fault(Name(row, nameof(Row.Escort)), "return.lead.noEscort");
        var from = Country(row, nameof(Row.From), leg.From);
        var departsAt = Read(row, nameof(Row.Departs), leg.Departs);
        var to = Country(row, nameof(Row.To), leg.To);
        var arrivesAt = Read(row, nameof(Row.Arrives), leg.Arrives);
        if (departsAt <= time.GetUtcNow()) Fault(Name(row, "Departs.Day"), "return.lead.departsPast");
        if (arrivesAt <= departsAt) Fault(Name(row, "Arrives.Day"), "return.lead.arrivesBefore");
        return new { leg.Carrier, from, to, departsAt, arrivesAt, leg.Escort, leg.By };
    }

    string? Country(int row, string question, string? typed)
    {
        if (Countries.Find(typed ?? "") is { } code && IsoCountries.All.Contains(code))
            return code;
        Fault(Name(row, question), "newReturn.noCountry");
        return null;
    }

    DateTimeOffset? Read(int row, string question, Clock clock)
    {
        if (!clock.Day.TryRead(out var day)) Fault(Name(row, $"{question}.Day"), "form.noDay");
        var zone = FindZone(clock.Zone);
        if (zone is null) Fault(Name(row, $"{question}.Zone"), "return.lead.noZone");
        return LocalTime.Read(
            day == default ? null : day, clock.Time, clock.Which, zone ?? TimeZoneInfo.Utc,
            (Name(row, $"{question}.Time"), Name(row, $"{question}.Which")), ModelState, T);
    }

    /// <summary>As the world's list of time zones calls it, or by the city in its name alone.</summary>
    static TimeZoneInfo? FindZone(string? typed)
    {
        var name = (typed ?? "").Trim().Replace(' ', '_');
        return name.Length == 0 ? null
            : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone
            : TimeZoneInfo.GetSystemTimeZones().FirstOrDefault(one => one.Id.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>One leg the whole way; where each country's clocks stand, as far as the directory knows it.</summary>
    protected override void Begin()
    {
        var (from, to) = (Seen.Line.LeavesFrom, Seen.Line.GoesTo);
        Legs =
        [
            new()
            {
                From = T.Country(from),
                To = to is null ? null : T.Country(to),
                Departs = new() { Zone = ZoneIn(from) },
                Arrives = new() { Zone = to is null ? null : ZoneIn(to) },
            },
        ];
    }

    string? ZoneIn(string country) => Context.Directory.FirstOrDefault(listing => listing.Jurisdiction == country)?.TimeZone;

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        if (Legs.Count == 0)
            Legs.Add(new());
        return null;
    }

    IReadOnlyList<(int Index, Row Item)> Sent => Filled(Legs, leg => leg.IsEmpty);

    static string Name(int row, string member) => $"{nameof(Legs)}[{row}].{member}";
}
