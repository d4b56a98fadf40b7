using System.Text.Json.Nodes;
using FsCheck.Xunit;
using ReferralNetwork.Verifier;

namespace ReferralNetwork.Tests.Unit.Verifier;

/// <summary>No character of an export can be another one unnoticed.</summary>
public sealed class ChangedCharacterTests
{
    static readonly JsonObject original = new ExportBuilder().Build();
    static readonly IReadOnlyList<string> statements = [.. Leaves(original).Where(leaf => IsStatement(leaf)).Select(leaf => leaf.GetPath())];
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ é";

    [Property(MaxTest = 300)]
    public void Any_character_of_any_signed_statement(ushort which, ushort place, byte other)
    {
        var export = original.DeepClone();
        var leaf = At(export, statements[which % statements.Count]);
        var text = (string)leaf!;
        var at = place % text.Length;
        Replace(leaf, text, at, Alphabet[other % Alphabet.Length] is var c && c != text[at] ? c : text[at] == 'A' ? 'B' : 'A');
        Assert.Equal(CommandLine.Fault, Checked.Run(export).Code);
    }

    /// <summary>Its lower bits are no part of the signature: base64url can write the same signature in four ways.</summary>
    [Fact]
    public void The_last_character_of_any_signed_statement() => Assert.All(statements, path =>
    {
        foreach (var bits in new[] { 1, 4, 15 })
        {
            var export = original.DeepClone();
            var leaf = At(export, path);
            var text = (string)leaf!;
            Replace(leaf, text, text.Length - 1, Alphabet[Alphabet.IndexOf(text[^1], StringComparison.Ordinal) ^ bits]);
            Assert.Equal(CommandLine.Fault, Checked.Run(export).Code);
        }
    });

    [Fact]
    public void Any_value_at_its_first_middle_and_last_character() => Assert.All(Leaves(original).Select(leaf => leaf.GetPath()), path =>
    {
        foreach (var part in new[] { 0, 1, 2 })
        {
            var export = original.DeepClone();
            var leaf = At(export, path);
            if (leaf.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            {
                leaf.ReplaceWith((long)leaf + part + 1);
            }
            else
            {
                var text = (string)leaf!;
                var at = (text.Length - 1) * part / 2;
                Replace(leaf, text, at, text[at] switch { '9' => '8', 'f' => 'e', 'z' => 'y', 'Z' => 'Y', var c => (char)(c + 1) });
            }
            Assert.Equal(CommandLine.Fault, Checked.Run(export).Code);
        }
    });

    [Fact]
    public void Any_member_left_out_added_given_twice_or_null() => Assert.All(Objects(original).Select(one => one.GetPath()), path =>
    {
        foreach (var name in At(original, path).AsObject().Select(member => member.Key))
        {
            var export = original.DeepClone();
            At(export, path).AsObject().Remove(name);
            Checked.Run(export).IsRefused("Form: The form: at $");

            export = original.DeepClone();
            var text = At(export, path).ToJsonString();
            var twice = $$"""{"{{name}}":{{At(export, path)[name]?.ToJsonString() ?? "null"}},{{text[1..]}}""";
            Checked.Run(export.ToJsonString().Replace(text, twice, StringComparison.Ordinal), file => [file]).IsRefused("Form: The form: at $");
            At(export, path)[name] = null;
            if (original.ToJsonString() != export.ToJsonString())
                Assert.Equal(CommandLine.Fault, Checked.Run(export).Code);
        }
        var more = original.DeepClone();
        At(more, path)["more"] = 1;
        Checked.Run(more).IsRefused("Form: The form: at $");
    });

    [Fact]
    public void A_list_that_holds_nothing_somewhere_is_refused() => Assert.All(Arrays(original).Select(one => one.GetPath()), path =>
    {
        var export = original.DeepClone();
        At(export, path).AsArray().Add(null);
        Checked.Run(export).IsRefused("Form: The form: ");
    });

    static bool IsStatement(JsonValue leaf) => leaf.GetValueKind() == System.Text.Json.JsonValueKind.String && ((string)leaf!).Split('.').Length == 3;

    static void Replace(JsonNode leaf, string text, int at, char other) =>
        leaf.ReplaceWith(string.Concat(text.AsSpan(0, at), [other], text.AsSpan(at + 1)));

    /// <summary>Follows what <see cref="JsonNode.GetPath"/> said: names and indexes.</summary>
    static JsonNode At(JsonNode root, string path) => path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Aggregate(root, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);

    static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject members => [node, .. members.SelectMany(member => All(member.Value))],
        JsonArray items => [node, .. items.SelectMany(All)],
        null => [],
        _ => [node],
    };

    static IEnumerable<JsonValue> Leaves(JsonNode node) => All(node).OfType<JsonValue>();

    static IEnumerable<JsonObject> Objects(JsonNode node) => All(node).OfType<JsonObject>();

    static IEnumerable<JsonArray> Arrays(JsonNode node) => All(node).OfType<JsonArray>();
}
