using System.Globalization;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Canaries;
using Levee.Core.Effects;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>The version of the application that still runs: it prepared its statements before the migration and goes on
/// executing them after it.</summary>
internal sealed class OldApplication
{
    private const int MostTables = 12;

    private readonly NpgsqlConnection _session;
    private readonly List<Statement> _statements;

    private OldApplication(NpgsqlConnection session, List<Statement> statements) =>
        (_session, _statements) = (session, statements);

    /// <param name="Values">What to execute it with.</param>
    private sealed record Statement(string Kind, SeenTable Table, string Name, string Text, string Values);

    /// <summary>Prepares SELECT, INSERT and an upsert for each unique index, and executes them once.</summary>
    /// <param name="session">A session that stays; an internal error may end it.</param>
    public static async Task<OldApplication> StartAsync(
        NpgsqlConnection session,
        DatabaseSnapshot catalog,
        IEnumerable<CanaryTable> tables,
        CancellationToken cancel
    )
    {
        var statements = tables
            .Where(table => table.Rows.Count > 0)
            .Take(MostTables)
            .SelectMany(table => Of(catalog, table))
            .ToList();
        var application = new OldApplication(session, statements);
        if (statements.Count == 0)
            return application;
        while (true)
        {
            await application.PrepareAllAsync(cancel);
            // What does not work today is no news tomorrow.
            var broken = await application.ExecuteAllAsync(cancel);
            statements.RemoveAll(statement => broken.Exists(failure => ReferenceEquals(failure.Statement, statement)));
            if (!LostSession.IsLost(session))
                return application;
            await LostSession.ReopenAsync(session, cancel);
        }
    }

    /// <summary>Executes them again. The session is open after it, but may be another one.</summary>
    public async Task<List<Effect>> GoOnAsync(CancellationToken cancel)
    {
        var broken = await ExecuteAllAsync(cancel);
        await LostSession.ReopenAsync(_session, cancel);
        return
        [
            .. from failure in broken
            select (Effect)
                new Effect.BrokePrepared(
                    failure.Statement.Kind,
                    failure.Statement.Table.FullName,
                    failure.Error.SqlState,
                    failure.Error.MessageText
                ),
        ];
    }

    private async Task PrepareAllAsync(CancellationToken cancel)
    {
        foreach (var statement in _statements.ToList())
        {
            try
            {
                await SendAsync([$"PREPARE {statement.Name} AS {statement.Text}"], cancel);
            }
            catch (PostgresException)
            {
                _statements.Remove(statement); // a rule of the table does not allow it
                await LostSession.ReopenAsync(_session, cancel);
            }
        }
    }

    /// <returns>Those up to the one that cost the session, where one did.</returns>
    private async Task<List<(Statement Statement, PostgresException Error)>> ExecuteAllAsync(CancellationToken cancel)
    {
        var failures = new List<(Statement, PostgresException)>();
        if (_statements.Count == 0)
            return failures;
        await SendAsync(["BEGIN", "SAVEPOINT one"], cancel);
        foreach (var statement in _statements)
        {
            try
            {
                // Back to where the one before began, whatever became of it.
                var values = statement.Values.Length > 0 ? $"({statement.Values})" : "";
                await SendAsync(["ROLLBACK TO SAVEPOINT one", $"EXECUTE {statement.Name}{values}"], cancel);
            }
            catch (PostgresException error)
            {
                // The made-up row is there already, or its parent is not: that is no fault of the migration.
                if (
                    error.SqlState is not (PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation)
                )
                    failures.Add((statement, error));
                // An internal error (the cached plan asks for a type that is gone) ends the session.
                if (LostSession.IsLost(_session))
                    return failures;
            }
        }
        await SendAsync(["ROLLBACK"], cancel);
        return failures;
    }

    private static IEnumerable<Statement> Of(DatabaseSnapshot catalog, CanaryTable table)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"levee_{table.Table.Oid}");
        var columns = string.Join(", ", table.Table.Columns.Select(column => Identifier.Quote(column.Name)));
        yield return new("select", table.Table, name + "_select", $"SELECT {columns} FROM {table.Table.Quoted}", "");

        var written = table
            .Columns.Select((column, place) => (column, place))
            .Where(pair => !pair.column.IsNumbered)
            .ToList();
        if (written.Count == 0)
            yield break;
        var names = string.Join(", ", written.Select(pair => Identifier.Quote(pair.column.Name)));
        var parameters = string.Join(", ", written.Select((_, i) => $"${i + 1}"));
        var values = string.Join(
            ", ",
            written.Select(pair => table.Rows[0].Values[pair.place] is { } value ? Identifier.QuoteText(value) : "NULL")
        );
        var insert = $"INSERT INTO {table.Table.Quoted} ({names}) VALUES ({parameters})";
        yield return new("insert", table.Table, name + "_insert", insert, values);

        foreach (
            var index in catalog.Indexes.Where(index =>
                index.Table == table.Table.Oid
                && index is { IsUnique: true, IsValid: true, Predicate: null, Expressions: null }
            )
        )
        {
            var keys = index.Keys.Select(key => table.Table.FindColumn(key)).ToList();
            if (keys.TrueForAll(key => key is not null))
            {
                var target = string.Join(", ", keys.Select(key => Identifier.Quote(key!.Name)));
                yield return new(
                    "upsert",
                    table.Table,
                    $"{name}_{index.Oid}",
                    $"{insert} ON CONFLICT ({target}) DO NOTHING",
                    values
                );
            }
        }
    }

    private async Task SendAsync(string[] statements, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(_session);
        foreach (var statement in statements)
            batch.BatchCommands.Add(new(statement));
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
