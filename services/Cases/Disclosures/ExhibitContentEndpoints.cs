using System.Buffers.Text;
using System.Security.Cryptography;
using Npgsql;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>
/// The content of an exhibit that was released, as it lies in the case: sealed once. What opens it came to the recipient with the
/// disclosure. An organisation with a key of its own gets the sealed chunks.
/// </summary>
static class ExhibitContentEndpoints
{
    public static void MapExhibitContent(this WebApplication app) =>
        app.MapCaseWork("/disclosures/{id:guid}/exhibits").MapGet("{exhibitId:guid}", Read);

    static async Task<IResult> Read(
        Guid id, Guid exhibitId, HttpContext context, Caller caller, UnitOfWork work, KeyRing keys, CustodialKeys custody, SigningKey network,
        NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var (reading, refused) = await DisclosureReading.Open(id, caller, work, keys, cancellationToken);
        if (reading is null)
            return refused!;
        using var _ = reading;
        if (!reading.Stored.Exhibits.Contains(exhibitId)
            || await Exhibit.Hold(work, reading.CaseId, [exhibitId], cancellationToken) is not [{ IsThing: false } exhibit])
            return Problems.NotFound("exhibit with a content");
        if (exhibit.IsolatedAt is not null)
            return Isolation.Shut();
        var attachment = (await SealedAttachment.Hold(exhibit.Attachment!.Value, reading.CaseId, work, cancellationToken))!;
        work.Audit(caller, Verbs.ExhibitRead, reading.Stored.LedgerReference, exhibitId);
        if (reading.Stored.OwnKey)
            return new SealedContent(database, attachment.Id);

        using var pair = await custody.Open(caller.Partner.Value, cancellationToken);
        if (pair is null)
            return Withholding.Shut("ERASED");
        var opened = SealedDisclosure.Open(reading.Disclosure.Jwe, reading.Stored.Terms, network, pair);
        var bytes = Base64Url.DecodeFromChars(opened.Keys.Single(one => one.Exhibit == exhibitId && one.Attachment == attachment.Id).Key);
        var key = DataKey.From(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        context.Response.RegisterForDispose(key);
        // The name that somebody gave the file may say who the person is.
        return new AttachmentContent(database, attachment, exhibitId.ToString(), key);
    }
}
