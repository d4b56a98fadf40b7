using System.Net;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Tests.PartnerIdp;

/// <summary>A plain form, and everybody who works there to click, since nobody here is real.</summary>
public static class SignInPage
{
    const string Style = "body{font:18px/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}label{display:block;margin-top:1rem}"
        + "input{font:inherit;padding:.4rem;width:100%;box-sizing:border-box}button{font:inherit;padding:.5rem 1rem;margin:.5rem 0}li form{display:inline}";

    public static IResult Form(Organisation organisation, string request, string? fault = null) => Html(organisation.Name, $"""
        <p>This is the sign-in of a fictional organisation. Everybody's password is <code>{Person.UsualPassword}</code>.</p>
        {(fault is null ? "" : $"<p role=\"alert\"><strong>{Encode(fault)}</strong></p>")}
        <form method="post">
        <input type="hidden" name="request" value="{Encode(request)}">
        <label for="username">User name</label><input id="username" name="username" autocomplete="username" required>
        <label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
        <button type="submit">Sign in</button>
        </form>
        <h2>Or sign in as</h2>
        <ul>{string.Concat(organisation.People.Select(p => As(p, request)))}</ul>
        """);

    public static IResult SignOut(Organisation organisation, string? back) => Html(organisation.Name, $"""
        <p>You are signed out.</p>
        {(back is null ? "" : $"<p><a href=\"{Encode(back)}\">Back to the referral network</a></p>")}
        """);

    public static IResult Refusal(string reason) => Html("This sign-in cannot go on", $"<p>{Encode(reason)}</p>", StatusCodes.Status400BadRequest);

    public static IResult Index(IEnumerable<Organisation> organisations) => Html("Sign-in of the fictional organisations", $"""
        <ul>{string.Concat(organisations.OrderBy(o => o.Name, StringComparer.Ordinal).Select(o => $"<li>{Encode(o.Name)}: {Encode(string.Join(", ", o.People.Select(p => p.UserName)))}</li>"))}</ul>
        """);

    static string As(Person person, string request) => $"""
        <li><form method="post">
        <input type="hidden" name="request" value="{Encode(request)}">
        <input type="hidden" name="username" value="{Encode(person.UserName)}"><input type="hidden" name="password" value="{Encode(person.Password ?? Person.UsualPassword)}">
        <button type="submit">{Encode(person.Name)}</button>
        </form> {Encode(string.Join(", ", person.Groups))}</li>
        """;

    static IResult Html(string title, string body, int status = StatusCodes.Status200OK) => Results.Content($"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)}</title><style>{Style}</style></head>
        <body><main><h1>{Encode(title)}</h1>{body}</main></body></html>
        """, "text/html; charset=utf-8", statusCode: status);

    static string Encode(string text) => WebUtility.HtmlEncode(text);
}
