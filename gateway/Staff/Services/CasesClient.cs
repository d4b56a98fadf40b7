using System.Net.Http.Headers;
using ReferralNetwork.Common.Requests;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Staff.Services;

/// <summary>Files, consents, permits, disclosures, notes and drafts.</summary>
public sealed class CasesClient(NetworkClient network)
{
    const string Service = "cases";

    public Task<Answer<ListResponse<CaseField>>> Fields() => network.Get<ListResponse<CaseField>>(Service, "/fields");

    public Task<Answer<ListResponse<WordingToRead>>> Wordings() => network.Get<ListResponse<WordingToRead>>(Service, "/wordings");

    /// <param name="label">A label or a part of one.</param>
    public Task<Answer<ListResponse<CaseLine>>> List(string? label, string? cursor) =>
        network.Get<ListResponse<CaseLine>>(Service, "/cases", ("label", label), ("cursor", cursor));

    /// <summary>The own cases that are in a conversation: fewer than a page of them.</summary>
    public Task<Answer<ListResponse<CaseLine>>> TiedTo(string conversation, Guid id) =>
        network.Get<ListResponse<CaseLine>>(Service, "/cases", ("tiedTo", $"{conversation}:{id}"));

    public Task<Answer<CaseLine>> Label(Guid id) => network.Get<CaseLine>(Service, $"/cases/{id}/label");

    /// <summary>Whose person is to be asked for consent of their own: all of them.</summary>
    public Task<Answer<ListResponse<AgeLine>>> Ages() => network.Get<ListResponse<AgeLine>>(Service, "/cases/ages");

    public Task<Answer<CaseFile>> Read(Guid id) => network.Get<CaseFile>(Service, $"/cases/{id}");

    /// <param name="id">Reserved for it by a situation; null: one of Cases' own.</param>
    public Task<Answer<CreatedResponse>> Open(IReadOnlyDictionary<string, object> fields, Guid? id, string key) =>
        network.Post<CreatedResponse>(Service, "/cases", new { id, fields }, key);

    /// <summary>Says that the case is in a conversation. Said again, it is the tie that there is: so each time has a key of its own.</summary>
    public Task<Answer<TieMade>> Tie(Guid id, string conversation, Guid conversationId) =>
        network.Post<TieMade>(Service, $"/cases/{id}/ties", new { conversation, id = conversationId }, Guid.CreateVersion7().ToString());

    /// <summary>Every one that the case is in, as Cases knows it: one that has just begun may be there by its tie alone.</summary>
    public Task<Answer<ListResponse<ConversationLine>>> ConversationsOf(Guid id) =>
        network.Get<ListResponse<ConversationLine>>(Service, $"/cases/{id}/conversations");

    /// <param name="fields">All of the file: what is left out is no longer in it.</param>
    public Task<Answer<CreatedResponse>> Change(Guid id, IReadOnlyDictionary<string, object> fields, string? ifMatch) =>
        network.Put<CreatedResponse>(Service, $"/cases/{id}", new { fields }, ifMatch);

    /// <param name="purpose">For which exclusions stand, and somebody can be asked; a referral unless said.</param>
    public Task<Answer<ConsentsSeen>> Consents(Guid id, string? purpose = null) =>
        network.Get<ConsentsSeen>(Service, $"/cases/{id}/consents", ("purpose", purpose));

    public Task<Answer<CreatedResponse>> GiveConsent(Guid id, object consent, string key) =>
        network.Post<CreatedResponse>(Service, $"/cases/{id}/consents", consent, key);

    public Task<Answer<CreatedResponse>> WithdrawConsent(Guid consent, string key) =>
        network.Post<CreatedResponse>(Service, $"/consents/{consent}/withdraw", null, key);

    public Task<Answer<TravelFactsSeen>> TravelFacts(Guid id) => network.Get<TravelFactsSeen>(Service, $"/cases/{id}/travel-facts");

    public Task<Answer<TravelState>> TravelState(Guid id) => network.Get<TravelState>(Service, $"/cases/{id}/travel-state");

