using System.Text;
using System.Text.Json;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Permits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Consents;

static class ConsentEndpoints
{
    sealed record ConsentShown(
        Guid Id, long Version, string Status, IReadOnlyList<string> Purposes, IReadOnlyList<Guid> Recipients, IReadOnlyList<string> Categories,
        IReadOnlyList<Exclusion> Exclusions, IReadOnlyList<Opening> Openings, IReadOnlyList<Lift> Lifts, string GivenBy, Decider? Decider,
        string? ChildView, string? ChildWords, HashedAttachment? Declaration,
        Guid TakenBy, string Language, string? Interpreter, string Method, string WordingVersion, string WordingHash, DateTimeOffset GivenAt,
        DateTimeOffset? ValidUntil, DateTimeOffset? WithdrawnAt, IReadOnlyList<Guid> TransfersTold, string? InterpreterOf,
        IReadOnlyList<RecipientPart> Parts, IReadOnlyList<Guid> Exhibits);

    /// <summary>An exclusion that nothing in force has lifted.</summary>
    sealed record StandingExclusion(Guid Receipt, Guid? Partner, string? Category, string? Field, DateTimeOffset GivenAt);

    /// <param name="Withheld">Why nothing can go to it now; null where something can.</param>
    sealed record NamedShown(Guid Partner, string? Withheld);

    /// <summary>What of a consent is for reading and decides nothing.</summary>
    sealed record Beside(
        Guid ReceiptId, byte[]? SealedChildWords, Guid TakenBy, string Language, byte[]? SealedInterpreter, string Method, string WordingVersion,
        byte[] WordingHash, string? InterpreterOf, byte[]? SealedDeclaration);

    sealed record Known(bool Withdrawn, long Version, Guid LedgerReference);

    sealed record InConversation(string Conversation, Guid ConversationId, Guid PermitId);

    public static void MapConsents(this WebApplication app)
    {
        var cases = app.MapCaseWork("/cases");
        cases.MapPost("{caseId:guid}/consents", Give);
        cases.MapGet("{caseId:guid}/consents", List);
        app.MapCaseWork("/consents").MapPost("{id:guid}/withdraw", Withdraw);
    }

