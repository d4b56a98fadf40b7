using System.Text.RegularExpressions;
using Acornima;

namespace ReferralNetwork.Tests.Unit.Visitors;

/// <summary>Visitors come with old telephones: iOS 12 knows neither logical properties nor what came after ECMAScript 2017.</summary>
public sealed partial class OldBrowserTests
{
    static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Root, "gateway/Visitors/Styles", name));

    static Exception? Parse(string script) =>
        Record.Exception(() => new Parser(new ParserOptions { EcmaVersion = EcmaVersion.ES2017 }).ParseScript(script));

    [Fact]
    public void The_script_parses_as_ECMAScript_2017()
    {
        Assert.Null(Parse(Read("visitors.js")));
        Assert.All(
            ["a?.b", "a ?? b", "try { a() } catch { b() }", "({ ...a })", "a ||= b"],
            newer => Assert.IsAssignableFrom<ParseErrorException>(Parse(newer)));
    }

    [Theory]
    [InlineData(".replaceAll(")]
    [InlineData(".replaceChildren(")]
    [InlineData(".at(")]
    [InlineData(".flat(")]
    [InlineData("fromEntries(")]
    [InlineData("allSettled(")]
    [InlineData("BroadcastChannel")]
    [InlineData("structuredClone")]
    [InlineData(".submitter")]
    public void The_script_asks_for_nothing_that_came_after_those_telephones(string newer) =>
        Assert.DoesNotContain(newer, Read("visitors.js"), StringComparison.Ordinal);

    [Fact]
    public void No_declaration_depends_on_logical_properties()
    {
        var declared = Declared(Read("visitors.css"));
        Assert.True(declared.Count > 150, $"only {declared.Count} declarations were found");
        Assert.DoesNotContain(declared, declaration => IsLogical(declaration));
        Assert.Equal(4, Declared("a{margin-inline:0;inset-inline-start:0;padding-block-end:1px;text-align:start;color:red}").Count(IsLogical));
    }

    static List<string> Declared(string css) =>
        [.. Declaration().Matches(css).Select(declaration => declaration.Groups["declared"].Value.Replace(" ", "", StringComparison.Ordinal))];

    [GeneratedRegex(@"(?<=[{;]\s*)(?<declared>[a-z-]+\s*:\s*[^;{}]+)(?=[;}])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();

    static bool IsLogical(string declaration) =>
        declaration.Split(':')[0].Split('-') is var name && (name.Contains("inline") || name.Contains("block") || name[0] == "inset")
        || declaration is "text-align:start" or "text-align:end" or "float:inline-start" or "float:inline-end";
}
