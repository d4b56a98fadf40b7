using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace ReferralNetwork.Tests.Browser;

/// <summary>The running network and the one Chromium that all tests share, as ./dev test says where they are.</summary>
static class TestEnvironment
{
    static readonly string[] Flags =
        ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    static readonly Lazy<Task<IBrowser>> Started = new(Launch);

    /// <summary>Of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    public static Uri Gateway { get; } = new(Needed("TEST_GATEWAY"));

    /// <summary>The visitors' site.</summary>
    public static Uri Visitors { get; } = new(Needed("TEST_VISITORS"));

    /// <summary>What the people of each organisation type to find their sign-in, by its name.</summary>
    public static IReadOnlyDictionary<string, string> Codes { get; } =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Needed("TEST_CODES")))!;

    /// <summary>Whether each language is looked at in each width: <c>./dev test --all</c>.</summary>
    public static bool Whole { get; } = Environment.GetEnvironmentVariable("TEST_ALL") is not null;

    /// <summary>Where people look at the pages afterwards; kept by no version control.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Root, ".run", "pictures")).FullName;

    public static Task<IBrowser> Chromium => Started.Value;

    public static string Executable { get; } =
        Environment.GetEnvironmentVariable("TEST_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    public static string[] Arguments => [.. Flags, $"--ignore-certificate-errors-spki-list={KeyOfCertificate()}"];

    static async Task<IBrowser> Launch()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Headless = true,
            ChromiumSandbox = false,
            Args = Arguments,
        });
    }

    /// <summary>Trusted is this network's own key and nothing else: any other certificate stays an error.</summary>
    static string KeyOfCertificate()
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(Needed("TEST_KEYS"), "localhost.pem")));
        return Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    static string Needed(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{name} is missing: browser tests run through ./dev test.");

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Referral.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Referral.sln is in no folder above.");
        return folder;
    }
}
