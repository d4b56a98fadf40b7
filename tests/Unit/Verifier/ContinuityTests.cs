using System.Text.Json.Nodes;
using ReferralNetwork.Verifier;

namespace ReferralNetwork.Tests.Unit.Verifier;

/// <summary>The page that an officer files says what the check found.</summary>
public sealed class ContinuityTests
{
    static readonly ExportBuilder builder = new()
    {
        Change = (type, claims) =>
        {
            if (type == "disclosure+jwt")
                claims["exhibits"]![1]!["label"] = "<script src=https://evil.example>&\"'";
        },
    };
    static readonly JsonObject original = builder.Build();

    readonly JsonObject export = original.DeepClone().AsObject();

    [Fact]
    public void It_shows_the_exhibit_its_hops_receipts_result_and_checkpoint()
    {
        var result = Page(export, 0);
        Assert.Equal((CommandLine.Right, ""), (result.Code, result.Errors));
        Assert.All(
            [
                builder.Exhibits[0].ToString(), "picture", "Photograph of the van", (string)Hash(0)!, "Rasa Kazlauskienė", "holder 2", "to the safe",
                "K 0417", "2026-11-24 08:30:20 UTC", builder.Recipient.ToString(), "as it was released", "All is right.",
                (string)Checkpoint()["root"]!, $"{Checkpoint()["size"]} records",
            ],
            part => Assert.Contains(part, result.Output, StringComparison.Ordinal));
        Assert.Equal(4, result.Output.Split("<tr><td>").Length - 1);
    }

    [Fact]
    public void Others_words_are_escaped_and_nothing_comes_from_elsewhere()
    {
        var result = Page(export, 1);
        Assert.Contains("&lt;script src=https://evil.example&gt;&amp;&quot;&#x27;", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", result.Output, StringComparison.Ordinal);
        var ours = result.Output.Replace("script src", "", StringComparison.Ordinal);
        Assert.All([" src", " href", "url(", "@import"], part => Assert.DoesNotContain(part, ours, StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_it_stands_on_it_and_what_is_wrong_with_another_does_not()
    {
        export["exhibits"]![0]!["hops"]!.AsArray().RemoveAt(2);
        var result = Page(export, 0);
        Assert.Equal(CommandLine.Fault, result.Code);
        Assert.Contains("NOT RIGHT", result.Output, StringComparison.Ordinal);
        Assert.Contains("between hop 1 and hop 3 one is missing or they are swapped.", result.Output, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Right, Page(export, 2).Code);

        export["checkpoint"] = "";
        Assert.All([0, 1, 2], which => Assert.Equal(CommandLine.Fault, Page(export, which).Code));
    }

    [Fact]
    public void A_hop_that_does_not_count_stands_there_as_that()
    {
        export["exhibits"]![0]!["hops"]![1] = "e30.e30.AA";
        Assert.Contains(
            "<td colspan=6><bdi>hop 1</bdi>: <bdi>it is no signed statement (JWS)</bdi>", Page(export, 0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exhibit_that_is_not_there_or_an_export_without_its_form_gives_no_page()
    {
        var result = Checked.Run(export.ToJsonString(), path => ["--continuity", path, Guid.NewGuid().ToString()]);
        Assert.Equal((CommandLine.Unreadable, ""), (result.Code, result.Output));
        export["more"] = 1;
        result = Page(export, 0);
        Assert.Equal((CommandLine.Fault, ""), (result.Code, result.Output));
        Assert.Contains("FAULT  The form: at $.more", result.Errors, StringComparison.Ordinal);
    }

    static Checked Page(JsonObject export, int which) =>
        Checked.Run(export.ToJsonString(), path => ["--continuity", path, builder.Exhibits[which].ToString()]);

    static JsonNode? Hash(int which) => Claims((string)original["file"]!)["exhibits"]![which]!["sha256"];

    static JsonNode Checkpoint() => Claims((string)original["checkpoint"]!);

    static JsonNode Claims(string jws) => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(jws.Split('.')[1]))!;
}
