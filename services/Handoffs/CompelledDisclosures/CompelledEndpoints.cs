using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

sealed record WithFinding(string Finding);
sealed record WithOrder(string Order);
sealed record WithCode(string Code);
sealed record WithTold(string Told);

/// <param name="By">Of <see cref="Codes.OrderChallengers"/>.</param>
sealed record Challenging(string By);

/// <param name="As">Coordinator or director.</param>
/// <param name="Seen">The digest of the order as Cases showed it.</param>
sealed record Approving(string As, string Seen);

/// <param name="By">Of <see cref="Codes.OrderOverturners"/>.</param>
sealed record WasOverturned(string By, DateOnly On);

sealed record ReceiptGiven(string Kind, string? Basis = null);

/// <summary>Everything that can be done with a compelled disclosure, a route each; <see cref="Transitions"/> says by whom and when.</summary>
static class CompelledEndpoints
{
    const string Path = "/compelled-disclosures";

    public static void MapCompelledDisclosures(this WebApplication app)
    {
        app.MapDeputies();
        // Who may see or approve which is looked at in each: a deputy may have any role.
        var all = app.MapActions(Path);
        all.MapGet("", CompelledQueries.List);
        all.MapGet("approvals", CompelledQueries.Approvals);
        all.MapGet("overdue", CompelledQueries.Overdue);
        all.MapGet("{id:guid}", CompelledQueries.Detail);
        all.MapPost("{id:guid}/approve", Approve);
        all.MapPost("{id:guid}/receipts", Confirm);
        all.MapPost("{id:guid}/stop-receipts", GiveReceipt);

        app.MapActions(Path).ForRoles(Parties.OrderReaders, "Only those who see the orders of their organisation may ask which have a disclosure.")
            .MapGet("demanded", CompelledQueries.Demanded);

        var officer = app.MapActions(Path).ForRoles(Parties.Officers, "Only the data-protection officer advises and reviews.");
        officer.MapGet("reviews", CompelledQueries.Reviews);
        officer.MapPost("{id:guid}/advise", (Guid id, WithFinding body, [AsParameters] CompelledCommands user) => user.Do(
            new AdviseOnCompelled(id, user.Partner, user.Actor, body.Finding), form: Finding(body.Finding, Codes.OrderFindings)));
        officer.MapPost("{id:guid}/review", (Guid id, WithFinding body, [AsParameters] CompelledCommands user, IfMatch seen) => user.Do(
            new ReviewDisclosure(id, user.Partner, user.Actor, body.Finding), seen, Finding(body.Finding, Codes.ReviewFindings)));

        var sender = app.MapActions(Path).ForRoles(
            Parties.SenderRoles, "Only those who work with cases in the organisation that has the order may do this.");
        sender.MapPost("", NewCompelledEndpoints.Record);
        sender.MapPost("report-danger", NewCompelledEndpoints.Danger);
        MapSender(sender.MapGroup("{id:guid}"));
    }

