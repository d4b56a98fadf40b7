using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.WebEncoders;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>The pages: what they need, what every answer of theirs carries, and where they are.</summary>
public static class PagesSetup
{
    internal const string LanguageCookie = "__Host-language";

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
        {
            options.Conventions.AuthorizeFolder("/");
            options.Conventions.AllowAnonymousToFolder("/Anyone");
        }).AddMvcOptions(options => options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "__Host-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.FormFieldName = "form";
        });
        services.Configure<CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = "__Host-said";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.Path = "/";
        });
        // Names are written in many letters; only what HTML needs is escaped.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All));
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new(Words.Languages.All[0].Culture);
            options.SupportedCultures = options.SupportedUICultures = [.. Words.Languages.All.SelectMany(catalogue => new[] { catalogue.Culture, catalogue.Culture.Parent })]; // lt-LT, and lt alone
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = LanguageCookie }, new AcceptLanguageHeaderRequestCultureProvider()];
            options.ApplyCurrentCultureToResponseHeaders = true;
        });
        services.AddScoped(_ => new Words(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
        services.AddScoped<Desk>();
        return services;
    }

    /// <summary>What goes wrong on a page is said by a page.</summary>
    public static void UsePages(this IApplicationBuilder app) =>
        app.UseWhen(IsPage, pages => pages.UseExceptionHandler("/problem/500").UseStatusCodePagesWithReExecute("/problem/{0}"));

    static bool IsPage(HttpContext context) => !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
