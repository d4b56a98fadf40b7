using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ReferralNetwork.Tests.Browser;

/// <summary>What no page sends, put onto a queue of the running network.</summary>
static class Broker
{
    public static async Task Send(string queue, string type, object message, Guid? messageId = null)
    {
        var address = new UriBuilder(Environment.GetEnvironmentVariable("TEST_NETWORK_MANAGEMENT")
            ?? throw new InvalidOperationException("TEST_NETWORK_MANAGEMENT is missing: browser tests run through ./dev test."));
        using var management = new HttpClient();
        management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{address.UserName}:{address.Password}")));
        using var sent = await management.PostAsJsonAsync(
            new Uri($"http://{address.Host}:{address.Port}/api/exchanges/network/{queue}/publish"), new
            {
                properties = new { content_type = "application/vnd.masstransit+json" },
                routing_key = "",
                payload = JsonSerializer.Serialize(new
                {
                    messageId = messageId ?? Guid.NewGuid(),
                    messageType = new[] { $"urn:message:ReferralNetwork.Contracts:{type}" },
                    message,
                }),
                payload_encoding = "string",
            });
        sent.EnsureSuccessStatusCode();
    }
}
