using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <param name="Permit">That Cases signed: for this organisation, in this part.</param>
sealed record NewStrand(string Kind, PartnerId With, string Permit, DateOnly NeededBy);

/// <param name="Status"><c>not-needed</c>, <c>under-way</c> or <c>ready</c>.</param>
sealed record OutsideStrand(string Kind, string Status, DateOnly? Until = null, string? DocumentKind = null);

sealed record Needed(IReadOnlyList<string> Needs);
sealed record StrandIsReady(DateOnly? Until = null, string? DocumentKind = null, string? Note = null);
sealed record Nationality(bool Confirmed);
sealed record Holder(string DocumentHolder);
sealed record NotWanted(IReadOnlyList<string> Declined);

/// <param name="ArrivalPlan">That Cases signed: what happens if this traveller does not arrive.</param>
sealed record NewArrivalPlan(string ArrivalPlan);

/// <param name="Answer">What they answer who have arrived, to the first word that the helper says.</param>
/// <param name="NotFree">Another, which means that they are not free.</param>
sealed record NewWords(string Answer, string NotFree);

/// <summary>The preparation of each traveller, strand by strand.</summary>
static class StrandEndpoints
{
    static readonly IReadOnlyDictionary<string, StrandStatus> Outside = new Dictionary<string, StrandStatus>(StringComparer.Ordinal)
    {
        ["not-needed"] = StrandStatus.NotNeeded, ["under-way"] = StrandStatus.Accepted, ["ready"] = StrandStatus.Ready,
    };

    static readonly HashSet<string> OutsideStatuses = [.. Outside.Keys];

    /// <summary>What an organisation offers that takes this part, and in what part it is then.</summary>
    static (string Service, string Part) Asks(string kind) => kind switch
    {
        Codes.DocumentStrand => ("x:TravelDocument", Codes.Document),
        Codes.TransportStrand => ("x:ReturnTransport", "transport"),
        Codes.ReceptionStrand => ("x:ReturnReception", "receiving"),
        _ => ("x:MedicalAid", "health"),
    };

