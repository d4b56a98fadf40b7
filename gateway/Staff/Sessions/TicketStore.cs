using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Staff.Sessions;

/// <summary>
/// Sessions as rows. The database holds a keyed hash of a session's key and its ticket sealed, so that who reads the table
/// can use nothing of it; who may write to it cannot exchange tickets, since each is bound to its row.
/// </summary>
public sealed class TicketStore(
    NpgsqlDataSource database, IDataProtectionProvider protection, LookupKey lookup, StaffSettings settings, TimeProvider time)
    : ITicketStore
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
            values (@hash, @sealedTicket, @actor, @partner, @provider, @sid, @now, @now, @end)
            """;
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var hash = Hash(key);
        var now = time.GetUtcNow();
        var who = ticket.Principal;
        ticket.Properties.IssuedUtc = now;
        ticket.Properties.ExpiresUtc = now + settings.WorkingTime;

        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Sql.Statement("delete from sessions where ends_at < @now or seen_at < @idleSince",
            new { now, idleSince = now - settings.IdleTime - Grain }));
        batch.BatchCommands.Add(Sql.Statement(sql, new
        {
            hash,
            sealedTicket = Sealing(hash).Protect(TicketSerializer.Default.Serialize(ticket)),
            actor = who.Id(SessionClaims.Actor),
            partner = who.Id(SessionClaims.Partner),
            provider = who.Id(SessionClaims.Provider),
            sid = who.FindFirst(SessionClaims.Sid)?.Value,
            now,
            end = now + settings.WorkingTime,
        }));
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
            where s.key_hash = @hash and s.ends_at > @now and s.seen_at > @idleSince and p.suspended_at is null
            """;
        var hash = Hash(key);
        var now = time.GetUtcNow();
        if (await database.ReadOne<Stored>(sql, new { hash, now, idleSince = now - settings.IdleTime }, cancellationToken)
            is not (var ticket, var seen))
            return default;
        if (attended && now - seen > Min(Grain, settings.IdleTime / 4))
            await database.Run("update sessions set seen_at = @now where key_hash = @hash and seen_at < @now", new { hash, now }, cancellationToken);
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
    public async Task EndPresented(HttpContext context, CancellationToken cancellationToken)
    {
        context.Items[EndingItem] = true;
        if (context.Items[KeyItem] is string key)
            await Remove(key, cancellationToken);
        else
            await context.AuthenticateAsync(SessionCookie.Scheme);
    }

    async Task Remove(string key, CancellationToken cancellationToken) =>
        await database.Run("delete from sessions where key_hash = @hash", new { hash = Hash(key) }, cancellationToken);

    IDataProtector Sealing(byte[] hash) => protection.CreateProtector("session", Convert.ToHexString(hash));

    byte[] Hash(string key) => lookup.Hash("session", key);

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    sealed record Stored(byte[] Ticket, DateTimeOffset SeenAt);
}
