using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>What stands on a restricted case: for the sender's people who are not named it does not exist.</summary>
public sealed class AudienceTests(ReferralsProbe probe) : IClassFixture<ReferralsProbe>
{
    readonly Story story = new(probe);

    ReferralsProbe.Person Milda => field ??= new(story.Rasa.Partner, Guid.NewGuid());
    ReferralsProbe.Person Cousin => field ??= new(story.Rasa.Partner, Guid.NewGuid());

    [Fact]
    public async Task A_referral_on_a_permit_for_named_colleagues_is_there_for_them_and_for_its_recipient_alone()
    {
        await story.People();
        var permit = probe.Permit(story.Rasa, [story.Ieva, story.Ona], only: [story.Rasa, Milda], onlyVersion: 1);
        var refused = await probe.Post(Cousin, "/referrals", story.Body(permit: permit));
        Assert.StartsWith("/permit:", Assert.Single(refused.Errors), StringComparison.Ordinal);
        var path = $"/referrals/{(await probe.Post(story.Rasa, "/referrals", story.Body(permit: permit))).Id}";
        await Shut(path);
    }

    [Fact]
    public async Task When_the_audience_of_the_case_changes_the_referral_is_there_for_others()
    {
        await story.Offered();
        Assert.Equal(HttpStatusCode.OK, (await story.See(Cousin)).Status);
        await Change(2, story.Rasa, Milda);
        await Eventually.Get(() => story.See(Cousin), r => r.Status == HttpStatusCode.NotFound, "shut");
        await Change(1, Cousin, Milda); // overtaken on its way
        await probe.Send(Routes.Referral, new AudienceChanged(Conversations.Referral, story.Id, null, Guid.NewGuid(), [Cousin.Actor], 9)); // by a tie of others
        await Shut(story.Path);

        await Change(3);
        await Eventually.Get(() => story.See(Cousin), r => r.Status == HttpStatusCode.OK, "open again");
    }

    /// <summary>No list, read, total or action shows it.</summary>
    async Task Shut(string path)
    {
        foreach (var (who, there) in new[] { (story.Rasa, true), (Milda, true), (Cousin, false), (story.Ieva, true) })
        {
            var seen = await probe.Get(who, path);
            Assert.Equal(there ? HttpStatusCode.OK : HttpStatusCode.NotFound, seen.Status);
            Assert.Equal(there ? HttpStatusCode.NoContent : HttpStatusCode.NotFound, (await probe.Call(who, HttpMethod.Head, path)).Status);
            foreach (var query in new[] { "", "?side=sent", "?open=true" }.Where(q => who != story.Ieva || q != "?side=sent"))
            {
                var list = (await probe.Get(who, "/referrals" + query)).Body;
                Assert.Equal((there ? 1 : 0, there ? 1 : 0), (list.GetProperty("items").GetArrayLength(), list.GetProperty("total").GetInt32()));
            }
        }
        var etag = (await probe.Get(story.Rasa, path)).ETag;
        var permit = probe.Permit(story.Rasa, [story.Ona]);
        foreach (var (action, body) in new (string, object?)[]
            {
                ("cancel", null), ("release", null), ("request-cancellation", null), ("entered-in-error", new { code = "OTHER" }),
                ("offers", new { permit, candidates = new[] { story.Ona.Partner } }), ("offers", new { permit = "forged", candidates = Array.Empty<Guid>() }),
            })
            Assert.True(HttpStatusCode.NotFound == (await probe.Post(Cousin, $"{path}/{action}", body, etag)).Status, action);
        Assert.Equal(HttpStatusCode.OK, (await probe.Post(Milda, $"{path}/cancel", null, etag)).Status);
    }

    Task Change(long version, params ReferralsProbe.Person[] only) => probe.Send(Routes.Referral, new AudienceChanged(
        Conversations.Referral, story.Id, story.PermitId, null, only.Length == 0 ? null : [.. only.Select(o => o.Actor)], version));
}
