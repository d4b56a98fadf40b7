using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Unit.Declarations;

/// <summary>A line of C# can be read without scrolling.</summary>
public sealed partial class LineLengthTests
{
    const int Longest = 150;

    [Fact]
    public void No_line_is_longer_but_where_one_text_alone_is()
    {
        var files = new[] { "contracts", "gateway", "services", "tests" }.SelectMany(folder => Repository.Files(folder, "*.cs")).ToList();
        Assert.True(files.Count > 500);
        Assert.Empty(
            from file in files
            let lines = File.ReadAllLines(file)
            let raw = RawTexts(lines)
            from line in lines.Index()
            where line.Item.Length > Longest && !raw.Contains(line.Index) && !OneText().IsMatch(line.Item)
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1}");
    }

    /// <summary>Lines within raw texts, which may be words for people or another language.</summary>
    static HashSet<int> RawTexts(string[] lines)
    {
        var (within, raw) = (false, new HashSet<int>());
        foreach (var (index, line) in lines.Index())
        {
            if (within)
                raw.Add(index);
            within ^= RawQuote().Count(line) % 2 == 1;
        }
        return raw;
    }

    [GeneratedRegex(@"""{3,}", RegexOptions.None, 1000)]
    private static partial Regex RawQuote();

    /// <summary>Hardly anything but one text.</summary>
    [GeneratedRegex(@"^.{0,50}\$?@?""{1,3}.{90,}""{1,3}.{0,12}$", RegexOptions.None, 1000)]
    private static partial Regex OneText();
}
