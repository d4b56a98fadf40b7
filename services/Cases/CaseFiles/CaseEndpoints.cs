using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.CaseFiles;

/// <summary>The person's file: opened, read and changed by their own organisation only. Every reading is on the ledger.</summary>
static class CaseEndpoints
{
    const int Page = 50;

    sealed record FieldsWritten(Dictionary<string, JsonElement> Fields);

    /// <param name="Id">Reserved for it by Inquiries, of which the case is to come; null: one of our own.</param>
    sealed record NewCase(Dictionary<string, JsonElement> Fields, Guid? Id = null);

    sealed record Guarded(Guid Id, string Label);

    sealed record Standing(long Version, Guid LedgerReference);

    public static void MapCases(this WebApplication app)
    {
        var cases = app.MapCaseWork("/cases");
        cases.MapPost("", Open);
        cases.MapGet("{id:guid}", Read);
        cases.MapGet("ages", Ages);
        cases.MapPut("{id:guid}", Change);
        // The data-protection officer finds a case's ledger reference here.
        var overseen = app.MapActions("/cases");
        overseen.MapGet("", List);
        overseen.MapGet("{id:guid}/label", Label);
    }

    static async Task<IResult> Open(NewCase body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (FieldRules.Clean(body.Fields, await Place(work, caller, cancellationToken)) is { Count: > 0 } faults)
            return Problems.Invalid(faults);

        if (body.Id is { } reserved && !await Reservations.Take(work, reserved, cancellationToken))
            return Problems.Refused(Reservations.Over);
        var id = body.Id ?? Guid.CreateVersion7();
        var ledgerReference = Guid.NewGuid(); // no part of it tells when or which case
        using var key = await keys.Make(KeyKind.Case, id, caller.Partner.Value, cancellationToken);
        work.Write(
            """
            insert into cases (case_id, owner, ledger_reference, label, version, opened_at, opened_by, changed_at)
            values (@id, @partner, @ledgerReference, @label, 1, @now, @actorId, @now)
            """,
            new { id, caller.Partner, ledgerReference, label = CaseLabel.New(), work.Now, caller.ActorId });
        var content = CaseContents.Write(work, key, id, version: 1, body.Fields);
        work.Audit(caller, Verbs.CaseOpened, ledgerReference, content: content);
        CryptographicOperations.ZeroMemory(content);
        return Answers.Created($"/cases/{id}", id, new { id }, version: 1);
    }