    public Task<Answer<CreatedResponse>> RecordTravelFact(Guid id, TravelFact fact, string key) =>
        network.Post<CreatedResponse>(Service, $"/cases/{id}/travel-facts", fact, key);

    public Task<Answer<ListResponse<ArrivalPlanLine>>> ArrivalPlans(Guid id) =>
        network.Get<ListResponse<ArrivalPlanLine>>(Service, $"/cases/{id}/arrival-plans");

    /// <summary>For the case's organisation, and for the duty desks that it names while an alarm goes on.</summary>
    public Task<Answer<ArrivalPlanShown>> ArrivalPlan(Guid plan) => network.Get<ArrivalPlanShown>(Service, $"/arrival-plans/{plan}");

    public Task<Answer<CreatedResponse>> MakeArrivalPlan(Guid id, object plan, string key) =>
        network.Post<CreatedResponse>(Service, $"/cases/{id}/arrival-plans", plan, key);

    public Task<Answer<ListResponse<DisclosureLine>>> Disclosures(Guid id) =>
        network.Get<ListResponse<DisclosureLine>>(Service, $"/cases/{id}/disclosures");

    /// <summary>What Cases has signed of a handoff, for either side.</summary>
    public Task<Answer<DisclosureCustody>> Custody(Guid disclosure) => network.Get<DisclosureCustody>(Service, $"/disclosures/{disclosure}/custody");

    public Task<Answer<ListResponse<AttachmentLine>>> Attachments(Guid id, string? cursor) =>
        network.Get<ListResponse<AttachmentLine>>(Service, $"/cases/{id}/attachments", ("cursor", cursor));

    /// <summary>Sends the file on as it comes.</summary>
    /// <param name="attachment">Chosen here; the same again changes nothing.</param>
    public async Task<Answer<CreatedResponse>> AddAttachment(Guid id, Guid attachment, string? category, string name, StreamedFile file)
    {
        using var content = new StreamContent(file.Content);
        if (MediaTypeHeaderValue.TryParse(file.MediaType, out var type))
            content.Headers.ContentType = type;
        content.Headers.ContentDisposition = new("attachment") { FileNameStar = name };
        try
        {
            return await network.PutStream<CreatedResponse>(
                Service, Addresses.With($"/cases/{id}/attachments/{attachment}", ("category", category)), content);
        }
        catch (InvalidDataException) // the file went on beyond its limit
        {
            return new(StatusCodes.Status413PayloadTooLarge, null, null,
                new(TooLarge, "Too large", null, StatusCodes.Status413PayloadTooLarge, null));
        }
    }

    public const string TooLarge = "urn:referral-network:problem:too-large";

    /// <summary>Its headers are the file's; the caller disposes of it.</summary>
    public Task<Answer<HttpResponseMessage>> OpenAttachment(Guid id, Guid attachment) =>
        network.Open(Service, $"/cases/{id}/attachments/{attachment}");

    public Task<Answer<CreatedResponse>> RemoveAttachment(Guid id, Guid attachment) =>
        network.Delete<CreatedResponse>(Service, $"/cases/{id}/attachments/{attachment}");

    /// <summary>What would go to law enforcement or an authority as consent stands now.</summary>
    /// <param name="part">Of <see cref="Codes.HandoffParts"/>.</param>
    public Task<Answer<HandoffPreviewed>> PreviewHandoff(Guid id, PartnerId recipient, string part) => network.Get<HandoffPreviewed>(
        Service, $"/cases/{id}/handoff-preview", ("recipient", recipient.ToString()), ("part", part));

    /// <summary>Of what was released; its headers are the file's, the caller disposes of it.</summary>
    public Task<Answer<HttpResponseMessage>> OpenExhibit(Guid disclosure, Guid exhibit) =>
        network.Open(Service, $"/disclosures/{disclosure}/exhibits/{exhibit}");

    public Task<Answer<ReceiptsMade>> ConfirmDisclosure(Guid disclosure, IReadOnlyList<ConfirmedItem> items, string key) =>
        network.Post<ReceiptsMade>(Service, $"/disclosures/{disclosure}/receipts", new { items }, key);

