using System.Buffers.Text;
using System.Security.Cryptography;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>The exhibits that go with a release: what is said of each, and what opens those that have a content.</summary>
sealed record LeavingExhibits(IReadOnlyList<ExhibitReleased> Exhibits, IReadOnlyList<ExhibitKey> Keys)
{
    public static readonly LeavingExhibits None = new([], []);

    public Guid[] Ids => [.. Exhibits.Select(exhibit => exhibit.Id)];

    /// <summary>Those among them that nobody has isolated or erased. They are held until the commit.</summary>
    public static async Task<LeavingExhibits> Hold(
        UnitOfWork work, KeyRing keys, DataKey caseKey, Guid caseId, Guid[] covered, CancellationToken cancellationToken)
    {
        var (exhibits, opening) = (new List<ExhibitReleased>(), new List<ExhibitKey>());
        foreach (var exhibit in await Exhibit.Hold(work, caseId, covered, cancellationToken))
        {
            if (exhibit.IsolatedAt is not null)
                continue;
            if (!exhibit.IsThing)
            {
                var attachment = (await SealedAttachment.Hold(exhibit.Attachment!.Value, caseId, work, cancellationToken))!;
                using var key = await attachment.OpenKey(keys, caseKey, cancellationToken);
                if (key is null)
                    continue;
                var bytes = key.Export();
                opening.Add(new(exhibit.Id, attachment.Id, Base64Url.EncodeToString(bytes)));
                CryptographicOperations.ZeroMemory(bytes);
            }
            exhibits.Add(exhibit.Shown(exhibit.Open(caseKey)));
        }
        return new(exhibits, opening);
    }

    /// <summary>A release is a hop of each.</summary>
    public async Task Record(Custody custody, Guid from, Guid to, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var hops = await custody.Read(Ids, cancellationToken);
        foreach (var id in Ids)
            custody.Keep(hops[id].Last().Next(from.ToString(), to.ToString(), at, CustodyHop.Released), Verbs.ExhibitReleased, caller: null);
    }
}
