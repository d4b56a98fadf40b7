namespace ReferralNetwork.Visitors.Texts;

/// <summary>
/// The language stands in the address, since there is no cookie to keep it. Pages without one, such as the list of
/// languages, speak what the browser asks for.
/// </summary>
static class LanguageOfAddress
{
    public static void UseLanguageOfAddress(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Features.Set(new Words(LanguageIn(context.Request)));
        return next(context);
    });

    static string LanguageIn(HttpRequest request)
    {
        var first = request.Path.Value!.Split('/')[1];
        return Words.Languages.Find(first) is { } known ? known.Language : Asked(request) ?? Words.Languages.All[0].Language;
    }

    static string? Asked(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => Words.Languages.Find(language.Value.Value!.Split('-')[0])?.Language)
        .FirstOrDefault(language => language is not null);
}

/// <summary>A language that we speak: <c>{language:language}</c>.</summary>
sealed class LanguageConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string language && Words.Languages.Find(language) is not null;
}