    static async Task<IResult> Give(Guid caseId, GiveConsent body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        var partners = await Nameable.Find(
            work, caller, (body.Recipients ?? []).Concat((body.Exclusions ?? []).Select(e => e.Partner).OfType<Guid>()), cancellationToken);
        var ownKind = await work.ReadOne<string?>(
            "select kind from known_partners where partner_id = @partner", new { caller.Partner }, cancellationToken);
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        if (body.Exclusions is { Count: > 0 })
            Narrowing.LockCase(work, caseId); // before the row of the case, as whoever changes its audience does
        var (receipts, person) = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        body = ConsentForm.Cleaned(body);
        var scan = body.Declaration is { } named ? await SealedAttachment.HashOf(named, caseId, work, keys, key, cancellationToken) : null;
        var exhibits = await Exhibit.Named(
            work, caseId, [.. body.Exhibits ?? [], .. (body.Exclusions ?? []).Select(e => ExhibitField.Find(e.Field ?? "")).OfType<Guid>()],
            cancellationToken);
        var kinds = partners.ToDictionary(p => p.Key, p => p.Value.Kind);
        if (ConsentForm.Check(body, new(kinds, caller.Partner.Value, ownKind, receipts, person, Wordings.Known, work.Now, scan is not null)
        {
            Exhibits = exhibits,
        }) is { Count: > 0 } faults)
            return Problems.Invalid(faults);

        var id = Guid.CreateVersion7();
        // A clock that runs ahead of ours must not make consent begin later than it was given.
        var givenAt = body.GivenAt > work.Now ? work.Now : body.GivenAt.ToUniversalTime();
        if (body.WhyChild is { } why)
        {
            await CaseEndpoints.Add(work, key, caseId, Person.WhyChild, why, caller, found, cancellationToken);
            await TravelQuestions.TellChanges(work, keys, caseId, cancellationToken);
        }
        var wording = Wordings.For(body.WordingVersion, body.Language);
        work.Write(
            """
            insert into consents (receipt_id, case_id, version, purposes, recipients, categories, exclusions, lifts, openings, given_by, child_view,
                sealed_declaration, sealed_child_words, sealed_decider, taken_by, sealed_interpreter, language, method, wording_version,
                wording_hash, given_at,
                valid_until, recorded_at, refused, transfers_told, interpreter_of, parts, exhibits)
            values (@id, @caseId, 1, @purposes, @recipients, @categories, @exclusions, @lifts, @openings, @givenBy, @childView,
                @declaration, @childWords, @decider, @actorId, @interpreter, @language, @method, @wording, @hash, @givenAt,
                @validUntil, @now, @refused, @transfersTold, @interpreterOf, @parts, @exhibits)
            """,
            new
            {
                id, caseId, purposes = body.Purposes.ToArray(), recipients = (body.Recipients ?? []).ToArray(),
                categories = (body.Categories ?? []).ToArray(), exclusions = UnitOfWork.Json(body.Exclusions ?? []),
                lifts = UnitOfWork.Json(body.Lifts ?? []), openings = UnitOfWork.Json(body.Openings ?? []), body.GivenBy, body.ChildView,
                declaration = scan is null ? null : key.Seal(
                    JsonSerializer.SerializeToUtf8Bytes(
                        new HashedAttachment(body.Declaration!.Value, Convert.ToHexStringLower(scan)), NetworkJson.Options),
                    Binding.Declaration(caseId, id)),
                childWords = Sealed(body.ChildWords, Binding.ChildWords(caseId, id)),
                decider = body.Decider is null ? null
                    : key.Seal(JsonSerializer.SerializeToUtf8Bytes(body.Decider, NetworkJson.Options), Binding.Decider(caseId, id)),
                caller.ActorId, interpreter = Sealed(body.Interpreter, Binding.Interpreter(caseId, id)), body.Language, body.Method,
                wording = wording.Id, wording.Hash, givenAt, validUntil = body.ValidUntil?.In(person.Zone ?? TimeZoneInfo.Utc) ?? givenAt,
                work.Now, body.Refused, transfersTold = (body.TransfersTold ?? []).ToArray(), body.InterpreterOf,
                parts = UnitOfWork.Json(body.Parts ?? []), exhibits = (body.Exhibits ?? []).ToArray(),
            });
        work.Audit(
            caller, body.GivenBy == Codes.NeedOfTonight ? Verbs.NeedOfTonightRecorded : body.Refused ? Verbs.ConsentRefused : Verbs.ConsentGiven,
            found.LedgerReference, id, scan is null ? wording.Hash : [.. wording.Hash, .. scan]);
        if (body.Exclusions is { Count: > 0 })
            await Narrowing.Tell(work, key, caseId, cancellationToken);
        return Answers.Created($"/cases/{caseId}/consents", id, new { id }, version: 1);

        byte[]? Sealed(string? text, Binding binding) => text is null ? null : key.Seal(Encoding.UTF8.GetBytes(text), binding);
    }

