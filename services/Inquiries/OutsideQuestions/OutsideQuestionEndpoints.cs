using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Inquiries.LocalCopies;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.OutsideQuestions;

/// <summary>
/// "Do you know …?": an organisation asks another about a person. Nothing is looked up, and whoever asks reads one sentence at an hour of
/// their own calendar, whatever is known and done. Nobody but the coordinators of the organisation asked reads the question.
/// </summary>
static class OutsideQuestionEndpoints
{
    sealed record NewQuestion(PartnerId Asked, string OnBehalfOf, string About, string Reason, string Contact);

    static readonly Refusal NotListedYet = new(
        "NOT_LISTED_YET", "The listing or the rules of your organisation have not arrived here yet. Try again in a moment.");

    public static void MapOutsideQuestions(this WebApplication app)
    {
        var asking = app.MapActions("/outside-questions").ForCaseWork();
        asking.MapPost("", Ask);
        asking.MapGet("", AskerQueries.List);
        asking.MapGet("{id:guid}", AskerQueries.One);

        var received = app.MapActions("/outside-questions/received").AddEndpointFilter(ForCoordinators);
        received.MapGet("", ReceivedQueries.List);
        received.MapGet("{id:guid}", ReceivedQueries.Read);
        received.MapPost("{id:guid}/look", ReceivedQueries.Look);
    }

    /// <summary>For their colleagues there is no such question.</summary>
    static ValueTask<object?> ForCoordinators(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        Caller.From(invocation.HttpContext.User)!.Has(Roles.Coordinator)
            ? next(invocation)
            : ValueTask.FromResult<object?>(Problems.NotFound("question"));

    static async Task<IResult> Ask(NewQuestion body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var known = await KnownPartners.Find(work, [caller.Partner, body.Asked], cancellationToken);
        if (!known.TryGetValue(caller.Partner, out var asker)
            || await KnownPeriods.Find(work, asker.Jurisdiction, cancellationToken, OutsideQuestionRules.OfAsker)
                is not [var answer, var ofPerson, var ofOrganisation])
            return Problems.Refused(NotListedYet);
        var asked = known.GetValueOrDefault(body.Asked);
        var form = new Form().Known("/onBehalfOf", body.OnBehalfOf, Codes.QuestionsOnBehalfOf);
        if (asked is null or { Suspended: true } || asked.Id == asker.Id || !Visibility.Sees(asker.Kind, asked.Kind))
            form.Wrong("/asked", "Name an organisation of the directory other than your own.");
        var text = new QuestionText(form.Text("/about", body.About), form.Text("/reason", body.Reason), form.Text("/contact", body.Contact));
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        if (await KnownPeriods.Find(work, asked!.Jurisdiction, cancellationToken, OutsideQuestionRules.Retention) is not [var retention])
            return Problems.Refused(NotListedYet);
        if (OutsideQuestionRules.AskAgainAt(
            await Recent(work, caller.Partner, cancellationToken), caller.ActorId, ofPerson, ofOrganisation, work.Now) is { } again)
            return Problems.TooMany(again - work.Now, "outside-question-limit",
                "You or your organisation have asked as many questions as are taken in 24 hours; Retry-After says when to ask again. "
                + "If somebody is in danger now, ring the duty telephone of the organisation.");

        var (id, receivedId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var deletesAt = Deadlines.After(work.Now, retention, new(asked.TimeZone, asked.Holidays));
        using var key = await keys.Make(InquiryKeys.OutsideQuestion, id, asked.Id.Value, cancellationToken);
        work.Write(
            """
            insert into outside_questions
                (question_id, received_id, asker, asked_by, asked, on_behalf_of, sealed, asked_at, answers_at, deletes_at)
            values (@id, @receivedId, @partner, @actorId, @asked, @onBehalfOf, @text, @now, @answersAt, @deletesAt)
            """,
            new
            {
                id, receivedId, caller.Partner, caller.ActorId, asked = asked.Id, body.OnBehalfOf,
                text = key.Seal(JsonSerializer.Serialize(text, NetworkJson.Options), InquiryKeys.OfOutsideQuestion(id, asked.Id)), work.Now,
                answersAt = OutsideQuestionRules.AnswersAt(work.Now, answer, new(asker.TimeZone, asker.Holidays)), deletesAt,
            });
        work.Audit(caller, Verbs.OutsideQuestionAsked, id);
        work.Schedule(TimerKey.For<OutsideQuestionShredDue>(id), deletesAt, new OutsideQuestionShredDue(id));
        return Answers.Created($"/outside-questions/{id}", id, new { id });
    }

    /// <summary>One at a time of an organisation, so that questions sent at once count each other.</summary>
    static Task<List<Asked>> Recent(UnitOfWork work, PartnerId asker, CancellationToken cancellationToken)
    {
        work.Ask<bool>("select pg_advisory_xact_lock(hashtextextended(@asker::text, 3)) is null", new { asker });
        return work.Read<Asked>(
            "select asked_by as by, asked_at as at from outside_questions where asker = @asker and asked_at > @since",
            new { asker, since = work.Now.AddDays(-1) }, cancellationToken);
    }
}
