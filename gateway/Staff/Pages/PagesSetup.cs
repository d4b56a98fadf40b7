using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.WebEncoders;
using ReferralNetwork.Staff.Forms;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>The pages: what they need, what every answer of theirs carries, and where they are.</summary>
public static class PagesSetup
{
    internal const string LanguageCookie = "__Host-language";

    /// <summary>Of the button that sends a form to have it back in another language; and in the address, since the answer must be in it.</summary>
    internal const string LanguageField = "speak";

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
        {
            options.Conventions.AuthorizeFolder("/");
            options.Conventions.AllowAnonymousToFolder("/Anonymous");
            options.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()); // ours outlives a session
        }).AddMvcOptions(options =>
        {
            options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            options.Filters.Add<FormFilter>();
            options.Filters.Add<UnansweredFilter>();
        });
        services.AddAccess();
        services.AddSingleton<FormTokens>();
        services.AddSingleton<KeptForms>();
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
            options.SupportedCultures = options.SupportedUICultures =
                [.. Words.Languages.All.SelectMany(catalogue => new[] { catalogue.Culture, catalogue.Culture.Parent })]; // lt-LT, and lt alone
            options.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider { QueryStringKey = LanguageField, UIQueryStringKey = LanguageField },
                new CookieRequestCultureProvider { CookieName = LanguageCookie },
                new AcceptLanguageHeaderRequestCultureProvider()
            ];
            options.ApplyCurrentCultureToResponseHeaders = true;
        });
        services.AddScoped(_ => new Words(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
        services.AddScoped<StaffContext>();
        services.AddScoped<Returns.ReturnAlarms>();
        services.AddScoped<HandoffAlarms>();
        services.AddScoped<PlacesToCount>();
        services.AddScoped<StaysDue>();
        return services;
    }

    internal static void KeepLanguage(HttpResponse response, string language) => response.Cookies.Append(
        LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new(Words.Languages.For(language).Culture)),
        new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromDays(365) });

    /// <summary>This address, in the language that the reader has chosen.</summary>
    internal static string Address(HttpRequest request, string? language = null)
    {
        var query = QueryString.Create(request.Query.Where(pair => pair.Key != LanguageField));
        return request.Path + (language is null ? query : query.Add(LanguageField, language));
    }

    /// <summary>What goes wrong on a page is said by a page.</summary>
    public static void UsePages(this IApplicationBuilder app) =>
        app.UseWhen(IsPage, pages => pages.UseExceptionHandler("/problem/500").UseStatusCodePagesWithReExecute("/problem/{0}"));

    static bool IsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
