namespace ReferralNetwork.Tests.Demo.Leaks;

/// <summary>Somewhere that data comes to lie.</summary>
/// <param name="Plant">Leaves the control text there in every disguise, as a careless program would.</param>
/// <param name="Open">What lies there, piece by piece, each with a name for the report.</param>
/// <param name="Clear">Takes the control text away again.</param>
/// <param name="IsSeen">Which disguises this place keeps as they are: a dump writes binary values as hex.</param>
public sealed record Place(
    string Name,
    Func<string, Task> Plant,
    Func<IAsyncEnumerable<(string Name, Stream Content)>> Open,
    Func<Task> Clear,
    Func<string, bool> IsSeen)
{
    /// <summary>Files, those that vanish meanwhile aside: servers tidy up as they run.</summary>
    public static async IAsyncEnumerable<(string Name, Stream Content)> Files(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(
            folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            FileStream stream;
            try
            {
                stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (FileNotFoundException)
            {
                continue;
            }
            await using (stream)
                yield return (Path.GetRelativePath(folder, file), stream);
        }
    }

    /// <summary>All disguises one after the other, as bytes.</summary>
    public static byte[] Disguised(string control) => [.. Disguises.Of(control).SelectMany(d => d.Bytes.Append((byte)'\n'))];
}
