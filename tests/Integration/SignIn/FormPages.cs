using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages;
using ReferralNetwork.Staff.Pages.Referrals;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>Nobody fills in a form that they may not send: it is refused as it is asked for.</summary>
[Collection(nameof(Network))]
public sealed partial class FormPages(Network network)
{
    /// <summary>Whom the services behind each folder's pages take something from, or those behind one page of it.</summary>
    static readonly Dictionary<string, FrozenSet<string>> Senders = new(StringComparer.Ordinal)
    {
        ["NewReferral"] = Roles.CaseRoles,
        ["Cases"] = Roles.CaseRoles,
        ["Referrals"] = Roles.CaseRoles,
        ["Rendezvous"] = Roles.CaseRoles,
        ["Returns"] = Roles.CaseRoles,
        ["NewReturn"] = Roles.CaseRoles,
        ["OutsideQuestions"] = Roles.CaseRoles,
        ["ReceivedQuestions"] = new[] { Roles.Coordinator }.ToFrozenSet(StringComparer.Ordinal),
        ["Intelligence"] = Roles.HelperRoles,
        ["ReceivedIntelligence"] = Roles.LiaisonRoles,
        ["Handoffs"] = Roles.HelperRoles,
        ["Handoffs/Accept"] = Roles.LiaisonRoles,
        ["Handoffs/Act"] = Roles.HandoffRoles,
        ["Handoffs/Receipt"] = Roles.LiaisonRoles,
        ["StatusReferrals"] = Roles.HelperRoles,
        ["StatusReferrals/Act"] = Roles.StatusRoles,
        ["Notices"] = Roles.HelperRoles,
        ["Notices/Notice"] = Roles.StatusRoles,
        ["Orders"] = Roles.HelperRoles,
        ["CompelledDisclosures"] = Roles.HelperRoles,
        ["CompelledDisclosures/Act"] = Roles.All, // a deputy or a recipient may have any role
        ["CompelledDisclosures/Approve"] = Roles.All,
        ["CompelledDisclosures/Receipt"] = Roles.All,
        ["Deputies"] = new[] { Roles.Coordinator, Roles.Director }.ToFrozenSet(StringComparer.Ordinal),
        ["Places"] = new[] { Roles.ShelterManager, Roles.Coordinator }.ToFrozenSet(StringComparer.Ordinal),
        ["Stays"] = new[] { Roles.ShelterManager, Roles.Coordinator }.ToFrozenSet(StringComparer.Ordinal),
        ["Hotline"] = Roles.HotlineRoles,
        ["Operations"] = new[] { Roles.Administrator }.ToFrozenSet(StringComparer.Ordinal),
        ["Organisation"] = Roles.All,
    };

    [Fact]
    public async Task Every_form_is_refused_to_whoever_may_not_send_it_before_anything_is_typed()
    {
        var pages = await Pages();
        Assert.True(pages.Count > 20, string.Join(", ", pages));
        var wrong = new List<string>();
        foreach (var role in Roles.All)
        {
            var (browser, _) = await network.SignedIn(network[role]);
            using var __ = browser;
            foreach (var (folder, page, address) in pages)
            {
                using var shown = await browser.Get(address);
                using var sent = await browser.Send(new(HttpMethod.Post, address)
                {
                    Headers = { { "Sec-Fetch-Site", "same-origin" } },
                    Content = new FormUrlEncodedContent([])
                });
                var (get, post) = (shown.StatusCode is HttpStatusCode.Forbidden, sent.StatusCode is HttpStatusCode.Forbidden);
                if (get != post || get == Senders.GetValueOrDefault($"{folder}/{page}", Senders[folder]).Contains(role))
                    wrong.Add($"{role} {address}: GET {(int)shown.StatusCode}, POST {(int)sent.StatusCode}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task The_desk_is_no_place_for_the_coordinator_of_another_kind_of_organisation()
    {
        var (browser, _) = await network.SignedIn(network.Add("ngo-coordinator", new(), provider =>
            provider with { RoleRules = [new("caseworkers", Roles.Coordinator)] }));
        using var __ = browser;
        var refused = await browser.Open("/desk/call");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("You may not see this page", refused.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open("/cases/new/nowhere")).Status);
    }

    [Theory]
    [InlineData("sent")]
    [InlineData("received")]
    public async Task An_action_is_offered_to_the_party_whose_it_is_and_only_as_long_as_it_can_be_done(string side)
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        foreach (var form in ActionForms.All.Append(ActionForms.OfferAgain))
        {
            var page = form == ActionForms.OfferAgain ? "offer-again" : $"do/{form.Name}";
            Referral([]);
            var away = await browser.Open($"/referrals/{Id}/{page}");
            if (form.BySender == (side == "sent"))
                Assert.True(away.IsAt($"/referrals/{Id}") && away.Body.Contains("cannot be done as things stand", StringComparison.Ordinal),
                    $"{page}: {away.At} {away.Body}");
            else
                Assert.True(away is { Status: HttpStatusCode.Forbidden }, $"{page}: {away.Status}");

            Referral([form.Name]);
            using var now = await browser.Get($"/referrals/{Id}/{page}");
            Assert.True(now.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound,
                $"{page}: {now.StatusCode}"); // what else it reads is not there
        }

        void Referral(string[] actions) => network.Services.Answers[$"GET /referrals/{Id}"] = (_, _) => Results.Json(new
        {
            id = Id, reference = "R", side, state = "Offered", needs = Array.Empty<string>(), ageBand = "18-24", language = "lt", region = "LT",
            urgency = "Soon",
            mode = "Sequential", from = Guid.NewGuid(),
            offers = new[]
            {
                new
                {
                    id = Id, to = Guid.NewGuid(), state = "Offered", questionOpen = true, madeAt = DateTimeOffset.UtcNow,
                    answerBy = DateTimeOffset.UtcNow,
                },
            },
            timeline = Array.Empty<object>(), actions, stops = Array.Empty<object>(), stopWishes = Array.Empty<object>(),
        });
    }

    static readonly Guid Id = Guid.CreateVersion7();

    /// <summary>From the gateway's own list: every page behind sign-in that takes a form, with something at each place of its address.</summary>
    static async Task<List<(string Folder, string Page, string Address)>> Pages()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(StaffPage).Assembly.GetName().Name });
        builder.Services.AddPages();
        await using var app = builder.Build();
        var loader = app.Services.GetRequiredService<PageLoader>();
        var pages = new List<(string, string, string)>();
        foreach (var listed in app.Services.GetRequiredService<IActionDescriptorCollectionProvider>()
            .ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            var page = await loader.LoadAsync(listed, EndpointMetadataCollection.Empty);
            if (page.HandlerMethods.All(handler => handler.HttpMethod != "Post") || page.EndpointMetadata.OfType<IAllowAnonymous>().Any())
                continue;
            var address = Place().Replace(listed.AttributeRouteInfo!.Template!, place => place.Groups["name"].Value switch
            {
                _ when Listed().Match(place.Value) is { Success: true } first => first.Groups["first"].Value,
                "service" => "cases",
                "actionName" => "accept",
                "category" => "Name",
                "handler" => "",
                _ => Guid.CreateVersion7().ToString(),
            });
            var path = listed.ViewEnginePath.Split('/');
            pages.Add((path[1], path[^1], "/" + address.TrimEnd('/')));
        }
        return pages;
    }

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    /// <summary>What a place takes, where its address lists it.</summary>
    [GeneratedRegex(@"regex\(\^\(?(?<first>[\w-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listed();
}
