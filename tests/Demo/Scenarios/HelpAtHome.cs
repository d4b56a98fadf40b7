using ReferralNetwork.Tests.Demo.Network;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>Help, and who gives it.</summary>
public sealed record Help(string Assistance, string Organisation, string UserName);

/// <summary>Referrals that are tied to a return, to their outcomes, and the talks of the year that follows.</summary>
static class HelpAtHome
{
    static readonly string[] Categories = ["Name", "Contact", "Health", "Skills"];

    /// <summary>From a case of the organisation that received them.</summary>
    public static async Task Helps(this Stage stage, Worker receiving, string path, Guid returnId, Guid caseId, params Help[] all)
    {
        var tie = await receiving.Ties(caseId, returnId);
        var helpers = new List<(Help Help, Worker Worker, Guid Partner)>();
        foreach (var help in all)
        {
            var worker = await stage.Enters(help.Organisation, help.UserName);
            helpers.Add((help, worker, await stage.Partner(receiving, worker.Organisation)));
        }
        await stage.TakesConsent(receiving, caseId, "lt", [.. helpers.Select(h => h.Partner)], Categories);

        var referrals = new List<(Worker Worker, Guid Id)>();
        foreach (var (help, worker, partner) in helpers)
            referrals.Add((worker, await stage.IsHelped(receiving, worker, caseId, help.Assistance, partner, tie)));
        await stage.IsIn(receiving, path, "Reintegrating", "what was referred with the tie is known to the return");
        foreach (var (worker, referral) in referrals)
            await stage.Acts(worker, referral, "outcome", body: new { code = "ASSISTED" });
        var seen = await stage.IsIn(receiving, path, "Monitoring", "every referral has its outcome");
        stage.Sees(
            seen.Body.GetProperty("atHome").Items("referrals").Count(r => r.Text("code") == "ASSISTED") == all.Length,
            $"{all.Length} of them, each with its outcome");
    }

    /// <summary>A referral until they have come to where they are helped.</summary>
    public static async Task<Guid> IsHelped(
        this Stage stage, Worker sender, Worker helper, Guid caseId, string assistance, Guid partner, string tie)
    {
        var referral = await stage.Offers(sender, caseId, new(assistance, "25-39", "lt", "LT", "Soon"), [partner], Categories, tie);
        var offered = await stage.FindsOffer(helper, referral);
        await stage.Acts(helper, referral, $"offers/{offered.Id}/accept");
        await stage.OpensDisclosure(helper, referral);
        await stage.Acts(helper, referral, "arrival");
        await stage.Finds(sender, referral, "Active", r => r.Is("Active"));
        return referral;
    }

    /// <summary>After three, six and twelve months, which are seconds here; then nothing more is wanted.</summary>
    public static async Task IsMonitored(this Stage stage, Worker receiving, string path)
    {
        foreach (var (psychosocial, economic, social) in new[]
        {
            ("same", "better", "better"), ("better", "same", "better"), ("better", "better", "same"),
        })
        {
            await stage.Reads(receiving, path, "it is time to ask how they are", r => r.GetProperty("atHome").Text("talkDueAt") is { } due
                && DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture) <= ReturnSteps.Now);
            await receiving.Decides(path, "talk", new { psychosocial, economic, social });
        }
        await stage.Reads(receiving, path, "three talks, and no more is due", r =>
            r.GetProperty("atHome").Items("talks").Count() == 3 && r.GetProperty("atHome").Text("talkDueAt") is null);
        await receiving.Decides(path, "close", new { code = "DONE" });
        await stage.IsIn(receiving, path, "Closed", "it is their own life now");
    }
}
