using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Common.Requests;

/// <summary>
/// Forms and parameters that no page could have sent are 400: what is no form, names fields deeper than any page has them, or
/// holds a NUL, which no database keeps. Put it inside of what shows problems as pages, and outside of what reads a form.
/// </summary>
public static class ReadableRequests
{
    /// <summary>Steps into a name such as <c>Fields[3].Name</c>, which has two. Model binding gives up at 32, with an exception.</summary>
    const int Deepest = 8;

    public static void UseReadableRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var status = StatusCodes.Status400BadRequest;
        try
        {
            if (await IsReadable(context.Request, context.RequestAborted))
            {
                await next(context);
                return;
            }
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            status = e.StatusCode;
        }
        context.Request.Form = FormCollection.Empty; // the page that says so reads it no more
        context.Response.StatusCode = status;
    });

    static async Task<bool> IsReadable(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.Query.Keys.All(IsName))
            return false;
        if (!request.HasFormContentType || request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            return true;
        try
        {
            await StreamedForm.Begin(request.HttpContext, cancellationToken);
            var form = await request.ReadFormAsync(cancellationToken);
            return form.All(field => IsName(field.Key) && field.Value.All(value => value?.Contains('\0', StringComparison.Ordinal) is not true));
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return false;
        }
    }

    static bool IsName(string name) => name.Count(c => c is '.' or '[') <= Deepest && !name.Contains('\0', StringComparison.Ordinal);
}
