using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using ReferralNetwork.Staff.Known;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>The name of a provider's scheme, and the paths under which it answers.</summary>
public static class ProviderScheme
{
    const string Prefix = "idp:";

    public static string Name(Guid provider) => Prefix + provider;

    public static Guid? Provider(string? scheme) =>
        scheme is not null && scheme.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParseExact(scheme.AsSpan(Prefix.Length), "D", out var id)
            ? id
            : null;

    /// <summary>Where the provider sends people back to. One path a provider, so that one cannot answer for another.</summary>
    public static string SignInPath(Guid provider) => "/signin/" + provider;

    public static string SignOutPath(Guid provider) => "/signout/" + provider;

    /// <summary>The provider named in a path /signin/{id} or /signout/{id}, and in no other.</summary>
    public static Guid? FromPath(PathString path)
    {
        var parts = path.Value?.Split('/') ?? [];
        return parts is ["", "signin" or "signout", var id] && Guid.TryParseExact(id, "D", out var provider) ? provider : null;
    }
}

/// <summary>
/// Schemes that come and go with the directory. Not AddScheme: what the directory no longer admits is no scheme, from
/// that moment on, and a request is looked at by the one provider that its path names instead of by all of them.
/// </summary>
public sealed class ProviderSchemes(IOptions<AuthenticationOptions> options, KnownNetwork network, IHttpContextAccessor accessor)
    : AuthenticationSchemeProvider(options)
{
    public override Task<AuthenticationScheme?> GetSchemeAsync(string name) =>
        ProviderScheme.Provider(name) is { } provider ? Task.FromResult(Find(provider)) : base.GetSchemeAsync(name);

    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync()
    {
        var named = accessor.HttpContext is { } context && ProviderScheme.FromPath(context.Request.Path) is { } provider ? Find(provider) : null;
        return Task.FromResult<IEnumerable<AuthenticationScheme>>(named is null ? [] : [named]);
    }

    AuthenticationScheme? Find(Guid provider) =>
        network.Current?.Admitted(provider) is { } known
            ? new AuthenticationScheme(ProviderScheme.Name(known.Id), known.DisplayName, typeof(OpenIdConnectHandler))
            : null;
}
