using System.Diagnostics;
using Npgsql;
using ReferralNetwork.Chassis.Hosting;

namespace ReferralNetwork.Tests.Bench;

/// <summary>A database of the bench's own.</summary>
sealed class Database(string connectionString) : IAsyncDisposable
{
    public static async Task<Database> Create(string name) => new(await Servers.Database($"bench_{name}"));

    /// <summary>With the password, which the source's own lacks.</summary>
    public string ConnectionString => connectionString;

    public NpgsqlDataSource Source { get; } = ServiceHost.DataSource(connectionString);

    public async Task<T> Scalar<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Until the query counts so many. Looks seldom at first, so as not to slow what it waits for, and closely at the end.</summary>
    public async Task Until(long count, string sql, params object[] values)
    {
        var clock = Stopwatch.StartNew();
        for (long seen; (seen = await Scalar<long>(sql, values)) != count;)
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException($"{sql}: {seen} instead of {count} after two minutes.");
            var half = seen > 0 && seen < count ? clock.Elapsed.TotalMilliseconds * (count - seen) / seen / 2 : 10;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(half, 5, 500)));
        }
    }

    NpgsqlCommand Command(string sql, object[] values)
    {
        var command = Source.CreateCommand(sql);
        command.CommandTimeout = 600; // filling with a million rows takes its time
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Servers.Drop(connectionString);
    }
}
