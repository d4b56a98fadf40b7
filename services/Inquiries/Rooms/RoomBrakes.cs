using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Inquiries.Rooms;

/// <summary>
/// What a visitor may ask, by the room's token, since nothing else of a visitor is known. Leaving and deleting have no brake. Where there is no
/// room yet, <see cref="Openings"/> stands; here only so many openings are looked at in one moment, so that a flood of them
/// leaves connections for everybody else.
/// </summary>
static class RoomBrakes
{
    public const string Opening = "opening";
    public const string Drafting = "drafting";
    public const string Reading = "room-reading";
    public const string Writing = "room-writing";
    public const string Phrase = "room-phrase";

    public static void AddRoomBrakes(this WebApplicationBuilder builder)
    {
        var factor = Brakes.Factor(builder.Configuration);
        builder.Services.AddSingleton(OpeningSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<Openings>();
        builder.Services.Configure<RateLimiterOptions>(options =>
        {
            options.AddPolicy(Opening, _ => RateLimitPartition.GetConcurrencyLimiter(
                Opening, _ => new() { PermitLimit = 8, QueueLimit = 200, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
            // Of all together: who has no room yet can be told from nobody. Beyond it the gateway keeps the draft itself.
            options.AddPolicy(Drafting, _ => RateLimitPartition.GetTokenBucketLimiter(Drafting, _ => (new Budget(1000, 1200) * factor).Bucket));
            options.AddPolicy(Reading, ByRoom(new Budget(60, 120) * factor));
            options.AddPolicy(Writing, ByRoom(new Budget(20, 20) * factor));
            options.AddPolicy(Phrase, ByRoom(new Budget(5, 2) * factor));
        });
    }

    static Func<HttpContext, RateLimitPartition<string>> ByRoom(Budget budget) => context =>
        RateLimitPartition.GetTokenBucketLimiter(context.Request.Headers[RoomTokens.Header].ToString(), _ => budget.Bucket);
}
