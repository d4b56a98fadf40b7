namespace ReferralNetwork.Tests.Demo.Leaks;

/// <summary>What only the machine's owner can look into.</summary>
/// <param name="Own">Folders of the processes' own: their keys, traces and temporary files.</param>
/// <param name="Data">Folder with the data of both servers.</param>
/// <param name="Postgres">As the owner of the server.</param>
public sealed record OperatorAccess(
    string Run, string Own, string Data, string PostgresBin, string Postgres, IReadOnlyList<string> Databases, Uri Broker, Uri Management)
{
    public static OperatorAccess Read() => new(
        Settings.Needed("Demo__Run"),
        Settings.Needed("Demo__Own"),
        Settings.Needed("Demo__Data"),
        Settings.Needed("Demo__PostgresBin"),
        Settings.Needed("Demo__Postgres"),
        Settings.Needed("Demo__Databases").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        new(Settings.Needed("Demo__Broker")),
        new(Settings.Needed("Demo__Management")));
}
