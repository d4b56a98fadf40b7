using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>One return as the reader's organisation may see it.</summary>
[Authorize(Access.CaseWork)]
public sealed class ReturnModel(StaffContext context, ReturnsClient returns, CasesClient cases) : StaffPage(context)
{
    static readonly string[] Assessing = ["assess", "reassess"];

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Note { get; set; }

    public OpenedNote? Opened { get; private set; }

    public Whose Whose { get; private set; } = null!;

    public ReturnDetail Seen { get; private set; } = null!;
    public bool Leads => Seen.Line.Side == "led";
    public IEnumerable<Happened> Timeline => Seen.Happened().Reverse();

    /// <summary>A note of a part of one's own is opened at that part, any other where it was written.</summary>
    public Guid? NoteOf(Happened entry) => Seen.Strands.Any(strand => strand.With == Me.Partner && strand.NoteId == entry.NoteId) ? null
        : entry.NoteId;

    /// <summary>An organisation was asked to receive somebody, and does so still.</summary>
    public bool AsksReception =>
        Seen.Strands.Any(strand => strand is { Kind: Codes.ReceptionStrand, With: not null, State: not ("Declined" or "Withdrawn") });

    /// <summary>What is open to the reader, but for what is done for one traveller, and for the step that stands above.</summary>
    public IEnumerable<string> Actions => ReturnForms.OnPages.Concat(ReturnForms.All).Select(form => form.Name)
        .Where(name => Can(name) && ReturnForms.AddressOf(Id, name) != Next?.Href);

    /// <summary>Whoever can say now that they want to go: the lead records it on their page.</summary>
    public IEnumerable<(int Number, Guid Traveller)> Deciding => Seen.Travellers.Index()
        .Where(one => Stations.CanConsent(Seen, one.Item)).Select(one => (one.Index + 1, one.Item.Id));

    /// <summary>The step that is due, with its words; null: nothing is.</summary>
    public (string Href, string Words)? Next => Seen.Line.ToDo switch
    {
        "offer-again" when Can(ReturnForms.AskAgain.Name) => ($"/returns/{Id}/ask-again", T["return.askAgain.title"]),
        "answer" => ($"/returns/{Id}/do/accept", T["return.act.accept.title"]),
        "tie" or "introduction-refused" when Seen.Group.FirstOrDefault(t => !t.Tied) is { } traveller =>
            ($"/returns/{Id}/travellers/{traveller.Id}#case", T["return.tie"]),
        "counsel" when Seen.Group.FirstOrDefault(t => Seen.IsCounselled(t) && t.CounselledAt is null) is { } traveller =>
            ($"/returns/{Id}/travellers/{traveller.Id}#counsel", T["return.counsel"]),
        "tell" when Seen.Group.FirstOrDefault(t => t.ToTellSince is not null) is { } traveller =>
            ($"/returns/{Id}/travellers/{traveller.Id}#tell", T["return.lead.tell"]),
        "hold" when Can("release-hold") => Doing("release-hold"),
        // What is missing before it can be booked comes first.
        "book" when !Can("book") && Seen.Preparation!.Guards.Where(guard => !guard.Met)
                .Select(guard => (guard.Name, There: WhereToMeet(guard.Name)))
                .FirstOrDefault(guard => guard.There is not null) is ({ } name, { } there) =>
            (there, T.With("return.lead.guardMissing", ("guard", T[$"return.guard.{name}"]))),
        "expect" when Can("arrived") => Reporting("arrived"),
        { } action when Can(action) => Doing(action) ?? Reporting(action),
        _ => null,
    };

    /// <summary>Where something that stands before the booking is seen to.</summary>
    /// <param name="guard">As the service calls it.</param>
    public string? WhereToMeet(string guard) => guard switch
    {
        "ASSESSMENT" => Assessing.Where(Can).Select(name => ReturnForms.AddressOf(Id, name)).FirstOrDefault(),
        "PLAN" when Can("agree-plan") => ReturnForms.AddressOf(Id, "agree-plan"),
        "ARRIVAL_PLAN" when Seen.Group.FirstOrDefault(traveller => traveller.ArrivalPlanId is null) is { } traveller =>
            $"/returns/{Id}/travellers/{traveller.Id}#arrival-plan",
        _ when Strands.Kinds.FirstOrDefault(kind => guard == $"STRAND_{kind.ToUpperInvariant()}") is { } kind
                && Seen.Group.FirstOrDefault(one => Seen.StrandOf(one, kind)?.State is not ("Ready" or "NotNeeded")) is { } traveller =>
            $"/returns/{Id}/travellers/{traveller.Id}/strands/{kind}",
        _ => null,
    };

    /// <summary>The lead's own case of this traveller, where the reader may see it.</summary>
    public CaseLine? CaseOf(TravellerSeen traveller) => Whose.CaseOf(traveller);

    public IEnumerable<string> Say(PlanLineSeen line) => new[]
    {
        line.Provider is { } provider ? Names.For(provider) : null,
        T.Code("planForm", line.Form),
        line.Amount?.ToString("C", Euro(T.Culture)),
        T.With("return.lead.lineBy", ("day", T.Day(line.By))),
    }.OfType<string>();

    public async Task OnGet()
    {
        Seen = await returns.Read(Id).Require();
        Whose = await Whose.Read(cases, Seen);
        Opened = await OpenNote(cases, Note);
        Names = await Context.NamesWith(Seen.Timeline.Select(entry => entry.Actor).OfType<Guid>(), RequestAborted);
    }

    bool Can(string action) => Seen.Actions.Contains(action, StringComparer.Ordinal);

    (string, string)? Doing(string action) =>
        ReturnForms.AddressOf(Id, action) is { } there ? (there, T[$"return.act.{action}.title"]) : null;

    (string, string)? Reporting(string action) => ReportForms.All.FirstOrDefault(form => form is { Of: "" } && form.Action == action) is { } form
        ? (form.Href(Id), T[$"return.report.{action}.title"])
        : null;

    static NumberFormatInfo Euro(CultureInfo culture)
    {
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = "€";
        return format;
    }
}