    static void MapSender(RouteGroupBuilder one)
    {
        one.MapPost("check", (Guid id, WithFinding body, [AsParameters] CompelledCommands user, IfMatch seen) => user.Do(
            new CheckCompelled(id, user.Partner, user.Actor, body.Finding), seen, Finding(body.Finding, Codes.OrderFindings)));
        one.MapPost("narrow", (Guid id, WithOrder body, [AsParameters] CompelledCommands user, IfMatch seen) =>
            user.DoOrdered(id, body.Order, order => new NarrowCompelled(id, user.Partner, user.Actor, order), seen));
        one.MapPost("reread", (Guid id, WithOrder body, [AsParameters] CompelledCommands user, IfMatch seen) =>
            user.DoOrdered(id, body.Order, order => new RereadOrder(id, user.Partner, user.Actor, order), seen));
        one.MapPost("challenge", (Guid id, Challenging body, [AsParameters] CompelledCommands user, IfMatch seen) => user.Do(
            new ChallengeCompelled(id, user.Partner, user.Actor, body.By), seen, new Form().Known("/by", body.By, Codes.OrderChallengers)));
        one.MapPost("decide-challenge", (Guid id, WithFinding body, [AsParameters] CompelledCommands user, IfMatch seen) => user.Do(
            new DecideChallenge(id, user.Partner, user.Actor, body.Finding), seen, Finding(body.Finding, Codes.OrderFindings)));
        one.MapPost("refuse", (Guid id, WithCode body, [AsParameters] CompelledCommands user, IfMatch seen) => user.Do(
            new RefuseCompelled(id, user.Partner, user.Actor, body.Code), seen, new Form().Known("/code", body.Code, Codes.OrderRefusals)));
        one.MapPost("told", (Guid id, WithTold body, [AsParameters] CompelledCommands user, IfMatch seen) =>
            user.DoTold(id, body.Told, told => new RecordTold(id, user.Partner, user.Actor, told), seen));
        one.MapPost("disclose", (Guid id, [AsParameters] CompelledCommands user, IfMatch seen) =>
            user.Do(new DiscloseCompelled(id, user.Partner, user.Actor), seen));
        one.MapPost("acknowledge-mismatch", (Guid id, [AsParameters] CompelledCommands user, IfMatch seen) =>
            user.Do(new ClearUpDifference(id, user.Partner, user.Actor), seen));
        one.MapPost("overturn", (Guid id, WasOverturned body, [AsParameters] CompelledCommands user, IfMatch seen) =>
        {
            var form = new Form().Known("/by", body.By, Codes.OrderOverturners);
            if (body.On > DateOnly.FromDateTime(user.Work.Now.UtcDateTime.AddHours(14))) // the farthest east
                form.Wrong("/on", "It lies in the future.");
            return user.Do(new OverturnCompelled(id, user.Partner, user.Actor, body.By, body.On), seen, form);
        });
        one.MapPost("told-after", (Guid id, WithTold body, [AsParameters] CompelledCommands user, IfMatch seen) =>
            user.DoTold(id, body.Told, told => new RecordToldAfter(id, user.Partner, user.Actor, told), seen));
    }

    static async Task<IResult> Approve(Guid id, Approving body, [AsParameters] CompelledCommands user, IfMatch seen) => await user.Do(
        new ApproveCompelled(
            id, user.Partner, user.Actor, body.As, body.Seen, await Deputies.CapacityOf(user.Caller, user.Work, user.CancellationToken)),
        seen, Approval(body));

    static async Task<IResult> GiveReceipt(Guid id, ReceiptGiven body, [AsParameters] CompelledCommands user, IfMatch seen)
    {
        var form = new Form().Known("/kind", body.Kind, Codes.StopReceiptKinds);
        if (body.Basis is { } basis)
            form.Known("/basis", basis, Codes.RetentionBases);
        return await CompelledQueries.Receives(user.Caller, user.Work, user.CancellationToken)
            ? await user.Do(new GiveCompelledReceipt(id, user.Partner, user.Actor, body.Kind, body.Basis), seen, form)
            : NotReceived;
    }

    static async Task<IResult> Confirm(Guid id, ReceiptsGiven body, [AsParameters] CompelledCommands user)
    {
        if (!await CompelledQueries.Receives(user.Caller, user.Work, user.CancellationToken))
            return NotReceived;
        var form = new Form();
        var receipts = await user.Tokens.Check(body, Conversations.CompelledDisclosure, id, user.Partner, form);
        return await user.Do(new ConfirmDisclosed(id, user.Partner, user.Actor, receipts), form: form);
    }

    static IResult NotReceived => Problems.Forbidden("Only its recipient's officers may do this.");

    static Form Approval(Approving body)
    {
        var form = new Form().Known("/as", body.As, Parties.ApproverRoles);
        return body.Seen.Length > 0 ? form : form.Wrong("/seen", "Name what you have read: the digest that GET /orders/{id}/preview of Cases shows.");
    }

    static Form Finding(string finding, IReadOnlySet<string> known) => new Form().Known("/finding", finding, known);
}
