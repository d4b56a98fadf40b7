using System.Security.Cryptography;

namespace ReferralNetwork.Verifier;

/// <summary>A file that was given as the content of an exhibit.</summary>
/// <param name="Name">Within the folder.</param>
public sealed record Content(string Name, long Length, string Sha256)
{
    /// <param name="except">The export itself, which may lie among them.</param>
    public static List<Content> Read(string folder, string except) =>
        [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false })
            .Where(path => Path.GetFullPath(path) != Path.GetFullPath(except))
            .Order(StringComparer.Ordinal)
            .Select(path =>
            {
                using var stream = File.OpenRead(path);
                return new Content(Path.GetRelativePath(folder, path), stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
            })];
}

/// <summary>Files are known by what is in them: their names do not matter.</summary>
static class ContentCheck
{
    public static void Run(
        IReadOnlyList<OpenedExhibit> exhibits, IReadOnlyList<Content> contents, Func<OpenedExhibit, Section> sectionOf, Section section)
    {
        var wanted = exhibits.Where(exhibit => exhibit.Told is { IsThing: false }).ToList();
        foreach (var exhibit in wanted)
        {
            if (contents.FirstOrDefault(content => content.Sha256 == exhibit.Told!.Sha256) is { } found)
                sectionOf(exhibit).Check($"Its content is {Plain.Text(found.Name)}.");
            else
                sectionOf(exhibit).Note("Its content was not given.");
        }
        section.Check(
            $"{contents.Count} files, each the content of an exhibit.",
            contents.Where(content => wanted.TrueForAll(exhibit => exhibit.Told!.Sha256 != content.Sha256))
                .Select(content => $"{Plain.Text(content.Name)} is the content of no exhibit: it was changed, or is something else.{Like(content)}"));

        string Like(Content content) => string.Concat(wanted
            .Where(exhibit => exhibit.Told!.Length == content.Length && contents.All(other => other.Sha256 != exhibit.Told.Sha256))
            .Select(exhibit => $" It is as long as exhibit {exhibit.Number}."));
    }
}
