using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ReferralNetwork.Staff.Forms;

/// <summary>
/// What a form carries to say who it was shown to: that person's pseudonym, sealed, for as long as a working day. It stands for no
/// session, so a form outlives the one it was shown in, and who signs in again may send it. That a request comes from a
/// page of ours at all is judged before (<see cref="Common.Headers.SameOrigin"/>).
/// </summary>
public sealed class FormTokens(IDataProtectionProvider protection)
{
    public const string Field = "form";

    static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    readonly ITimeLimitedDataProtector protector = protection.CreateProtector("form").ToTimeLimitedDataProtector();

    public string For(Guid actor) => protector.Protect(actor.ToString("N"), Lifetime);

    /// <summary>Whom the form was shown to; null where it is too old or not ours.</summary>
    public Guid? ShownTo(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        try
        {
            return Guid.ParseExact(protector.Unprotect(token), "N");
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
