using System.Buffers.Binary;
using System.Security.Cryptography;
using Npgsql;
using ReferralNetwork.Chassis.Data;

namespace ReferralNetwork.Cases.Attachments;

/// <summary>
/// An attachment on its way out as it is sealed, for who can open it: each chunk after its length, 4 bytes, the most significant first. That
/// none is missing the last one tells.
/// </summary>
sealed class SealedContent(NpgsqlDataSource database, Guid attachmentId) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    /// <exception cref="CryptographicException">There is no chunk.</exception>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancellationToken = httpContext.RequestAborted;
        var response = httpContext.Response;
        response.ContentType = "application/octet-stream";
        response.Headers.ContentDisposition = "attachment";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "no-store";

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var length = new byte[4];
        var sent = false;
        await foreach (var chunk in connection.Stream<byte[]>(
            "select sealed from attachment_chunks where attachment_id = @attachmentId order by number", new { attachmentId }, cancellationToken))
        {
            BinaryPrimitives.WriteInt32BigEndian(length, chunk.Length);
            await response.Body.WriteAsync(length, cancellationToken);
            await response.Body.WriteAsync(chunk, cancellationToken);
            sent = true;
        }
        if (!sent)
            throw new CryptographicException("The content is missing.");
    }
}
