using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Replay;

public enum ScriptMode
{
    /// <summary>All statements in one transaction: all of them or none. The file's own BEGIN and COMMIT are not
    /// sent.</summary>
    Atomic,

    /// <summary>One statement after the other, each for itself; the file's own BEGIN and COMMIT count. A failure leaves
    /// what came before it done.</summary>
    Stepwise,
}

/// <summary>How a script is run.</summary>
public sealed record ScriptOptions
{
    public static readonly ScriptOptions Default = new();

    /// <summary>Null tries atomic first and goes stepwise where the script cannot be run in one transaction. The
    /// statements of the attempt were then seen twice by <see cref="Before"/> and <see cref="After"/>, the second time
    /// from the first one on.</summary>
    public ScriptMode? Mode { get; init; }

    /// <summary>Called before a statement is sent. With this or <see cref="After"/> set, statements are sent one at
    /// a time, but for those that go with the next.</summary>
    public Func<SqlStatement, CancellationToken, Task>? Before { get; init; }

    /// <summary>Whether a statement may be sent together with the one behind it, in a script that is atomic; null sends each
    /// alone.</summary>
    public Func<SqlStatement, bool>? GoesWithNext { get; init; }

    /// <summary>Called when a statement has succeeded, and those that were sent with it.</summary>
    public Func<StatementRun, CancellationToken, Task>? After { get; init; }
}

/// <summary>A statement that succeeded.</summary>
/// <param name="Rows">How many rows it inserted, updated, deleted, merged or selected; −1 for other statements.</param>
public sealed record StatementRun(SqlStatement Statement, long Rows);

/// <summary>What came of running a script.</summary>
/// <param name="Done">The statements whose effects stand, in order. Empty when an atomic script failed.</param>
/// <param name="Failure">Why it stopped, with the place in the script; null when it ran to its end.</param>
/// <param name="Notes">What is worth knowing about how it was run.</param>
public sealed record ScriptRun(
    ScriptMode Mode,
    ValueList<StatementRun> Done,
    Diagnostic? Failure,
    ValueList<Diagnostic> Notes
)
{
    /// <summary>The error as PostgreSQL sent it; null where there was none, or the script was refused before it was
    /// sent.</summary>
    public PostgresException? Error { get; init; }

    /// <summary>The statement that failed; null where none did, or the failure came at COMMIT.</summary>
    public SqlStatement? FailedStatement { get; init; }
}

/// <summary>The one way in which a script is run: replay, rehearsal and deploy share it. <see cref="MigrationBatch"/> spares it the
/// many that run at the first attempt.</summary>
public static class ScriptRunner
{
    /// <summary>Runs the script in the session. A script that fails is an answer, not an exception.</summary>
    /// <exception cref="NpgsqlException">The connection was lost.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the transaction was rolled back.</exception>
    public static async Task<ScriptRun> RunAsync(
        NpgsqlConnection connection,
        SqlScript script,
        ScriptOptions options,
        CancellationToken cancel
    )
    {
        if ((RefuseNul(script) ?? NestingLimit.Find(script) ?? RefuseCopy(script)) is { } refusal)
            return new(ScriptMode.Atomic, [], refusal, []);
        if (options.Mode == ScriptMode.Stepwise)
            return await RunStepwiseAsync(connection, script, options, null, cancel);
        if (options.Mode is null && StatementShape.WantsOwnTransactions(script))
        {
            var whole = await RunAsOneQueryAsync(connection, script, options, cancel);
            return whole.Error is { } problem && WhyNotAtomic(problem) is { } why
                ? await RunStepwiseAsync(connection, script, options, why, cancel)
                : whole;
        }

        var run = await RunAtomicAsync(connection, script, options, cancel);
        return options.Mode is null && run.Error is { } error && WhyNotAtomic(error) is { } reason
            ? await RunStepwiseAsync(connection, script, options, reason, cancel)
            : run;
    }

    /// <summary>Without the file's own BEGIN and COMMIT.</summary>
    internal static List<SqlStatement> StatementsOf(SqlScript script) =>
        script
            .Statements.Where(statement => StatementShape.TransactionControlOf(statement) == TransactionControl.None)
            .ToList();

    internal static void AddTransaction(NpgsqlBatch batch, List<SqlStatement> statements)
    {
        batch.BatchCommands.Add(new("BEGIN"));
        foreach (var statement in statements)
            batch.BatchCommands.Add(new(statement.Text));
        batch.BatchCommands.Add(new("COMMIT"));
    }

