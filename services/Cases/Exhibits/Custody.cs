using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Exhibits;

/// <param name="Jws">The hop as the network signed it, compact.</param>
public sealed record SignedHop(CustodyHop Hop, string Jws)
{
    public CustodyHop Next(string from, string to, DateTimeOffset at, string purpose, string? seal = null) =>
        Hop.Next(Jws, from, to, at, purpose, seal);
}

static class Hops
{
    /// <summary>The last by which it changed hands. A release gives a copy: the exhibit itself stays where it is.</summary>
    public static CustodyHop LastHandOver(this IEnumerable<SignedHop> chain) =>
        chain.Last(signed => signed.Hop.Purpose != CustodyHop.Released).Hop;
}

/// <summary>The chains of custody of a case's exhibits: at rest sealed under the key of the case, since they hold names.</summary>
sealed class Custody(UnitOfWork work, SigningKey network, DataKey caseKey, Guid caseId, Guid ledgerReference)
{
    sealed record Row(Guid ExhibitId, int Number, byte[] Sealed);

    /// <summary>By exhibit, in their order. Who appends to one holds its row.</summary>
    /// <exception cref="CryptographicException">A hop was changed, moved or taken out.</exception>
    public async Task<ILookup<Guid, SignedHop>> Read(Guid[] exhibits, CancellationToken cancellationToken)
    {
        var rows = await work.Read<Row>(
            "select exhibit_id, number, sealed from exhibit_hops where exhibit_id = any(@exhibits) order by exhibit_id, number",
            new { exhibits }, cancellationToken);
        return rows.GroupBy(row => row.ExhibitId)
            .SelectMany(chain => CustodyHop.Chain(
                chain.Key, [.. chain.Select(row => caseKey.OpenText(row.Sealed, Binding.CustodyHop(row.ExhibitId, caseId, row.Number)))], network))
            .ToLookup(hop => hop.Hop.Sub);
    }

    /// <summary>Signed, sealed, and committed to by a record of its own.</summary>
    public void Keep(CustodyHop hop, string verb, Caller? caller)
    {
        var signed = hop.Sign(network);
        work.Write(
            "insert into exhibit_hops (exhibit_id, number, record_id, sealed) values (@sub, @number, @record, @content)",
            new { hop.Sub, hop.Number, hop.Record, content = caseKey.Seal(signed, Binding.CustodyHop(hop.Sub, caseId, hop.Number)) });
        work.Audit(caller, verb, ledgerReference, hop.Sub, Encoding.ASCII.GetBytes(signed), hop.Record);
    }
}
