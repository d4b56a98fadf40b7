using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>What stands on a restricted case: for the sender's people who are not named it does not exist.</summary>
public sealed class AudienceTests(ReferralsFixture fixture) : IClassFixture<ReferralsFixture>
{
    readonly Scenario scenario = new(fixture);

    Person Milda => field ??= Somebody(partner: scenario.Rasa.Partner);
    Person Cousin => field ??= Somebody(partner: scenario.Rasa.Partner);

    [Fact]
    public async Task A_referral_on_a_permit_for_named_colleagues_is_there_for_them_and_for_its_recipient_alone()
    {
        await scenario.People();
        var permit = fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona], only: [scenario.Rasa, Milda], onlyVersion: 1);
        var refused = await fixture.Post(Cousin, "/referrals", scenario.Body(permit: permit));
        Assert.Equal(["/permit"], refused.Pointers);
        var path = $"/referrals/{(await fixture.Post(scenario.Rasa, "/referrals", scenario.Body(permit: permit))).Id}";
        await Shut(path);
    }

    [Fact]
    public async Task When_the_audience_of_the_case_changes_the_referral_is_there_for_others()
    {
        await scenario.Offered();
        (await scenario.See(Cousin)).Is(HttpStatusCode.OK);
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
            (await fixture.Get(who, path)).Is(there ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            (await fixture.Call(who, HttpMethod.Head, path)).Is(there ? HttpStatusCode.NoContent : HttpStatusCode.NotFound);
            foreach (var query in new[] { "", "?side=sent", "?open=true" }.Where(q => who != scenario.Ieva || q != "?side=sent"))
            {
                var list = await fixture.Get(who, "/referrals" + query);
                Assert.Equal((there ? 1 : 0, there ? 1 : 0), (list.Items.Count, list.Total));
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
        (await fixture.Post(Milda, $"{path}/cancel", null, etag)).Is(HttpStatusCode.OK);
    }

    Task Change(long version, params Person[] only) => fixture.Send(Routes.Referral, new AudienceChanged(
        Conversations.Referral, scenario.Id, scenario.PermitId, null, only.Length == 0 ? null : [.. only.Select(o => o.Actor)], version));
}
