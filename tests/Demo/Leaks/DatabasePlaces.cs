using System.Diagnostics;
using System.Text;
using Npgsql;

namespace ReferralNetwork.Tests.Demo.Leaks;

/// <summary>Every database as a dump, and PostgreSQL's files with the write-ahead log as they lie on the disk.</summary>
public static class DatabasePlaces
{
    public static IEnumerable<Place> Of(OperatorAccess access)
    {
        foreach (var database in access.Databases)
        {
            yield return new(
                $"dump of database {database}",
                control => Plant(access, database, control),
                () => Dump(access, database),
                () => Execute(access, database, "drop table if exists canary_control"),
                disguise => !disguise.StartsWith("UTF-16", StringComparison.Ordinal));
        }
        yield return new(
            "PostgreSQL's data folder with its write-ahead log",
            async control =>
            {
                await Plant(access, access.Databases[0], control);
                await Execute(access, "postgres", "checkpoint");
            },
            () => Place.Files(Path.Combine(access.Data, "postgres", "data")),
            () => Execute(access, access.Databases[0], "drop table if exists canary_control"),
            _ => true);
    }

    /// <summary>A row of text and a row of bytes; the bytes are kept uncompressed, as short values are.</summary>
    static async Task Plant(OperatorAccess access, string database, string control)
    {
        await Execute(
            access, database,
            "drop table if exists canary_control; create table canary_control (text text, bytes bytea); alter table canary_control alter text set storage external, alter bytes set storage external");
        await using var source = NpgsqlDataSource.Create(Address(access, database));
        await using var insert = source.CreateCommand("insert into canary_control values ($1, $2)");
        var text = string.Join(
            '\n',
            Disguises.Of(control).Where(d => !d.Name.StartsWith("UTF-16", StringComparison.Ordinal)).Select(d => Encoding.UTF8.GetString(d.Bytes)));
        insert.Parameters.Add(new() { Value = text });
        insert.Parameters.Add(new() { Value = Place.Disguised(control) });
        await insert.ExecuteNonQueryAsync();
    }

    static async Task Execute(OperatorAccess access, string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(Address(access, database));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    static string Address(OperatorAccess access, string database) =>
        new NpgsqlConnectionStringBuilder(access.Postgres) { Database = database, Pooling = false }.ConnectionString;

    static async IAsyncEnumerable<(string Name, Stream Content)> Dump(OperatorAccess access, string database)
    {
        var address = new NpgsqlConnectionStringBuilder(access.Postgres);
        var start = new ProcessStartInfo(Path.Combine(access.PostgresBin, "pg_dump"))
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            // As inserts: the copy format doubles every backslash, which would hide JSON's escapes.
            ArgumentList = { "--inserts", "--host", address.Host!, "--port", $"{address.Port}", "--username", address.Username!, database },
        };
        start.Environment["PGPASSWORD"] = address.Password;
        using var dump = Process.Start(start)!;
        yield return (database, dump.StandardOutput.BaseStream);
        await dump.WaitForExitAsync();
        if (dump.ExitCode != 0)
            throw new NotObservedException($"pg_dump of {database} ended with {dump.ExitCode}.");
    }
}
