using Levee.Cli.Catalog;
using Levee.Cli.Replay;
using Levee.Core.Diff;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Text;
using Npgsql;

namespace Levee.Tests.Postgres;

/// <summary>One database that is emptied and filled again, for tests of many small cases.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    /// <summary>Nothing vacuums by itself here, and dead rows make the catalog slow to read.</summary>
    private const int EmptyingsPerVacuum = 100;

    private readonly ShadowDatabases _shadows;
    private readonly ShadowDatabase _database;
    private readonly NpgsqlConnection _session;
    private int _emptied;

    private ScratchDatabase(ShadowDatabases shadows, ShadowDatabase database, NpgsqlConnection session) =>
        (_shadows, _database, _session) = (shadows, database, session);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ScratchDatabase> OpenAsync()
    {
        var shadows = await Histories.OpenAsync();
        var database = await shadows.EmptyAsync(Cancel);
        return new(shadows, database, await database.ConnectAsSuperuserAsync(Cancel));
    }

    public async Task EmptyAsync()
    {
        if (++_emptied % EmptyingsPerVacuum == 0)
            await RunAsync("VACUUM");
        await using var command = new NpgsqlCommand(
            """
            DO $$
            DECLARE item text;
            BEGIN
                FOR item IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
                    EXECUTE format('DROP EXTENSION %I CASCADE', item);
                END LOOP;
                FOR item IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
                    EXECUTE format('DROP SCHEMA %I CASCADE', item);
                END LOOP;
                CREATE SCHEMA public;
            END $$
            """,
            _session
        );
        await command.ExecuteNonQueryAsync(Cancel);
        await _session.ReloadTypesAsync(Cancel);
    }

    /// <summary>Null where it ran; otherwise what PostgreSQL said.</summary>
    public async Task<string?> RunAsync(SqlScript script)
    {
        var run = await ScriptRunner.RunAsync(_session, script, ScriptOptions.Default, Cancel);
        return run.Failure is { } failure ? $"{failure.Message} in: {run.FailedStatement?.Text}" : null;
    }

    public Task<string?> RunAsync(string sql) => RunAsync(ScriptReader.Read(new SourceText("test.sql", sql)));

    public Task<DatabaseSchema> ReadAsync(DatabaseSchema like) => CatalogReader.ReadAsync(_session, like, Cancel);

    /// <summary>What is in the database and what it is to become, with PostgreSQL's spelling of it.</summary>
    public async Task<Pair<DatabaseSchema>> CompareAsync(DatabaseSchema after)
    {
        var before = await ReadAsync(after);
        var questions = Spellings.Find(new(before, after));
        if (questions.Count == 0)
            return new(before, after);
        // What is asked leaves tables, which end with their session.
        await using var session = await _database.ConnectAsync(Cancel);
        var answers = await SpellingReader.AskAsync(session, after, questions, Cancel);
        return new(before, Spellings.Apply(after, questions, answers));
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _database.DisposeAsync();
        await _shadows.DisposeAsync();
    }
}
