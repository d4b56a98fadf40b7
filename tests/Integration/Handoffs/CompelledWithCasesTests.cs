using System.Net;
using System.Text;
using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.Integration.Cases;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>Cases and Handoffs as they run side by side: what one signs the other checks, what one asks the other answers.</summary>
public sealed class CompelledWithCasesTests : IAsyncLifetime
{
    readonly CasesFixture cases = new();
    readonly CompelledFixture handoffs;

    public CompelledWithCasesTests() => handoffs = new() { Beside = cases };

    public async Task InitializeAsync()
    {
        await cases.InitializeAsync();
        await handoffs.InitializeAsync();
    }

    [Fact]
    public async Task What_two_approved_leaves_as_they_saw_it_and_shuts_when_the_order_is_overturned()
    {
        var file = new Scenario(cases);
        await file.Opened();
        await cases.Listed("NGO", partner: file.Rasa.Partner);
        await file.Met("LawEnforcement");
        var (rasa, police) = (file.Rasa, file.Ieva.As(Roles.LiaisonOfficer));
        await handoffs.Listed("NGO", partner: rasa.Partner);
        await handoffs.Listed("LawEnforcement", partner: police.Partner);
        var (director, officer) = (
            ServiceFixture.Somebody(Roles.Director, rasa.Partner), ServiceFixture.Somebody(Roles.DataProtectionOfficer, rasa.Partner));

        // Before the order comes: of any role, and of no case.
        var deputy = ServiceFixture.Somebody(Roles.Administrator, rasa.Partner);
        (await handoffs.Put(director, "/deputies", new { deputies = new[] { deputy.Actor } })).Is(HttpStatusCode.OK);
        await Eventually.Get(() => cases.Query<long>("select count(*) from order_deputies"), seen => seen == 1, "deputies");

        var document = Guid.CreateVersion7();
        (await cases.PutFile(
            rasa, $"/cases/{file.Case}/attachments/{document}?category=Evidence", Encoding.UTF8.GetBytes("%PDF-1.7\nAn order.")))
            .Is(HttpStatusCode.Created);
        var (letter, telephone, other) = (await file.Exhibited(), await file.ExhibitedThing(), await file.Exhibited("A contract"u8.ToArray()));
        string[] fields = ["prs_FirstName", "x:RiskSummary", $"exhibit:{letter}", $"exhibit:{telephone}"];
        var recorded = (await cases.Post(rasa, $"/cases/{file.Case}/orders", new
        {
            recipient = police.Partner, basis = "prosecutor-order", law = "Fictional code, Art. 3", document,
            answerBy = DateTimeOffset.UtcNow.AddDays(5), fields = fields.Append($"exhibit:{other}").Append("prs_MailingCity"),
        })).Is(HttpStatusCode.Created);
        var id = recorded.Id;
        (await handoffs.Post(rasa, CompelledFixture.Path, new { order = recorded["token"], handling = "H2" })).Is(HttpStatusCode.Created);
        await handoffs.Do(rasa, id, "check", new { finding = "too-wide" });
        var wide = (await cases.Get(director, $"/orders/{id}/preview"))["digest"];
        await Narrow([.. fields, "prs_MailingCity"]);
        var told = await cases.Post(rasa, $"/cases/{file.Case}/orders/{id}/told", new
        {
            at = DateTimeOffset.UtcNow.AddDays(-3), lawyer = "Advocate Linde", toBeHeardUntil = DateTimeOffset.UtcNow.AddDays(-1),
        });
        await handoffs.Do(rasa, id, "told", new { told = told["token"] });

        // The prosecutor narrows it after one has approved: both approve anew.
        var first = (await cases.Get(deputy, $"/orders/{id}/preview"))["digest"];
        await handoffs.Do(deputy, id, "approve", new { @as = "director", seen = first });
        await Narrow(fields);
        var later = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(9).ToUnixTimeSeconds());
        var dated = await cases.Post(rasa, $"/cases/{file.Case}/orders/{id}/answer-by", new { answerBy = later });
        await handoffs.Do(rasa, id, "reread", new { order = dated["token"] });
        var line = (await handoffs.Get(rasa, $"{CompelledFixture.Path}/{id}")).Body.GetProperty("line");
        Assert.Equal(("Narrowed", later), (line.GetProperty("state").GetString(), line.GetProperty("answerBy").GetDateTimeOffset()));

