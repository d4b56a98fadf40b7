using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>
/// A browser in which somebody has signed in before. Its mark says nothing of who; it gives the browser turns of its own, so
/// that no flood of sign-ins begun elsewhere keeps its people out. Leaving or signing out clears it like every cookie.
/// </summary>
public sealed class KnownBrowser(IDataProtectionProvider protection)
{
    const string Name = "__Host-browser";

    static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    readonly ITimeLimitedDataProtector protector = protection.CreateProtector("known-browser").ToTimeLimitedDataProtector();

    /// <returns>Null for a browser that is not known.</returns>
    public string? Find(HttpRequest request)
    {
        try
        {
            return request.Cookies[Name] is { Length: > 0 } mark ? protector.Unprotect(mark) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Mark(HttpContext context) => context.Response.Cookies.Append(
        Name, protector.Protect(Find(context.Request) ?? Guid.NewGuid().ToString("N"), Lifetime),
        new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Lifetime, IsEssential = true });
}
