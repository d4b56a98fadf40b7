using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Data;

/// <summary>
/// SQL by name. Values are the members of an object: <c>@caseId</c> is the member <c>caseId</c> or <c>CaseId</c>, and what the
/// statement does not name is not sent. A row becomes a record (Dapper): its constructor names the columns, in their order,
/// <c>opened_at</c> as <c>OpenedAt</c>; a single column may also be a plain value. JSON is a <c>string</c> or a
/// <c>JsonElement</c>. A column that may be null is a nullable member: a null where the record allows none would be its
/// type's default.
/// </summary>
public static partial class Sql
{
    static readonly ConcurrentDictionary<(string Sql, Type Values), Placed> Statements = new(); // as many as stand in the code
    static readonly MethodInfo OfMember = typeof(Sql).GetMethod(nameof(Value), BindingFlags.NonPublic | BindingFlags.Static)!;

    static Sql()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        As(value => new DateTimeOffset(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc)));
        As(value => new PartnerId((Guid)value));
        As(value => (byte[])value);
        As(value => (string[])value);
        As(value => (Guid[])value);
        As<IReadOnlyList<string>>(value => (string[])value);
        As<IReadOnlyList<Guid>>(value => (Guid[])value);
        As<IReadOnlyList<DateOnly>>(value => (DateOnly[])value);
        As(value => JsonSerializer.Deserialize<JsonElement>((string)value));

        static void As<T>(Func<object, T> read) => SqlMapper.AddTypeHandler(typeof(T), new Column(value => read(value)));
    }

    /// <summary>A statement for a batch.</summary>
    /// <param name="values">An object, as said above; null where the statement has none. A member may be an <see cref="NpgsqlParameter"/>.</param>
    public static NpgsqlBatchCommand Statement(string sql, object? values = null)
    {
        if (values is null)
            return new NpgsqlBatchCommand(sql);
        var placed = Statements.GetOrAdd((sql, values.GetType()), static key => Place(key.Sql, MembersOf(key.Values)));
        var statement = new NpgsqlBatchCommand(placed.Sql);
        foreach (var member in placed.Members)
            statement.Parameters.Add(member.Of(values));
        return statement;
    }

    /// <summary>The rows of a query, outside any unit of work; one round trip.</summary>
    public static async Task<List<T>> Read<T>(this NpgsqlDataSource database, string sql, object? values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.Read<T>(sql, values, cancellationToken);
    }

    /// <inheritdoc cref="Read{T}(NpgsqlDataSource, string, object?, CancellationToken)"/>
    /// <returns>The first row, or the type's default.</returns>
    public static async Task<T?> ReadOne<T>(this NpgsqlDataSource database, string sql, object? values, CancellationToken cancellationToken) =>
        (await database.Read<T>(sql, values, cancellationToken)).FirstOrDefault();

    /// <summary>The rows of a query, within the connection's own transaction.</summary>
    public static async Task<List<T>> Read<T>(this NpgsqlConnection connection, string sql, object? values, CancellationToken cancellationToken) =>
        await connection.Stream<T>(sql, values, cancellationToken).ToListAsync(cancellationToken);

    /// <summary>The same, one after the other, for more than fits into memory.</summary>
    public static async IAsyncEnumerable<T> Stream<T>(
        this NpgsqlConnection connection, string sql, object? values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Statement(sql, values) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var row = Row<T>(reader);
        while (await reader.ReadAsync(cancellationToken))
            yield return row(reader);
    }

    /// <summary>A statement outside any unit of work.</summary>
    /// <returns>How many rows it changed.</returns>
    public static async Task<int> Run(this NpgsqlDataSource database, string sql, object? values, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Statement(sql, values));
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How the rows that the reader stands before become <typeparamref name="T"/>.</summary>
    internal static Func<DbDataReader, T> Row<T>(DbDataReader reader)
    {
        var parse = reader.GetRowParser(typeof(T)); // its generic twin cannot do plain values of a reference type
        return row => parse(row) is { } value and not DBNull ? (T)value : default!;
    }

    /// <summary>The statement with its values by position: the driver would take the names apart each time.</summary>
    static Placed Place(string sql, Member[] members)
    {
        var named = new List<Member>();
        return new(
            Placeholder().Replace(sql, match =>
            {
                if (Array.Find(members, m => m.Name.Equals(match.Groups["name"].Value, StringComparison.OrdinalIgnoreCase)) is not { } member)
                    return match.Value;
                if (!named.Contains(member))
                    named.Add(member);
                return $"${named.IndexOf(member) + 1}";
            }),
            named);
    }

    /// <summary>Or what holds none: a text, a comment.</summary>
    [GeneratedRegex(@"'[^']*'|--[^\n]*|@(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    static Member[] MembersOf(Type type) =>
    [
        .. type.GetProperties().Where(property => property.CanRead && property.GetIndexParameters().Length == 0).Select(property => new Member(
            property.Name,
            (Func<object, NpgsqlParameter>)OfMember.MakeGenericMethod(type, property.PropertyType).Invoke(null, [property])!)),
    ];

    /// <summary>With the type of the member, so that a null has one too.</summary>
    static Func<object, NpgsqlParameter> Value<TValues, T>(PropertyInfo property)
    {
        var get = property.GetMethod!.CreateDelegate<Func<TValues, T>>();
        return values => get((TValues)values) switch
        {
            NpgsqlParameter made => made,
            PartnerId partner => new NpgsqlParameter<Guid> { TypedValue = partner.Value },
            null when typeof(T) == typeof(PartnerId?) => new NpgsqlParameter<Guid?>(),
            var value => new NpgsqlParameter<T> { TypedValue = value },
        };
    }

    sealed record Member(string Name, Func<object, NpgsqlParameter> Of);

    sealed record Placed(string Sql, IReadOnlyList<Member> Members);

    /// <summary>A type that the driver gives otherwise.</summary>
    sealed class Column(Func<object, object?> read) : SqlMapper.ITypeHandler
    {
        public object? Parse(Type destinationType, object value) => value is DBNull ? null : read(value);

        public void SetValue(IDbDataParameter parameter, object value) => throw new NotSupportedException("Statements are made by Sql.Statement.");
    }
}
