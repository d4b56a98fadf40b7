using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>What Cases permits: to offer to these recipients, on this receipt. It names no case.</summary>
/// <param name="Needs">The only ones that it is for; null: any.</param>
/// <param name="Audience">For which of the owner's people it was signed.</param>
/// <param name="Part">In what part the recipients would be in the conversation, of <see cref="Codes.Parts"/>; null: the purpose knows none.</param>
/// <param name="Exhibits">How many of each of <see cref="Codes.ExhibitKinds"/> would go; null: it is for no handoff.</param>
public sealed record OfferPermit(
    Guid Id, PartnerId Owner, IReadOnlyList<PartnerId> Recipients, string Purpose, Guid ReceiptId, DateTimeOffset ExpiresAt,
    IReadOnlyList<string>? Needs, Audience Audience, string? Part, IReadOnlyDictionary<string, int>? Exhibits = null);

/// <summary>A note that Cases has sealed for a conversation.</summary>
/// <param name="To">The one organisation that it is for.</param>
public sealed record NoteToken(Guid Id, string Conversation, Guid ConversationId, PartnerId Author, PartnerId To);

/// <summary>That a case of the owner's is in this conversation. It names no case.</summary>
public sealed record TieToken(Guid Id, PartnerId Owner, TiedConversation To, Audience Audience);

/// <summary>
/// That a traveller has said what is to be done if they do not arrive, and which duty desks may read it at an alarm. It names no case.
/// </summary>
/// <param name="TieId">The tie of the traveller's case to the return: so it is known which of its travellers it is for.</param>
public sealed record ArrivalPlanToken(Guid Id, Guid ReturnId, Guid TieId, PartnerId Owner, IReadOnlyList<PartnerId> Desks, Audience Audience);

/// <summary>What the recipient of a handoff has confirmed of its file or of one exhibit.</summary>
/// <param name="Exhibit">Null: of the file.</param>
/// <param name="Matches">It is what was released; else its sender is to be alarmed.</param>
public sealed record CustodyReceipt(Guid Id, Guid DisclosureId, Guid? Exhibit, bool Matches, DateTimeOffset At);

/// <summary>What Cases has signed in the network's name. It is checked here, offline: services ask nobody and wait for nobody.</summary>
public sealed partial class NetworkTokens(IEnumerable<SecurityKey> keys)
{
    const string PermitPointer = "/permit";
    const string NotePointer = "/note";
    const string TiePointer = "/tie";
    const string ArrivalPlanPointer = "/arrivalPlan";
    const string ReceiptPointer = "/receipt";
    const string NoticeBasisPointer = "/basis";

