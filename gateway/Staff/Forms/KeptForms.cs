using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Primitives;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Forms;

/// <summary>
/// A form that could not be taken: nobody was signed in any more, or something failed. What was typed stays in the answer,
/// sealed to the person who typed it: nothing is stored here, nobody can read it in that page, and once the person is
/// signed in (again, in another tab) it brings the form back as they left it. Nothing is done until that form is sent.
/// </summary>
public sealed class KeptForms(FormTokens tokens, IDataProtectionProvider protection)
{
    public const string Path = "/kept";
    public const string Field = "kept";

    const string Restored = "restored-form";

    static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    readonly ITimeLimitedDataProtector protector = protection.CreateProtector("kept-form").ToTimeLimitedDataProtector();

    sealed record Kept(Guid Actor, string Path, string Query, Dictionary<string, string?[]> Fields);

    /// <summary>The request shows a form again as it was typed.</summary>
    public static bool IsRestored(HttpContext context) => context.Items.ContainsKey(Restored);

    /// <summary>What the refused request would have sent, sealed; null where there is nothing, or nobody whom it belongs to.</summary>
    public async Task<string?> Seal(HttpContext context)
    {
        var refused = context.Features.Get<IStatusCodeReExecuteFeature>();
        var path = refused?.OriginalPath ?? context.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        if (path is null || !HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType)
            return null;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (path == Path)
            return Open(form[Field]) is null ? null : form[Field].ToString();
        if (tokens.ShownTo(form[FormTokens.Field]) is not { } actor)
            return null;
        var fields = form.Where(field => field.Key != FormTokens.Field)
            .ToDictionary(field => field.Key, field => field.Value.ToArray(), StringComparer.Ordinal);
        var kept = new Kept(actor, path, refused?.OriginalQueryString ?? context.Request.QueryString.Value ?? "", fields);
        return protector.Protect(JsonSerializer.Serialize(kept), Lifetime);
    }

    /// <summary>Takes what comes back to <see cref="Path"/> as the request it was, for the page to show and not to do.</summary>
    public async Task Restore(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != Path || !HttpMethods.IsPost(context.Request.Method))
        {
            await next(context);
            return;
        }
        if (!context.Request.HasFormContentType || Open((await context.Request.ReadFormAsync(context.RequestAborted))[Field]) is not { } kept)
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (!(await context.AuthenticateAsync(SessionCookie.Scheme)).Succeeded)
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (context.SignedInOrNull()?.ActorId != kept.Actor)
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else
        {
            context.Request.Path = kept.Path;
            context.Request.QueryString = new QueryString(kept.Query);
            var fields = kept.Fields.ToDictionary(field => field.Key, field => new StringValues(field.Value), StringComparer.Ordinal);
            fields[FormTokens.Field] = tokens.For(kept.Actor);
            context.Request.Form = new FormCollection(fields);
            context.Items[Restored] = true;
            await next(context);
        }
    }

    Kept? Open(string? sealedForm)
    {
        if (string.IsNullOrEmpty(sealedForm))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Kept>(protector.Unprotect(sealedForm));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
