using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ReferralNetwork.Tests.Demo.Network;
using ReferralNetwork.Tests.Demo.Scenarios;

namespace ReferralNetwork.Tests.Demo.Leaks;

/// <summary>
/// Nonsense is sent to every door, with a text that is like no other; then everything that the processes have said since they
/// were started is read: each line has its time, none holds that text, or anything that was typed, or would move a terminal,
/// and no refusal brings a stack trace. A control is planted first, one for each fault: a search that misses one proves nothing.
/// </summary>
public static partial class LogCheck
{
    const string Control = "control.log";

    public static async Task<int> Run(Settings settings, string logs, IReadOnlyList<string> processes)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var told = await Refused(settings, secret, () => Lines(logs, processes).Count(line => Refusal().IsMatch(line.Text)));

        string[] planted =
        [
            $"{secret} stands in a line without a time",
            $"2026-11-27T04:00:00.000Z Warning X: {secret}",
            "2026-11-27T04:00:00.000Z Warning X: \u001b[31m",
            "2026-11-27T04:00:00.000Z Warning X: Žydrūnė",
            "2026-11-27T04:00:00.000Z Warning X: 400 | System.Exception at ReferralNetwork.Chassis.Hosting.ServiceHost.Explain()",
        ];
        var control = Path.Combine(logs, Control);
        await File.WriteAllLinesAsync(control, planted);
        List<(string File, string Text)> faulty;
        try
        {
            faulty = [.. Lines(logs, [.. processes, Path.GetFileNameWithoutExtension(Control)]).Where(line => IsFaulty(line.Text, secret))];
        }
        finally
        {
            File.Delete(control);
        }
        if (faulty.Count(line => line.File == Control) != planted.Length)
            throw new NotObservedException("The search of the logs missed a control: it is blind.");

        var found = faulty.Where(line => line.File != Control).ToList();
        // Where it stands, not what: this goes to a screen.
        foreach (var (file, at) in found.GroupBy(line => line.File).Select(group => (group.Key, group.Count())))
            Console.WriteLine($"  LEAK   {file}: {at} lines without a time, with what somebody sent, or with a trace");
        Console.WriteLine($"  {(found.Count == 0 ? "clean" : "LEAK ")}  logs: {told} refusals told, {planted.Length} controls found");
        return found.Count == 0 ? 0 : 1;
    }

    /// <summary>Sends what nobody should send, and waits until each refusal is told.</summary>
    static async Task<int> Refused(Settings settings, string secret, Func<int> refusals)
    {
        var before = refusals();
        var forged = $"Ona {secret}\u001b[31m\n2026-11-27T04:00:00.000Z forged {secret}";
        var body = new Dictionary<string, string>(StringComparer.Ordinal) { [forged] = forged };
        using var worker = await Worker.SignIn(settings, Person.Of("ziburio-namai", "rasa"), prints: false);
        foreach (var path in (string[])
        [
            "referrals/referrals", "cases/cases", "cases/notes", "inquiries/situations", "partners/providers", $"ledger/{secret}"
        ])
            Expect4xx(await worker.Post($"/api/{path}?{secret}={secret}", body));
        foreach (var path in (string[])
        [
            $"/api/{secret}", $"/cases/{secret}", $"/api/referrals/referrals?side={secret}", $"/api/cases/cases/{Guid.CreateVersion7()}?x=%00"
        ])
            Expect4xx(await worker.Get(path));
        using var anybody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        anybody.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", secret);
        anybody.DefaultRequestHeaders.TryAddWithoutValidation(
            "Cookie", $"__Host-room={secret}; __Host-session={secret}; __Host-form={secret}; __Host-said={secret}");
        foreach (var path in (string[])[$"/en/{secret}", $"/en/room/live?after={secret}"])
            Expect4xx(await anybody.GetAsync(new Uri(settings.Visitors, path)), path);
        foreach (var (gateway, path) in ((Uri, string)[])[(settings.Visitors, "/en/write"), (settings.Gateway, "/language")])
        {
            using var form = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{secret}.", 40)) + "=1"));
            form.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, path)) { Content = form };
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            Expect4xx(await anybody.SendAsync(request), path);
        }
        return await Eventually.See(() => Task.FromResult(refusals() - before), told => told >= 14, TimeSpan.FromSeconds(10)) is >= 14 and var all
            ? all
            : throw new NotObservedException("Not every refusal has a line in the log.");
    }

    static void Expect4xx(Exchange exchange)
    {
        if ((int)exchange.Status is < 400 or >= 500)
            throw new NotObservedException($"{exchange.Method} {exchange.Path.Split('?')[0]} was answered {(int)exchange.Status}.");
    }

    static void Expect4xx(HttpResponseMessage answer, string path)
    {
        using (answer)
        {
            if ((int)answer.StatusCode is < 400 or >= 500)
                throw new NotObservedException($"{path.Split('?')[0]} was answered {(int)answer.StatusCode}.");
        }
    }

    static IEnumerable<(string File, string Text)> Lines(string logs, IReadOnlyList<string> processes) =>
        from process in processes
        from file in Directory.EnumerateFiles(logs, $"{process}.log*")
        from line in Read(file)
        where line.Length > 0
        select (Path.GetFileName(file), line);

    static IEnumerable<string> Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    static bool IsFaulty(string line, string secret) =>
        !Timed().IsMatch(line) || line.Contains(secret, StringComparison.Ordinal)
        || line.Contains(" at ReferralNetwork.", StringComparison.Ordinal) && !Unexpected().IsMatch(line)
        || Canaries.All.Any(text => line.Contains(text, StringComparison.Ordinal));

    /// <summary>A time, then nothing but printable ASCII: what is typed here is in the letters of its language.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [ -~]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Timed();

    [GeneratedRegex(@"^\S+ (?:Error|Critical) ", RegexOptions.NonBacktracking)]
    private static partial Regex Unexpected();

    [GeneratedRegex(@"RequestGuard\S* 4\d\d to ", RegexOptions.NonBacktracking)]
    private static partial Regex Refusal();
}
