using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Visitors.Rooms;

/// <summary>
/// The only cookie, and only while there is a conversation: its token, or those of several, the newest first. It ends with the
/// browser, no script can read it, and it comes with no request that another site has caused.
/// </summary>
static class RoomCookie
{
    const string Name = "__Host-room";
    const char Between = '.'; // which no token holds
    const int Most = 4;

    static readonly CookieOptions Options = new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" };

    /// <summary>Without what cannot be a token: it would not go into a header.</summary>
    public static IReadOnlyList<string> RoomTokens(this HttpRequest request) =>
        [
            .. (request.Cookies[Name] ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries)
                .Where(token => token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        ];

    /// <param name="id">Which conversation a page is of; without it the newest.</param>
    public static string? RoomToken(this HttpRequest request, string? id) =>
        request.RoomTokens().FirstOrDefault(token => string.IsNullOrEmpty(id) || IdOf(token) == id);

    /// <summary>Tells one of a browser's conversations from another in an address or a form, and opens none.</summary>
    public static string IdOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 6));

    /// <param name="instead">A token that has ended.</param>
    public static void KeepRoomToken(this HttpContext context, string token, string? instead = null) =>
        context.Response.Cookies.Append(
            Name, string.Join(Between, context.Request.RoomTokens().Where(held => held != instead && held != token).Prepend(token).Take(Most)),
            Options);

    public static void ForgetRoomToken(this HttpContext context, string token)
    {
        var left = context.Request.RoomTokens().Where(held => held != token).ToList();
        if (left.Count == 0)
            context.ForgetRoomTokens();
        else
            context.Response.Cookies.Append(Name, string.Join(Between, left), Options);
    }

    public static void ForgetRoomTokens(this HttpContext context) => context.Response.Cookies.Delete(Name, Options);
}
