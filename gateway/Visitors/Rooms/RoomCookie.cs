namespace ReferralNetwork.Visitors.Rooms;

/// <summary>
/// The only cookie, and only while there is a conversation: its token. It ends with the browser, no script can read it, and
/// it comes with no request that another site has caused.
/// </summary>
static class RoomCookie
{
    const string Name = "__Host-room";

    static readonly CookieOptions Options = new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" };

    public static string? RoomToken(this HttpRequest request) => request.Cookies[Name] is { Length: > 0 } token ? token : null;

    public static void KeepRoomToken(this HttpResponse response, string token) => response.Cookies.Append(Name, token, Options);

    public static void ForgetRoomToken(this HttpResponse response) => response.Cookies.Delete(Name, Options);
}
