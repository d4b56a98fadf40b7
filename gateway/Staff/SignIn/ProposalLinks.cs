using System.Net;
using System.Text.Json;
using ReferralNetwork.Staff.Tokens;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>What a one-time link asks to agree to: a partner's first identity provider.</summary>
public sealed record LinkedProposal(string Name, string Kind, ProposedProvider Content, DateTimeOffset ProposedAt, DateTimeOffset LinkEndsAt);

/// <summary>An identity provider as it is proposed, its secret left out.</summary>
public sealed record ProposedProvider(
    string DisplayName, string Issuer, string ClientId, string ClientAuthentication, IReadOnlyList<string> Hosts,
    string RoleClaim, IReadOnlyList<RoleRule> RoleRules);

/// <summary>
/// Asks Partners about a one-time link, in nobody's name: whoever holds it cannot sign in yet. The secret travels in a header,
/// since addresses are logged.
/// </summary>
public sealed class ProposalLinks(IHttpClientFactory clients, InwardTokens tokens)
{
    sealed record Agreed(string Code);

    /// <summary>Null if the link is not good, or not any more.</summary>
    /// <exception cref="HttpRequestException">Partners does not answer.</exception>
    public async Task<LinkedProposal?> Open(string secret, CancellationToken cancellationToken)
    {
        using var response = await Send(HttpMethod.Get, "/gateway/links", secret, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await Read<LinkedProposal>(response, cancellationToken);
    }

    /// <summary>Uses the link up.</summary>
    /// <returns>The code that the partner's people sign in with from now on; null if the link is not good, or not any more.</returns>
    /// <exception cref="HttpRequestException">Partners does not answer.</exception>
    public async Task<string?> Agree(string secret, CancellationToken cancellationToken)
    {
        using var response = await Send(HttpMethod.Post, "/gateway/links/agree", secret, cancellationToken);
        return response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict
            ? null
            : (await Read<Agreed>(response, cancellationToken)).Code;
    }

    static async Task<T> Read<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken))!;

    Task<HttpResponseMessage> Send(HttpMethod method, string path, string secret, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", tokens.ForGateway("partners"));
        request.Headers.TryAddWithoutValidation("Proposal-Link", secret);
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = JsonContent.Create(new { });
        }
        return clients.CreateClient("partners").SendAsync(request, cancellationToken);
    }
}
