using System.Diagnostics;
using System.Text.Json.Nodes;
using ReferralNetwork.Verifier;

namespace ReferralNetwork.Tests.Unit.Verifier;

/// <summary>The program as it is handed to somebody outside: its folder, an export, and nothing of the network.</summary>
public sealed class ProgramTests : IDisposable
{
    static readonly JsonObject original = new ExportBuilder().Build();

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Each kind of fault, and how the program names the hop or receipt that it was done to.</summary>
    static readonly Dictionary<string, (Action<JsonObject> Make, string Said)> faults = new(StringComparer.Ordinal)
    {
        ["one byte flipped"] = (export => Change(export, 1, (parts, _) => parts[1] = Flip(parts[1])), "hop 1: its signature does not fit"),
        ["a hop removed"] = (export => Hops(export).RemoveAt(2), "between hop 1 and hop 3 one is missing or they are swapped."),
        ["two hops swapped"] = (export =>
        {
            var first = Hops(export)[1]!.DeepClone();
            Hops(export)[1] = Hops(export)[2]!.DeepClone();
            Hops(export)[2] = first;
        }, "between hop 2 and hop 1 one is missing or they are swapped."),
        ["a signature replaced"] = (export => Change(export, 2, (parts, before) => parts[2] = before[2]), "hop 2: its signature does not fit"),
        ["a receipt of another case"] = (export => export["exhibits"]![0]!["receipts"]![0] =
            new ExportBuilder().Build()["exhibits"]![0]!["receipts"]![0]!.DeepClone(), "receipt 1: it is of another case"),
    };

    public static TheoryData<string> Faults => [.. faults.Keys];

    [Fact]
    public async Task It_runs_in_an_empty_folder_without_network_or_any_setting_of_ours()
    {
        var program = CopyProgram();
        Assert.DoesNotContain(
            Directory.EnumerateFiles(program),
            file => new[] { "AspNetCore", "Npgsql", "RabbitMQ", "MassTransit" }.Any(part => file.Contains(part, StringComparison.Ordinal)));
        Assert.DoesNotContain(
            "AspNetCore", await File.ReadAllTextAsync(Path.Combine(program, "referral-verify.runtimeconfig.json")), StringComparison.Ordinal);

        var (code, output, errors) = await Run(program, original);
        Assert.True(code == CommandLine.Right, output + errors);
        Assert.Contains("Exhibit 3", output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Run_so_it_finds_each_kind_of_fault_and_names_where(string fault)
    {
        var (make, said) = faults[fault];
        var changed = original.DeepClone().AsObject();
        make(changed);
        var (code, output, _) = await Run(CopyProgram(), changed);
        Assert.Equal(CommandLine.Fault, code);
        Assert.Contains($"FAULT  {said}", output, StringComparison.Ordinal);
    }

    string CopyProgram()
    {
        var program = Directory.CreateDirectory(Path.Combine(folder.FullName, "program")).FullName;
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "services", "Verifier", "bin", configuration, "net10.0")))
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        return program;
    }

    static JsonArray Hops(JsonObject export) => export["exhibits"]![0]!["hops"]!.AsArray();

    /// <param name="how">Gets the parts of the hop and of the one before it.</param>
    static void Change(JsonObject export, int hop, Action<string[], string[]> how)
    {
        var parts = ((string)Hops(export)[hop]!).Split('.');
        how(parts, ((string)Hops(export)[hop - 1]!).Split('.'));
        Hops(export)[hop] = string.Join('.', parts);
    }

    static string Flip(string text) => text[..9] + (text[9] == 'A' ? 'B' : 'A') + text[10..];

    /// <summary>A network of its own with nothing in it, where the system lets anybody make one; elsewhere its empty surroundings are all.</summary>
    static readonly string[] withoutNetwork = Isolates() ? ["/usr/bin/unshare", "--map-root-user", "--net"] : [];

    static bool Isolates()
    {
        if (!File.Exists("/usr/bin/unshare"))
            return false;
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/unshare", ["--map-root-user", "--net", "/bin/true"])
        {
            RedirectStandardError = true, UseShellExecute = false,
        })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    async Task<(int Code, string Output, string Errors)> Run(string program, JsonObject export)
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder.FullName, Guid.NewGuid().ToString())).FullName;
        var home = Directory.CreateDirectory(Path.Combine(folder.FullName, "home")).FullName;
        await File.WriteAllTextAsync(Path.Combine(empty, "export.json"), export.ToJsonString());
        string[] command = [.. withoutNetwork, Environment.ProcessPath!, Path.Combine(program, "referral-verify.dll"), "export.json"];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = empty, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment.Clear();
        start.Environment["HOME"] = home;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(["export.json"], Directory.EnumerateFileSystemEntries(empty).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(home));
        return (process.ExitCode, await output, await errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("{0} --trust")]
    [InlineData("{0} --quick")]
    [InlineData("--continuity {0}")]
    [InlineData("--continuity {0} the-first")]
    [InlineData("{0} . more")]
    public void What_it_does_not_understand_it_answers_with_how_it_is_used(string arguments)
    {
        var result = Checked.Run(original.ToJsonString(), path =>
            [.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part == "{0}" ? path : part)]);
        Assert.Equal((CommandLine.Unreadable, ""), (result.Code, result.Output));
        Assert.StartsWith("referral-verify export.json", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("no json")]
    public void What_is_no_JSON_is_not_checked(string text)
    {
        var result = Checked.Run(text, path => [path]);
        Assert.Equal((CommandLine.Unreadable, ""), (result.Code, result.Output));
        Assert.StartsWith("The export is no JSON", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void JSON_that_is_no_export_is_refused(string text) => Checked.Run(text, path => [path]).IsRefused("Form: The form: ");

    [Fact]
    public void An_export_that_is_not_there_or_of_a_later_version_is_not_taken_for_right()
    {
        Assert.Equal(CommandLine.Unreadable, Checked.Run("{}", path => [path + "x"]).Code);
        var later = original.DeepClone();
        later["version"] = 2;
        Checked.Run(later).IsRefused("Form: The form: version 2 is not known to this program");
    }
}