    public static void MapStrands(this RouteGroupBuilder one)
    {
        var traveller = one.MapGroup("travellers/{travellerId:guid}");
        traveller.MapPost("strands", Ask);
        traveller.MapPost("strands/outside", (Guid id, Guid travellerId, OutsideStrand body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
        {
            var form = new Form().Known("/kind", body.Kind, Codes.StrandKinds).Known("/status", body.Status, OutsideStatuses);
            if (body.DocumentKind is { } document)
                form.Known("/documentKind", document, Codes.DocumentKinds);
            if (body is { Kind: Codes.DocumentStrand, Status: "ready", Until: null })
                form.Wrong("/until", "Say until when the document is valid.");
            return user.Do(
                new RecordStrand(
                    id, user.Partner, user.Actor, travellerId, body.Kind, Outside.GetValueOrDefault(body.Status), body.Until, body.DocumentKind),
                        seen, form);
        });
        traveller.MapPost("document-holder", (Guid id, Guid travellerId, Holder body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(
                new SetDocumentHolder(id, user.Partner, user.Actor, travellerId, body.DocumentHolder), seen,
                new Form().Known("/documentHolder", body.DocumentHolder, Codes.DocumentHolders)));
        traveller.MapPost("declined", (Guid id, Guid travellerId, NotWanted body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
        {
            var form = new Form();
            if (body.Declined.Count > 0)
                form.AllKnown("/declined", body.Declined, Codes.Declinable);
            return user.Do(new DeclineSupport(id, user.Partner, user.Actor, travellerId, body.Declined), seen, form);
        });
        traveller.MapPost("arrival-plan", async (
            Guid id, Guid travellerId, NewArrivalPlan body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
        {
            var (plan, fault) = await user.Tokens.CheckArrivalPlan(body.ArrivalPlan, user.Partner, id);
            return fault is not null
                ? Problems.Invalid(fault)
                : await user.Do(new KeepArrivalPlan(id, user.Partner, user.Actor, travellerId, plan!.Id, plan.TieId, plan.Desks), seen);
        });
        traveller.MapPost("words", (Guid id, Guid travellerId, NewWords body, [AsParameters] CommandsWithTokens user, LookupKey key, IfMatch seen) =>
        {
            var form = new Form();
            foreach (var (pointer, word) in new[] { ("/answer", body.Answer), ("/notFree", body.NotFree) })
            {
                if (FoldedText.Words(word) is not [{ Length: >= 3 and <= 40 }])
                    form.Wrong(pointer, "One word of 3 to 40 letters that is easy to remember and easy to say.");
            }
            return user.Do(
                new SetWords(id, user.Partner, user.Actor, travellerId, new(Hash(key, id, body.Answer), Hash(key, id, body.NotFree))), seen, form);
        });

        var strand = one.MapGroup("strands/{strandId:guid}");
        strand.MapPost("complete", (Guid id, Guid strandId, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new CompleteStrand(id, user.Partner, user.Actor, strandId), seen));
        strand.MapPost("withdraw", (Guid id, Guid strandId, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new WithdrawStrand(id, user.Partner, user.Actor, strandId), seen));
        MapAnswers(strand);
    }

    /// <summary>By the organisation that was asked. Each names its strand, and no version: what others do is not its business.</summary>
    static void MapAnswers(RouteGroupBuilder strand)
    {
        strand.MapPost("accept", (Guid id, Guid strandId, [AsParameters] CommandsWithTokens user) =>
            user.Do(new AcceptStrand(id, user.Partner, user.Actor, strandId)));
        strand.MapPost("decline", (Guid id, Guid strandId, BareReason body, [AsParameters] CommandsWithTokens user) =>
            user.Do(
                new DeclineStrand(id, user.Partner, user.Actor, strandId, body.Code),
                form: new Form().Known("/code", body.Code, Codes.StrandDeclineCodes)));
        strand.MapPost("needs", (Guid id, Guid strandId, Needed body, [AsParameters] CommandsWithTokens user) =>
            user.Do(
                new NeedForStrand(id, user.Partner, user.Actor, strandId, body.Needs),
                form: new Form().AllKnown("/needs", body.Needs, Codes.StrandNeeds)));
        strand.MapPost("nationality", (Guid id, Guid strandId, Nationality body, [AsParameters] CommandsWithTokens user) =>
            user.Do(new AnswerNationality(id, user.Partner, user.Actor, strandId, body.Confirmed)));
        strand.MapPost("ready", async (Guid id, Guid strandId, StrandIsReady body, [AsParameters] CommandsWithTokens user) =>
        {
            var form = new Form();
            if (body.DocumentKind is { } document)
                form.Known("/documentKind", document, Codes.DocumentKinds);
            return await user.Do(
                new ReadyStrand(
                    id, user.Partner, user.Actor, strandId, body.Until, body.DocumentKind, await user.NoteIn(form, body.Note, id)), form: form);
        });
    }

    static async Task<IResult> Ask(
        Guid id, Guid travellerId, NewStrand body, [AsParameters] CommandsWithTokens user, IfMatch seen, UnitOfWork work)
    {
        var form = new Form().Known("/kind", body.Kind, Codes.StrandKinds);
        var (service, part) = Asks(body.Kind);
        var with = (await KnownPartners.Find(work, [body.With], user.CancellationToken)).GetValueOrDefault(body.With);
        if (with is null || body.With == user.Partner)
            form.Wrong("/with", "This is no other organisation of the network.");
        else if (!with.Services.Contains(service))
            form.Wrong("/with", $"This organisation is not listed for {service}.");
        else if (with.Suspended)
            form.Wrong("/with", "This organisation is suspended.");
        if (body.NeededBy < DateOnly.FromDateTime(work.Now.UtcDateTime))
            form.Wrong("/neededBy", "This day is past.");
        var (permit, fault) = await user.Tokens.CheckPermit(body.Permit, user.Partner, Codes.ReturnAssistance, work.Now);
        if (fault is not null)
            form.Wrong(fault.Pointer, fault.Detail);
        else if (!permit!.Recipients.Contains(body.With))
            form.Wrong("/permit", "The permit does not name this organisation: the person has not agreed to it.");
        else if (permit.Part != part)
            form.Wrong("/permit", $"The permit is for another part in the return than {part}.");
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        var ofState = Codes.StateBodies.Contains(with!.Kind);
        return await user.Do(
            new AskStrand(
                id, user.Partner, user.Actor, travellerId, body.Kind, body.With, ofState, PartnerZone.Of(with).Calendar, permit!.Id, permit.ReceiptId,
                ofState ? EndOfWeek(body.NeededBy) : body.NeededBy), seen);
    }

    /// <summary>A body of a State is told the week, never the day.</summary>
    static DateOnly EndOfWeek(DateOnly day) => day.AddDays((7 - (int)day.DayOfWeek) % 7);

    public static string Hash(LookupKey key, Guid returnId, string word) =>
        Convert.ToBase64String(key.Hash("arrival-word", returnId.ToString(), string.Concat(FoldedText.Words(word))));
}
