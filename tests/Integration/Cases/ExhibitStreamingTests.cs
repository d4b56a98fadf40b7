using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using ReferralNetwork.Contracts;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>Large exhibits go through a piece at a time: neither in memory nor in a file.</summary>
public sealed class ExhibitStreamingTests(StreamingFixture fixture) : IClassFixture<StreamingFixture>
{
    const int AtOnce = 10;
    const long Megabyte = 1024 * 1024;

    readonly byte[] content = Recording();

    string Hash => Convert.ToHexStringLower(SHA256.HashData(content));

    [Fact]
    public async Task Ten_recordings_of_twenty_megabytes_are_read_at_once_in_little_memory_and_in_no_file()
    {
        var scenario = new Scenario(fixture);
        var exhibit = (await scenario.HandedOff(async () => [await scenario.Exhibited(content, type: "application/pdf", name: "a.pdf")])).Single();
        Assert.All(await TenAtOnce(Read), read => Assert.Equal(Hash, read));

        async Task<string> Read()
        {
            using var client = new HttpClient { BaseAddress = fixture.Address };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Token(scenario.Ieva));
            using var answer = await client.GetAsync(
                new Uri(scenario.ContentOf(exhibit), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal((HttpStatusCode.OK, content.Length), (answer.StatusCode, answer.Content.Headers.ContentLength));
            await using var stream = await answer.Content.ReadAsStreamAsync();
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
        }
    }

    [Fact]
    public async Task Ten_recordings_of_twenty_megabytes_are_attached_at_once_in_little_memory_and_in_no_file()
    {
        var scenario = new Scenario(fixture);
        await scenario.Opened();
        var attached = await TenAtOnce(async () =>
        {
            var (colleague, id) = (scenario.Rasa with { Actor = Guid.NewGuid() }, Guid.CreateVersion7()); // one person alone sends fewer at once
            var path = $"/cases/{scenario.Case}/attachments/{id}?category={Codes.Evidence}";
            (await fixture.PutFile(colleague, path, content, name: "a.pdf")).Is(HttpStatusCode.Created);
            return id;
        });
        var listed = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/attachments")).Is(HttpStatusCode.OK).Items;
        Assert.Superset(
            attached.ToHashSet(),
            listed.Where(line => line.GetProperty("sha256").GetString() == Hash).Select(line => line.GetProperty("id").GetGuid()).ToHashSet());
    }

    /// <summary>Memory of the service stays flat meanwhile, and no temporary file is made.</summary>
    async Task<T[]> TenAtOnce<T>(Func<Task<T>> one)
    {
        await one(); // what the first needs for good is no part of it
        using var written = new FileSystemWatcher(fixture.Temporary) { IncludeSubdirectories = true };
        var files = new List<string>();
        written.Created += (_, change) => files.Add(change.FullPath);
        written.EnableRaisingEvents = true;

        // A watcher that sees nothing proves nothing until it has seen what was put there for it.
        var control = Path.Combine(fixture.Temporary, "control");
        await File.WriteAllTextAsync(control, "");
        await Eventually.Get(() => Task.FromResult(files.Count), count => count == 1, "control");

        var idle = Memory("VmRSS");
        await File.WriteAllTextAsync($"/proc/{fixture.ProcessId}/clear_refs", "5"); // the peak from now on
        var done = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => one()));
        var peak = Memory("VmHWM");
        Assert.True(peak - idle <= 64 * Megabyte, $"{peak / Megabyte} MB at the peak, {idle / Megabyte} MB idle");
        Assert.Equal([control], files);
        Assert.Equal([control], Directory.EnumerateFiles(fixture.Temporary, "*", SearchOption.AllDirectories));
        File.Delete(control);
        return done;
    }

    static byte[] Recording()
    {
        var bytes = new byte[Limits.Largest];
        Random.Shared.NextBytes(bytes);
        "%PDF-1.7\n"u8.CopyTo(bytes);
        return bytes;
    }

    /// <summary>Of the service's process, bytes.</summary>
    long Memory(string of) =>
        1024 * long.Parse(
            File.ReadLines($"/proc/{fixture.ProcessId}/status").Single(line => line.StartsWith(of + ":", StringComparison.Ordinal))
                .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
}

/// <summary>Cases with a folder of its own for temporary files, as <c>./dev</c> gives every process.</summary>
public sealed class StreamingFixture : CasesFixture, IAsyncLifetime
{
    public string Temporary { get; } = Directory.CreateTempSubdirectory("exhibits").FullName;

    public StreamingFixture()
    {
        Settings["TMPDIR"] = Temporary;
        Settings["DOTNET_EnableDiagnostics"] = "0"; // its pipes would lie there
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Directory.Delete(Temporary, recursive: true);
    }
}
