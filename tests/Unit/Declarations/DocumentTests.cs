using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Unit.Declarations;

/// <summary>What documents point to is there: a reader who follows one through the code never stands before nothing.</summary>
public sealed partial class DocumentTests
{
    /// <summary>Not written here, or (Content) texts for visitors, whose links are the site's.</summary>
    static readonly string[] Passed = [".git", ".run", "bin", "obj", "node_modules", "Content"];

    /// <summary>Of the service that docs/adding-a-service.md adds as an example.</summary>
    const string Example = "services/Placements/";

    public static TheoryData<string> Documents =>
        [.. Under(Repository.Root).Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_of_a_document_leads_to_a_file(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        Assert.All(Links(document), target => Assert.True(Exists(Path.Combine(folder, target)), $"It links to {target}, which is not there."));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_that_a_document_names_is_there(string document) =>
        Assert.All(
            Paths().Matches(Text(document)).Select(match => match.Groups["path"].Value)
                .Where(path => !path.StartsWith(Example, StringComparison.Ordinal)),
            path => Assert.True(Exists(Path.Combine(Repository.Root, path)), $"It names {path}, which is not there."));

    /// <summary>Services, contracts, chassis and pages: the way of a referral is shown in the code, not only told.</summary>
    [Theory]
    [InlineData("contracts")]
    [InlineData("gateway/Staff")]
    [InlineData("services/Cases")]
    [InlineData("services/Casework")]
    [InlineData("services/Chassis")]
    [InlineData("services/Ledger")]
    [InlineData("services/Partners")]
    [InlineData("services/Referrals")]
    public void One_referral_is_followed_through_the_files_of(string folder) =>
        Assert.Contains(Links("docs/one-referral.md"), target => target.StartsWith($"../{folder}/", StringComparison.Ordinal));

    static string Text(string document) => File.ReadAllText(Path.Combine(Repository.Root, document));

    /// <summary>Without those to other sites, and without the heading within the file.</summary>
    static IEnumerable<string> Links(string document) =>
        Link().Matches(Text(document)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal))
            .Select(target => target.Split('#')[0])
            .Where(target => target.Length > 0);

    static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    static IEnumerable<string> Under(string folder) =>
        Directory.EnumerateFiles(folder, "*.md").Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !Passed.Contains(Path.GetFileName(inner), StringComparer.Ordinal)).SelectMany(Under));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    /// <summary>In backquotes, from the top of the repository.</summary>
    [GeneratedRegex(@"`(?<path>(contracts|docs|gateway|services|tests|\.ci|\.dev)/[A-Za-z0-9_./-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Paths();
}
