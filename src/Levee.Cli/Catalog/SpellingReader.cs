using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Catalog;

/// <summary>Asks PostgreSQL how it would keep what a schema file says in SQL.</summary>
internal static class SpellingReader
{
    // Nothing is to be run but what PostgreSQL works out while it makes an empty table.
    private const string Prepare = "SELECT pg_catalog.set_config('statement_timeout', '2s', false)";

    private const string OwnNamespace = "SELECT pg_catalog.pg_my_temp_schema()::pg_catalog.regnamespace::text";

    /// <param name="session">In a scratch database, without more rights than a migration has: the texts are a stranger's.</param>
    /// <param name="schema">The one that the questions are about.</param>
    /// <returns>The tables that could be made, as the catalog has them.</returns>
    public static async Task<ValueList<Table>> AskAsync(
        NpgsqlConnection session,
        DatabaseSchema schema,
        ValueList<SpellingQuestion> questions,
        CancellationToken cancel
    )
    {
        await ExecuteAsync(session, "DISCARD TEMP", cancel);
        await ExecuteAsync(session, Prepare, cancel);
        var script = new SpellingScript(schema);
        for (var place = 0; place < questions.Count; place++)
            await TryAsync(session, script.Of(questions[place], place), cancel);
        await using var command = new NpgsqlCommand(OwnNamespace, session);
        return await command.ExecuteScalarAsync(cancel) is string own and not "-"
            ? await CatalogReader.ReadTablesAsync(session, own, schema, cancel)
            : [];
    }

    // All of it or nothing: half of it would be an answer to another question. Where the error is one of those that an
    // extension raises for a value that it cannot read, the driver would take the session for lost: it is told another.
    private static async Task TryAsync(NpgsqlConnection session, ValueList<string> statements, CancellationToken cancel)
    {
        var steps = string.Join("\n", statements.Select(one => $"EXECUTE {Identifier.QuoteText(one)};"));
        var block = $"BEGIN\n{steps}\nEXCEPTION WHEN OTHERS THEN RAISE EXCEPTION 'not kept';\nEND";
        try
        {
            await ExecuteAsync(session, $"DO {Identifier.QuoteText(block)}", cancel);
        }
        catch (PostgresException)
        {
            // It speaks of something that is not there.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(statement, session);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