    public Task<Answer<DisclosureOpened>> Disclosure(Guid disclosure) => network.Get<DisclosureOpened>(Service, $"/disclosures/{disclosure}");

    public Task<Answer<Permitted>> Permit(Guid permit) => network.Get<Permitted>(Service, $"/permits/{permit}");

    /// <param name="part">Of a return, where the purpose knows several.</param>
    public async Task<Answer<Permitted>> AskPermit(
        Guid id, IReadOnlyList<PartnerId> recipients, IReadOnlyList<string> categories, string key, string purpose = "Referral", string? part = null)
    {
        var asked = await network.Post<Permitted>(Service, $"/cases/{id}/permits", new { purpose, recipients, categories, part }, key);
        // Asked again with the same key: the answer names the permit, and reading it gives it back.
        return asked.Body is { Permit: null } before ? await Permit(before.Id) : asked;
    }

    /// <summary>A child is referred to the authority without consent, once heard and told.</summary>
    public async Task<Answer<Permitted>> AskStatusPermit(Guid id, PartnerId authority, bool heard, bool told, string? childView, string key)
    {
        var asked = await network.Post<Permitted>(Service, $"/cases/{id}/status-permits", new { authority, heard, told, childView }, key);
        return asked.Body is { Permit: null } before ? await Permit(before.Id) : asked;
    }

    /// <summary>What exactly would leave on a permit now.</summary>
    public Task<Answer<PermitPreview>> PermitPreview(Guid permit) => network.Get<PermitPreview>(Service, $"/permits/{permit}/preview");

    /// <summary>Of one refusal it is the same each time, so each time may have a key of its own.</summary>
    public Task<Answer<NoticeBasis>> NoticeBasis(Guid id, Guid refusal) =>
        network.Post<NoticeBasis>(Service, $"/cases/{id}/notice-bases", new { receipt = refusal }, Guid.CreateVersion7().ToString());

    /// <summary>Who is a victim, as the authority has decided it.</summary>
    public Task<Answer<ListResponse<StatusLine>>> Status(Guid id) => network.Get<ListResponse<StatusLine>>(Service, $"/cases/{id}/status");

    /// <summary>A permit from all consent that is in force now, for the case that an earlier permit was given for.</summary>
    /// <returns>Null where nothing permits.</returns>
    public async Task<string?> RenewPermit(Guid permit, PartnerId recipient, DateTimeOffset now, string key)
    {
        if ((await Permit(permit)).Body?.CaseId is not { } caseId || (await Consents(caseId)).Body is not { } consents)
            return null;
        var categories = consents.CategoriesInForce(now);
        return categories.Count == 0 ? null : (await AskPermit(caseId, [recipient], categories, key)).Body?.Permit;
    }

    public Task<Answer<Note>> Note(Guid note) => network.Get<Note>(Service, $"/notes/{note}");

    /// <param name="conversation">Of <see cref="Conversations"/>.</param>
    /// <param name="to">For whom; null where it can be only one.</param>
    public Task<Answer<NoteSealed>> WriteNote(string conversation, Guid conversationId, string text, PartnerId? to, string key) =>
        network.Post<NoteSealed>(Service, "/notes", new { conversation, conversationId, text, to }, key);

    public Task<Answer<ListResponse<SavedDraft>>> Drafts(string? cursor) =>
        network.Get<ListResponse<SavedDraft>>(Service, "/drafts", ("cursor", cursor));

    /// <summary>Under an id that Cases makes.</summary>
    public Task<Answer<CreatedResponse>> StartDraft(Draft content, string key) =>
        network.Post<CreatedResponse>(Service, "/drafts", new { content }, key);

    public Task<Answer<SavedDraft>> Draft(Guid id) => network.Get<SavedDraft>(Service, $"/drafts/{id}");

    public async Task<Problem?> ChangeDraft(Guid id, Func<Draft, Draft> change)
    {
        var read = await Draft(id);
        // What could not be read is not written over.
        if (read.Problem is { } unread)
            return unread;
        var content = change(read.Body!.Content);
        return (await network.Put<CreatedResponse>(Service, $"/drafts/{id}", new { content, finished = content.SentAs is not null })).Problem;
    }
}
