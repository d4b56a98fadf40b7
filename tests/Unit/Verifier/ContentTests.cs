using System.Text.Json.Nodes;
using ReferralNetwork.Verifier;

namespace ReferralNetwork.Tests.Unit.Verifier;

public sealed class ContentTests : IDisposable
{
    static readonly JsonObject export = new ExportBuilder().Build();

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Contents_are_known_by_what_is_in_them_whatever_their_names()
    {
        Put("IMG_0417 (1).jpg", ExportBuilder.Contents[0]);
        Put("in/a/folder.bin", ExportBuilder.Contents[1]);
        var result = Checked.Run(export, folder.FullName);
        result.IsRight();
        Assert.Contains("Its content is IMG_0417 (1).jpg.", result.Output, StringComparison.Ordinal);
        Assert.Contains($"Its content is {Path.Combine("in", "a", "folder.bin")}.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_given_is_said_and_is_no_fault()
    {
        Put("van.jpg", ExportBuilder.Contents[0]);
        var result = Checked.Run(export, folder.FullName);
        result.IsRight();
        Assert.Single(result.Output.Split(Environment.NewLine), line => line.EndsWith("Its content was not given.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_content_that_was_changed_is_found_and_told_from_its_length()
    {
        byte[] changed = [.. ExportBuilder.Contents[0]];
        changed[2999] ^= 1;
        Put("van.jpg", changed);
        var result = Checked.Run(export, folder.FullName);
        result.IsRefused("Contents: van.jpg is the content of no exhibit");
        result.IsRefused("It is as long as exhibit 1.");
    }

    [Fact]
    public void The_export_may_lie_among_the_contents() => Checked.Run(
        export.ToJsonString(), path => [path, Path.GetDirectoryName(path)!]).IsRight();

    [Fact]
    public void A_folder_that_is_not_there_stops_the_check() =>
        Assert.Equal(CommandLine.Unreadable, Checked.Run(export, Path.Combine(folder.FullName, "nowhere")).Code);

    void Put(string name, byte[] content)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
