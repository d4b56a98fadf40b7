using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.ConsentedHandoffs;

namespace ReferralNetwork.Tests.Unit.Handoffs;

/// <summary>The police are the user whom survivors have most to fear from: what they see of an offer, byte for byte.</summary>
public sealed class BlindOfferTests
{
    readonly SagaHarness<ConsentedHandoffStateMachine, ConsentedHandoffState> machine = ConsentedScenario.Harness();

    ConsentedScenario Scenario => field ??= new(machine);

    string Seen(Guid id, PartnerId by) => JsonSerializer.Serialize(
        HandoffView.Detail(machine.Find(id), by, machine.Machine.ActionsFor(machine.Find(id), by, machine.Now)), NetworkJson.Options);

    [Fact]
    public async Task Before_it_accepts_the_unit_sees_what_is_offered_and_nothing_of_the_person_or_of_who_offers()
    {
        var id = await Scenario.Told(ConsentedScenario.Prepare, Scenario.Verify, ConsentedScenario.Offer);
        var offer = machine.Find(id).Data.Offers.LastTo(ConsentedScenario.Police)!;
        Assert.Equal(
            $$"""
            {"line":{"id":"{{id}}","reference":"{{Reference.For(offer.Id)}}","side":"handoffs-received","type":"consented-handoff",
            "state":"Offered","handlingCode":"H1","urgency":"Urgent","exhibits":{"picture":1,"thing":1},
            "answerBy":"2026-11-02T11:00:00+00:00","dueAt":"2026-11-02T11:00:00+00:00","toDo":"answer"},
            "questions":[],"actions":["accept","decline","ask"]}
            """.ReplaceLineEndings(""),
            Seen(id, ConsentedScenario.Police));
    }

    [Fact]
    public async Task An_offer_that_ended_is_as_blind_as_it_was()
    {
        foreach (var end in new Func<Guid, object>[] { ConsentedScenario.Decline, Scenario.Withdrawn, ConsentedScenario.TakeBack })
        {
            var id = await Scenario.Told(ConsentedScenario.Prepare, Scenario.Verify, ConsentedScenario.Offer, end);
            var seen = Seen(id, ConsentedScenario.Police);
            Assert.DoesNotContain(ConsentedScenario.Ngo.ToString(), seen);
            Assert.DoesNotContain("through-caseworker", seen);
            Assert.DoesNotContain("timeline", seen);
            Assert.DoesNotContain(ConsentedScenario.PermitId.ToString(), seen);
        }
    }

    [Fact]
    public async Task What_the_sender_does_on_its_own_side_moves_nothing_that_the_unit_sees()
    {
        var id = await Scenario.Told(ConsentedScenario.PrepareStated, Scenario.Verify, ConsentedScenario.Offer);
        var before = (Seen(id, ConsentedScenario.Police), HandoffView.ETag(machine.Find(id), ConsentedScenario.Police));
        await machine.Do(
            ConsentedScenario.StateHandling(id),
            new AudienceChanged(Conversations.Handoff, id, ConsentedScenario.PermitId, null, [ConsentedScenario.Worker], 1));
        Assert.Equal(before, (Seen(id, ConsentedScenario.Police), HandoffView.ETag(machine.Find(id), ConsentedScenario.Police)));
    }

    [Fact]
    public async Task After_the_release_it_sees_what_was_released_and_what_the_person_wishes_and_never_the_permit_or_the_legal_advice()
    {
        var id = await Scenario.Told(
            ConsentedScenario.Prepare, Scenario.Verify, ConsentedScenario.Offer, ConsentedScenario.Accept);
        Assert.DoesNotContain("through-caseworker", Seen(id, ConsentedScenario.Police));
        await machine.Do(Scenario.Released(id));
        var seen = HandoffView.Detail(machine.Find(id), ConsentedScenario.Police, []);
        Assert.Null(seen.Preparation);
        Assert.Equal(("through-caseworker", ConsentedScenario.Disclosure), (seen.Accepted!.Released!.Contact, seen.Accepted.Released.DisclosureId));
        Assert.Equal([ConsentedScenario.Picture, ConsentedScenario.Telephone], seen.Accepted.Released.Exhibits.Select(e => e.Id));
        Assert.DoesNotContain(ConsentedScenario.PermitId.ToString(), Seen(id, ConsentedScenario.Police));
        Assert.DoesNotContain("taken", Seen(id, ConsentedScenario.Police));
    }

    /// <summary>Officers and persons are named in notes and files of Cases: a row holds ids, codes and moments.</summary>
    [Fact]
    public async Task A_row_holds_no_text_but_codes()
    {
        var id = await Scenario.Told(
            ConsentedScenario.Prepare, Scenario.Verify, ConsentedScenario.Offer, ConsentedScenario.Ask, ConsentedScenario.Accept, Scenario.Released,
            Scenario.OneDiffers, i => ConsentedScenario.Feedback(i, "NOT_PROSECUTED"), Scenario.Withdrawn);
        using var row = JsonDocument.Parse(machine.Snapshot(id));
        foreach (var text in Texts(row.RootElement))
            Assert.True(
                Guid.TryParse(text, out _) || DateTimeOffset.TryParse(text, out _) || Codes.All.Contains(text) || Verbs.All.Contains(text)
                || States.All.Contains(text) || Enum.TryParse<OfferStatus>(text, out _) || Enum.TryParse<Track>(text, out _)
                || text is "Europe/Vilnius" or "hours" or "days" or "working-days" || text == new string('a', 64)
                || (text.Length == 9 && text[4] == '-' && text.Remove(4, 1).All(char.IsAsciiLetterOrDigit)), text); // a reference
    }

    static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        _ => [],
    };
}
