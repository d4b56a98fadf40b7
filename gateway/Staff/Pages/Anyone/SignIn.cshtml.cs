using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Staff.Known;
using ReferralNetwork.Staff.SignIn;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Anyone;

public sealed class SignInModel(KnownNetwork network, Words words) : PageModel
{
    public sealed record Choice(string Organisation, string Provider, string Kind, string Href);

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Ended { get; set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public void OnGet() => Choices = [.. (network.Current?.Choices() ?? [])
        .OrderBy(choice => choice.Partner.Name, StringComparer.Create(words.Culture, ignoreCase: true))
        .Select(choice => new Choice(choice.Partner.Name, choice.Provider.DisplayName, choice.Partner.Kind, SignInPages.Start(choice.Provider.Id, ReturnUrl is null ? null : LocalUrl.Or(ReturnUrl, "/"))))];
}
