using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

public enum QuestionKind { One, Several, YesOrNo, Country, Word, Number, Day, Note }

/// <summary>One question of a report.</summary>
/// <param name="Member">What the service calls the answer.</param>
/// <param name="Codes">What to choose from; their words stand under <paramref name="CodeList"/>.</param>
/// <param name="OfStrand">The kind of strand that alone it is asked about; null: whichever.</param>
public sealed record Question(
    string Member, QuestionKind Kind, string? CodeList = null, IReadOnlySet<string>? Codes = null, bool Must = true, string? OfStrand = null)
{
    public string Posted => $"a.{Member}";
}

/// <summary>
/// The small form by which a participant answers for its part, or by which anybody tells what they saw or were told. Other than those of an
/// <see cref="ActionForm"/> its questions are data.
/// </summary>
/// <param name="Action">The last segment of its route at the service.</param>
public sealed record ReportForm(string Action, params IReadOnlyList<Question> Questions)
{
    /// <summary>One of several in the return: <c>strands</c> or <c>legs</c>, as its route says; empty: the whole return.</summary>
    public string Of { get; init; } = "";

    /// <summary>It says when it was.</summary>
    public bool HasMoment { get; init; }

    /// <summary>It is decided on what was read.</summary>
    public bool IsVersioned { get; init; }

    /// <summary>Where it is to be expected. Elsewhere a fact can be told all the same; null: whenever it is open.</summary>
    public IReadOnlySet<string>? ExpectedIn { get; init; }

    public string Name => Of.Length == 0 ? Action : $"{Of[..^1]}-{Action}";

    public string Route(Guid? of) => Of.Length == 0 ? Action : $"{Of}/{of}/{Action}";

    public string Href(Guid id, Guid? of = null) => of is null ? $"/returns/{id}/report/{Name}" : $"/returns/{id}/report/{Name}/{of}";
}

public static class ReportForms
{
    static readonly HashSet<string> NotLeft = ["Booked", "FinalConfirmed", "InPreparation"];
    static readonly HashSet<string> AtHome = ["Arrived", "Received", "Reintegrating", "Monitoring", "Closed"];
    static readonly HashSet<string> OnTheWay = ["Departed", "InTransit", "StoppedEnRoute", "LegOverdue", "Missing"];

    /// <summary>In the order in which pages offer them.</summary>
    public static readonly IReadOnlyList<ReportForm> All =
    [
        new("accept") { Of = "strands" },
        new("ready",
            new("documentKind", QuestionKind.One, "documentKind", Codes.DocumentKinds, OfStrand: Codes.DocumentStrand),
            new("until", QuestionKind.Day, OfStrand: Codes.DocumentStrand),
            new("until", QuestionKind.Day, Must: false, OfStrand: "health"),
            new("note", QuestionKind.Note, OfStrand: Codes.ReceptionStrand),
            new("note", QuestionKind.Note, Must: false, OfStrand: Codes.TransportStrand))
        { Of = "strands" },
        new("needs", new Question("needs", QuestionKind.Several, "strandNeed", Codes.StrandNeeds)) { Of = "strands" },
        new("nationality", new Question("confirmed", QuestionKind.YesOrNo)) { Of = "strands" },
        new("decline", new Question("code", QuestionKind.One, "strandDecline", Codes.StrandDeclineCodes)) { Of = "strands" },

        new("acknowledge"),
        new("found",
            new("code", QuestionKind.One, "found", Codes.FoundCodes), new("then", QuestionKind.One, "foundThen", Codes.FoundThen),
            new("spokeWith", QuestionKind.One, "spokeWith", Codes.SpokeWith), new("freeToSpeak", QuestionKind.YesOrNo))
        { HasMoment = true, ExpectedIn = new HashSet<string> { "LegOverdue", "Missing" } },
        new("arrived", new Question("word", QuestionKind.Word, Must: false)) { HasMoment = true, ExpectedIn = OnTheWay },
        new("missing") { HasMoment = true, ExpectedIn = new HashSet<string> { "LegOverdue" } },
        new("departed") { HasMoment = true, ExpectedIn = NotLeft },
        new("not-departed", new Question("code", QuestionKind.One, "notDeparted", Codes.NotDepartedCodes))
        { HasMoment = true, ExpectedIn = new HashSet<string>(NotLeft) { "Departed" } },
        new("goes-on") { HasMoment = true, ExpectedIn = new HashSet<string> { "StoppedEnRoute" } },
        new("stays", new Question("code", QuestionKind.One, "stay", Codes.StayCodes))
        { HasMoment = true, ExpectedIn = new HashSet<string> { "StoppedEnRoute" } },
        new("stopped-en-route", new Question("in", QuestionKind.Country))
        { HasMoment = true, ExpectedIn = new HashSet<string> { "Departed", "InTransit", "LegOverdue" } },
        new("removed", new("kind", QuestionKind.One, "removal", Codes.RemovalKinds), new("to", QuestionKind.Country))
        { HasMoment = true, ExpectedIn = new HashSet<string>() },

        new("begun") { Of = "legs", HasMoment = true },
        new("arrived") { Of = "legs", HasMoment = true },
        new("delay", new("minutes", QuestionKind.Number), new("sources", QuestionKind.Several, "delaySource", Codes.DelaySources)) { Of = "legs" },

        new("received", new Question("firstHours", QuestionKind.Several, "firstHours", Codes.FirstHours, Must: false)) { IsVersioned = true },
        new("talk",
            new("psychosocial", QuestionKind.One, "monitoringMark", Codes.MonitoringMarks),
            new("economic", QuestionKind.One, "monitoringMark", Codes.MonitoringMarks),
            new("social", QuestionKind.One, "monitoringMark", Codes.MonitoringMarks))
        { IsVersioned = true },
        new("receipt",
            new("kind", QuestionKind.One, "stop", Codes.StopReceiptKinds),
            new("basis", QuestionKind.One, "basis", Codes.RetentionBases, Must: false)),
    ];

    /// <summary>What the reader may tell of the whole return, where it is to be expected or, else, as something that happened all the same.</summary>
    public static IEnumerable<ReportForm> OfReturn(ReturnDetail seen, bool expected) => All.Where(form =>
        form.Of.Length == 0 && seen.Actions.Contains(form.Action, StringComparer.Ordinal)
        && expected == (form.ExpectedIn is null || (seen.Journey is not null && form.ExpectedIn.Contains(seen.Line.State))));

    public static IEnumerable<ReportForm> OfStrand(StrandSeen strand) =>
        All.Where(form => form.Of == "strands" && strand.Actions.Contains(form.Action, StringComparer.Ordinal));

    /// <summary>
    /// Whoever may tell where they are may tell it of each leg, until they are there; a delay is confirmed by the lead and the duty desks.
    /// </summary>
    public static IEnumerable<ReportForm> OfLeg(ReturnDetail seen, LegSeen leg, PartnerId reader) =>
        seen.Journey is not { } journey || leg.ArrivedAt is not null || (journey.Alarm is null && AtHome.Contains(seen.Line.State)) ? []
        : All.Where(form => form.Of == "legs" && form.Action switch
        {
            "begun" => leg.BegunAt is null,
            "delay" => journey.DueAt is not null
                && (reader == seen.Line.Lead || (journey.DutyDesks.Contains(reader) && journey.Legs.Any(other => other.OverdueAt is not null))),
            _ => true,
        });
}
