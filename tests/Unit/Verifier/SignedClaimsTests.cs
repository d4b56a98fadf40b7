using System.Text.Json.Nodes;

namespace ReferralNetwork.Tests.Unit.Verifier;

/// <summary>A right signature makes nothing right that does not fit: each of these was signed and recorded as it is.</summary>
public sealed class SignedClaimsTests
{
    const string Hop = "custody+jwt", Receipt = "custody-receipt+jwt", File = "disclosure+jwt";

    const string Other = "\"01930000-0000-7000-8000-000000000001\"";

    [Theory]
    [InlineData(Hop, 2, "at", "1700000000", "Exhibit 1: hop 2: it is of 2023-11-14 22:13:20 UTC, before hop 1")]
    [InlineData(Hop, 1, "sha256", "\"00\"", "Exhibit 1: hop 1: it has the hash 00, the file has ")]
    [InlineData(Hop, 1, "sub", Other, "Exhibit 1: hop 1: it is of exhibit 01930000")]
    [InlineData(Hop, 1, "number", "2", "Exhibit 1: between hop 0 and hop 2 one is missing or they are swapped.")]
    [InlineData(Hop, 0, "previous", "\"00\"", "Exhibit 1: hop 0: it names a hop before it.")]
    [InlineData(Hop, 2, "previous", "\"00\"", "Exhibit 1: hop 2: the hop before it is not the one whose hash it names")]
    [InlineData(Hop, 1, "record", Other, "Exhibit 1: hop 1: it names record 01930000")]
    [InlineData(Hop, 3, "to", "\"somebody\"", "Exhibit 1: The hop of its release to ")]
    [InlineData(Hop, 1, "note", "\"new\"", "Exhibit 1: hop 1: it has not its form: at $.note a member is unknown")]
    [InlineData(Hop, 1, "number", "\"1\"", "Exhibit 1: hop 1: it has not its form: at $.number")]
    [InlineData(Hop, 1, "from", "null", "Exhibit 1: hop 1: it has not its form: at $.from")]
    [InlineData(Receipt, 0, "conversation", "\"referral\"", "Exhibit 1: receipt 1: it is of another case, referral")]
    [InlineData(Receipt, 0, "disclosure", Other, "Exhibit 1: receipt 1: it is of another disclosure, 01930000")]
    [InlineData(Receipt, 0, "by", Other, "Exhibit 1: receipt 1: it is by 01930000")]
    [InlineData(Receipt, 0, "sha256", "\"00\"", "Exhibit 1: receipt 1: the recipient confirms another hash, 00.")]
    [InlineData(Receipt, 0, "matches", "false", "Exhibit 1: receipt 1: the recipient said that it differs")]
    [InlineData(Receipt, 0, "seal", "\"intact\"", "Exhibit 1: receipt 1: of a thing it says whether")]
    [InlineData(Receipt, 1, "seal", "null", "Exhibit 3: receipt 1: of a thing it says whether")]
    [InlineData(Receipt, 2, "sha256", "\"00\"", "File: receipt 1: the recipient confirms another hash, 00.")]
    [InlineData(File, 0, "jti", Other, "File: The file is disclosure 01930000")]
    [InlineData(File, 0, "conversation", "\"referral\"", "File: The file is of referral")]
    [InlineData(File, 0, "extra", "1", "File: The file: it has not its form: at $.extra")]
    public void What_does_not_fit_is_refused_and_named(string type, int which, string member, string value, string fault)
    {
        var seen = 0;
        var export = new ExportBuilder
        {
            Change = (signed, claims) =>
            {
                if (signed == type && seen++ == which)
                    claims[member] = JsonNode.Parse(value);
            },
        }.Build();
        Checked.Run(export).IsRefused(fault);
    }

    [Fact]
    public void A_file_without_exhibits_is_right() => Checked.Run(new ExportBuilder { WithExhibits = false }.Build()).IsRight();

    [Fact]
    public void A_list_in_which_nothing_stands_is_none() => Checked.Run(new ExportBuilder
    {
        Change = (type, claims) =>
        {
            if (type == File)
                claims["exhibits"]!.AsArray().Add(null);
        },
    }.Build()).IsRefused("File: The file: it has not its form: a list holds nothing where something is due.");

    [Fact]
    public void A_broken_seal_is_told_and_is_no_fault_of_the_export()
    {
        var export = new ExportBuilder
        {
            Change = (_, claims) =>
            {
                if ((string?)claims["seal"] == "intact")
                    claims["seal"] = "broken";
            },
        }.Build();
        var result = Checked.Run(export);
        result.IsRight();
        Assert.Contains("note   receipt 1: the recipient said that the seal was broken.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "sha256", "null")]
    [InlineData(0, "length", "null")]
    [InlineData(2, "length", "3000")]
    public void What_is_a_thing_has_no_content_and_what_is_none_has_one(int exhibit, string member, string value)
    {
        var export = new ExportBuilder
        {
            Change = (type, claims) =>
            {
                if (type == File)
                    claims["exhibits"]![exhibit]![member] = JsonNode.Parse(value);
            },
        }.Build();
        Checked.Run(export).IsRefused(": a thing has no hash and no length, all others have both.");
    }

    [Fact]
    public void A_label_steers_no_terminal()
    {
        var export = new ExportBuilder
        {
            Change = (type, claims) =>
            {
                if (type == File)
                    claims["exhibits"]![0]!["label"] = "\u001b[2J\u202evan\nAll is right.";
            },
        }.Build();
        var result = Checked.Run(export);
        result.IsRight();
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain('\u202e', result.Output);
        Assert.DoesNotContain($"{Environment.NewLine}All is right.)", result.Output, StringComparison.Ordinal);
    }
}