    /// <param name="label">A label or a part of one, as it is said on the telephone: case and hyphen do not matter.</param>
    /// <param name="tiedTo">A conversation, as <c>return:{id}</c>: only the cases that are in it.</param>
    static async Task<IResult> List(
        Guid? cursor, string? label, string? tiedTo, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Oversees())
            return Problems.Forbidden(OnlyOverseers);
        var (kind, conversation) = (tiedTo?.Split(':')[0], Guid.Empty);
        if (tiedTo is not null && !(tiedTo.Split(':') is [_, var id] && Conversations.Queues.ContainsKey(kind!) && Guid.TryParse(id,
            out conversation)))
            return Problems.Invalid(new Fault("/tiedTo", "Name a conversation by its kind and id, as return:{id}."));
        var part = CaseLabel.Normalize(label);
        // Version 7 ids: newest first, and the last one shown is the cursor.
        var actor = caller.ActorUnless(Roles.DataProtectionOfficer);
        var values = new { caller.Partner, actor, cursor, part, kind, conversation, compelled = Conversations.CompelledDisclosure };
        const string Found = """
            from cases left join ties on ties.case_id = cases.case_id and conversation = @kind and conversation_id = @conversation
            where visible_to(cases, @partner, @actor) and replace(label, '-', '') like '%' || @part || '%'
                and (@kind is null or tie_id is not null or exists ( -- a compelled disclosure has the id of its order
                    select from orders o where o.case_id = cases.case_id and o.order_id = @conversation and @kind = @compelled))
            """;
        var rows = await work.Read<CaseLine>(
            $"select {Columns}, tie_id {Found} and (@cursor is null or cases.case_id < @cursor) order by cases.case_id desc limit {Page + 1}",
            values, cancellationToken);
        var total = await work.ReadOne<long>($"select count(*) {Found}", values, cancellationToken);
        return Answers.Found(new { items = rows.Take(Page), next = rows.Count > Page ? rows[Page - 1].Id : (Guid?)null, total });
    }

    /// <summary>What a list says of one case, for those who may read no file.</summary>
    static async Task<IResult> Label(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Oversees())
            return Problems.Forbidden(OnlyOverseers);
        var found = await work.ReadOne<CaseLine>(
            $"select {Untied} from cases where case_id = @id and visible_to(cases, @partner, @actor)",
            new { id, caller.Partner, actor = caller.ActorUnless(Roles.DataProtectionOfficer) }, cancellationToken);
        return found is null ? Problems.NotFound("case") : Answers.Found(found);
    }

    const string OnlyOverseers = "Only those who work with cases and the data-protection officer may see which there are.";
    const string Columns = "cases.case_id as id, label, version, opened_at, changed_at, ledger_reference";
    const string Untied = $"{Columns}, null::uuid as tie_id";

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var found = await work.ReadOne<CaseLine>(
            $"select {Untied} from cases where case_id = @id and visible_to(cases, @partner, @actorId)",
            new { id, caller.Partner, caller.ActorId }, cancellationToken);
        if (found is null)
            return Problems.NotFound("case");
        using var key = await keys.Open(KeyKind.Case, id, cancellationToken);
        if (key is null)
            return Erased();
        var fields = await CaseContents.Read(work, key, id, categories: null, cancellationToken);
        var age = AgeShown.From(await CaseConsents.Hold(work, key, id, cancellationToken), work.Now);
        work.Audit(caller, Verbs.CaseRead, found.LedgerReference);
        return Answers.Found(
            new CaseFile(found.Id, found.Label, found.Version, found.OpenedAt, found.ChangedAt, found.LedgerReference, fields, age), found.Version);
    }

    /// <summary>
    /// The organisation's cases of people who are to be asked for consent of their own, now that they come or have come of age,
    /// for lists: no date, nothing else of the person. Others decided for them on record, which is how they are found.
    /// </summary>
    static async Task<IResult> Ages(Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var guarded = await work.Read<Guarded>(
            """
            select case_id as id, label from cases
            where visible_to(cases, @partner, @actorId) and exists (
                select from consents c where c.case_id = cases.case_id and c.child_view is not null and c.valid_until > @now)
            order by label
            """,
            new { caller.Partner, caller.ActorId, work.Now }, cancellationToken);
        var items = new List<AgeLine>();
        foreach (var (id, label) in guarded)
        {
            using var key = await keys.Open(KeyKind.Case, id, cancellationToken);
            if (key is not null && AgeShown.From(await CaseConsents.Hold(work, key, id, cancellationToken), work.Now).Notice is { } notice)
                items.Add(new(id, label, notice));
        }
        return Answers.Found(new { items });
    }

    static async Task<IResult> Change(
        Guid id, FieldsWritten body, IfMatch ifMatch, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (FieldRules.Clean(body.Fields, await Place(work, caller, cancellationToken)) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var found = await work.ReadOne<Standing>(
            "select version, ledger_reference from cases where case_id = @id and visible_to(cases, @partner, @actorId) for no key update",
            new { id, caller.Partner, caller.ActorId }, cancellationToken);
        if (found is null)
            return Problems.NotFound("case");
        if (!ifMatch.Is(found.Version))
            return Problems.Stale();
        using var key = await keys.Open(KeyKind.Case, id, cancellationToken);
        if (key is null)
            return Erased();

        var version = found.Version + 1;
        work.Write("update cases set version = @version, changed_at = @now where case_id = @id", new { id, version, work.Now });
        var content = CaseContents.Write(work, key, id, version, body.Fields);
        work.Audit(caller, Verbs.CaseChanged, found.LedgerReference, content: content);
        CryptographicOperations.ZeroMemory(content);
        await TravelQuestions.TellChanges(work, keys, id, cancellationToken); // a birth date, a name of an exploiter
        return Answers.Done(id, version);
    }

    /// <summary>Adds one answer to a case: what a consent form learnt.</summary>
    internal static async Task Add(
        UnitOfWork work, DataKey key, Guid caseId, string field, string text, Caller caller, OwnCase found, CancellationToken cancellationToken)
    {
        var version = 1 + await work.ReadOne<long>("select version from cases where case_id = @caseId for no key update",
            new { caseId }, cancellationToken);
        var fields = await CaseContents.Read(work, key, caseId, categories: null, cancellationToken);
        fields[field] = JsonSerializer.SerializeToElement(text);
        work.Write("update cases set version = @version, changed_at = @now where case_id = @caseId", new { caseId, version, work.Now });
        var content = CaseContents.Write(work, key, caseId, version, fields);
        work.Audit(caller, Verbs.CaseChanged, found.LedgerReference, content: content);
        CryptographicOperations.ZeroMemory(content);
    }

    internal static IResult Erased() => Problems.Gone("erased", "This was erased: its key is destroyed and nobody can open it any more.");

    /// <summary>As long as nobody here knows where the organisation is, its date is that of the farthest east: tomorrow.</summary>
    static async Task<FieldRules.Place> Place(UnitOfWork work, Caller caller, CancellationToken cancellationToken)
    {
        var (zone, region) = await KnownRecipient.Place(work, caller.Partner.Value, cancellationToken);
        return new(zone is null ? DateOnly.FromDateTime(work.Now.UtcDateTime.AddHours(14)) : Zones.DayOf(work.Now, zone), region);
    }
}
