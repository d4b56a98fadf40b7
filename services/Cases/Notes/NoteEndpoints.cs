using System.Text;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Notes;

/// <summary>
/// What people type in a conversation: a question, an answer, a reason. Sealed under the key of its case, so that it is
/// erased with it, and named by its id in whatever action it belongs to. Each note is for two organisations: its author's,
/// and the one it was written for; the case's owner reads all of its notes. What it wrote to a recipient shuts with what
/// was disclosed there; what somebody wrote itself it may read on.
/// </summary>
static class NoteEndpoints
{
    /// <param name="To">For whom; it may be left out where it can be only one.</param>
    sealed record WriteNote(string Conversation, Guid ConversationId, string Text, Guid? To = null);

    /// <summary>A conversation as far as it was offered to one organisation, or released to it unasked.</summary>
    sealed record Offered(Guid CaseId, Guid Owner, Guid LedgerReference, Guid Recipient, bool Ended);

    sealed record Note(
        string Conversation, Guid ConversationId, Guid CaseId, Guid Owner, Guid Author, Guid AuthorActor, Guid Addressee, byte[] Sealed,
        DateTimeOffset WrittenAt, Guid LedgerReference,
        bool EndedSince);

    /// <summary>
    /// What a note's token says. With it an action carries the note: its service asks nobody whether it is there, in this conversation and by
    /// this author.
    /// </summary>
    sealed record Signed(Guid Jti, string Conversation, Guid Sub, Guid Author, Guid To);

    public static void MapNotes(this WebApplication app)
    {
        app.MapGroup("/notes").AnswersWithToken<Signed>(
            "note+jwt",
            """
            select note_id as jti, conversation, conversation_id as sub, author, addressee as "to" from notes where note_id = @id
            """).MapCaseWork("").MapPost("", Write);
        app.MapCaseWork("/notes").MapGet("{id:guid}", Read);
    }

    static async Task<IResult> Write(WriteNote body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var (clean, fault) = TypedText.Clean(body.Text);
        if (clean is null)
            return Problems.Invalid(fault!);
        var me = caller.Partner.Value;
        // The newest offer first.
        var offered = await Find(work, body.Conversation, body.ConversationId, caller, cancellationToken);
        if (offered is not [{ Owner: var owner }, ..] || (owner != me && !offered.Exists(o => o.Recipient == me)))
            return Problems.NotFound("conversation");
        if (owner == me ? body.To is { } named && !offered.Exists(o => o.Recipient == named) : body.To is { } sender && sender != owner)
            return Problems.Invalid(new Fault("/to", $"is not the other organisation of this {body.Conversation}"));
        var recipients = owner != me ? offered.Where(o => o.Recipient == me)
            : body.To is { } to ? offered.Where(o => o.Recipient == to)
            : offered is [_] ? offered
            : offered.Where(o => !o.Ended);
        if (recipients.ToList() is not [var other])
            return Problems.Invalid(
                new Fault("/to", $"is missing: name the organisation that this is for, since it is not clear from the {body.Conversation}"));
        if (other.Ended)
            return Withholding.Refused("RECIPIENT_ENDED");
        // What its recipient could not read would only seem to be told.
        if (owner == me
            && await RecipientAccess.ShutNotes(
                work, keys, other.CaseId, body.ConversationId, other.Recipient, reading: false, cancellationToken) is { } shut)
            return Withholding.Refused(shut);

        var id = Guid.CreateVersion7();
        using var key = await keys.Open(KeyKind.Case, other.CaseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var text = Encoding.UTF8.GetBytes(clean);
        work.Write(
            """
            insert into notes (note_id, conversation, conversation_id, case_id, author, author_actor, addressee, sealed, written_at)
            values (@id, @conversation, @conversationId, @caseId, @me, @actorId, @to, @content, @now)
            """,
            new
            {
                id, body.Conversation, body.ConversationId, other.CaseId, me, caller.ActorId, to = owner == me ? other.Recipient : owner,
                content = key.Seal(text, Binding.Note(id, body.Conversation, body.ConversationId, me)), work.Now,
            });
        work.Audit(caller, Verbs.NoteWritten, other.LedgerReference, id, text);
        return Answers.Created($"/notes/{id}", id, new { id });
    }

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var me = caller.Partner.Value;
        var note = await work.ReadOne<Note>(
            """
            select n.conversation, n.conversation_id, n.case_id, k.owner, n.author, n.author_actor, n.addressee, n.sealed, n.written_at,
                k.ledger_reference,
                exists (select 1 from ended_recipients e where e.conversation_id = n.conversation_id and e.recipient = n.addressee
                    and e.permit_id = @whole and e.ended_at >= n.written_at and e.reads_until <= @now) as ended_since
            from notes n join cases k using (case_id)
            where n.note_id = @id and (visible_to(k, @me, @actorId) or k.owner <> @me and (n.author = @me or n.addressee = @me))
            """,
            new { id, me, work.Now, caller.ActorId, RecipientEnds.Whole }, cancellationToken);
        if (note is null)
            return Problems.NotFound("note");
        if (me == note.Addressee && me != note.Owner)
        {
            if (await RecipientAccess.ShutNotes(work, keys, note.CaseId, note.ConversationId, me, reading: true, cancellationToken) is { } shut)
                return Withholding.Shut(shut);
            if (note.EndedSince) // with the offer that it belonged to; one made anew opens nothing old
                return Withholding.Shut("RECIPIENT_ENDED");
        }
        using var key = await keys.Open(KeyKind.Case, note.CaseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var text = Encoding.UTF8.GetString(key.Open(note.Sealed, Binding.Note(id, note.Conversation, note.ConversationId, note.Author)));
        work.Audit(caller, Verbs.NoteRead, note.LedgerReference, id);
        return Answers.Found(new
        {
            id, note.Conversation, note.ConversationId, from = note.Author, to = note.Addressee, actor = note.AuthorActor, note.WrittenAt, text
        });
    }

    static Task<List<Offered>> Find(UnitOfWork work, string conversation, Guid conversationId, Caller caller, CancellationToken cancellationToken) =>
        work.Read<Offered>(
            """
            select k.case_id, k.owner, k.ledger_reference, o.recipient,
                exists (select 1 from ended_recipients e where e.conversation_id = @conversationId and e.recipient = o.recipient
                    and e.permit_id = @whole and e.ended_at >= o.made_at and e.reads_until <= @now) as ended
            from (select distinct on (recipient) recipient, case_id, made_at from (
                    select recipient, case_id, made_at from offers where conversation_id = @conversationId and conversation = @conversation
                    union all -- what must be taken, or is compelled, was never offered
                    select r.recipient, p.case_id, r.decided_at from releases r join permits p using (permit_id)
                    where r.conversation_id = @conversationId and r.conversation = @conversation
                        and not exists (select from offers where conversation_id = @conversationId)) known
                order by recipient, made_at desc) o
            join cases k using (case_id) where k.owner <> @partner or visible_to(k, @partner, @actorId) order by o.made_at desc
            """,
            new { conversation, conversationId, work.Now, caller.Partner, caller.ActorId, RecipientEnds.Whole },
            cancellationToken);
}
