using System.Security.Cryptography;
using ReferralNetwork.Tests.Demo.Scenarios;

namespace ReferralNetwork.Tests.Demo.Leaks;

/// <summary>
/// What the demonstration typed is looked for wherever data comes to lie, in every disguise. A control is planted in each
/// place first: a search that does not find what is there proves nothing.
/// </summary>
public static class CanaryCheck
{
    public static async Task<int> Run(Settings settings, OperatorAccess access)
    {
        _ = settings;
        // Another each time: the log of changes remembers the last one for a while.
        var control = $"Žvirblė Контроль {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        var needles = new Needles([.. Canaries.All, control]);
        Console.WriteLine(
            $"The canary check: {Canaries.All.Count} texts of the survivors, raw, JSON-escaped, percent-encoded, UTF-16, base64 and hex");
        var leaks = 0;
        foreach (var place in (IEnumerable<Place>)[.. DatabasePlaces.Of(access), .. BrokerPlaces.Of(access), .. FilePlaces.Of(access)])
            leaks += await Look(place, needles, control);
        Console.WriteLine(leaks == 0 ? "  Nothing of it lies anywhere in the clear." : $"  {leaks} leaks.");
        return leaks == 0 ? 0 : 1;
    }

    static async Task<int> Look(Place place, Needles needles, string control)
    {
        var (pieces, bytes) = (0, 0L);
        var found = new HashSet<(string Piece, Finding Finding)>();
        await place.Plant(control);
        try
        {
            await foreach (var (piece, content) in place.Open())
            {
                await using var counted = new CountingStream(content);
                foreach (var finding in await needles.In(counted))
                    found.Add((piece, finding));
                pieces++;
                bytes += counted.Count;
            }
        }
        finally
        {
            await place.Clear();
        }

        var seen = found.Where(f => f.Finding.Text == control).Select(f => f.Finding.Disguise).ToHashSet(StringComparer.Ordinal);
        var unseen = Disguises.Of(control).Select(d => d.Name).Where(d => place.IsSeen(d) && !seen.Contains(d)).ToList();
        if (unseen.Count > 0)
            throw new NotObservedException($"The control was not found in {place.Name} as {string.Join(", ", unseen)}: the search is blind there.");

        var leaks = found.Where(f => f.Finding.Text != control).ToList();
        Console.WriteLine(
            $"  {(leaks.Count == 0 ? "clean" : "LEAK ")}  {place.Name} ({pieces} pieces, {bytes / 1024:N0} kB; control found in {seen.Count} disguises)");
        foreach (var (piece, finding) in leaks.Take(20))
            Console.WriteLine($"         {piece}: text {Canaries.All.ToList().IndexOf(finding.Text) + 1}, {finding.Disguise}");
        return leaks.Count;
    }
}
