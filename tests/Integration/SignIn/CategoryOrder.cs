using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>Whatever order services answer in, categories of case data stand in one, the name first.</summary>
[Collection(nameof(Network))]
public sealed class CategoryOrder(Network network)
{
    static readonly Guid Id = Guid.CreateVersion7();
    static readonly string[] Scrambled = ["Skills", "Health", "Contact", "Name"];
    static readonly string[] InOrder = ["Name and birth date", "Telephone and contact", "Health", "Education and work"];

    [Fact]
    public async Task Where_consent_is_given_every_category_can_be_ticked_in_order()
    {
        Answer("/wordings", new { items = new[] { new { id = "one", language = "en", text = "Words" } } });
        Answer("/fields", new { items = Array.Empty<object>() });
        Answer($"/cases/{Id}/consents", new
        {
            items = Array.Empty<object>(), exclusions = Array.Empty<object>(), age = new { child = false, unknown = false },
            named = Array.Empty<object>()
        });
        Assert.Equal(
            Contracts.Codes.CategoriesInOrder.Except([Contracts.Codes.Evidence]),
            await Found($"/cases/{Id}/consents/new", "<input[^>]* name=\"Categories\"[^>]* value=\"(?<found>\\w+)\""));
    }

    [Fact]
    public async Task A_consent_that_was_given_says_them_in_order()
    {
        var now = DateTimeOffset.UtcNow;
        Answer($"/cases/{Id}/consents", new
        {
            items = new[]
            {
                new
                {
                    id = Id, purposes = new[] { "Referral" }, recipients = Array.Empty<Guid>(), categories = Scrambled,
                    exclusions = Array.Empty<object>(), givenBy = "self", language = "lt", method = "spoken", wordingVersion = "one", givenAt = now,
                    validUntil = now.AddDays(1)
                }
            },
            exclusions = Array.Empty<object>(), age = new { child = false, unknown = false }, named = Array.Empty<object>()
        });
        Assert.Equal(InOrder, await Said($"/cases/{Id}/consents"));
    }

    [Fact]
    public async Task What_was_released_says_them_in_order_to_whom_it_came_from()
    {
        Answer($"/cases/{Id}/disclosures", new
        {
            items = new[]
            {
                new
                {
                    id = Id, conversation = "referral", conversationId = Id, recipient = Id, purpose = "Referral", receiptId = Id,
                    categories = Scrambled, releasedAt = DateTimeOffset.UtcNow, reads = 0
                }
            },
        });
        Assert.Equal(InOrder, await Said($"/cases/{Id}/disclosures"));
    }

    [Fact]
    public async Task The_recipient_reads_the_fields_as_a_case_file_has_them()
    {
        Answer("/fields", new
        {
            items = new[]
            {
                Field("x:Alias", "Name"), Field("prs_MobilePhone", "Contact"), Field("x:NeedsSummary", "Health"), Field("x:WorkWishes", "Skills"),
            },
        });
        Answer($"/disclosures/{Id}", new
        {
            id = Id, conversation = "referral", conversationId = Id, from = Id, purpose = "Referral", receiptId = Id,
            releasedAt = DateTimeOffset.UtcNow, categories = Scrambled,
            fields = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["x:WorkWishes"] = "d", ["x:NeedsSummary"] = "c", ["prs_MobilePhone"] = "b", ["x:Alias"] = "a",
            },
        });
        Assert.Equal(InOrder, await Found($"/referrals/{Id}/disclosures/{Id}", "<h2[^>]*>(?<found>[^<]+)</h2>"));

        static object Field(string name, string category) => new { name, category, type = "Text" };
    }

    /// <summary>All that is said of categories, as a list in words.</summary>
    async Task<IEnumerable<string>> Said(string address) =>
        (await Found(address, "(?<found>[^<>]*Telephone and contact[^<>]*)")).Single().Trim().Split(", ");

    async Task<IReadOnlyList<string>> Found(string address, string pattern)
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var page = await browser.Open(address);
        Assert.True(page.Status == HttpStatusCode.OK, page.Body);
        network.Services.Answers.TryRemove("GET /fields", out var _);
        return
        [
            .. Regex.Matches(WebUtility.HtmlDecode(page.Body), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
                .Select(match => match.Groups["found"].Value)
        ];
    }

    void Answer(string path, object body) => network.Services.Answers[$"GET {path}"] = (_, _) => Results.Json(body);
}
