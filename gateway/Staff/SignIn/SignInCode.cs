namespace ReferralNetwork.Staff.SignIn;

/// <summary>The code that came with the invitation, on a device where somebody wants it remembered.</summary>
public static class SignInCode
{
    /// <summary>Holds the code and nothing else.</summary>
    public const string Cookie = "__Host-code";

    /// <summary>As Partners keeps it, from however it was typed.</summary>
    public static string Normal(string typed) => new([.. typed.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    /// <summary>In two groups of four, as people read it out.</summary>
    public static string Shown(string code) => code.Length == 8 ? $"{code[..4]}-{code[4..]}" : code;

    public static string? Remembered(HttpRequest request) => request.Cookies[Cookie];

    public static void Remember(HttpResponse response, string code) => response.Cookies.Append(Cookie, code, Options(TimeSpan.FromDays(365)));

    public static void Forget(HttpResponse response) => response.Cookies.Delete(Cookie, Options(null));

    static CookieOptions Options(TimeSpan? age) => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = age };
}
