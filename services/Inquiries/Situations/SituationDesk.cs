using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Inquiries.Deciding;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>Puts a command through the state machine within the request, what was typed along with it into its sealed place, and the verdict into an answer.</summary>
sealed class SituationDesk(Door<SituationState> door, UnitOfWork work, KeyRing keys)
{
    public Task<IResult> Do<T>(T command, IfMatch? ifMatch, CancellationToken cancellationToken) where T : class, IByDesk =>
        Do(command, ifMatch, new Form(), [], cancellationToken);

    /// <param name="form">What was found wrong with the body.</param>
    public async Task<IResult> Do<T>(
        T command, IfMatch? ifMatch, Form form, IReadOnlyList<(string Kind, string? Text)> typed, CancellationToken cancellationToken) where T : class, IByDesk
    {
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        var verdict = await door.Dispatch(command, ifMatch, cancellationToken);
        // A stranger must not learn from a version that there is something.
        if (verdict.Refusal == SituationRules.NotFound || (verdict.Stale && !await SituationQueries.IsOf(work, command.Id, command.By, cancellationToken)))
            return Problems.NotFound("situation");
        if (Problems.From(verdict, "situation") is { } problem)
            return problem;
        if (typed.Count > 0)
            await Write(command, typed, cancellationToken);
        return Answers.Done(command.Id, verdict.Version);
    }

    async Task Write(IByDesk command, IReadOnlyList<(string Kind, string? Text)> typed, CancellationToken cancellationToken)
    {
        // A situation that is opened again after its notes went has no key until somebody writes.
        using var key = await keys.OpenOrMake(InquiryKeys.Situation, command.Id, command.By.Value, cancellationToken);
        foreach (var (kind, text) in typed)
            Texts.Write(work, key, command.Id, command.Actor, kind, text);
    }
}