    private static async Task<ScriptRun> RunAtomicAsync(
        NpgsqlConnection connection,
        SqlScript script,
        ScriptOptions options,
        CancellationToken cancel
    )
    {
        var statements = StatementsOf(script);
        if (statements.Count == 0)
            return new(ScriptMode.Atomic, [], null, []);
        var isInTurns = options.Before is not null || options.After is not null;
        var done = new List<StatementRun>(statements.Count);
        var major = connection.PostgreSqlVersion.Major; // an error may cost the session
        try
        {
            if (isInTurns)
                await RunInTurnsAsync(connection, statements, done, options, cancel);
            else
                await RunBatchAsync(connection, statements, done, cancel);
            return new(ScriptMode.Atomic, done.ToValueList(), null, []);
        }
        catch (PostgresException error)
        {
            await RollBackAsync(connection);
            var failed = statements.Find(statement => ReferenceEquals(statement.Text, error.BatchCommand?.CommandText));
            return Failed(new(ScriptMode.Atomic, [], null, []) { FailedStatement = failed }, script, error, major);
        }
        catch (OperationCanceledException)
        {
            await RollBackAsync(connection);
            throw;
        }
    }

    // One round trip for the whole file.
    private static async Task RunBatchAsync(
        NpgsqlConnection connection,
        List<SqlStatement> statements,
        List<StatementRun> done,
        CancellationToken cancel
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        AddTransaction(batch, statements);
        await batch.ExecuteNonQueryAsync(cancel);
        for (var i = 0; i < statements.Count; i++)
            done.Add(new(statements[i], RowsOf(batch.BatchCommands[i + 1])));
    }

    private static async Task RunInTurnsAsync(
        NpgsqlConnection connection,
        List<SqlStatement> statements,
        List<StatementRun> done,
        ScriptOptions options,
        CancellationToken cancel
    )
    {
        const int MostTogether = 100; // all of a large script at once would be held in memory
        await ExecuteAsync(connection, "BEGIN", cancel);
        var together = new List<SqlStatement>();
        foreach (var statement in statements)
        {
            together.Add(statement);
            if (together.Count < MostTogether && options.GoesWithNext?.Invoke(statement) == true)
                continue;
            await RunTogetherAsync(connection, together, done, options, cancel);
            together.Clear();
        }
        await RunTogetherAsync(connection, together, done, options, cancel);
        await ExecuteAsync(connection, "COMMIT", cancel);
    }

    /// <summary>As PostgreSQL runs a file that is sent as one query: what no BEGIN opened is one transaction all the same, up to the
    /// file's own COMMIT or ROLLBACK, and what a BEGIN opened and nothing ends is undone.</summary>
    private static async Task<ScriptRun> RunAsOneQueryAsync(
        NpgsqlConnection connection,
        SqlScript script,
        ScriptOptions options,
        CancellationToken cancel
    )
    {
        var isLeftOpen = false;
        return await RunStepsAsync(connection, script, [], RunAsync);

        async Task RunAsync(List<StatementRun> done)
        {
            await ExecuteAsync(connection, "BEGIN", cancel);
            foreach (var statement in script.Statements)
            {
                var control = StatementShape.TransactionControlOf(statement);
                if (control == TransactionControl.None || StatementShape.IsTwoPhase(statement))
                {
                    await RunTogetherAsync(connection, [statement], done, options, cancel);
                    continue;
                }
                if (options.Before is { } before)
                    await before(statement, cancel);
                isLeftOpen = control == TransactionControl.Begins || StatementShape.Chains(statement);
                if (control != TransactionControl.Begins)
                {
                    await ExecuteAsync(
                        connection,
                        control == TransactionControl.Commits ? "COMMIT" : "ROLLBACK",
                        cancel
                    );
                    await ExecuteAsync(connection, "BEGIN", cancel);
                }
                done.Add(new(statement, -1));
                if (options.After is { } after)
                    await after(done[^1], cancel);
            }
            await ExecuteAsync(connection, isLeftOpen ? "ROLLBACK" : "COMMIT", cancel);
        }
    }

    private static async Task<ScriptRun> RunStepwiseAsync(
        NpgsqlConnection connection,
        SqlScript script,
        ScriptOptions options,
        string? reason,
        CancellationToken cancel
    )
    {
        ValueList<Diagnostic> notes = reason is null
            ? []
            : [Diagnostic.Note("not-atomic", $"runs statement by statement: {reason}")];
        return await RunStepsAsync(connection, script, notes, RunAsync);

        async Task RunAsync(List<StatementRun> done)
        {
            foreach (var statement in script.Statements)
                await RunTogetherAsync(connection, [statement], done, options, cancel);
            if (await IsInTransactionAsync(connection, cancel))
                await ExecuteAsync(connection, "COMMIT", cancel);
        }
    }

