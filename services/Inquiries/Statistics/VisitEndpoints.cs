using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Rooms;

namespace ReferralNetwork.Inquiries.Statistics;

/// <summary>How many pages were asked for in a day and a language: a number that the visitors' gateway has counted, of nobody.</summary>
static class VisitEndpoints
{
    sealed record Visits(DateOnly Day, string Language, int Count);

    const int Most = 1_000_000;

    public static void MapVisits(this WebApplication app) => app.MapVisitorActions("/visitor/visits").MapPost("", Count);

    static IResult Count(Visits body, UnitOfWork work)
    {
        var form = new Form().Known("/language", body.Language, Codes.Languages);
        if (body.Count is < 1 or > Most)
            form.Wrong("/count", $"Expected 1 to {Most}.");
        if (body.Day > DateOnly.FromDateTime(work.Now.UtcDateTime))
            form.Wrong("/day", "Lies in the future.");
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        Counted.Write(work, "visits", body.Language, body.Day, body.Count);
        return new Answer(StatusCodes.Status200OK, Id: null, Location: null, ETag: null, new { });
    }
}
