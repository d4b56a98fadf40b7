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

    /// <param name="seen">The version; null: the one that there is.</param>
    public async Task<Reply> HandOver(Guid exhibit, object? with = null, long? seen = null) =>
        await fixture.Post(Rasa, $"/cases/{Case}/exhibits/{exhibit}/hand-overs", Differing(new
        {
            from = Holder, to = "Kapitonas Vėtra", at = DateTimeOffset.UtcNow.AddHours(-1), purpose = "Perduota tyrėjui", seal = "Plomba 88",
        }, with), $"\"{seen ?? await VersionOf(exhibit)}\"");

    /// <returns>0 where the case has no such exhibit.</returns>
    public async Task<long> VersionOf(Guid exhibit) =>
        (await Exhibits()).Items.Where(item => item.GetProperty("id").GetGuid() == exhibit)
            .Select(item => item.GetProperty("version").GetInt64()).SingleOrDefault();

    /// <summary>The person says yes to a handoff, item by item.</summary>
    public Task<Reply> AgreeToHandoff(Guid[] exhibits, object? with = null) =>
        fixture.Post(Rasa, $"/cases/{Case}/consents", Differing(
            Consent(with: new { purposes = new[] { Codes.Handoff }, categories = new[] { "Name", Codes.Evidence }, exhibits }), with));

    /// <summary>A named force that agreed to be asked: what the person ticked may go to it.</summary>
    /// <param name="exhibits">Makes them, in the opened case.</param>
    public async Task<Guid[]> Prepared(
        Func<Task<Guid[]>>? exhibits = null, object? with = null, string? publicKey = null, Dictionary<string, object>? fields = null)
    {
        await Opened(fields);
        await Met("LawEnforcement", publicKey);
        Ieva = Ieva.As(Roles.LiaisonOfficer);
        var made = exhibits is null ? [await Exhibited(), await ExhibitedThing()] : await exhibits();
        Receipt = Created(await AgreeToHandoff(made, with));
        Permit = Created(await AskForPermit(
            Codes.Handoff, Codes.Police, [.. (await fixture.Get(Rasa, $"/cases/{Case}/consents")).Items.Single().GetProperty("categories")
                .EnumerateArray().Select(category => category.GetString()!)]));
        await Offer();
        return made;
    }

    /// <summary>The same, released.</summary>
    public async Task<Guid[]> HandedOff(
        Func<Task<Guid[]>>? exhibits = null, object? with = null, string? publicKey = null, Dictionary<string, object>? fields = null)
    {
        var made = await Prepared(exhibits, with, publicKey, fields);
        await Release();
        return made;
    }

    public async Task Release()
    {
        var request = await Ask();
        Said = await fixture.Published<DetailsReleased>(m => m.RequestId == request);
        Disclosure = Said.DisclosureId;
    }

    /// <summary>What Cases said of the release.</summary>
    public DetailsReleased Said { get; private set; } = null!;

    public string ContentOf(Guid exhibit) => $"/disclosures/{Disclosure}/exhibits/{exhibit}";

    public Task<Reply> Isolate(Guid exhibit, object? with = null) =>
        fixture.Post(Rasa, $"/cases/{Case}/exhibits/{exhibit}/isolate", Differing(new
        {
            toldPoliceAt = DateTimeOffset.UtcNow.AddMinutes(-10), toldWhom = "Budėtoja Aušra Vėtraitė",
        }, with));
}
