using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace ReferralNetwork.Visitors.Pages;

/// <summary>
/// Style and script stand in the page, each allowed by its hash: one request on a bad line, and no file of ours left in a
/// browser's cache.
/// </summary>
static class Inline
{
    public static readonly HtmlString Style = Read("visitors.css");
    public static readonly HtmlString Script = Read("visitors.js");

    /// <summary>For the content security policy. data: is the empty icon, so that none is asked for.</summary>
    public static readonly string Sources =
        $"style-src {Hash(Style)}; script-src {Hash(Script)}; img-src data:; connect-src 'self'; frame-src 'self'";

    static HtmlString Read(string name)
    {
        using var reader = new StreamReader(typeof(Inline).Assembly.GetManifestResourceStream($"ReferralNetwork.Visitors.Styles.{name}")!);
        return new(reader.ReadToEnd());
    }

    static string Hash(HtmlString content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content.Value!)))}'";
}