        var preview = (await cases.Get(director, $"/orders/{id}/preview")).Is(HttpStatusCode.OK);
        Assert.Equal(preview.Text, (await cases.Get(deputy, $"/orders/{id}/preview")).Is(HttpStatusCode.OK).Text);
        Assert.Equal(
            "order-changed", (await handoffs.Act(deputy, id, "approve", new { @as = "director", seen = wide })).Is(HttpStatusCode.Conflict).Problem);
        await handoffs.Do(deputy, id, "approve", new { @as = "director", seen = preview["digest"] });
        await handoffs.Do(
            ServiceFixture.Somebody(Roles.Coordinator, rasa.Partner), id, "approve", new { @as = "coordinator", seen = preview["digest"] });
        await handoffs.Do(rasa, id, "disclose");
        var received = await Eventually.Get(
            () => handoffs.Get(police, $"{CompelledFixture.Path}/{id}"), seen => seen.Status == HttpStatusCode.OK, "disclosed");
        var disclosure = $"/disclosures/{received["disclosureId"]}";
        var read = (await cases.Get(police, disclosure)).Is(HttpStatusCode.OK);
        Assert.Equal(preview.Body.GetProperty("fields").GetRawText(), read.Body.GetProperty("fields").GetRawText());
        Assert.Equal(preview.Body.GetProperty("exhibits").GetRawText(), read.Body.GetProperty("exhibits").GetRawText());
        Assert.Equal(
            [letter, telephone],
            received.Body.GetProperty("released").GetProperty("exhibits").EnumerateArray().Select(e => e.GetProperty("id").GetGuid()));
        var confirmed = (await cases.Post(police, $"{disclosure}/receipts", new
        {
            items = new object[] { new { sha256 = read["sha256"] }, new { exhibit = telephone, seal = "broken" } },
        })).Is(HttpStatusCode.Created);
        (await handoffs.Post(police, $"{CompelledFixture.Path}/{id}/receipts", new
        {
            receipts = confirmed.Body.GetProperty("receipts").EnumerateArray().Select(receipt => receipt.GetProperty("token").GetString()),
        })).Is(HttpStatusCode.OK);
        var alarmed = await handoffs.Get(rasa, $"{CompelledFixture.Path}/{id}");
        Assert.Equal("mismatch", alarmed.Body.GetProperty("line").GetProperty("toDo").GetString());
        await handoffs.Do(rasa, id, "acknowledge-mismatch");
        foreach (var approver in new[] { director, deputy })
            (await cases.Get(approver, $"/orders/{id}/preview")).Is(HttpStatusCode.NotFound);

        await handoffs.Do(officer, id, "review", new { finding = "not-in-order" });
        await handoffs.Do(rasa, id, "overturn", new { by = "court", on = "2026-11-01" });
        await Eventually.Get(() => cases.Get(police, disclosure), seen => seen.Status == HttpStatusCode.Gone, "shut");
        Assert.Equal(
            System.Text.Json.JsonValueKind.String, (await cases.Get(officer, "/orders")).Items.Single().GetProperty("shutAt").ValueKind);
        Assert.Equal(
            fields, (await cases.Get(rasa, $"/cases/{file.Case}/orders/{id}/left")).Is(HttpStatusCode.OK).Items.Select(field => field.GetString()!));

        async Task Narrow(IReadOnlyList<string> to)
        {
            var narrower = await cases.Post(rasa, $"/cases/{file.Case}/orders/{id}/narrow", new { fields = to });
            await handoffs.Do(rasa, id, "narrow", new { order = narrower["token"] });
        }
    }

    [Fact]
    public async Task Once_a_demand_is_refused_who_would_have_approved_it_reads_it_no_more()
    {
        var file = new Scenario(cases);
        await file.Opened();
        await cases.Listed("NGO", partner: file.Rasa.Partner);
        await file.Met("LawEnforcement");
        await handoffs.Listed("NGO", partner: file.Rasa.Partner);
        await handoffs.Listed("LawEnforcement", partner: file.Ieva.Partner);
        var director = ServiceFixture.Somebody(Roles.Director, file.Rasa.Partner);
        var document = Guid.CreateVersion7();
        (await cases.PutFile(
            file.Rasa, $"/cases/{file.Case}/attachments/{document}?category=Evidence", Encoding.UTF8.GetBytes("%PDF-1.7\nAn order.")))
            .Is(HttpStatusCode.Created);
        var order = (await cases.Post(file.Rasa, $"/cases/{file.Case}/orders", new
        {
            recipient = file.Ieva.Partner, basis = "prosecutor-order", law = "Fictional code, Art. 3", document, fields = new[] { "prs_FirstName" },
        })).Is(HttpStatusCode.Created);
        (await handoffs.Post(file.Rasa, CompelledFixture.Path, new { order = order["token"], handling = "H2" })).Is(HttpStatusCode.Created);
        await handoffs.Do(file.Rasa, order.Id, "check", new { finding = "not-competent" });
        (await cases.Get(director, $"/orders/{order.Id}/preview")).Is(HttpStatusCode.OK);
        await handoffs.Do(file.Rasa, order.Id, "refuse", new { code = "NOT_COMPETENT" });
        await Eventually.Get(
            () => cases.Get(director, $"/orders/{order.Id}/preview"), seen => seen.Status == HttpStatusCode.NotFound, $"shut; {cases.Output}");
    }

    public async Task DisposeAsync()
    {
        await handoffs.DisposeAsync();
        await cases.DisposeAsync();
    }
}
