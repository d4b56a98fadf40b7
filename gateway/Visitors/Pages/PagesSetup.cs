using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.WebEncoders;
using ReferralNetwork.Visitors.Texts;

namespace ReferralNetwork.Visitors.Pages;

static class PagesSetup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
        {
            // It needs a cookie, and there is none before a conversation: UseSameOrigin checks where a form comes from.
            options.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute());
        }).AddMvcOptions(options => options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true);
        services.AddRouting(options => options.SetParameterPolicy<LanguageConstraint>("language"));
        services.AddHttpContextAccessor();
        services.AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.Features.Get<Words>()!);
        // Only what HTML needs is escaped; a Russian page would else be three times as long.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All));
        // No page holds a secret beside what a stranger could have put there: the room's cookie comes with no request of another site.
        services.AddResponseCompression(options => options.EnableForHttps = true);
    }

    /// <summary>What goes wrong is said by a page.</summary>
    public static void UsePages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler("/problem/500");
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
    }
}
