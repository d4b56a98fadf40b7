using System.Text.Json.Nodes;
using ReferralNetwork.Verifier;

namespace ReferralNetwork.Tests.Unit.Verifier;

/// <summary>Whose signatures count.</summary>
public sealed class KeyTests : IDisposable
{
    static readonly JsonObject original = new ExportBuilder().Build();

    readonly JsonObject export = original.DeepClone().AsObject();
    readonly string published = Path.GetTempFileName();

    public KeyTests() => File.WriteAllText(published, ExportBuilder.Pem(ExportBuilder.NetworkKey, ExportBuilder.LedgerKey));

    public void Dispose() => File.Delete(published);

    [Fact]
    public void Published_keys_are_enough()
    {
        var result = Checked.Run(export, "--trust", published);
        result.IsRight();
        Assert.Contains("2 of them are among the keys that you trust", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_that_somebody_made_with_keys_of_their_own_passes_only_where_no_published_keys_are_given()
    {
        var forged = new ExportBuilder { Network = ExportBuilder.NewKey(), Ledger = ExportBuilder.NewKey() }.Build();
        var untold = Checked.Run(forged);
        untold.IsRight();
        Assert.Contains("Whoever made the file could have made them.", untold.Output, StringComparison.Ordinal);

        var result = Checked.Run(forged, "--trust", published);
        result.IsRefused("File: The file: its signature is not by any key of the network that you trust.");
        result.IsRefused("Exhibit 1: hop 0: its signature is not by any key of the network that you trust.");
        result.IsRefused("Exhibit 3: receipt 1: its signature is not by any key of the network that you trust.");
        result.IsRefused("Ledger: The checkpoint: its signature is not by any key of the ledger that you trust.");
    }

    [Fact]
    public void A_key_that_was_exchanged_is_refused_even_where_it_is_listed_in_the_others_name()
    {
        var stranger = new ExportBuilder { Network = ExportBuilder.NewKey() }.Build();
        export["keys"]![0]!["jwk"] = stranger["keys"]![0]!["jwk"]!.DeepClone();
        foreach (var arguments in new string[][] { [], ["--trust", published] })
            Checked.Run(export, arguments).IsRefused("Exhibit 1: hop 0: its signature is not by any key of the network ");

        export["keys"]![0]!["jwk"]!["kid"] = ExportBuilder.NetworkKey.Id;
        foreach (var arguments in new string[][] { [], ["--trust", published] })
            Checked.Run(export, arguments).IsRefused($"Key {ExportBuilder.NetworkKey.Id}: it is no public key EC P-256 whose id is its thumbprint.");
    }

    [Fact]
    public void One_hop_signed_by_another_key_is_named()
    {
        var forger = new ExportBuilder { Network = ExportBuilder.NewKey() }.Build();
        export["exhibits"]![0]!["hops"]![2] = forger["exhibits"]![0]!["hops"]![2]!.DeepClone();
        Checked.Run(export).IsRefused("Exhibit 1: hop 2: its signature is not by any key of the network in this file.");

        export["keys"]!.AsArray().Add(forger["keys"]![0]!.DeepClone()); // a third key, listed
        Checked.Run(export).IsRefused("Exhibit 1: hop 2: it is of exhibit ");
        Checked.Run(export, "--trust", published).IsRefused("Exhibit 1: hop 2: its signature is not by any key of the network that you trust.");
    }

    [Fact]
    public void The_ledgers_key_signs_no_hop_and_the_networks_no_checkpoint()
    {
        (export["keys"]![0]!["use"], export["keys"]![1]!["use"]) = ("ledger", "network");
        var result = Checked.Run(export, "--trust", published);
        result.IsRefused("Exhibit 1: hop 0: its signature is not by any key of the network that you trust.");
        result.IsRefused("Ledger: The checkpoint: its signature is not by any key of the ledger that you trust.");
    }

    [Fact]
    public void What_a_former_key_signed_counts_where_it_is_listed_and_published()
    {
        var (former, present) = (ExportBuilder.NewKey(), ExportBuilder.NewKey());
        var old = new ExportBuilder { Network = former }.Build();
        old["keys"]!.AsArray().Insert(0, new ExportBuilder { Network = present }.Build()["keys"]![0]!.DeepClone());
        File.WriteAllText(published, ExportBuilder.Pem(present, former, ExportBuilder.LedgerKey));
        Checked.Run(old, "--trust", published).IsRight();
    }

    [Fact]
    public void A_key_that_is_listed_twice_or_for_something_else_is_refused()
    {
        export["keys"]!.AsArray().Add(export["keys"]![0]!.DeepClone());
        Checked.Run(export).IsRefused("it is listed twice.");
        export["keys"]![2]!["use"] = "gateway";
        Checked.Run(export).IsRefused("it is for gateway, where network or ledger is due.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    [InlineData("-----BEGIN RSA THING-----\nAAAA\n-----END RSA THING-----\n")]
    public void Published_keys_that_are_none_stop_the_check(string pem)
    {
        File.WriteAllText(published, pem);
        var result = Checked.Run(export, "--trust", published);
        Assert.Equal((CommandLine.Unreadable, ""), (result.Code, result.Output));
        Assert.StartsWith("The file of trusted keys holds", result.Errors, StringComparison.Ordinal);
    }
}
