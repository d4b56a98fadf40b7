namespace ReferralNetwork.Visitors.Information;

/// <summary>For the staff: which texts wait for somebody to look at them again. What it tells stands on the pages as well.</summary>
static class Reviews
{
    public static void MapReviews(this IEndpointRouteBuilder app) => app.MapGet("/reviews", (Library library, TimeProvider time) =>
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return library.Articles.OrderBy(article => article.ReviewDue).Select(article => new
        {
            article.Language,
            article.Name,
            article.Title,
            article.Written,
            article.LastReview,
            article.ReviewDue,
            Overdue = article.ReviewDue < today,
            article.ReviewedBySpeaker,
        });
    });
}
