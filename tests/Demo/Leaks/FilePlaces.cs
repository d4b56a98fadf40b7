namespace ReferralNetwork.Tests.Demo.Leaks;

/// <summary>What every process writes about itself.</summary>
public static class FilePlaces
{
    public static IEnumerable<Place> Of(OperatorAccess access) =>
    [
        Folder("logs", Path.Combine(access.Run, "logs")),
        .. Directory.EnumerateDirectories(access.Own).SelectMany(process => (Place[])
        [
            Folder($"traces of {Path.GetFileName(process)}", Path.Combine(process, "traces")),
            Folder($"temporary files of {Path.GetFileName(process)}", Path.Combine(process, "tmp")),
        ]),
    ];

    static Place Folder(string name, string folder)
    {
        var control = Path.Combine(folder, "canary-control");
        return new(
            name,
            text => File.WriteAllBytesAsync(control, Place.Disguised(text)),
            () => Place.Files(folder),
            () =>
            {
                File.Delete(control);
                return Task.CompletedTask;
            },
            _ => true);
    }
}
