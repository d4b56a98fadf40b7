using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>What stands on a restricted case: for the sender's people who are not named it does not exist.</summary>
public sealed class AudienceTests(ReferralsFixture fixture) : IClassFixture<ReferralsFixture>
{
    readonly Scenario scenario = new(fixture);

    ReferralsFixture.Person Milda => field ??= new(scenario.Rasa.Partner, Guid.NewGuid());
    ReferralsFixture.Person Cousin => field ??= new(scenario.Rasa.Partner, Guid.NewGuid());

    [Fact]
    public async Task A_referral_on_a_permit_for_named_colleagues_is_there_for_them_and_for_its_recipient_alone()
    {
        await scenario.People();
        var permit = fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona], only: [scenario.Rasa, Milda], onlyVersion: 1);
        var refused = await fixture.Post(Cousin, "/referrals", scenario.Body(permit: permit));
        Assert.StartsWith("/permit:", Assert.Single(refused.Errors), StringComparison.Ordinal);
        var path = $"/referrals/{(await fixture.Post(scenario.Rasa, "/referrals", scenario.Body(permit: permit))).Id}";
        await Shut(path);
    }

    [Fact]
    public async Task When_the_audience_of_the_case_changes_the_referral_is_there_for_others()
    {
        await scenario.Offered();
        Assert.Equal(HttpStatusCode.OK, (await scenario.See(Cousin)).Status);
        await Change(2, scenario.Rasa, Milda);
        await Eventually.Get(() => scenario.See(Cousin), r => r.Status == HttpStatusCode.NotFound, "shut");
        await Change(1, Cousin, Milda); // overtaken on its way
        await fixture.Send(
            Routes.Referral, new AudienceChanged(Conversations.Referral, scenario.Id, null, Guid.NewGuid(), [Cousin.Actor], 9)); // by a tie of others
        await Shut(scenario.Path);

        await Change(3);
        await Eventually.Get(() => scenario.See(Cousin), r => r.Status == HttpStatusCode.OK, "open again");
    }

    /// <summary>No list, read, total or action shows it.</summary>
    async Task Shut(string path)
    {
        foreach (var (who, there) in new[] { (scenario.Rasa, true), (Milda, true), (Cousin, false), (scenario.Ieva, true) })
        {
            var seen = await fixture.Get(who, path);
            Assert.Equal(there ? HttpStatusCode.OK : HttpStatusCode.NotFound, seen.Status);
            Assert.Equal(there ? HttpStatusCode.NoContent : HttpStatusCode.NotFound, (await fixture.Call(who, HttpMethod.Head, path)).Status);
            foreach (var query in new[] { "", "?side=sent", "?open=true" }.Where(q => who != scenario.Ieva || q != "?side=sent"))
            {
                var list = (await fixture.Get(who, "/referrals" + query)).Body;
                Assert.Equal((there ? 1 : 0, there ? 1 : 0), (list.GetProperty("items").GetArrayLength(), list.GetProperty("total").GetInt32()));
            }
        }
        var etag = (await fixture.Get(scenario.Rasa, path)).ETag;
        var permit = fixture.Permit(scenario.Rasa, [scenario.Ona]);
        foreach (var (action, body) in new (string, object?)[]
            {
                ("cancel", null), ("release", null), ("request-cancellation", null), ("entered-in-error", new { code = "OTHER" }),
                ("offers", new { permit, candidates = new[] { scenario.Ona.Partner } }),
                ("offers", new { permit = "forged", candidates = Array.Empty<Guid>() }),
            })
            Assert.True(HttpStatusCode.NotFound == (await fixture.Post(Cousin, $"{path}/{action}", body, etag)).Status, action);
        Assert.Equal(HttpStatusCode.OK, (await fixture.Post(Milda, $"{path}/cancel", null, etag)).Status);
    }

    Task Change(long version, params ReferralsFixture.Person[] only) => fixture.Send(Routes.Referral, new AudienceChanged(
        Conversations.Referral, scenario.Id, scenario.PermitId, null, only.Length == 0 ? null : [.. only.Select(o => o.Actor)], version));
}
