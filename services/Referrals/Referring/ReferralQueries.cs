using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>Lists and details. Whose it is stands in the query: not yours is not found.</summary>
static class ReferralQueries
{
    const int PageSize = 50;

    /// <summary>A worklist, by due time; what nothing presses comes last, the newest first.</summary>
    public static async Task<IResult> List(string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (side is not (null or Worklist.Sent or Worklist.Received))
            return Problems.Invalid(new Fault("/side", $"Unknown; known are {Worklist.Sent} and {Worklist.Received}."));
        if (!Cursor.TryParse(cursor, out var after))
            return Problems.Invalid(new Fault("/cursor", "This is not a cursor that was given out as next."));

        var rows = await work.Read(
            """
            select r.data, w.due_at from worklist w join referrals r on r.correlation_id = w.referral_id
            where w.partner_id = $1 and ($2::text is null or w.side = $2) and ($3::boolean is null or w.open = $3)
            and (w.due_at > $4 or w.due_at = $4 and w.referral_id < $5)
            order by w.due_at, w.referral_id desc limit $6
            """,
            r => (State: State(r), DueAt: r.GetFieldValue<DateTimeOffset>(1)), cancellationToken,
            caller.Partner.Value, Text(side), Flag(open), after.DueAt, after.Id, PageSize + 1);
        var items = rows.Take(PageSize).Select(r => ReferralView.Line(r.State, caller.Partner)).ToList();
        var next = rows.Count > PageSize ? new Cursor(rows[PageSize - 1].DueAt, rows[PageSize - 1].State.CorrelationId).ToString() : null;
        var total = await work.ReadOne(
            "select count(*) from worklist where partner_id = $1 and ($2::text is null or side = $2) and ($3::boolean is null or open = $3)",
            r => r.GetInt64(0), cancellationToken, caller.Partner.Value, Text(side), Flag(open));
        return Answers.Found(new { items, next, total });
    }

    /// <summary>One referral as this organisation may see it. The first time a person of a recipient opens it, that is evidence.</summary>
    public static async Task<IResult> Detail(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var found = await work.ReadOne(
            """
            select r.data, r.version from referrals r
            where r.correlation_id = $1 and exists (select 1 from worklist w where w.referral_id = $1 and w.partner_id = $2)
            """,
            r => (State: State(r), Version: r.GetInt64(1)), cancellationToken, id, caller.Partner.Value);
        if (found.State is not { } state)
            return Problems.NotFound("referral");

        if (state.Referral.Offers.LastOrDefault(o => o.To == caller.Partner) is { } offer)
            await See(work, caller, id, offer.Id, cancellationToken);
        var seen = await work.Read(
            "select offer_id, partner_id, actor, seen_at from seen where referral_id = $1 order by seen_at",
            r => new Seen(r.GetGuid(0), new(r.GetGuid(1)), r.GetGuid(2), r.GetFieldValue<DateTimeOffset>(3)), cancellationToken, id);
        return Answers.Found(ReferralView.Detail(state, caller.Partner, seen, work.Now), found.Version);
    }

    /// <summary>Whether it is this organisation's, sent or received. Nobody has opened anything by that.</summary>
    public static async Task<IResult> Exists(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await Involves(work, id, caller.Partner, cancellationToken) ? Results.NoContent() : Problems.NotFound("referral");

    public static async Task<bool> Involves(UnitOfWork work, Guid id, PartnerId partner, CancellationToken cancellationToken) =>
        await work.ReadOne(
            "select true from worklist where partner_id = $1 and referral_id = $2", r => r.GetBoolean(0), cancellationToken, partner.Value, id);

    static async Task See(UnitOfWork work, Caller caller, Guid id, Guid offerId, CancellationToken cancellationToken)
    {
        var first = await work.Read(
            """
            insert into seen (offer_id, referral_id, partner_id, actor, seen_at) values ($1, $2, $3, $4, $5)
            on conflict (offer_id) do nothing returning offer_id
            """,
            r => r.GetGuid(0), cancellationToken, offerId, id, caller.Partner.Value, caller.ActorId, work.Now);
        if (first.Count > 0)
            work.Act(caller, "referral-seen", id);
    }

    public static ReferralState State(NpgsqlDataReader row) =>
        JsonSerializer.Deserialize<ReferralState>(row.GetFieldValue<byte[]>(0), NetworkJson.Stored)!;

    // A null tells PostgreSQL no type.
    static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
    static NpgsqlParameter Flag(bool? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Boolean };

    /// <summary>Where a page ended. Opaque to callers.</summary>
    sealed record Cursor(DateTimeOffset DueAt, Guid Id)
    {
        public override string ToString() =>
            Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{DueAt.UtcTicks}.{Id:N}")));

        /// <summary>No cursor is the beginning.</summary>
        public static bool TryParse(string? text, out Cursor cursor)
        {
            cursor = new(DateTimeOffset.MinValue, Guid.Empty);
            if (string.IsNullOrEmpty(text))
                return true;
            if (text.Length > 100 || !Base64Url.IsValid(text))
                return false;
            var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
            if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                || ticks > DateTimeOffset.MaxValue.UtcTicks || !Guid.TryParseExact(parts[1], "N", out var id))
                return false;
            cursor = new(new DateTimeOffset(ticks, TimeSpan.Zero), id);
            return true;
        }
    }
}
