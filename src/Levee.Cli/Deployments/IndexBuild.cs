using Levee.Core.Deploy;
using Npgsql;
using NpgsqlTypes;

namespace Levee.Cli.Deployments;

/// <summary>What the catalog says of an index that was being built or dropped concurrently.</summary>
internal enum IndexState
{
    Absent,
    Valid,

    /// <summary>A build that was cut off leaves it: it costs every write and serves no read.</summary>
    Invalid,
}

/// <summary>Indexes that are built and dropped outside of a transaction.</summary>
internal static class IndexBuild
{
    /// <summary>The state of the index that the statement names, in the schema of its table.</summary>
    /// <returns>Null where the statement names none, or its table cannot be found.</returns>
    public static async Task<(IndexState State, string Name)?> FindAsync(
        NpgsqlConnection session,
        LoneStatement statement,
        CancellationToken cancel
    ) =>
        statement switch
        {
            LoneStatement.BuildIndex { Name: { } name } build => await FindOnAsync(session, name, build.Table, cancel),
            LoneStatement.DropIndex drop => await FindNamedAsync(session, drop.Index, cancel),
            _ => null,
        };

    /// <summary>Removes what a build that was cut off left. Only for one that was ours.</summary>
    /// <param name="index">Quoted.</param>
    public static async Task DropAsync(NpgsqlConnection session, string index, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"DROP INDEX CONCURRENTLY IF EXISTS {index}", session);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<(IndexState, string)?> FindOnAsync(
        NpgsqlConnection session,
        string name,
        string table,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_catalog.format('%I.%I', n.nspname, $1), i.indisvalid
            FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
                LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = t.relnamespace AND c.relname = $1
                LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
            WHERE t.oid = pg_catalog.to_regclass($2)
            """,
            session
        );
        command.Parameters.Add(Text(name));
        command.Parameters.Add(Text(table));
        return await ReadAsync(command, cancel);
    }

    private static async Task<(IndexState, string)?> FindNamedAsync(
        NpgsqlConnection session,
        string index,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT $1, i.indisvalid
            FROM (SELECT pg_catalog.to_regclass($1) AS oid) AS named LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = named.oid
            """,
            session
        );
        command.Parameters.Add(Text(index));
        return await ReadAsync(command, cancel);
    }

    private static async Task<(IndexState, string)?> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
            return null;
        var state =
            reader.IsDBNull(1) ? IndexState.Absent
            : reader.GetBoolean(1) ? IndexState.Valid
            : IndexState.Invalid;
        return (state, reader.GetString(0));
    }

    private static NpgsqlParameter Text(string text) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = text };
}
