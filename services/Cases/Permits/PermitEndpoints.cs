using System.Text.Json;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Permits;

/// <summary>
/// Offer permits: what an offer stands on, so that Referrals need not ask. A permit says to whom and how far the person
/// agreed, signed by the network; it names no case and opens nothing. Whether something goes is decided again at release.
/// </summary>
static class PermitEndpoints
{
    /// <summary>An offer is made soon after its permit, or the consent is looked at anew.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <param name="Part">May be left out where the purpose knows one.</param>
    sealed record GivePermit(string Purpose, IReadOnlyList<Guid> Recipients, IReadOnlyList<string> Categories, string? Part = null);

    /// <param name="Withheld">The categories asked for that do not go, with the reason.</param>
    public sealed record Covered(Guid Recipient, IReadOnlyList<string> Categories, IReadOnlyDictionary<string, string> Withheld);

    sealed record Given(
        Guid[] Recipients, string[] Categories, string Purpose, string? Part, Guid ReceiptId, long ReceiptVersion, DateTimeOffset ExpiresAt,
        string Decisions, Guid CaseId, bool OfTonight, Guid[]? Audience, long AudienceVersion, string? Exhibits);

    public static void MapPermits(this WebApplication app)
    {
        app.MapCaseWork("/cases").MapPost("{caseId:guid}/permits", Give);
        app.MapCaseWork("/permits").MapGet("{id:guid}", Read);
    }

    static async Task<IResult> Give(
        Guid caseId, GivePermit body, Caller caller, UnitOfWork work, KeyRing keys, SigningKey network, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        var partners = await Nameable.Find(work, caller, body.Recipients, cancellationToken);
        var parts = VisibilityMatrix.PartsFor(body.Purpose);
        if (body.Part is null && parts is [var only])
            body = body with { Part = only };
        if (Check(body, partners, parts) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (body.Recipients.Where(id => partners[id].Suspended).Select(id => (Guid?)id).FirstOrDefault() is { } suspended)
            return Withholding.Refused("RECIPIENT_SUSPENDED", $" ({suspended})");

        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var asked = body.Recipients.Select(id => (id, partners[id].Kind, partners[id].Jurisdiction));
        if (await Firewall.ShutsAny(work, key, caseId, body.Purpose, asked, cancellationToken) is { } shut)
            return Withholding.Refused("PROTECTION_STATUS", $" ({shut})");
        var (receipts, person) = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        // In the order they were asked for.
        var recipients = body.Recipients.Select(id => partners[id].As(id)).ToArray();
        var reach = ConsentRules.Coverage(receipts, person, body.Purpose, body.Part, recipients, body.Categories, work.Now);
        if (reach.Recipients.FirstOrDefault(r => !r.Any) is { } unreached)
            return Withholding.Refused(unreached.Reason!, $" ({unreached.Recipient})");

        var receipt = reach.Receipt!;
        var permit = new Permit(
            Guid.CreateVersion7(), caller.Partner.Value, [.. recipients.Select(r => r.Id)],
            [.. body.Categories.Where(c => reach.Recipients.Any(r => r.Categories.Contains(c, StringComparer.Ordinal)))],
            body.Purpose, body.Part, receipt.Id, receipt.Version, Earlier(receipt.ValidUntil, work.Now + Lifetime), receipt.OfTonight,
            found.Audience, body.Purpose == Codes.Handoff ? await Counted(work, reach, cancellationToken) : null);
        Covered[] covered = [.. reach.Recipients.Select(Cover)];
        return Keep(permit, caseId, found.LedgerReference, covered, childView: null, caller, work, network);
    }

    /// <param name="childView">Of <see cref="Codes.ChildViews"/>, where it stands on no receipt; else null.</param>
    public static IResult Keep(
        Permit permit, Guid caseId, Guid ledgerReference, IReadOnlyList<Covered> covered, string? childView, Caller caller, UnitOfWork work,
        SigningKey network)
    {
        work.Write(
            """
            insert into permits (permit_id, case_id, owner, receipt_id, receipt_version, purpose, part, recipients, categories, decisions, given_at,
                given_by, expires_at, exhibits, child_view)
            values (@id, @caseId, @owner, nullif(@receiptId, @id), case when @childView is null then @receiptVersion end, @purpose, @part,
                @recipients, @categories, @decisions, @now, @actorId, @expiresAt, @exhibits, @childView)
            """,
            new
            {
                permit.Id, caseId, permit.Owner, permit.ReceiptId, permit.ReceiptVersion, permit.Purpose, permit.Part,
                recipients = permit.Recipients.ToArray(), categories = permit.Categories.ToArray(), decisions = UnitOfWork.Json(covered),
                work.Now, caller.ActorId, permit.ExpiresAt, exhibits = UnitOfWork.Json(permit.Exhibits), childView,
            });
        work.Audit(caller, Verbs.PermitGiven, ledgerReference, permit.Id);
        return Answers.Created($"/permits/{permit.Id}", permit.Id, Shown(permit, caseId, covered, network));
    }

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, SigningKey network, CancellationToken cancellationToken)
    {
        var found = await work.ReadOne<Given>(
            """
            select p.recipients, p.categories, p.purpose, p.part, coalesce(p.receipt_id, p.permit_id) as receipt_id,
                coalesce(p.receipt_version, 1) as receipt_version, p.expires_at, p.decisions, p.case_id,
                coalesce(c.given_by = @needOfTonight, false) as of_tonight, k.audience, k.audience_version, p.exhibits
            from permits p left join consents c using (receipt_id) join cases k on k.case_id = p.case_id
            where p.permit_id = @id and visible_to(k, @partner, @actorId)
            """,
            new { id, caller.Partner, Codes.NeedOfTonight, caller.ActorId }, cancellationToken);
        if (found is null)
            return Problems.NotFound("permit");
        var permit = new Permit(
            id, caller.Partner.Value, found.Recipients, found.Categories, found.Purpose, found.Part, found.ReceiptId, found.ReceiptVersion,
            found.ExpiresAt, found.OfTonight, new(found.Audience, found.AudienceVersion),
            found.Exhibits is { } counted ? JsonSerializer.Deserialize<Dictionary<string, int>>(counted, NetworkJson.Options) : null);
        return Answers.Found(Shown(permit, found.CaseId, JsonSerializer.Deserialize<Covered[]>(found.Decisions, NetworkJson.Options)!, network));
    }

