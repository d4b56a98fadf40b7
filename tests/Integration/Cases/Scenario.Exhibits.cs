using System.Net;
using System.Text;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>States of a case that holds what could be evidence.</summary>
public sealed partial class Scenario
{
    public const string Label = "Pokalbis su Žibuokle";
    public const string Holder = "Seifas, Ąžuolų g. 7";
    public const string Place = "Virtuvė prie žaliųjų durų";
    public const string TakenBy = "Austėja Kasparaitė";
    public const string BagNumber = "EK-00417-Ž";

    public static readonly byte[] Words = Encoding.UTF8.GetBytes("Rytoj prie traukinio.");

    public async Task<Guid> Attached(
        byte[]? content = null, string type = "text/plain", string name = "pokalbis.txt", string category = Codes.Evidence)
    {
        var id = Guid.CreateVersion7();
        (await fixture.PutFile(Rasa, $"/cases/{Case}/attachments/{id}?category={category}", content ?? Words, type, name)).Is(HttpStatusCode.Created);
        return id;
    }

    /// <param name="with">Members that differ; a null leaves one out.</param>
    public Task<Reply> Take(Guid? attachment, object? with = null) =>
        fixture.Post(Rasa, $"/cases/{Case}/exhibits", Differing(new
        {
            kind = "document", label = Label, takenBy = TakenBy, takenAt = DateTimeOffset.UtcNow.AddHours(-3), place = Place, holder = Holder,
            attachment,
        }, with));

    /// <summary>A document, unless said otherwise.</summary>
    public async Task<Guid> Exhibited(byte[]? content = null, object? with = null, string type = "text/plain", string name = "pokalbis.txt") =>
        Created(await Take(await Attached(content, type, name), with));

    /// <summary>A telephone in a sealed bag.</summary>
    public async Task<Guid> ExhibitedThing() => Created(await Take(null, new { kind = "thing", bagNumber = BagNumber, attachment = (Guid?)null }));

    public Task<Reply> Exhibits() => fixture.Get(Rasa, $"/cases/{Case}/exhibits");

    public Task<Reply> HandOver(Guid exhibit, object? with = null) =>
        fixture.Post(Rasa, $"/cases/{Case}/exhibits/{exhibit}/hand-overs", Differing(new
        {
            from = Holder, to = "Kapitonas Vėtra", at = DateTimeOffset.UtcNow.AddHours(-1), purpose = "Perduota tyrėjui", seal = "Plomba 88",
        }, with));

    /// <summary>The person says yes to a handoff, item by item.</summary>
    public Task<Reply> AgreeToHandoff(Guid[] exhibits, object? with = null) =>
        fixture.Post(Rasa, $"/cases/{Case}/consents", Differing(
            Consent(with: new { purposes = new[] { Codes.Handoff }, categories = new[] { "Name", Codes.Evidence }, exhibits }), with));

    public Task<Reply> Isolate(Guid exhibit, object? with = null) =>
        fixture.Post(Rasa, $"/cases/{Case}/exhibits/{exhibit}/isolate", Differing(new
        {
            toldPoliceAt = DateTimeOffset.UtcNow.AddMinutes(-10), toldWhom = "Budėtoja Aušra Vėtraitė",
        }, with));
}
