using System.Diagnostics;
using System.Globalization;
using ReferralNetwork.Tests.Harness;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>PostgreSQL and RabbitMQ of this checkout, as <c>./dev test-servers</c> started them, killed and started again.</summary>
static class OwnServers
{
    public const string Database = "postgres";
    public const string Broker = "broker";

    /// <summary>
    /// SIGKILL to the process whose pid ./dev has noted, and to its children: PostgreSQL's sessions would outlive it for a
    /// moment. Returns when they have gone: it does not start while it sees one of them.
    /// </summary>
    public static async Task Kill(string name)
    {
        var pid = int.Parse(
            (await File.ReadAllTextAsync(Path.Combine(ServiceProcess.Root, ".run/pids", name))).Split(' ')[0], CultureInfo.InvariantCulture);
        var victims = Children(pid).Prepend(pid).ToList();
        foreach (var victim in victims)
        {
            try
            {
                using var process = Process.GetProcessById(victim);
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It ended between being seen and being killed.
            }
        }
        await Eventually.Get(
            () => Task.FromResult(victims.Count(v => Directory.Exists($"/proc/{v}"))), left => left == 0, $"processes of {name} left");
    }

    public static async Task Restart(CancellationToken cancellationToken)
    {
        using var dev = Process.Start(new ProcessStartInfo(Path.Combine(ServiceProcess.Root, "dev"), ["test-servers"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var said = dev.StandardError.ReadToEndAsync(cancellationToken);
        await dev.StandardOutput.ReadToEndAsync(cancellationToken);
        await dev.WaitForExitAsync(cancellationToken);
        if (dev.ExitCode != 0)
            throw new InvalidOperationException($"./dev test-servers could not start the servers again: {await said}");
    }

    /// <summary>From /proc: a process's parent is the second field after its name.</summary>
    static IEnumerable<int> Children(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid))
                continue;
            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                continue; // it ended meanwhile
            }
            if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == parent.ToString(CultureInfo.InvariantCulture))
                yield return pid;
        }
    }
}