    static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = 16 * 1024 };

    readonly TokenValidationParameters permits = Parameters("permit+jwt", keys);
    readonly TokenValidationParameters notes = Parameters("note+jwt", keys);
    readonly TokenValidationParameters ties = Parameters("tie+jwt", keys);
    readonly TokenValidationParameters receipts = Parameters("custody-receipt+jwt", keys);
    readonly TokenValidationParameters arrivalPlans = Parameters("arrival-plan+jwt", keys);
    readonly TokenValidationParameters noticeBases = Parameters("notice-basis+jwt", keys);

    /// <summary>The permit, if it is genuine, this organisation's, in force and for this purpose; else what is wrong with it.</summary>
    public async Task<(OfferPermit? Permit, Fault? Fault)> CheckPermit(string jws, PartnerId owner, string purpose, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(jws, permits);
        if (!result.IsValid)
            return (null, new(
                PermitPointer, "This permit is not one that the network has signed: it is forged, altered or damaged. Take one from the case."));
        var permit = Read<PermitClaims>(result)
            is { Jti: { } id, Owner: { } its, Recipients: { } recipients, Purpose: { } meant, Receipt: { } receipt, Exp: { } exp } says
            ? new OfferPermit(
                id, its, recipients, meant, receipt, DateTimeOffset.FromUnixTimeSeconds(exp), says.Needs, new(says.Only, says.OnlyVersion), says.Part,
                says.Exhibits)
            : null;
        return permit switch
        {
            null => (null, new(PermitPointer, "This permit lacks something that a permit says. Take one from the case.")),
            _ when permit.Owner != owner => (null, new(PermitPointer, "This permit was given to another organisation.")),
            _ when permit.ExpiresAt <= now => (null, new(PermitPointer, "This permit has expired. Take a new one from the case.")),
            _ when permit.Purpose != purpose => (null, new(PermitPointer, $"This permit is for another purpose than {purpose}.")),
            _ => (permit, null),
        };
    }

    /// <summary>The note, if it is genuine, written by this organisation and for this conversation; else what is wrong with it.</summary>
    public async Task<(NoteToken? Note, Fault? Fault)> CheckNote(string jws, string conversation, Guid conversationId, PartnerId author)
    {
        var result = await Handler.ValidateTokenAsync(jws, notes);
        var note = result.IsValid
            && Read<NoteClaims>(result) is { Jti: { } id, Conversation: { } kind, Sub: { } about, Author: { } writer, To: { } to }
            ? new NoteToken(id, kind, about, writer, to)
            : null;
        return note is not null
            && note.Author == author
            && string.Equals(note.Conversation, conversation, StringComparison.Ordinal)
            && note.ConversationId == conversationId
            ? (note, null)
            : (null, new(
                NotePointer,
                $"This is not the token of a note that your organisation has written in this {conversation}: POST /notes of Cases gives one."));
    }

    /// <summary>The tie, if it is genuine, this organisation's and to a conversation of a known kind; else what is wrong with it.</summary>
    /// <param name="by">The conversation that is to carry it: none is tied to itself. Null: one that the case is in.</param>
    public async Task<(TieToken? Tie, Fault? Fault)> CheckTie(string jws, PartnerId owner, TiedConversation? by)
    {
        var result = await Handler.ValidateTokenAsync(jws, ties);
        var tie = result.IsValid && Read<TieClaims>(result) is { Jti: { } id, Owner: { } its, Conversation: { } kind, Sub: { } to } says
            ? new TieToken(id, its, new(kind, to), new(says.Only, says.OnlyVersion))
            : null;
        return tie switch
        {
            null => (null, new(TiePointer, "This is no tie that the network has signed: POST /cases/{id}/ties of Cases gives one.")),
            _ when tie.Owner != owner => (null, new(TiePointer, "This tie was given to another organisation.")),
            _ when !Conversations.Queues.ContainsKey(tie.To.Conversation) =>
                (null, new(TiePointer, "This tie is to a kind of conversation that is not known here.")),
            _ when tie.To == by => (null, new(TiePointer, $"This tie is to the {tie.To.Conversation} itself.")),
            _ => (tie, null),
        };
    }

    /// <summary>What is to be done if a traveller of this return does not arrive, if it is genuine and this organisation's.</summary>
    /// <returns>Or what is wrong with it.</returns>
    public async Task<(ArrivalPlanToken? Plan, Fault? Fault)> CheckArrivalPlan(string jws, PartnerId owner, Guid returnId)
    {
        var result = await Handler.ValidateTokenAsync(jws, arrivalPlans);
        var plan = result.IsValid
            && Read<ArrivalPlanClaims>(result) is { Jti: { } id, Sub: { } about, Tie: { } tie, Owner: { } its, Desks: { } desks } says
            ? new ArrivalPlanToken(id, about, tie, its, desks, new(says.Only, says.OnlyVersion))
            : null;
        return plan switch
        {
            null => (null, new(
                ArrivalPlanPointer,
                "This is nothing that the network has signed for a safe arrival: POST /cases/{id}/arrival-plans of Cases gives it.")),
            _ when plan.Owner != owner => (null, new(ArrivalPlanPointer, "This was given to another organisation.")),
            _ when plan.ReturnId != returnId => (null, new(ArrivalPlanPointer, "This is for another return.")),
            _ => (plan, null),
        };
    }

    /// <summary>The receipt, if it is genuine, given by this organisation and in this conversation; else what is wrong with it.</summary>
    public async Task<(CustodyReceipt? Receipt, Fault? Fault)> CheckReceipt(string jws, string conversation, Guid conversationId, PartnerId by)
    {
        var result = await Handler.ValidateTokenAsync(jws, receipts);
        return result.IsValid
            && Read<ReceiptClaims>(result) is { Jti: { } id, Disclosure: { } disclosure, Matches: { } matches, At: { } at } says
            && says.By == by
            && string.Equals(says.Conversation, conversation, StringComparison.Ordinal)
            && says.Sub == conversationId
            ? (new(id, disclosure, says.Exhibit, matches, DateTimeOffset.FromUnixTimeSeconds(at)), null)
            : (null, new(
                ReceiptPointer,
                $"This is no receipt that your organisation has given in this {conversation}: POST /disclosures/{{id}}/receipts of Cases gives one."));
    }

    /// <summary>The note that a token stands for, of a conversation that this organisation has written it in.</summary>
    /// <returns>Null where there is none, or where it is wrong: then the form says so.</returns>
    public async Task<NoteToken?> NoteIn(
        Form form, string? jws, string conversation, Guid conversationId, PartnerId author, string pointer = NotePointer)
    {
        if (jws is null)
            return null;
        var (note, fault) = await CheckNote(jws, conversation, conversationId, author);
        if (fault is not null)
            form.Wrong(pointer, fault.Detail);
        return note;
    }

    /// <summary>That somebody refused a handoff, if it is genuine, this organisation's and in force; it names nobody.</summary>
    /// <returns>Its id, of one refusal the same each time; or what is wrong with it.</returns>
    public async Task<(Guid? Basis, Fault? Fault)> CheckNoticeBasis(string jws, PartnerId owner, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(jws, noticeBases);
        return result.IsValid && Read<NoticeBasisClaims>(result) is { Jti: { } id, Owner: { } its, Exp: { } exp }
            ? its != owner ? (null, new(NoticeBasisPointer, "This was given to another organisation."))
            : DateTimeOffset.FromUnixTimeSeconds(exp) <= now ? (null, new(NoticeBasisPointer, "This has expired. Take a new one from the case."))
            : (id, null)
            : (null, new(
                NoticeBasisPointer,
                "This is not what the network has signed for a person who refused: POST /cases/{id}/notice-bases of Cases gives it."));
    }

    static TokenValidationParameters Parameters(string type, IEnumerable<SecurityKey> keys) => new()
    {
        IssuerSigningKeys = keys,
        RequireSignedTokens = true,
        ValidTypes = [type],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidateIssuer = false, // the key says whose it is
        ValidateAudience = false,
        ValidateLifetime = false, // by the one clock
    };

    static T? Read<T>(TokenValidationResult result) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(
                Base64UrlEncoder.DecodeBytes(((JsonWebToken)result.SecurityToken).EncodedPayload), JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    sealed record PermitClaims(
        Guid? Jti, PartnerId? Owner, IReadOnlyList<PartnerId>? Recipients, string? Purpose, Guid? Receipt, long? Exp, IReadOnlyList<string>? Needs,
        IReadOnlyList<Guid>? Only, long OnlyVersion, string? Part, IReadOnlyDictionary<string, int>? Exhibits);

    sealed record TieClaims(Guid? Jti, PartnerId? Owner, string? Conversation, Guid? Sub, IReadOnlyList<Guid>? Only, long OnlyVersion);

    sealed record ArrivalPlanClaims(
        Guid? Jti, Guid? Sub, Guid? Tie, PartnerId? Owner, IReadOnlyList<PartnerId>? Desks, IReadOnlyList<Guid>? Only, long OnlyVersion);

    sealed record ReceiptClaims(
        Guid? Jti, string? Conversation, Guid? Sub, Guid? Disclosure, PartnerId? By, Guid? Exhibit, bool? Matches, long? At);
    sealed record NoticeBasisClaims(Guid? Jti, PartnerId? Owner, long? Exp);

    sealed record NoteClaims(Guid? Jti, string? Conversation, Guid? Sub, PartnerId? Author, PartnerId? To);
}

public static class NetworkTokensRegistration
{
    /// <summary>With the keys of the setting <c>Trust:NetworkKeys</c>: a PEM file, in which a new key can stand beside the old one.</summary>
    /// <exception cref="InvalidOperationException">The setting is missing, or its file holds no key.</exception>
    public static void AddNetworkTokens(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(new NetworkTokens(PemKeys.ReadPublic(builder.Configuration["Trust:NetworkKeys"]
            ?? throw new InvalidOperationException(
                "Trust:NetworkKeys is missing: set Trust__NetworkKeys to the PEM file of the keys that sign permits."))));
}
