using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.AnonymousIntelligence;

/// <param name="Grades">Of source and information, such as <c>X4</c>, which it is unless somebody says more.</param>
sealed record NewIntelligence(PartnerId To, string Handling, IntelligenceReport Report, string Grades = "X4");

sealed record ChangedIntelligence(IntelligenceReport Report);

/// <inheritdoc cref="SubmitIntelligence"/>
sealed record SubmittedIntelligence(bool FromCase, bool? PersonAgrees = null, DateTimeOffset? HeldUntil = null);

sealed record SecondLookGiven(bool CouldTell);
sealed record HeldIntelligence(DateTimeOffset Until);
sealed record ReleasedIntelligence(bool PersonAgrees = false);
sealed record AcknowledgedIntelligence(string Reference);

/// <summary>Commands of a report, with the words that some of them carry: sealed in the same commit.</summary>
sealed record CommandsWithWords(
    Caller Caller, SagaCommands<IntelligenceState> Commands, UnitOfWork Work, KeyRing Keys, CancellationToken CancellationToken)
    : UserCommands<IntelligenceState>(Caller, Commands, CancellationToken)
{
    /// <summary>Seals, where the command was done.</summary>
    public async Task<IResult> Sealing(Guid id, IResult done, Action<DataKey> seal)
    {
        if (done is Answer)
        {
            using var key = await Keys.OpenOrMake(IntelligenceKeys.Report, id, Partner.Value, CancellationToken);
            seal(key);
        }
        return done;
    }
}

/// <summary>Everything that is done with a report, a route each; <see cref="IntelligenceTransitions"/> says by whom and when.</summary>
static class IntelligenceEndpoints
{
    const string Table = "anonymous_intelligence";
    const string Suspects = "intelligence-suspects";

    public static void MapIntelligence(this WebApplication app)
    {
        var both = app.MapActions("/intelligence").ForRoles(Roles.HandoffRoles, NotForYou.Neither);
        both.MapGet("", List);
        both.MapGet("{id:guid}", Detail);

        var senders = app.MapActions("/intelligence").ForRoles(Roles.HelperRoles, NotForYou.SendersAlone);
        senders.MapPost("", Draft);
        var one = senders.MapGroup("{id:guid}");
        one.MapPost("change", Change);
        one.MapPost("submit", (Guid id, SubmittedIntelligence body, [AsParameters] CommandsWithWords user, IfMatch seen) =>
            user.Do(new SubmitIntelligence(id, user.Partner, user.Actor, body.FromCase, body.PersonAgrees, body.HeldUntil), seen));
        one.MapPost("look", (Guid id, SecondLookGiven body, [AsParameters] CommandsWithWords user, IfMatch seen) =>
            user.Do(new LookAtIntelligence(id, user.Partner, user.Actor, body.CouldTell), seen));
        one.MapPost("hold", (Guid id, HeldIntelligence body, [AsParameters] CommandsWithWords user, IfMatch seen) =>
            user.Do(new HoldIntelligence(id, user.Partner, user.Actor, body.Until), seen));
        one.MapPost("send", (Guid id, ReleasedIntelligence body, [AsParameters] CommandsWithWords user, IfMatch seen) =>
            user.Do(new SendIntelligence(id, user.Partner, user.Actor, body.PersonAgrees), seen));
        one.MapPost("drop", (Guid id, [AsParameters] CommandsWithWords user, IfMatch seen) =>
            user.Do(new DropIntelligence(id, user.Partner, user.Actor), seen));

        app.MapActions("/intelligence").ForRoles(Roles.LiaisonRoles, NotForYou.LiaisonAlone)
            .MapPost("{id:guid}/acknowledge", Acknowledge);
    }

    static Task<IResult> List(string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Worklists.List<IntelligenceState>(
            work, caller, Table, SidesOf(caller), side, open, cursor, state => IntelligenceView.Line(state, caller.Partner), cancellationToken);

    /// <summary>A liaison officer reads what came, whoever helps what was written.</summary>
    public static IReadOnlyList<string> SidesOf(Caller caller) =>
    [
        .. IntelligenceView.Sides.Where(side =>
            caller.Roles.Overlaps(side == IntelligenceView.ReceivedSide ? Roles.LiaisonRoles : Roles.HelperRoles)),
    ];

    static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, KeyRing keys, IntelligenceStateMachine machine, CancellationToken cancellationToken)
    {
        if (await Worklists.Find<IntelligenceState>(work, caller, Table, id, cancellationToken) is not { } state
            || !SidesOf(caller).Contains(IntelligenceView.Line(state, caller.Partner).Side))
            return Problems.NotFound("intelligence");
        var (report, reference) = await IntelligenceReports.Read(work, keys, id, cancellationToken);
        work.Audit(caller, Verbs.IntelligenceRead, id);
        return Answers.Found(
            IntelligenceView.Detail(
                state, caller.Partner, caller.ActorId, report, reference, machine.ActionsFor(state, caller.Partner, work.Now)),
            state.Version);
    }

