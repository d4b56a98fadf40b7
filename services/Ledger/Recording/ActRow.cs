using Npgsql;

namespace ReferralNetwork.Ledger.Recording;

/// <summary>An act as its row (<c>a</c> in the query) has it.</summary>
static class ActRow
{
    public const string Columns = "a.act_id, a.actor, a.partner, a.service, a.verb, a.reference, a.related, a.at, a.commitment";

    public static Act Read(NpgsqlDataReader row, int first = 0) => new(
        row.GetGuid(first), row.GetGuid(first + 1), Id(row, first + 2), row.GetString(first + 3), row.GetString(first + 4),
        row.GetGuid(first + 5), Id(row, first + 6), row.GetFieldValue<DateTimeOffset>(first + 7),
        row.IsDBNull(first + 8) ? null : row.GetString(first + 8));

    static Guid? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
}
