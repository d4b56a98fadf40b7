using System.Text.RegularExpressions;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>What must stand in one place only: a second one would soon say something else.</summary>
public sealed partial class OneOfEachTests
{
    static readonly IReadOnlyList<(string Path, string Text)> Sources = [.. new[] { "contracts", "services", "gateway" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml" or ".sql")
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
        .Select(file => (file, File.ReadAllText(Path.Combine(Repository.Root, file))))];

    [Theory]
    [InlineData("AesGcm", "services/Chassis/Sealing/DataKey.cs")]
    [InlineData("AesCcm", null)]
    [InlineData("ChaCha20Poly1305", null)]
    [InlineData("Aes.Create", null)]
    public void Only_the_chassis_calls_a_cipher(string cipher, string? where) =>
        Assert.Equal(
            where is null ? [] : [where],
            Sources.Where(source => source.Text.Contains(cipher, StringComparison.Ordinal)).Select(source => source.Path));

    /// <summary>A query that asks for the organisation alone shows restricted cases to all of its people.</summary>
    [Fact]
    public void Whose_a_case_is_is_asked_in_one_way() =>
        Assert.Equal(
            ["services/Cases/CaseFiles/Reservations.cs"], // told by Inquiries, asked by nobody
            Sources.Where(source => source.Path.StartsWith("services/Cases/", StringComparison.Ordinal)
                && source.Path.EndsWith(".cs", StringComparison.Ordinal)
                && OwnerAlone().IsMatch(source.Text)).Select(source => source.Path));

    [Fact]
    public void Countries_are_listed_in_the_contract_alone() =>
        Assert.Equal(["contracts/IsoCountries.cs", "contracts/Values.cs"], Listing(CountryCodes(), IsoCountries.All.Append(Codes.OtherDestination)));

    [Fact]
    public void Languages_are_listed_in_the_contract_alone() =>
        Assert.Equal(["contracts/IsoLanguages.cs", "contracts/Values.cs"], Listing(LanguageCodes(), IsoLanguages.All));

    /// <summary>Sources in which five codes or more stand one after the other.</summary>
    static IEnumerable<string> Listing(Regex inARow, IEnumerable<string> codes)
    {
        var known = codes.ToHashSet(StringComparer.Ordinal);
        return Sources
            .Where(source => inARow.Matches(source.Text).Any(row => Letters().Matches(row.Value).Count(word => known.Contains(word.Value)) >= 5))
            .Select(source => source.Path).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("""(?:["']?\b[A-Z]{2}\b["']?[,;|\s]+){4,}["']?[A-Z]{2}\b""", RegexOptions.NonBacktracking)]
    private static partial Regex CountryCodes();

    /// <summary>Five in quotes, or twenty without: words of prose are as short.</summary>
    [GeneratedRegex("""(?:["'][a-z]{2,3}["'][,;|\s]+){4,}["'][a-z]{2,3}["']|(?:\b[a-z]{2,3}\b[,;|\s]+){20,}""", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageCodes();

    [GeneratedRegex(@"\bowner\s*=\s*[$@]", RegexOptions.NonBacktracking)]
    private static partial Regex OwnerAlone();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Letters();
}
