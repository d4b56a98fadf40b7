using System.Net;
using System.Text.Json;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

public sealed class TieTests(CasesProbe probe) : IClassFixture<CasesProbe>
{
    [Fact]
    public async Task A_tie_names_the_conversation_and_no_case_and_is_on_the_ledger()
    {
        var story = await new Story(probe).Opened();
        var made = await Tie(story, story.Rasa, story.Referral);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var claims = Claims(made.Body);
        Assert.Equal(made.Id, claims.GetProperty("jti").GetGuid());
        Assert.Equal(story.Rasa.Partner, claims.GetProperty("owner").GetGuid());
        Assert.Equal(("referral", story.Referral), (claims.GetProperty("conversation").GetString(), claims.GetProperty("sub").GetGuid()));
        Assert.DoesNotContain(story.Case.ToString(), claims.ToString(), StringComparison.Ordinal);
        await probe.Said<ActRecorded>(a => a.Reference == story.LedgerReference && a.Verb == "case-tied" && a.Related == made.Id && a.Actor == story.Rasa.Actor);
    }

    [Fact]
    public async Task The_same_conversation_again_gets_the_tie_that_there_is()
    {
        var story = await new Story(probe).Opened();
        var (first, again) = (await Tie(story, story.Rasa, story.Referral), await Tie(story, story.Rasa, story.Referral));
        Assert.Equal((HttpStatusCode.OK, first.Id), (again.Status, again.Id));
        Assert.Equal(first.Id, Claims(again.Body).GetProperty("jti").GetGuid());
        var other = await Tie(story, story.Rasa, Guid.NewGuid());
        var ties = (await probe.Get(story.Rasa, $"/cases/{story.Case}/ties")).Body;
        Assert.Equal([other.Id, first.Id], ties.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("id").GetGuid()));
        Assert.Equal(2, ties.GetProperty("total").GetInt32());
        Assert.Equal(first.Id, Claims(ties.GetProperty("items")[1]).GetProperty("jti").GetGuid());
        await probe.Said<ActRecorded>(a => a.Verb == "case-tied" && a.Related == other.Id);
        Assert.Single(await probe.Heard<ActRecorded>(a => a.Verb == "case-tied" && a.Related == first.Id));
    }

    [Fact]
    public async Task A_list_of_ties_goes_on_where_its_page_ended()
    {
        var story = await new Story(probe).Opened();
        for (var i = 0; i < 51; i++)
            await Tie(story, story.Rasa, Guid.NewGuid());
        var first = (await probe.Get(story.Rasa, $"/cases/{story.Case}/ties")).Body;
        var second = (await probe.Get(story.Rasa, $"/cases/{story.Case}/ties?cursor={first.GetProperty("next").GetGuid()}")).Body;
        Assert.Equal((50, 1, 51), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength(), second.GetProperty("total").GetInt32()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task What_is_not_yours_is_not_found_and_no_auditor_ties()
    {
        var story = await new Story(probe).Opened();
        Assert.Equal(HttpStatusCode.NotFound, (await Tie(story, CasesProbe.Somebody(), story.Referral)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(CasesProbe.Somebody(), $"/cases/{story.Case}/ties")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Tie(story, CasesProbe.Somebody(story.Rasa.Partner, Roles.DataProtectionOfficer), story.Referral)).Status);
        Assert.Equal(0, await probe.Query<long>("select count(*) from ties where case_id = $1", story.Case));
    }

    [Theory]
    [InlineData("""{"conversation":"situation","id":"0b000000-0000-4000-8000-000000000001"}""", "/conversation")]
    [InlineData("""{"conversation":"referral","id":"00000000-0000-0000-0000-000000000000"}""", "/id")]
    [InlineData("""{"conversation":"referral","id":"her case"}""", "/id")]
    [InlineData("""{"conversation":"referral"}""", "")]
    public async Task What_is_no_conversation_is_refused_with_its_place(string body, string pointer)
    {
        var story = await new Story(probe).Opened();
        var reply = await probe.Post(story.Rasa, $"/cases/{story.Case}/ties", body);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        if (pointer.Length > 0)
            Assert.Equal([pointer], reply.Pointers);
        Assert.Equal(0, await probe.Query<long>("select count(*) from ties where case_id = $1", story.Case));
    }

    [Fact]
    public async Task A_case_that_is_in_a_conversation_is_not_swept()
    {
        var rasa = CasesProbe.Somebody();
        var reserved = Story.Created(await probe.Post(rasa, "/cases", new { id = Guid.CreateVersion7(), fields = new { } }));
        Story.Created(await probe.Post(rasa, $"/cases/{reserved}/ties", new { conversation = "referral", id = Guid.NewGuid() }));
        await probe.Send(Routes.Reservations, new SweepCase(reserved, new(rasa.Partner)));
        await Eventually.Get(() => probe.Query<bool>("select swept from reserved_cases where case_id = $1", reserved), seen => seen, "looked at");
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(rasa, $"/cases/{reserved}")).Status);
    }

    Task<CasesProbe.Reply> Tie(Story story, CasesProbe.Person who, Guid conversation) =>
        probe.Post(who, $"/cases/{story.Case}/ties", new { conversation = "referral", id = conversation });

    JsonElement Claims(JsonElement shown) =>
        JsonSerializer.Deserialize<JsonElement>(new NetworkKey(probe.SigningKeyFile).Verify("tie+jwt", shown.GetProperty("tie").GetString()!));
}
