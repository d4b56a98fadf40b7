using System.Text.Json;

namespace ReferralNetwork.Verifier;

/// <summary>What was asked for. Needs the files that are named, and nothing else.</summary>
public static class CommandLine
{
    public const int Right = 0;
    public const int Fault = 1;
    public const int Unreadable = 2;

    const string Usage =
        """
        referral-verify export.json [folder] [--trust keys.pem]
            Checks a custody export; with a folder, also the exhibits' contents that lie in it.
        referral-verify --continuity export.json exhibit-id [--trust keys.pem]
            Writes the exhibit's continuity page (HTML) to standard output.
        --trust: the network's published public keys. Without it the keys in the file are trusted.
        Ends with 0 if all is right, 1 if something is not, 2 if nothing could be checked.
        """;

    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        try
        {
            var (remaining, trusted) = Trusted(arguments);
            return remaining switch
            {
                ["--continuity", var export, var id] when Guid.TryParse(id, out var exhibit) => Continuity(export, exhibit, trusted, output, errors),
                [['-', ..], ..] or [_, ['-', ..], ..] => Stop(Usage),
                [var export] => Check(Verification.Of(File.ReadAllBytes(export), trusted), output),
                [var export, var folder] => Check(Verification.Of(File.ReadAllBytes(export), trusted, Content.Read(folder, export)), output),
                _ => Stop(Usage),
            };
        }
        catch (JsonException)
        {
            return Stop("The export is no JSON: it was cut off or changed, or is another file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Stop(e.Message);
        }

        int Stop(string why)
        {
            errors.WriteLine(why);
            return Unreadable;
        }
    }

    static (IReadOnlyList<string> Remaining, IReadOnlySet<string>? Trusted) Trusted(IReadOnlyList<string> arguments) =>
        arguments.Index().FirstOrDefault(argument => argument.Item == "--trust") is (var at, "--trust") && at + 1 < arguments.Count
            ? ([.. arguments.Take(at), .. arguments.Skip(at + 2)], KeySet.ReadTrusted(File.ReadAllText(arguments[at + 1])))
            : (arguments, null);

    static int Check(Verification verification, TextWriter output)
    {
        verification.Report.Write(output);
        return Code(verification.Report.Sections.SelectMany(section => section.Lines));
    }

    static int Continuity(string path, Guid id, IReadOnlySet<string>? trusted, TextWriter output, TextWriter errors)
    {
        var verification = Verification.Of(File.ReadAllBytes(path), trusted);
        if (verification.Exhibits.FirstOrDefault(exhibit => exhibit.Id == id) is { } exhibit)
        {
            output.Write(ContinuityPage.For(verification, exhibit));
            return Code(verification.Concerning(exhibit));
        }
        if (verification.Export is null)
            return Check(verification, errors);
        errors.WriteLine($"Exhibit {id} is not in this export.");
        return Unreadable;
    }

    static int Code(IEnumerable<Line> lines) => lines.Any(line => line.Outcome == Outcome.Fault) ? Fault : Right;
}
