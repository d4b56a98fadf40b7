using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>
/// What a visitor typed and has not sent: kept between the form and the page that shows it again, so that no answer to a form
/// carries it. It lives as long as its token, and opens with it alone.
/// </summary>
static partial class Drafts
{
    /// <summary>UTF-16 units; a message that is too long to be sent is still kept.</summary>
    const int Longest = 20_000;

    /// <summary>The form that writes into a room, and the one in which a phrase is typed back.</summary>
    public const string OfMessage = "room", OfPhrase = "kept";

    sealed record DraftIn(string Form, string Content);

    public static void MapDrafts(this WebApplication app)
    {
        var drafts = app.MapVisitorGroup("/visitor/drafts");
        drafts.MapPost("", Keep).RequireRateLimiting(RoomBrakes.Drafting);
        drafts.MapGet("{form}", (string form, Holder holder, LookupKey key, NpgsqlDataSource database, CancellationToken cancellationToken) =>
            Find("select sealed from drafts where token_hash = @hash and form = @form", form, holder, key, database,
                cancellationToken)).RequireRateLimiting(RoomBrakes.Reading);
        // Read once, and gone.
        drafts.MapPost("{form}/take", (string form, Holder holder, LookupKey key, NpgsqlDataSource database, CancellationToken cancellationToken) =>
            Find("delete from drafts where token_hash = @hash and form = @form returning sealed", form, holder, key, database,
                cancellationToken)).RequireRateLimiting(RoomBrakes.Reading);
    }

    /// <summary>Under the token of the request, or under a new one where it has none that opens something.</summary>
    static async Task<IResult> Keep(
        DraftIn body, HttpContext context, UnitOfWork work, RoomTokens tokens, LookupKey key, CancellationToken cancellationToken)
    {
        var form = new Form();
        if (!FormName().IsMatch(body.Form))
            form.Wrong("/form", "Expected the name of a form: small letters.");
        if (body.Content.Length > Longest)
            form.Wrong("/content", $"It is longer than {Longest} characters.");
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        var held = context.Request.Headers[RoomTokens.Header].ToString();
        var token = await tokens.Find(held, used: true, cancellationToken) is null ? RoomTokens.New() : held;
        var hash = tokens.Hash(token);
        if (token != held)
            tokens.Keep(work, token, roomId: null);
        using var seal = Key(key, token);
        work.Write(
            "insert into drafts (token_hash, form, sealed) values (@hash, @form, @text) on conflict (token_hash, form) do update set sealed = excluded.sealed",
            new { hash, body.Form, text = seal.Seal(Encoding.UTF8.GetBytes(body.Content), InquiryKeys.Draft(hash, body.Form)) });
        await work.Commit(cancellationToken);
        return Answers.Found(new { token });
    }

    static async Task<IResult> Find(
        string sql, string form, Holder holder, LookupKey key, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (await database.ReadOne<byte[]>(sql, new { holder.Hash, form }, cancellationToken) is not { } draft)
            return Problems.NotFound("draft");
        using var seal = Key(key, holder.Token);
        return Answers.Found(new { content = Encoding.UTF8.GetString(seal.Open(draft, InquiryKeys.Draft(holder.Hash, form))) });
    }

    /// <summary>What was typed in this form has been taken.</summary>
    public static void Forget(UnitOfWork work, Visit visit, string form) =>
        work.Write("delete from drafts where token_hash = @tokenHash and form = @form", new { visit.TokenHash, form });

    static DataKey Key(LookupKey key, string token) => DataKey.From(key.Hash("draft-key", token));

    [GeneratedRegex("^[a-z]{1,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex FormName();
}
