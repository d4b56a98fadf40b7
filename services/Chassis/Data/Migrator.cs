using System.Reflection;
using DbUp;
using DbUp.Engine;

namespace ReferralNetwork.Chassis.Data;

/// <summary>Brings a database to the newest schema from the SQL files that an assembly carries under Migrations/.</summary>
public static class Migrator
{
    /// <summary>Runs what has not run yet, in the order of the file names, each in its own transaction.</summary>
    /// <param name="only">Which embedded files; those of the folder Migrations when null.</param>
    /// <exception cref="InvalidOperationException">A script failed; it names the script.</exception>
    public static void Migrate(string connectionString, Assembly assembly, Func<string, bool>? only = null)
    {
        // A lock of the whole database, held until this connection closes, so that two instances starting together do not both migrate.
        using var connection = new Npgsql.NpgsqlConnection(
            new Npgsql.NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using (var take = new Npgsql.NpgsqlCommand("select pg_advisory_lock(7036502)", connection))
            take.ExecuteNonQuery();

        var result = DeployChanges.To
            .PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(assembly, only ?? (name => name.Contains(".Migrations.", StringComparison.Ordinal)))
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Migration {Name(result.ErrorScript)} failed: {result.Error.Message}", result.Error);
    }

    static string Name(SqlScript? script) => script?.Name ?? "(none)";
}
