using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Tests.Browser;

/// <summary>
/// A browser with a profile on the disk, as people have one. What was typed on the visitors' site is looked for in every file
/// of it after the visitor has left and the browser was closed. A page of another site leaks meanwhile, on purpose: a search
/// that does not find that text proves nothing.
/// </summary>
public sealed class CanaryTests : IDisposable
{
    readonly DirectoryInfo profile = Directory.CreateTempSubdirectory("profile");
    readonly string refused = Canary("Kregzdute"), sent = Canary("Zuvedra"), unsent = Canary("Gandras"), leaked = Canary("Varna");

    static string Canary(string bird) => bird + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    public void Dispose() => profile.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_what_was_typed_no_word_is_left_in_the_browser_or_on_its_disk(bool scripts)
    {
        using var leak = new LeakingSite();
        string[] typed = [refused, sent, unsent];
        var phrase = "";
        await using (var browser = await Open(scripts))
        {
            await Leak(browser.Pages[0], leak);
            var visitor = new Visitor(browser, await browser.NewPageAsync(), new("en", scripts));
            phrase = await Converse(visitor);
            await Leave(visitor, [.. typed, phrase]);
        }
        await using (var again = await Open(scripts, "--restore-last-session"))
        {
            foreach (var page in again.Pages.ToList()) // it restores more of them meanwhile
            {
                await page.Locator("html").WaitForAsync(new() { State = WaitForSelectorState.Attached });
                Shows(await page.ContentAsync(), typed);
            }
        }

        var found = Search(profile.FullName, [.. typed, phrase, leaked]);
        Assert.Contains(found, place => place.Text == leaked && place.File.Contains("Sessions", StringComparison.Ordinal)); // of the answer to a form
        Assert.Contains(found, place => place.Text == leaked && place.File.Contains("Cache", StringComparison.Ordinal)); // compressed
        Assert.Contains(found, place => place.Text == leaked && place.File.EndsWith("History", StringComparison.Ordinal)); // of a title
        Assert.DoesNotContain(found, place => place.Text != leaked);
    }