    /// <param name="execute">Runs the statements and adds each that is done.</param>
    private static async Task<ScriptRun> RunStepsAsync(
        NpgsqlConnection connection,
        SqlScript script,
        ValueList<Diagnostic> notes,
        Func<List<StatementRun>, Task> execute
    )
    {
        var done = new List<StatementRun>(script.Statements.Count);
        var major = connection.PostgreSqlVersion.Major; // an error may cost the session
        try
        {
            await execute(done);
            return new(ScriptMode.Stepwise, done.ToValueList(), null, notes);
        }
        catch (PostgresException error)
        {
            await RollBackAsync(connection);
            var failed = script.Statements.ElementAtOrDefault(done.Count);
            var run = new ScriptRun(ScriptMode.Stepwise, done.ToValueList(), null, notes) { FailedStatement = failed };
            return Failed(run, script, error, major);
        }
        catch (OperationCanceledException)
        {
            await RollBackAsync(connection);
            throw;
        }
    }

    private static async Task RunTogetherAsync(
        NpgsqlConnection connection,
        List<SqlStatement> statements,
        List<StatementRun> done,
        ScriptOptions options,
        CancellationToken cancel
    )
    {
        if (statements.Count == 0)
            return;
        if (options.Before is { } before)
            await before(statements[0], cancel);
        // Also for one: a batch alone tells the rows of a SELECT from those of an UPDATE.
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
            batch.BatchCommands.Add(new(statement.Text));
        await batch.ExecuteNonQueryAsync(cancel);
        for (var i = 0; i < statements.Count; i++)
        {
            var run = new StatementRun(statements[i], RowsOf(batch.BatchCommands[i]));
            done.Add(run);
            if (options.After is { } after)
                await after(run, cancel);
        }
    }

    private static long RowsOf(NpgsqlBatchCommand command) =>
        command.StatementType == StatementType.Other ? -1 : (long)command.Rows;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    // SAVEPOINT is refused outside of a transaction block, and does no harm inside of one.
    private static async Task<bool> IsInTransactionAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            await ExecuteAsync(connection, "SAVEPOINT levee", cancel);
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    internal static async Task RollBackAsync(NpgsqlConnection connection)
    {
        if (!LostSession.IsLost(connection))
            await ExecuteAsync(connection, "ROLLBACK", CancellationToken.None);
    }

    /// <summary>Why a script that failed with this error may well run statement by statement; null where it would
    /// not.</summary>
    internal static string? WhyNotAtomic(PostgresException error) =>
        error.SqlState switch
        {
            PostgresErrorCodes.ActiveSqlTransaction or PostgresErrorCodes.InvalidTransactionTermination =>
                error.MessageText,
            // Prisma 7.4 and later send a file like that; 5 and 6 fail on it.
            "55P04" => $"{error.MessageText}: a new value is used in the file that adds it",
            _ => null,
        };

    // PostgreSQL ends a text at one, and the driver cuts the connection.
    private static Diagnostic? RefuseNul(SqlScript script) =>
        script.Source.Text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var at
            ? Diagnostic.Error(
                "nul-byte",
                "here is a NUL byte, which no SQL may hold",
                script.Source.At(new(at, 1))
            ) with
            {
                Help = ["save the file as UTF-8 text: it was half written, or is UTF-16"],
            }
            : null;

    private static Diagnostic? RefuseCopy(SqlScript script)
    {
        foreach (var statement in script.Statements)
        {
            if (StatementShape.CopyStream(statement) is { } stream)
            {
                var at = script.Source.At(new(statement.Span.Start + stream.Start, stream.Length));
                return Diagnostic.Error(
                    "copy-stream",
                    $"COPY … {script.Source[at.Span]} needs psql at the other end",
                    at
                ) with
                {
                    Help = ["write the rows as INSERT; pg_dump --inserts does so"],
                };
            }
        }
        return null;
    }

    private static ScriptRun Failed(ScriptRun run, SqlScript script, PostgresException error, int major) =>
        run with
        {
            Failure = ScriptFailure.Describe(script, run.FailedStatement, error, major),
            Error = error,
        };
}
