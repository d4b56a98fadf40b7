using System.Text.Json;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>The Cases service on databases and keys of its own; the other services are played here.</summary>
public sealed class CasesFixture() : ServiceFixture("cases")
{
    public string KeyDatabase => Settings["ConnectionStrings__Keys"];

    public async Task<Guid> Listed(
        string kind, string? publicKey = null, bool suspended = false, Guid? partner = null, long version = 1, string transferGround = "EEA")
    {
        var id = partner ?? Guid.NewGuid();
        await Know(Routes.KnownToCases, new(
            new(id), version, "Tylos uostas", kind, "XS", [], ["lt"], ["XS"],
            new("Europe/Vilnius", true, []), publicKey, suspended, DateTimeOffset.UtcNow,
            TransferGround: transferGround));
        return id;
    }

    /// <summary>What Cases has signed.</summary>
    public JsonElement Claims(string type, string token) =>
        JsonSerializer.Deserialize<JsonElement>(new NetworkKey(SigningKeyFile).Verify(type, token));
}
