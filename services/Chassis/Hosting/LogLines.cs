using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Npgsql;

namespace ReferralNetwork.Chassis.Hosting;

/// <summary>
/// One record, one line, which begins with its time. What our own code logs is ids and reasons and stands as it is, but for
/// control characters; of what libraries log only their own words, numbers and ids are kept, since their texts may be those of
/// whoever sent a request. Of an exception, for the same reason, its type and where it came from.
/// </summary>
public sealed partial class LogLines(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    const string FormatterName = "lines";

    static bool serving;

    /// <summary>Who may say everything: us, and what says where a process listens.</summary>
    static readonly string[] Trusted = ["ReferralNetwork.", "Microsoft.Hosting.Lifetime"];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var category = logEntry.Category;
        var said = Array.Exists(Trusted, known => category.StartsWith(known, StringComparison.Ordinal))
            ? logEntry.Formatter(logEntry.State, null)
            : Impersonal(logEntry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
        textWriter.WriteLine(Line(
            clock.GetUtcNow(), logEntry.LogLevel, category,
            logEntry.Exception is { } e ? $"{said} | {Origin(e, logEntry.LogLevel >= LogLevel.Error)}" : said));
    }

    static string Line(DateTimeOffset at, LogLevel level, string category, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {level} {category}: {OneLine(text)}");

    /// <summary>No character that ends a line, moves a cursor or turns the direction of writing.</summary>
    static string OneLine(string text) =>
        Unprintable().Replace(text, match => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)match.Value[0]:x4}"));

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]", RegexOptions.NonBacktracking)]
    private static partial Regex Unprintable();

    /// <summary>A library's template, with the values in it that cannot be anybody's words.</summary>
    static string Impersonal(IReadOnlyList<KeyValuePair<string, object?>> state)
    {
        var template = state.Count > 0 && state[^1] is { Key: "{OriginalFormat}", Value: string text } ? text : "(no words)";
        var values = new Queue<object?>(state.Select(pair => pair.Value));
        return Hole().Replace(template, _ =>
            values.TryDequeue(out var value) && IsImpersonal(value) ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "(...)");
    }

    static bool IsImpersonal(object? value) => value is bool or int or long or double or Guid or Enum or TimeSpan or DateTime or DateTimeOffset;

    [GeneratedRegex(@"\{[^{}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();

    /// <summary>Types down to the innermost, what the database calls it, and the frames, if it is ours to mend.</summary>
    static string Origin(Exception exception, bool frames)
    {
        var text = new StringBuilder();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            text.Append(e == exception ? "" : " < ").Append(e.GetType().FullName);
            if (e is PostgresException { SqlState: var state })
                text.Append(' ').Append(state);
        }
        if (frames && exception.StackTrace is { } trace)
            text.Append(' ').Append(string.Join(' ', trace.Split('\n', StringSplitOptions.TrimEntries)));
        return text.ToString();
    }

    internal static void BeginsToServe() => serving = true;

    /// <summary>What ends the process is a line like any other. Before it serves anybody its message is ours, and says what to do.</summary>
    internal static void TellHowItEnds(TimeProvider clock) => AppDomain.CurrentDomain.UnhandledException += (_, end) =>
    {
        if (end.ExceptionObject is not Exception e)
            return;
        Console.Error.WriteLine(Line(
            clock.GetUtcNow(), LogLevel.Critical, typeof(LogLines).FullName!,
            $"The process ends: {(serving ? "" : e.Message)} | {Origin(e, frames: true)}"));
        Environment.Exit(134);
    };
}

public static class Logging
{
    /// <summary>
    /// Logs of this form, on the console alone; of the libraries what is at least a warning, and no word of a failed message or a request.
    /// </summary>
    public static void AddLines(this ILoggingBuilder logging)
    {
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = "lines");
        logging.AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("MassTransit", LogLevel.Warning);
        logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        logging.AddFilter("Yarp", LogLevel.Warning);
        // Told by the quarantine, with our reason.
        logging.AddFilter("MassTransit.ReceiveTransport", LogLevel.None);
        // Tokens and cookies that are not ours are the sender's mistake; RequestGuard tells that they were refused.
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Mvc.ViewFeatures.CookieTempDataProvider", LogLevel.None);
        // What never became a request: its lines say how it was malformed, not what stood in it.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Debug);
        LogLines.TellHowItEnds(TimeProvider.System);
    }
}
