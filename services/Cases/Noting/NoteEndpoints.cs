using System.Text;
using ReferralNetwork.Cases.Disclosing;
using ReferralNetwork.Cases.Opening;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Noting;

/// <summary>
/// What people type about a referral: a question, an answer, a reason. Sealed under the key of its case, so that it is
/// erased with it, and named by its id in whatever action it belongs to. Each note is for two organisations: its author's,
/// and the one it was written for; the sender reads all notes of its referral.
/// </summary>
static class NoteEndpoints
{
    const int Longest = 4000;

    /// <summary>An offer shows in its recipient's worklist before the news of it has come here; so a note may wait a moment for it.</summary>
    static readonly TimeSpan[] Patience = [.. new[] { 50, 100, 200, 400, 800 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    /// <param name="To">For whom, where the sender has offered to several at once; else the recipient of the latest offer.</param>
    sealed record WriteNote(Guid ReferralId, string Text, Guid? To = null);

    sealed record Referral(Guid CaseId, Guid Owner, Guid LedgerReference, Guid[] Recipients);

    sealed record Note(
        Guid ReferralId, Guid CaseId, Guid Owner, Guid Author, Guid AuthorActor, Guid Addressee, byte[] Sealed, DateTimeOffset WrittenAt, Guid LedgerReference,
        bool Withdrawn);

    public static void MapNotes(this WebApplication app)
    {
        var notes = app.MapCaseWork("/notes");
        notes.MapPost("", Write);
        notes.MapGet("{id:guid}", Read);
    }

    static async Task<IResult> Write(WriteNote body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (CheckText(body.Text) is { } fault)
            return Problems.Invalid(fault);
        var me = caller.Partner.Value;
        var referral = await Find(work, body.ReferralId, cancellationToken);
        foreach (var pause in Patience)
        {
            if (referral is not null)
                break;
            await Task.Delay(pause, cancellationToken);
            referral = await Find(work, body.ReferralId, cancellationToken);
        }
        if (referral is null || (referral.Owner != me && !referral.Recipients.Contains(me)))
            return Problems.NotFound("referral");
        if (body.To is { } to && (referral.Owner == me ? !referral.Recipients.Contains(to) : to != referral.Owner))
            return Problems.Invalid(new Fault("/to", "is not the other organisation of this referral"));

        var id = Guid.CreateVersion7();
        using var key = await keys.Open(KeyKind.Case, referral.CaseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var text = Encoding.UTF8.GetBytes(body.Text);
        work.Write(
            """
            insert into notes (note_id, referral_id, case_id, author, author_actor, addressee, sealed, written_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            id, body.ReferralId, referral.CaseId, me, caller.ActorId, body.To ?? (referral.Owner == me ? referral.Recipients[^1] : referral.Owner),
            key.Seal(text, Binding.Note(id, body.ReferralId, me)), work.Now);
        work.Act(caller, "note-written", referral.LedgerReference, body.ReferralId, text);
        return Answers.Created($"/notes/{id}", id, new { id });
    }

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var me = caller.Partner.Value;
        var note = await work.ReadOne(
            """
            select n.referral_id, n.case_id, k.owner, n.author, n.author_actor, n.addressee, n.sealed, n.written_at, k.ledger_reference,
                exists (select 1 from offers o join permits p using (permit_id) join consents c using (receipt_id)
                    where o.referral_id = n.referral_id and c.withdrawn_at is not null)
            from notes n join cases k using (case_id)
            where n.note_id = $1 and (k.owner = $2 or n.author = $2 or n.addressee = $2)
            """,
            r => new Note(
                r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetGuid(3), r.GetGuid(4), r.GetGuid(5), r.GetFieldValue<byte[]>(6),
                r.GetFieldValue<DateTimeOffset>(7), r.GetGuid(8), r.GetBoolean(9)),
            cancellationToken, id, me);
        if (note is null)
            return Problems.NotFound("note");
        // What the sender wrote to a recipient shuts with what was disclosed to it; what it wrote itself it may read on.
        if (me == note.Addressee && me != note.Owner)
        {
            if (note.Withdrawn)
                return Consenting.Withholding.Shut("WITHDRAWN");
            if (await ReferralEnds.Ended(work, note.ReferralId, me, cancellationToken))
                return Consenting.Withholding.Shut("RECIPIENT_ENDED");
        }
        using var key = await keys.Open(KeyKind.Case, note.CaseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var text = Encoding.UTF8.GetString(key.Open(note.Sealed, Binding.Note(id, note.ReferralId, note.Author)));
        work.Act(caller, "note-read", note.LedgerReference, note.ReferralId);
        return Answers.Found(new { id, note.ReferralId, from = note.Author, to = note.Addressee, actor = note.AuthorActor, note.WrittenAt, text });
    }

    static Task<Referral?> Find(UnitOfWork work, Guid referralId, CancellationToken cancellationToken) =>
        work.ReadOne(
            """
            select k.case_id, k.owner, k.ledger_reference, array_agg(o.recipient order by o.made_at, o.offer_id)
            from offers o join cases k using (case_id) where o.referral_id = $1 group by k.case_id, k.owner, k.ledger_reference
            """,
            r => new Referral(r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetFieldValue<Guid[]>(3)), cancellationToken, referralId);

    static Fault? CheckText(string text) =>
        string.IsNullOrWhiteSpace(text) ? new("/text", "is empty")
        : text.Length > Longest ? new("/text", $"is longer than {Longest} characters")
        : text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? new("/text", "holds a control character")
        : null;
}
