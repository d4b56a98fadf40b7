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

    [Fact]
    public async Task It_runs_in_an_empty_folder_without_any_setting_of_the_network()
    {
        var program = Directory.CreateDirectory(Path.Combine(folder.FullName, "program")).FullName;
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
        var built = Directory.EnumerateFiles(Path.Combine(Repository.Root, "services", "Verifier", "bin", configuration, "net10.0")).ToList();
        built.ForEach(file => File.Copy(file, Path.Combine(program, Path.GetFileName(file))));
        Assert.DoesNotContain(
            built, file => new[] { "AspNetCore", "Npgsql", "RabbitMQ", "MassTransit" }.Any(part => file.Contains(part, StringComparison.Ordinal)));
        Assert.DoesNotContain(
            "AspNetCore", await File.ReadAllTextAsync(Path.Combine(program, "referral-verify.runtimeconfig.json")), StringComparison.Ordinal);

        var (code, output, errors) = await Run(program, original);
        Assert.True(code == CommandLine.Right, output + errors);
        Assert.Contains("Exhibit 3", output, StringComparison.Ordinal);

        var changed = original.DeepClone().AsObject();
        changed["exhibits"]![0]!["hops"]!.AsArray().RemoveAt(2);
        (code, output, _) = await Run(program, changed);
        Assert.Equal(CommandLine.Fault, code);
        Assert.Contains("FAULT  between hop 1 and hop 3 one is missing or they are swapped.", output, StringComparison.Ordinal);
    }

    async Task<(int Code, string Output, string Errors)> Run(string program, JsonObject export)
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder.FullName, Guid.NewGuid().ToString())).FullName;
        await File.WriteAllTextAsync(Path.Combine(empty, "export.json"), export.ToJsonString());
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(program, "referral-verify.dll"), "export.json"])
        {
            WorkingDirectory = empty, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment.Clear();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
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