    static async Task<IResult> Draft(NewIntelligence body, [AsParameters] CommandsWithWords user)
    {
        var form = new Form().Known("/handling", body.Handling, Codes.HandlingCodes);
        if (body.Grades is not [var source, var information]
            || !Codes.SourceGrades.Contains(source.ToString()) || !Codes.InformationGrades.Contains(information.ToString()))
            form.Wrong("/grades", "Give the grade of the source (A, B, C, X) and of the information (1 to 4), such as X4.");
        var known = await KnownPartners.Find(user.Work, [user.Partner, body.To], user.CancellationToken);
        if (!known.TryGetValue(user.Partner, out var own))
            return Problems.Refused(KnownPartners.NotListedYet);
        if (known.GetValueOrDefault(body.To) is not { Suspended: false } to || body.To == user.Partner || !Visibility.Sees(own.Kind, to.Kind)
            || !Codes.LawEnforcementKinds.Contains(to.Kind))
            form.Wrong("/to", "Name an organisation of the directory that enforces the law.");
        var (report, kept) = await Check(form, body.Report, own.Jurisdiction, user);
        var id = Guid.CreateVersion7();
        return form.Faults.Count > 0
            ? Problems.Invalid(form.Faults)
            : await user.Sealing(
                id,
                await user.Commands.Create(
                    new DraftIntelligence(
                        id, user.Partner, user.Actor, body.To, body.Handling, body.Grades[..1], body.Grades[1..], kept, own.TimeZone,
                        report.Stated is not null),
                    "/intelligence", user.CancellationToken),
                key => IntelligenceReports.Write(user.Work, key, id, report));
    }

    static async Task<IResult> Change(Guid id, ChangedIntelligence body, [AsParameters] CommandsWithWords user, IfMatch seen)
    {
        var form = new Form();
        if (!(await KnownPartners.Find(user.Work, [user.Partner], user.CancellationToken)).TryGetValue(user.Partner, out var own))
            return Problems.Refused(KnownPartners.NotListedYet);
        var (report, kept) = await Check(form, body.Report, own.Jurisdiction, user);
        return await user.Sealing(
            id, await user.Do(new ChangeIntelligence(id, user.Partner, user.Actor, kept, report.Stated is not null), seen, form),
            key => IntelligenceReports.Write(user.Work, key, id, report));
    }

    static async Task<IResult> Acknowledge(Guid id, AcknowledgedIntelligence body, [AsParameters] CommandsWithWords user)
    {
        var form = new Form();
        var reference = form.Text("/reference", body.Reference);
        return await user.Sealing(
            id, await user.Do(new AcknowledgeIntelligence(id, user.Partner, user.Actor), form: form),
            key => IntelligenceReports.WriteReference(user.Work, key, id, reference));
    }

    /// <summary>Cleans the words. What is told of suspects needs a rule of the sender's jurisdiction, which says how long it is kept.</summary>
    /// <returns>How long; null: it tells nothing of suspects.</returns>
    static async Task<(IntelligenceReport Report, Period? Kept)> Check(
        Form form, IntelligenceReport report, string jurisdiction, CommandsWithWords user)
    {
        if (report.Items.Count is 0 or > IntelligenceReport.MostItems)
            form.Wrong("/report/items", $"Tell 1 to {IntelligenceReport.MostItems} things.");
        var items = report.Items.Take(IntelligenceReport.MostItems).ToList();
        var kept = items.Exists(item => Codes.IntelligenceOfSuspects.Contains(item.Kind))
            ? (await KnownRules.Find(user.Work, [Suspects], jurisdiction, user.CancellationToken)).PeriodOf(Suspects)
            : null;
        foreach (var (index, item) in items.Index())
        {
            form.Known($"/report/items/{index}/kind", item.Kind, Codes.IntelligenceItems);
            if (kept is null && Codes.IntelligenceOfSuspects.Contains(item.Kind))
                form.Wrong(
                    $"/report/items/{index}/kind",
                    "No rule of your jurisdiction allows you to tell this of suspects (GDPR Art. 10). Tell places, ways of working and dates.");
        }
        return (
            new(
                [.. items.Select((item, index) => item with { Text = form.Text($"/report/items/{index}/text", item.Text) })],
                report.Stated is { } stated ? form.Text("/report/stated", stated) : null),
            kept);
    }
}