    [Fact]
    public async Task The_search_looks_into_what_is_compressed_and_written_two_bytes_a_letter()
    {
        byte[] Brotli(string text)
        {
            using var to = new MemoryStream();
            using (var brotli = new BrotliStream(to, CompressionLevel.Optimal))
                brotli.Write(Encoding.UTF8.GetBytes(text));
            return to.ToArray();
        }
        var header = new byte[24];
        BinaryPrimitives.WriteUInt64LittleEndian(header, SimpleCache);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), 3);
        await File.WriteAllBytesAsync(
            Path.Combine(profile.FullName, "entry_0"),
            [.. header, .. "key"u8, .. Brotli($"{sent} {string.Concat(Enumerable.Repeat("words and ", 50))}")]);
        await File.WriteAllBytesAsync(Path.Combine(profile.FullName, "wide"), Encoding.Unicode.GetBytes($"x{refused}"));
        Assert.Equal([("entry_0", sent), ("wide", refused)], Search(profile.FullName, [sent, refused, unsent]).Order());
    }

    async Task<IBrowserContext> Open(bool scripts, params string[] more)
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchPersistentContextAsync(profile.FullName, new()
        {
            ExecutablePath = TestEnvironment.Executable,
            Headless = true,
            ChromiumSandbox = false,
            BaseURL = TestEnvironment.Visitors.AbsoluteUri,
            Locale = "en-GB",
            JavaScriptEnabled = scripts,
            Args = [.. TestEnvironment.Arguments, .. more],
            IgnoreDefaultArgs = ["--disable-back-forward-cache"], // people's browsers have one
        });
    }

    async Task Leak(IPage page, LeakingSite leak)
    {
        await page.GotoAsync(new Uri(leak.Address, $"cached?{leaked}").AbsoluteUri);
        await page.GotoAsync(new Uri(leak.Address, "form").AbsoluteUri);
        await page.Locator("[name=Text]").FillAsync(leaked);
        await page.Locator("button").ClickAsync();
        await page.Locator("h1").WaitForAsync();
    }

    /// <returns>The return phrase that was shown.</returns>
    async Task<string> Converse(Visitor visitor)
    {
        var page = visitor.Page;
        await visitor.Go("/en/write");
        await visitor.Type("Text", $"{refused} klausia");
        await visitor.Follow(page.Locator("main form button")); // no topic: refused
        Assert.Equal($"{refused} klausia", await page.Locator("#Text").InputValueAsync());
        await page.ReloadAsync();
        Assert.Equal($"{refused} klausia", await page.Locator("#Text").InputValueAsync());
        await visitor.Tick("Topic", "other");
        await visitor.Type("Text", $"{sent} klausia");
        await visitor.Follow(page.Locator("main form button"));
        Assert.Contains(sent, await visitor.Text(), StringComparison.Ordinal);

        await visitor.Link("href^='/en/room/phrase?'");
        await visitor.Follow(page.Locator("main form button"));
        var phrase = await page.Locator(".phrase").InnerTextAsync();
        await page.ReloadAsync();
        Shows(await page.ContentAsync(), phrase);
        await visitor.Go("/en/room/phrase");
        Shows(await page.ContentAsync(), phrase);
        await visitor.Link("href^='/en/room?'");
        if (await page.Locator("#Text").IsHiddenAsync())
            await visitor.Link("href^='/en/room/write?'");
        await visitor.Type("Text", unsent);
        return phrase;
    }

    static async Task Leave(Visitor visitor, string[] typed)
    {
        var page = visitor.Page;
        var other = await visitor.SecondTab();
        await other.Go("/en/room");
        await visitor.Follow(page.Locator("[data-exit]"));
        Assert.Equal("/today", visitor.Path);
        await other.Page.ReloadAsync();
        Shows(await other.Page.ContentAsync(), typed);
        for (var back = 0; back < 6; back++)
        {
            await page.GoBackAsync();
            await page.WaitForLoadStateAsync(); // a page that comes back at once is not always ready to be loaded anew
            await page.ReloadAsync();
            Shows(await page.ContentAsync(), typed);
        }
    }

    static void Shows(string page, params string[] never) => Assert.All(never, text => Assert.DoesNotContain(text, page, StringComparison.Ordinal));

    // --- the search ---

    const ulong SimpleCache = 0xfcfb6d1ba7725c30;

    static List<(string File, string Text)> Search(string folder, string[] texts)
    {
        var needles = texts
            .SelectMany(text => new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode }
                .Select(encoding => (text, Bytes: encoding.GetBytes(text))))
            .ToList();
        return
        [
            .. from file in Directory.EnumerateFiles(
                   folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
               where new FileInfo(file).LinkTarget is null
               let contents = Contents(File.ReadAllBytes(file)).ToList()
               from text in needles
                      .Where(needle => contents.Any(content => content.AsSpan().IndexOf(needle.Bytes) >= 0))
                      .Select(needle => needle.text).Distinct(StringComparer.Ordinal)
               select (Path.GetRelativePath(folder, file), text),
        ];
    }

    /// <summary>A file as it is, and whatever in it was compressed.</summary>
    static IEnumerable<byte[]> Contents(byte[] file)
    {
        yield return file;
        for (var at = file.AsSpan().IndexOf(Gzip); at >= 0;)
        {
            yield return Unpacked(new GZipStream(new MemoryStream(file, at, file.Length - at), CompressionMode.Decompress));
            var next = file.AsSpan(at + 1).IndexOf(Gzip);
            at = next < 0 ? -1 : at + 1 + next;
        }
        if (file.Length > 24 && BinaryPrimitives.ReadUInt64LittleEndian(file) == SimpleCache
            && 24 + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12)) is var body
            && body > 24 && body < file.Length)
            yield return Unpacked(new BrotliStream(new MemoryStream(file, body, file.Length - body), CompressionMode.Decompress));
    }

    static readonly byte[] Gzip = [0x1f, 0x8b, 0x08];

    /// <summary>As far as it goes: what follows in the file is something else.</summary>
    static byte[] Unpacked(Stream packed)
    {
        using var to = new MemoryStream();
        using (packed)
        {
            var buffer = new byte[16 * 1024];
            try
            {
                for (int read; (read = packed.Read(buffer)) > 0;)
                    to.Write(buffer, 0, read);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
            {
                // No more of it.
            }
        }
        return to.ToArray();
    }

    /// <summary>Does what the visitors' pages must not: answers a form with what was typed, in the title too, and lets its pages be cached.</summary>
    sealed class LeakingSite : IDisposable
    {
        readonly HttpListener listener = new();

        public LeakingSite()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }
            listener.Prefixes.Add(Address.AbsoluteUri);
            listener.Start();
            _ = Serve();
        }

        public Uri Address { get; }

        async Task Serve()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    var body = await new StreamReader(context.Request.InputStream).ReadToEndAsync();
                    var said = context.Request.HttpMethod == "POST"
                        ? WebUtility.UrlDecode(body.Split('=')[^1])
                        : context.Request.Url!.Query.TrimStart('?');
                    var page =
                        $"<!DOCTYPE html><title>{said}</title><h1>{said}</h1><form method=post><textarea name=Text>{said}</textarea><button>Send</button></form>";
                    context.Response.ContentType = "text/html";
                    context.Response.Headers["Cache-Control"] = "max-age=3600";
                    context.Response.Headers["Content-Encoding"] = "gzip";
                    await using (var gzip = new GZipStream(context.Response.OutputStream, CompressionLevel.Optimal))
                        await gzip.WriteAsync(Encoding.UTF8.GetBytes(page));
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        public void Dispose() => listener.Close();
    }
}
