using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Staff.Sessions;

/// <summary>
/// Sessions as rows. The database holds a keyed hash of a session's key and its ticket sealed, so that who reads the table
/// can use nothing of it; who may write to it cannot exchange tickets, since each is bound to its row.
/// </summary>
public sealed class TicketStore(NpgsqlDataSource database, IDataProtectionProvider protection, LookupKey lookup, StaffSettings settings, TimeProvider time) : ITicketStore
{
    /// <summary>How exactly idleness is counted; saves a write at most requests.</summary>
    static readonly TimeSpan Grain = TimeSpan.FromSeconds(30);

    /// <summary>A page that looks for news by itself says so: it keeps nobody signed in who has gone away.</summary>
    const string Unattended = "Unattended";

    const string KeyItem = "session-key";
    const string EndingItem = "session-ending";
    const string SeenItem = "session-seen";

    /// <summary>When somebody last did something in the session of this request; now, unless the page asked by itself.</summary>
    public static DateTimeOffset SeenAt(HttpContext context) => (DateTimeOffset)context.Items[SeenItem]!;

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        const string sql = """
            insert into sessions (key_hash, ticket, actor_id, partner_id, provider_id, sid, started_at, seen_at, ends_at)
            values ($1, $2, $3, $4, $5, $6, $7, $7, $8)
            """;
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var hash = Hash(key);
        var now = time.GetUtcNow();
        var who = ticket.Principal;
        ticket.Properties.IssuedUtc = now;
        ticket.Properties.ExpiresUtc = now + settings.WorkingTime;

        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Statement("delete from sessions where ends_at < $1 or seen_at < $2", now, now - settings.IdleTime - Grain));
        batch.BatchCommands.Add(Statement(
            sql, hash, Sealing(hash).Protect(TicketSerializer.Default.Serialize(ticket)), who.Id(SessionClaims.Actor), who.Id(SessionClaims.Partner),
            who.Id(SessionClaims.Provider), (object?)who.FindFirst(SessionClaims.Sid)?.Value ?? DBNull.Value, now, now + settings.WorkingTime));
        await batch.ExecuteNonQueryAsync();
        return key;
    }

    /// <summary>Null if the session has ended, was idle too long, or its person is suspended.</summary>
    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        httpContext.Items[KeyItem] = key;
        if (!httpContext.Items.ContainsKey(EndingItem))
        {
            var (ticket, seen) = await Retrieve(key, attended: !httpContext.Request.Headers.ContainsKey(Unattended), cancellationToken);
            httpContext.Items[SeenItem] = seen;
            return ticket;
        }
        await Remove(key, cancellationToken);
        return null;
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken) =>
        (await Retrieve(key, attended: true, cancellationToken)).Ticket;

    async Task<(AuthenticationTicket? Ticket, DateTimeOffset Seen)> Retrieve(string key, bool attended, CancellationToken cancellationToken)
    {
        const string sql = """
            select s.ticket, s.seen_at from sessions s join people p using (actor_id)
            where s.key_hash = $1 and s.ends_at > $2 and s.seen_at > $3 and p.suspended_at is null
            """;
        var hash = Hash(key);
        var now = time.GetUtcNow();
        byte[] ticket;
        DateTimeOffset seen;
        await using (var command = Command(sql, hash, now, now - settings.IdleTime))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
                return default;
            ticket = reader.GetFieldValue<byte[]>(0);
            seen = reader.GetFieldValue<DateTimeOffset>(1);
        }
        if (attended && now - seen > Min(Grain, settings.IdleTime / 4))
        {
            await using var touch = Command("update sessions set seen_at = $2 where key_hash = $1 and seen_at < $2", hash, now);
            await touch.ExecuteNonQueryAsync(cancellationToken);
        }
        try
        {
            return (TicketSerializer.Default.Deserialize(Sealing(hash).Unprotect(ticket)), attended ? now : seen);
        }
        catch (CryptographicException)
        {
            return default; // moved from another row, or sealed by a key ring that is gone
        }
    }

    /// <summary>Nothing in a ticket changes during a session; and a sign-in never takes over the key of an earlier one.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        throw new InvalidOperationException("A session is not renewed; end it with EndPresented before another one begins.");

    public Task RemoveAsync(string key) => Remove(key, CancellationToken.None);

    /// <summary>
    /// Ends the session whose cookie came with this request, if any. Where nobody has read the cookie yet it is read now
    /// and found ended, so that a sign-in in the same request gets a key of its own: the cookie handler would keep the old one.
    /// </summary>
    public async Task EndPresented(HttpContext context, CancellationToken ct)
    {
        context.Items[EndingItem] = true;
        if (context.Items[KeyItem] is string key)
            await Remove(key, ct);
        else
            await context.AuthenticateAsync(SessionCookie.Scheme);
    }

    async Task Remove(string key, CancellationToken ct)
    {
        await using var command = Command("delete from sessions where key_hash = $1", Hash(key));
        await command.ExecuteNonQueryAsync(ct);
    }

    IDataProtector Sealing(byte[] hash) => protection.CreateProtector("session", Convert.ToHexString(hash));

    byte[] Hash(string key) => lookup.Hash("session", key);

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    static NpgsqlBatchCommand Statement(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
