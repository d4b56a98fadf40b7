using System.Text.Json.Nodes;
using ReferralNetwork.Verifier;

namespace ReferralNetwork.Tests.Unit.Verifier;

/// <summary>Whatever is changed in an export is found, and said of the hop or receipt that it was done to.</summary>
public sealed class ExportTests
{
    static readonly ExportBuilder builder = new();
    static readonly JsonObject original = builder.Build();
    static readonly JsonObject another = new ExportBuilder().Build();

    readonly JsonObject export = original.DeepClone().AsObject();

    JsonArray Hops(int exhibit = 0) => export["exhibits"]![exhibit]!["hops"]!.AsArray();

    JsonArray Receipts(int exhibit = 0) => export["exhibits"]![exhibit]!["receipts"]!.AsArray();

    [Fact]
    public void What_nobody_touched_is_right()
    {
        var result = Checked.Run(export);
        result.IsRight();
        Assert.Contains("4 hops, each signed by a key of the network.", result.Output, StringComparison.Ordinal);
        Assert.Contains("this file's own keys were trusted", result.Output, StringComparison.Ordinal);
        Assert.EndsWith($"All is right.{Environment.NewLine}", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Exhibit 1: hop 0 is missing or not in its place: hop 1 stands first.")]
    [InlineData(2, "Exhibit 1: between hop 1 and hop 3 one is missing or they are swapped.")]
    [InlineData(3, "Exhibit 1: hop 3 is missing: the ledger has a record of it.")]
    public void A_hop_that_was_removed_is_missed(int hop, string fault)
    {
        Hops().RemoveAt(hop);
        Checked.Run(export).IsRefused(fault);
    }

    [Theory]
    [InlineData(0, "Exhibit 1: hop 0 is missing or not in its place: hop 1 stands first.")]
    [InlineData(2, "Exhibit 1: between hop 1 and hop 3 one is missing or they are swapped.")]
    [InlineData(3, "Exhibit 1: The hop of its release to")]
    public void A_hop_that_was_removed_with_all_that_tells_of_it_is_missed(int hop, string fault)
    {
        var jws = (string)Hops()[hop]!;
        Hops().RemoveAt(hop);
        Forget(jws);
        Checked.Run(export).IsRefused(fault);
    }

    [Fact]
    public void An_exhibit_without_any_hop_is_refused()
    {
        Hops(1).Clear();
        Checked.Run(export).IsRefused("Exhibit 2: hop 0 is missing: there is none at all.");
    }

    [Fact]
    public void Hops_that_were_swapped_are_both_named()
    {
        var (first, second) = (Hops()[1]!.DeepClone(), Hops()[2]!.DeepClone());
        (Hops()[1], Hops()[2]) = (second, first);
        var result = Checked.Run(export);
        result.IsRefused("Exhibit 1: between hop 2 and hop 1 one is missing or they are swapped.");
        result.IsRefused("Exhibit 1: between hop 0 and hop 2 one is missing or they are swapped.");
    }

    [Fact]
    public void A_hop_of_another_exhibit_is_named()
    {
        Hops(1)[0] = Hops(2)[0]!.DeepClone();
        var result = Checked.Run(export);
        result.IsRefused($"Exhibit 2: hop 0: it is of exhibit {builder.Exhibits[2]}.");
        result.IsRefused("Exhibit 2: hop 1: the hop before it is not the one whose hash it names");
    }

    [Fact]
    public void The_signature_of_another_hop_does_not_fit()
    {
        string[] parts = [.. ((string)Hops()[2]!).Split('.')[..2], ((string)Hops()[1]!).Split('.')[2]];
        Hops()[2] = string.Join('.', parts);
        var result = Checked.Run(export);
        result.IsRefused("Exhibit 1: hop 2: its signature does not fit");
        result.IsRefused("Exhibit 1: hop 3: the hop before it is not the one whose hash it names");
    }

    [Fact]
    public void A_receipt_of_another_case_is_named()
    {
        Receipts()[0] = another["exhibits"]![0]!["receipts"]![0]!.DeepClone();
        Checked.Run(export).IsRefused("Exhibit 1: receipt 1: it is of another case");
    }

    [Fact]
    public void A_receipt_of_another_exhibit_is_named()
    {
        Receipts(1).Add(Receipts()[0]!.DeepClone());
        Receipts().Clear();
        Checked.Run(export).IsRefused($"Exhibit 2: receipt 1: it is of exhibit {builder.Exhibits[0]}");
    }

    [Fact]
    public void A_receipt_that_was_removed_is_missed_by_its_record()
    {
        Receipts().Clear();
        Checked.Run(export).IsRefused(" commits to something that is not here.");
    }

    [Fact]
    public void A_receipt_that_is_there_twice_is_refused()
    {
        Receipts().Add(Receipts()[0]!.DeepClone());
        Checked.Run(export).IsRefused("Exhibit 1: receipt 2: its record");
    }

    [Fact]
    public void The_file_of_another_disclosure_is_refused()
    {
        export["file"] = another["file"]!.DeepClone();
        var result = Checked.Run(export);
        result.IsRefused("File: The file is of handoff");
        result.IsRefused("File: The file is disclosure");
        result.IsRefused("File: The file names exhibit");
        result.IsRefused("File: receipt 1: ");
    }

    [Fact]
    public void An_exhibit_that_was_left_out_or_added_is_missed()
    {
        export["exhibits"]!.AsArray().RemoveAt(1);
        Checked.Run(export).IsRefused($"File: The file names exhibit {builder.Exhibits[1]}; it is not here.");
        export["exhibits"]!.AsArray().Add(another["exhibits"]![1]!.DeepClone());
        Checked.Run(export).IsRefused("; the file does not name it.");
    }

    [Fact]
    public void A_member_in_capitals_is_another_one()
    {
        var (name, value) = ("File", export["file"]!.DeepClone());
        export.Remove("file");
        export[name] = value;
        Checked.Run(export).IsRefused("Form: The form: at $");
    }

    [Fact]
    public void An_exhibit_that_is_there_twice_is_refused()
    {
        export["exhibits"]!.AsArray().Add(export["exhibits"]![0]!.DeepClone());
        Checked.Run(export).IsRefused($"File: Exhibit {builder.Exhibits[0]} is here more than once.");
    }

    [Fact]
    public void A_record_that_was_removed_is_missed_by_its_hop()
    {
        export["records"]!.AsArray().Remove(RecordOf((string)Hops()[1]!));
        Checked.Run(export).IsRefused("Exhibit 1: hop 1: its record");
    }

    [Fact]
    public void A_commitment_that_was_removed_or_doubled_is_said()
    {
        var commitment = CommitmentTo((string)Hops(2)[0]!);
        export["commitments"]!.AsArray().Remove(commitment);
        Checked.Run(export).IsRefused("Exhibit 3: hop 0: nothing shows that the ledger has a record of it.");
        export["commitments"]!.AsArray().Add(commitment);
        Checked.Run(export).IsRight();
        export["commitments"]!.AsArray().Add(commitment.DeepClone());
        Checked.Run(export).IsRefused("Exhibit 3: hop 0: more than one record is said to commit to it.");
    }

    [Fact]
    public void A_record_that_is_there_twice_or_of_nothing_is_refused()
    {
        export["records"]!.AsArray().Add(export["records"]![0]!.DeepClone());
        Checked.Run(export).IsRefused("is here twice or more.");
        export["records"]!.AsArray()[^1] = another["records"]![0]!.DeepClone();
        Checked.Run(export).IsRefused("is of nothing that is here.");
    }

    [Fact]
    public void The_commitment_of_another_hop_does_not_fit()
    {
        var (mine, other) = (CommitmentTo((string)Hops()[0]!), CommitmentTo((string)Hops()[1]!));
        (mine["of"], other["of"]) = (other["of"]!.DeepClone(), mine["of"]!.DeepClone());
        var result = Checked.Run(export);
        result.IsRefused("Exhibit 1: hop 0: it names record");
        result.IsRefused("commits to something else.");
    }

    [Theory]
    [InlineData("{0}=")]
    [InlineData("{0}==")]
    [InlineData("{0}\n")]
    [InlineData(" {0}")]
    public void A_statement_that_is_written_in_another_way_is_none(string way)
    {
        export["checkpoint"] = string.Format(null, way, (string)export["checkpoint"]!);
        Checked.Run(export).IsRefused("Ledger: The checkpoint: it is no signed statement (JWS).");
    }

    [Fact]
    public void A_record_that_another_service_made_is_no_record_of_it() =>
        Checked.Run(new ExportBuilder { Service = "referrals" }.Build()).IsRefused("Exhibit 1: hop 0: its record");

    [Theory]
    [InlineData("records", "verb", "Read\n", "verb must be")]
    [InlineData("records", "at", "2026-11-24T08:30:00.0000011Z", "its moment is not in UTC and microseconds")]
    [InlineData("records", "at", "2026-11-24T10:30:00.000001+02:00", "its moment is not in UTC and microseconds")]
    [InlineData("records", "path", "00", "its path holds what is no SHA-256 in lower-case hex")]
    [InlineData("commitments", "salt", "AAB=", "its salt is no base64")]
    public void A_value_that_could_be_written_in_another_way_is_refused(string list, string member, string value, string fault)
    {
        export[list]![0]![member] = member == "path" ? new JsonArray(value) : value;
        Checked.Run(export).IsRefused($"Form: The form: {list}[0]: {fault}");
    }

    [Fact]
    public void The_path_of_another_record_leads_nowhere()
    {
        var (mine, other) = (RecordOf((string)Hops()[0]!), RecordOf((string)Hops()[1]!));
        mine["path"] = other["path"]!.DeepClone();
        var result = Checked.Run(export);
        Assert.Matches("^Exhibit 1: hop 0: its record .* does not lead to the checkpoint", Assert.Single(result.Faults));
    }

    [Fact]
    public void The_checkpoint_of_another_tree_is_refused_by_every_hop()
    {
        export["checkpoint"] = another["checkpoint"]!.DeepClone();
        var result = Checked.Run(export);
        Assert.Equal(export["records"]!.AsArray().Count, result.Faults.Count(fault => fault.Contains("does not lead to the checkpoint")));
        result.IsRefused("Exhibit 3: hop 2: its record");
    }

    [Fact]
    public void A_statement_of_another_kind_passes_for_none()
    {
        (export["checkpoint"], export["file"]) = (export["file"]!.DeepClone(), export["checkpoint"]!.DeepClone());
        var result = Checked.Run(export);
        result.IsRefused("Ledger: The checkpoint: its signature is not by any key of the ledger in this file.");
        result.IsRefused("File: The file: its signature is not by any key of the network in this file.");
        Hops()[0] = Receipts()[0]!.DeepClone();
        Checked.Run(export).IsRefused("Exhibit 1: hop 0: it is signed as custody-receipt+jwt, where custody+jwt is due.");
    }

    JsonObject CommitmentTo(string jws) => export["commitments"]!.AsArray().Single(one => (string)one!["of"]! == jws)!.AsObject();

    JsonObject RecordOf(string jws) =>
        export["records"]!.AsArray().Single(one => (string)one!["id"]! == (string)CommitmentTo(jws)["recordId"]!)!.AsObject();

    void Forget(string jws)
    {
        export["records"]!.AsArray().Remove(RecordOf(jws));
        export["commitments"]!.AsArray().Remove(CommitmentTo(jws));
    }
}
