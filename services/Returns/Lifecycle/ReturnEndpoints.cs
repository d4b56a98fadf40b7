using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

sealed record Reason(string Code, string? Note = null);
sealed record BareReason(string Code);
sealed record NewTie(string Tie);
sealed record Leaving(IReadOnlyList<Guid> Travellers);
sealed record WasTold(string Answer);
sealed record CounselGiven(string Interpreter, IReadOnlyList<string> Topics);

/// <summary>Commands of a return, with the tokens that some of them carry.</summary>
sealed record CommandsWithTokens(Caller Caller, SagaCommands<ReturnState> Commands, NetworkTokens Tokens, CancellationToken CancellationToken)
    : UserCommands<ReturnState>(Caller, Commands, CancellationToken)
{
    /// <summary>The note that a token stands for: any that this organisation has written in this return.</summary>
    /// <returns>Null where there is none, or where it is wrong: then the form says so.</returns>
    public async Task<Guid?> NoteIn(Form form, string? token, Guid returnId) =>
        (await Tokens.NoteIn(form, token, Conversations.Return, returnId, Partner))?.Id;
}

/// <summary>Everything that can be done with a return, a route each; <see cref="Transitions"/> says by whom and when.</summary>
static class ReturnEndpoints
{
    public static void MapReturns(this WebApplication app)
    {
        app.MapActions("/returns/overdue").MapGet("", Overdue.List);
        var returns = app.PadResponseTimes().MapActions("/returns").ForCaseWork();
        returns.MapGet("", ReturnQueries.List);
        returns.MapGet("{id:guid}", ReturnQueries.Detail);
        returns.MapExists("return");
        returns.MapPost("", RequestEndpoints.Request);
        returns.MapPost("already-back", RequestEndpoints.AlreadyBack);

        var one = returns.MapGroup("{id:guid}");
        one.MapPost("offers", RequestEndpoints.Again);
        one.MapPost("take-back", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new TakeRequestBack(id, user.Partner, user.Actor), seen));
        one.MapPost("no-lead", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new EndWithoutLead(id, user.Partner, user.Actor), seen));
        MapAnswers(one.MapGroup("offers/{offerId:guid}"));
        MapTravellers(one.MapGroup("travellers/{travellerId:guid}"));
        MapLead(one);
        one.MapStrands();
        one.MapJourney();
    }

    static void MapAnswers(RouteGroupBuilder offer)
    {
        offer.MapPost("accept", (Guid id, Guid offerId, [AsParameters] CommandsWithTokens user) =>
            user.Do(new AcceptLead(id, offerId, user.Partner, user.Actor)));
        offer.MapPost("decline", async (Guid id, Guid offerId, Reason body, [AsParameters] CommandsWithTokens user) =>
        {
            var form = Code(body.Code, Codes.LeadDeclineCodes);
            return await user.Do(
                new DeclineLead(id, offerId, user.Partner, user.Actor, body.Code, await user.NoteIn(form, body.Note, id)), form: form);
        });
    }

    static void MapTravellers(RouteGroupBuilder traveller)
    {
        traveller.MapPost("tie", async (Guid id, Guid travellerId, NewTie body, [AsParameters] CommandsWithTokens user) =>
        {
            var form = new Form();
            var (tie, fault) = await user.Tokens.CheckTie(body.Tie, user.Partner, by: null);
            if (fault is not null)
                form.Wrong(fault.Pointer, fault.Detail);
            else if (tie!.To != new TiedConversation(Conversations.Return, id))
                form.Wrong("/tie", "This tie is to another conversation: tie the case to this return.");
            else if (!tie.Audience.Has(user.Actor))
                form.Wrong("/tie", RequestEndpoints.NotForYou);
            return form.Faults.Count > 0
                ? Problems.Invalid(form.Faults)
                : await user.Do(new TieTraveller(id, user.Partner, user.Actor, travellerId, tie!.Id, tie.Audience));
        });
        traveller.MapPost("told", (Guid id, Guid travellerId, WasTold body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(
                new RecordTold(id, user.Partner, user.Actor, travellerId, body.Answer), seen,
                new Form().Known("/answer", body.Answer, Codes.ToldAnswers)));
        traveller.MapPost("counsel", (Guid id, Guid travellerId, CounselGiven body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
        {
            var form = new Form()
                .Known("/interpreter", body.Interpreter, Codes.CounselInterpreters)
                .AllKnown("/topics", body.Topics, Codes.CounselTopics);
            if (Codes.CounselTopics.Except(body.Topics).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
                form.Wrong("/topics", $"All of them are explained before anybody decides; missing: {string.Join(", ", missing)}.");
            return user.Do(new CounselTraveller(id, user.Partner, user.Actor, travellerId, body.Interpreter, body.Topics), seen, form);
        });
    }

    static void MapLead(RouteGroupBuilder one)
    {
        one.MapPost("ask-clearance", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new AskClearance(id, user.Partner, user.Actor), seen));
        one.MapPost("protect", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new OpenProtectionRoute(id, user.Partner, user.Actor), seen));
        one.MapPost("resume-counsel", (Guid id, BareReason body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new ResumeCounsel(id, user.Partner, user.Actor, body.Code), seen, Code(body.Code, Codes.CounselResumptions)));
        one.MapPost("go-without-us", (Guid id, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new GoWithoutUs(id, user.Partner, user.Actor), seen));
        one.MapPost("leave-group", (Guid id, Leaving body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
        {
            var form = new Form();
            if (body.Travellers.Count == 0)
                form.Wrong("/travellers", "Choose who has a return of their own.");
            return user.Do(
                new LeaveGroup(id, user.Partner, user.Actor, [.. body.Travellers.Distinct()], Guid.CreateVersion7()), seen, form);
        });
        one.MapPost("withdraw", (Guid id, BareReason body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new WithdrawReturn(id, user.Partner, user.Actor, body.Code), seen, Code(body.Code, Codes.ReturnWithdrawals)));
        one.MapPost("entered-in-error", (Guid id, BareReason body, [AsParameters] CommandsWithTokens user, IfMatch seen) =>
            user.Do(new EnterReturnInError(id, user.Partner, user.Actor, body.Code), seen, Code(body.Code, Codes.ErrorCodes)));
    }

    static Form Code(string code, IReadOnlySet<string> known) => new Form().Known("/code", code, known);
}
