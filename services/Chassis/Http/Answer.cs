using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// A yes: its status, what it made or changed, and that thing's version. A POST's answer is stored without its body, so a
/// repeat gets status, Location, ETag and <c>{id}</c>.
/// </summary>
/// <param name="ETag">Without its quotes.</param>
public sealed record Answer(int Status, Guid? Id, string? Location, string? ETag, object? Body) : IResult, IStatusCodeHttpResult
{
    int? IStatusCodeHttpResult.StatusCode => Status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Location is not null)
            response.Headers.Location = Location;
        if (ETag is not null)
            response.Headers.ETag = $"\"{ETag}\"";
        if (Body is not null)
            await response.WriteAsJsonAsync(Body, Body.GetType(), NetworkJson.Options, contentType: null, httpContext.RequestAborted);
    }
}

public static class Answers
{
    /// <param name="body">Usually <c>new { id }</c>; what only the first answer may carry goes in here too.</param>
    public static Answer Created(string location, Guid id, object body, long? version = null) =>
        new(StatusCodes.Status201Created, id, location, Tag(version), body);

    /// <summary>An action was done to something that was there.</summary>
    public static Answer Done(Guid id, long? version = null) => Done(id, Tag(version));

    /// <inheritdoc cref="Done(Guid, long?)"/>
    public static Answer Done(Guid id, string? etag) => new(StatusCodes.Status200OK, id, Location: null, etag, new { id });

    public static Answer Found(object body, long? version = null) => Found(body, Tag(version));

    public static Answer Found(object body, string? etag) => new(StatusCodes.Status200OK, Id: null, Location: null, etag, body);

    static string? Tag(long? version) => version is { } number ? IfMatch.TagOf(number) : null;
}
