using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Phrases;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>A caller who wants to be known again is given words, and is found by them alone: by no number, no voice, no name.</summary>
static class CallerPhrases
{
    sealed record GivenIn(string Language);
    sealed record Said(string Phrase);

    public static void MapCallerPhrases(this WebApplication app)
    {
        // Outside the action, so that the answer to a repeat carries the words too, which are stored nowhere.
        app.MapGroup("/situations/{id:guid}/phrase").AddEndpointFilter(WithPhrase).MapDesk("").MapPost("", Give);
        app.MapDesk("/callers").MapPost("find", Find);
    }

    static async Task<IResult> Give(Guid id, GivenIn body, [AsParameters] CommandsWithTexts user, HttpContext context, LookupKey key)
    {
        var done = await user.Do(
            new GiveCallerPhrase(id, user.Partner, user.Actor), form: new Form().Known("/language", body.Language, Codes.Languages));
        if (done is not Answer answer)
            return done;
        user.Work.Write("delete from caller_phrases where situation_id = @id", new { id });
        user.Work.Write(
            "insert into caller_phrases (lookup, situation_id, hotline, given_at) values (@lookup, @id, @partner, @now)",
            new { lookup = Lookup(key, Phrase(key, id, body, context)), id, user.Partner, user.Work.Now });
        return answer with { Status = StatusCodes.Status201Created, Location = $"/situations/{id}" };
    }

    static async ValueTask<object?> WithPhrase(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var result = await next(invocation);
        if (result is not Answer { Status: StatusCodes.Status201Created, Id: { } id } answer)
            return result;
        var (key, body) = (invocation.HttpContext.RequestServices.GetRequiredService<LookupKey>(), invocation.Arguments.OfType<GivenIn>().Single());
        return answer with { Body = new { id, phrase = Phrase(key, id, body, invocation.HttpContext) } };
    }

    static async Task<IResult> Find(Said body, Caller caller, UnitOfWork work, LookupKey key, CancellationToken cancellationToken)
    {
        var situation = await work.ReadOne<Guid?>(
            "select situation_id from caller_phrases where lookup = @lookup and hotline = @partner",
            new { lookup = Lookup(key, body.Phrase), caller.Partner }, cancellationToken);
        return situation is { } id ? Answers.Done(id) : Problems.NotFound("situation");
    }

    static string Phrase(LookupKey key, Guid id, GivenIn body, HttpContext context) =>
        WordList.For(body.Language).Phrase(key.Hash("new-caller-phrase", id.ToString(), context.Request.Headers["Idempotency-Key"].ToString()));

    static byte[] Lookup(LookupKey key, string phrase) => key.Hash("caller-phrase", WordList.Fold(phrase));
}
