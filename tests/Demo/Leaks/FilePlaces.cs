namespace ReferralNetwork.Tests.Demo.Leaks;

/// <summary>What every process writes about itself.</summary>
public static class FilePlaces
{
    public static IEnumerable<Place> Of(House house) => [Folder("logs", house), Folder("traces", house)];

    static Place Folder(string name, House house)
    {
        var folder = Path.Combine(house.Run, name);
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
