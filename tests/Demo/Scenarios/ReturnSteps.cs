using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>The steps of a return, whoever takes them.</summary>
static class ReturnSteps
{
    public static readonly string[] CounselTopics =
        ["right-to-stay", "protection", "recovery-period", "legal-aid", "compensation", "help-at-home", "free-to-change"];

    /// <summary>A decision, on the version that was looked at just now: looked at again where Cases has told something meanwhile.</summary>
    public static async Task<Exchange> Decides(this Worker who, string path, string action, object? body = null)
    {
        var decided = await Eventually.See(
            async () => await who.Post($"{path}/{action}", body ?? new { }, ifMatch: (await who.Get(path)).ETag),
            e => e.Status is not HttpStatusCode.PreconditionFailed, TimeSpan.FromSeconds(5));
        return decided.Expect(HttpStatusCode.OK);
    }

    /// <summary>An answer, or what somebody saw: whatever has changed meanwhile.</summary>
    public static async Task<Exchange> Tells(this Worker who, string path, string action, object? body = null) =>
        (await who.Post($"{path}/{action}", body ?? new { })).Expect(HttpStatusCode.OK);

    public static async Task<Exchange> Reads(
        this Stage stage, Worker viewer, string path, string what, Func<JsonElement, bool> wanted, TimeSpan? patience = null)
    {
        var seen = await viewer.GetOnce(path, e => e.Status is HttpStatusCode.OK && wanted(e.Body), patience ?? TimeSpan.FromSeconds(15));
        stage.Sees(wanted(seen.Expect(HttpStatusCode.OK).Body), what);
        return seen;
    }

    public static Task<Exchange> IsIn(this Stage stage, Worker viewer, string path, string state, string what) =>
        stage.Reads(viewer, path, $"{viewer.Name} reads {state}: {what}", r => r.GetProperty("line").Text("state") == state);

    /// <summary>Taken by whoever works with the case, signed by Cases.</summary>
    public static async Task<string> TakesPermit(
        this Worker who, Guid caseId, string purpose, Guid to, IReadOnlyList<string> categories, string? part = null) =>
        (await AsksPermit(who, caseId, purpose, to, categories, part)).Expect(HttpStatusCode.Created).Text("permit")!;

    public static Task<Exchange> AsksPermit(
        this Worker who, Guid caseId, string purpose, Guid to, IReadOnlyList<string> categories, string? part = null) =>
        who.Post($"/api/cases/cases/{caseId}/permits", new { purpose, recipients = new[] { to }, categories, part });

    /// <summary>To a return: whatever carries the tie belongs to it. Tied again, it is the tie that there is.</summary>
    public static async Task<string> Ties(this Worker who, Guid caseId, Guid returnId)
    {
        var tied = await who.Post($"/api/cases/cases/{caseId}/ties", new { conversation = "return", id = returnId });
        return tied.Text("tie") ?? throw new NotObservedException($"{who.Name} got no tie. {tied.Problem}");
    }

    public static async Task Records(this Worker who, Guid caseId, object travelFact) =>
        (await who.Post($"/api/cases/cases/{caseId}/travel-facts", travelFact)).Expect(HttpStatusCode.Created);

    public static async Task RecordsProtection(this Worker who, Guid caseId, string state) =>
        await who.Records(caseId, new { kind = "protection-status", on = Today, state });

    public static DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
