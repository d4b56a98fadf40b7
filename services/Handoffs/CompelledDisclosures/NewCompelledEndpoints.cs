using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>Commands of a compelled disclosure, with what Cases signed for some of them.</summary>
sealed record CompelledCommands(
    Caller Caller, SagaCommands<CompelledDisclosureState> Commands, NetworkTokens Tokens, UnitOfWork Work, CancellationToken CancellationToken)
    : UserCommands<CompelledDisclosureState>(Caller, Commands, CancellationToken)
{
    /// <summary>With the order as the case has it now.</summary>
    public async Task<IResult> DoOrdered<T>(Guid id, string jws, Func<OrderToken, T> command, IfMatch seen) where T : class, IUserCommand
    {
        var (order, fault) = await Tokens.CheckOrder(jws, Partner, Work.Now, id);
        return fault is not null ? Problems.Invalid(fault) : await Do(command(order!), seen);
    }

    /// <summary>With what the person was told.</summary>
    public async Task<IResult> DoTold<T>(Guid id, string jws, Func<CompelledTelling, T> command, IfMatch seen) where T : class, IUserCommand
    {
        var (told, fault) = await Tokens.CheckTelling(jws, Partner, id);
        return fault is not null
            ? Problems.Invalid(fault)
            : await Do(command(new(told!.Id, told.ToldAt, told.ToBeHeardUntil, told.BanUntil)), seen);
    }
}

/// <param name="Order">The token that Cases gave for it.</param>
/// <param name="Handling">Of <see cref="Codes.PlainHandlingCodes"/>.</param>
sealed record NewCompelled(string Order, string Handling);

/// <param name="Order">Of what was told: its recipient is who was told.</param>
sealed record NewDanger(string Order, string Handling, DateTimeOffset ToldAt);

/// <summary>How a compelled disclosure begins: an order is checked against what is known here; nobody is asked.</summary>
static class NewCompelledEndpoints
{
    const string ReviewDue = "compelled-review-due";
    const string DangerRecordWithin = "danger-record-within";
    const string StopReceiptDue = "stop-receipt-due";
    const string StopReceiptEscalation = "stop-receipt-escalation";

    /// <summary>Clocks of the room and of the service may differ by this.</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public static async Task<IResult> Record(NewCompelled body, [AsParameters] CompelledCommands user)
    {
        var form = new Form().Known("/handling", body.Handling, Codes.PlainHandlingCodes);
        return await Begin(form, body.Order, inDanger: false, user, (order, terms, audience) =>
            new RecordCompelled(order.Id, user.Partner, user.Actor, order.Order, body.Handling, terms, audience));
    }

    public static async Task<IResult> Danger(NewDanger body, [AsParameters] CompelledCommands user)
    {
        var form = new Form().Known("/handling", body.Handling, Codes.PlainHandlingCodes);
        if (body.ToldAt > user.Work.Now + Tolerance)
            form.Wrong("/toldAt", "It lies in the future: this is recorded after somebody was told.");
        return await Begin(form, body.Order, inDanger: true, user, (order, terms, audience) => new ReportDanger(
            order.Id, user.Partner, user.Actor, order.Order, body.Handling, body.ToldAt.ToUniversalTime(), terms, audience));
    }

    static async Task<IResult> Begin<T>(
        Form form, string jws, bool inDanger, CompelledCommands user, Func<(Guid Id, Order Order), Terms, Audience, T> command)
        where T : class, IUserCommand
    {
        var (order, fault) = await user.Tokens.CheckOrder(jws, user.Partner, user.Work.Now);
        if (fault is not null)
            return Problems.Invalid([fault, .. form.Faults]);
        var (found, known) = (order!, await KnownPartners.Find(user.Work, [order!.Recipient, user.Partner], user.CancellationToken));
        if (Codes.DangerBases.Contains(found.Basis) != inDanger)
            form.Wrong("/order", inDanger
                ? "This order has a document: record a disclosure." : "This was told to save somebody, and has no document: report the danger.");
        if (!found.Audience.Has(user.Actor))
            form.Wrong("/order", "This was signed for other people of your organisation.");
        if (!known.TryGetValue(found.Recipient, out var recipient) || !Codes.OrderRecipients.Contains(recipient.Kind))
            form.Wrong("/order", "Its recipient is neither a court nor an authority that can order this.");
        else if (found.Recipient == user.Partner)
            form.Wrong("/order", "Its recipient is your own organisation.");
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        if (!known.TryGetValue(user.Partner, out var sender) || await TermsOf(sender, recipient!, user) is not { } terms)
            return Problems.Refused(KnownPartners.NotListedYet);
        var demanded = new Order(
            found.Recipient, recipient!.Kind, found.Basis, found.Categories, found.Fields, found.Version, found.Exhibits, found.Digest,
            found.AnswerBy);
        var answer = await user.Do(command((found.Id, demanded), terms, found.Audience));
        return answer is Answer done
            ? done with { Status = StatusCodes.Status201Created, Location = $"/compelled-disclosures/{found.Id}" } : answer;
    }

    static async Task<Terms?> TermsOf(KnownPartner sender, KnownPartner recipient, CompelledCommands user)
    {
        var rules = await KnownRules.Find(
            user.Work, [ReviewDue, DangerRecordWithin, StopReceiptDue, StopReceiptEscalation], sender.Jurisdiction, user.CancellationToken);
        return rules.PeriodOf(ReviewDue) is { } review && rules.PeriodOf(DangerRecordWithin) is { } danger
            && rules.PeriodOf(StopReceiptDue) is { } receipt
            ? new(review, danger, receipt, rules.PeriodOf(StopReceiptEscalation), sender.TimeZone, PartnerZone.Of(recipient))
            : null;
    }
}