    /// <param name="purpose">For which exclusions stand, and somebody can be asked; a referral unless said.</param>
    static async Task<IResult> List(
        Guid caseId, string? purpose, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        purpose ??= "Referral";
        if (!Codes.Purposes.Contains(purpose))
            return Problems.Invalid(new Fault("/purpose", $"must be one of {string.Join(", ", Codes.Purposes.Order(StringComparer.Ordinal))}"));
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var consents = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        var (held, person) = consents;
        var rows = await work.Read<Beside>(
            """
            select receipt_id, sealed_child_words, taken_by, language, sealed_interpreter, method, wording_version, wording_hash,
                interpreter_of, sealed_declaration
            from consents where case_id = @caseId order by receipt_id
            """,
            new { caseId }, cancellationToken);
        var inForce = held.Where(r => Status(r, work.Now) == "in-force").ToList();
        var partners = await Nameable.Find(work, caller, inForce.SelectMany(r => r.Recipients), cancellationToken);
        work.Audit(caller, Verbs.ConsentsRead, found.LedgerReference);
        return Answers.Found(new
        {
            items = rows.Join(held, row => row.ReceiptId, receipt => receipt.Id, (row, receipt) => new ConsentShown(
                receipt.Id, receipt.Version, Status(receipt, work.Now), receipt.Purposes, receipt.Recipients, receipt.Categories,
                receipt.Exclusions, receipt.Openings, receipt.Lifts, receipt.GivenBy, receipt.Decider, receipt.ChildView,
                Opened(row.SealedChildWords, Binding.ChildWords(caseId, receipt.Id)), Declared(row), row.TakenBy, row.Language,
                Opened(row.SealedInterpreter, Binding.Interpreter(caseId, receipt.Id)), row.Method, row.WordingVersion,
                Convert.ToHexStringLower(row.WordingHash), receipt.GivenAt, receipt.Refused ? null : receipt.ValidUntil,
                receipt.WithdrawnAt, receipt.TransfersTold, row.InterpreterOf, receipt.Parts, receipt.Exhibits)).ToArray(),
            exclusions = ConsentRules.Standing(held, person, purpose, reading: false, work.Now).Select(s => new StandingExclusion(
                s.Receipt.Id, s.Exclusion.Partner, s.Exclusion.Category, s.Exclusion.Field, s.Receipt.GivenAt)).ToArray(),
            named = inForce.SelectMany(r => r.Recipients).Distinct().Select(id => new NamedShown(id, Withheld(id))).ToArray(),
            age = AgeShown.From(consents, work.Now),
        });

        // As a permit for it alone would be decided, in whichever part.
        string? Withheld(Guid partner) =>
            !partners.TryGetValue(partner, out var known) || !Nameable.MayReceive(known.Kind, [purpose]) ? "NOT_FOR_THIS_KIND"
            : known.Suspended ? "RECIPIENT_SUSPENDED"
            : VisibilityMatrix.PartsFor(purpose).Select(part => ConsentRules.Coverage(
                held, person, purpose, part, [known.As(partner)],
                [.. inForce.Where(r => r.Recipients.Contains(partner)).SelectMany(r => r.Categories).Distinct()], work.Now).Recipients[0]).ToList()
                is var reached && reached.Exists(r => r.Any)
                ? null : reached[0].Reason;

        HashedAttachment? Declared(Beside row) => row.SealedDeclaration is not { } content ? null
            : JsonSerializer.Deserialize<HashedAttachment>(key.Open(content, Binding.Declaration(caseId, row.ReceiptId)), NetworkJson.Options);

        string? Opened(byte[]? text, Binding binding) => text is null ? null : Encoding.UTF8.GetString(key.Open(text, binding));
    }

    /// <summary>
    /// As easy as giving (GDPR Art. 7(3)), and at once: what was disclosed under it shuts in this commit, and every referral
    /// that stands on it is told to stop. An offer or a release that is on its way meets the withdrawn receipt when it comes.
    /// </summary>
    static async Task<IResult> Withdraw(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var found = await work.ReadOne<Known>(
            """
            select c.withdrawn_at is not null as withdrawn, c.version, k.ledger_reference
            from consents c join cases k using (case_id) where c.receipt_id = @id and visible_to(k, @partner, @actorId) for no key update of c
            """,
            new { id, caller.Partner, caller.ActorId }, cancellationToken);
        if (found is null)
            return Problems.NotFound("consent");
        if (found.Withdrawn)
            return Answers.Done(id, found.Version);

        work.Write(
            "update consents set withdrawn_at = @now, withdrawn_by = @actorId, version = version + 1 where receipt_id = @id",
            new { id, work.Now, caller.ActorId });
        work.Write(
            "update disclosures set shut_at = @now, shut_reason = 'WITHDRAWN' where receipt_id = @id and (shut_at is null or shut_at > @now)",
            new { id, work.Now });
        var told = await work.Read<InConversation>(
            """
            select o.conversation, o.conversation_id, p.permit_id from offers o join permits p using (permit_id) where p.receipt_id = @id
            union
            select r.conversation, r.conversation_id, p.permit_id from releases r join permits p using (permit_id) where p.receipt_id = @id
            union -- a return stands on the consent also where nobody of the network was asked for anything
            select t.conversation, t.conversation_id, p.permit_id from ties t join permits p using (case_id)
            where p.receipt_id = @id and t.conversation = @return and p.purpose = @purpose
            """,
            new { id, Conversations.Return, purpose = Codes.ReturnAssistance }, cancellationToken);
        foreach (var one in told)
            work.Send(
                new ConsentWithdrawn(one.Conversation, one.ConversationId, one.PermitId, id, work.Now), Conversations.Queues[one.Conversation]);
        work.Audit(caller, Verbs.ConsentWithdrawn, found.LedgerReference, id);
        return Answers.Done(id, found.Version + 1);
    }

    static string Status(Receipt receipt, DateTimeOffset now) =>
        receipt.Refused ? "refused"
        : receipt.WithdrawnAt is not null ? "withdrawn"
        : now < receipt.GivenAt ? "not-yet-valid"
        : now >= receipt.ValidUntil ? "expired"
        : "in-force";
}