    /// <summary>To its owner, who knows the case; the signed permit itself does not name it.</summary>
    static object Shown(Permit permit, Guid caseId, IReadOnlyList<Covered> covered, SigningKey network) =>
        new { permit.Id, permit = permit.Sign(network), caseId, permit.ReceiptId, permit.ExpiresAt, covered };

    public static Covered Cover(RecipientCoverage reached) => new(
        reached.Recipient, reached.Categories,
        reached.Decisions.Where(d => !d.Permits).ToDictionary(d => d.Category, d => d.Reason, StringComparer.Ordinal));

    /// <summary>By kind, all that go to any of them.</summary>
    static async Task<IReadOnlyDictionary<string, int>> Counted(UnitOfWork work, ConsentCoverage reach, CancellationToken cancellationToken)
    {
        var exhibits = reach.Recipients.SelectMany(r => r.Decisions).SelectMany(d => d.Fields).Select(ExhibitField.Find).OfType<Guid>().ToArray();
        var kinds = await work.Read<string>(
            "select kind from exhibits where exhibit_id = any(@exhibits)", new { exhibits }, cancellationToken);
        return kinds.CountBy(kind => kind, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }

    static List<Fault> Check(GivePermit body, Dictionary<Guid, Nameable> partners, IReadOnlyList<string> parts)
    {
        var faults = new List<Fault>();
        ConsentForm.CheckCode(faults, "/purpose", body.Purpose, Codes.Purposes);
        if (parts.Count > 0 && !parts.Contains(body.Part, StringComparer.Ordinal))
            faults.Add(new("/part", body is { Part: Codes.Requesting, Purpose: Codes.ReturnAssistance }
                ? "cannot be the requesting organisation: nothing is released to it, since it knows what it told itself"
                : $"must be one of {string.Join(", ", parts.Order(StringComparer.Ordinal))}, which {body.Purpose} knows"));
        ConsentForm.CheckCodes(faults, "/categories", body.Categories, Codes.Categories);
        if (body.Recipients.Count is 0 or > ConsentForm.MostRecipients)
            faults.Add(new("/recipients", $"must name 1 to {ConsentForm.MostRecipients} organisations"));
        foreach (var (index, recipient) in body.Recipients.Index())
        {
            if (!partners.TryGetValue(recipient, out var partner))
                faults.Add(new($"/recipients/{index}", "is no organisation of the network"));
            else if (!Nameable.MayReceive(partner.Kind, [body.Purpose]))
                faults.Add(new($"/recipients/{index}", Nameable.OnlyHandoff));
            else if (body.Recipients.Take(index).Contains(recipient))
                faults.Add(new($"/recipients/{index}", "is there twice"));
        }
        return faults;
    }

    static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
