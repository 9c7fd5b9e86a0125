using Levee.Cli.Postgres;
using Levee.Core;
using Levee.Core.Effects;
using Levee.Core.History;
using Levee.Core.Schema;
using Levee.Core.Sql;

namespace Levee.Cli.Commands;

/// <summary>Rehearses a script on top of a history; a large first migration is only run.</summary>
internal static class FirstRun
{
    /// <inheritdoc cref="Rehearser.RunAsync"/>
    /// <param name="like">The schema that what the script leaves is to be compared with; null does not read what it leaves.</param>
    public static Task<Rehearsal> RehearseAsync(
        ShadowDatabases shadows,
        ValueList<Migration> history,
        SqlScript script,
        DatabaseSchema? like,
        CancellationToken cancel
    ) =>
        history.Count == 0 && FirstMigration.IsLarge(script)
            ? RunAsync(shadows, script, like, cancel)
            : Rehearser.RunAsync(shadows, history, script, new() { Like = like }, cancel);

    /// <summary>As an ordinary user, as in a rehearsal.</summary>
    private static async Task<Rehearsal> RunAsync(
        ShadowDatabases shadows,
        SqlScript script,
        DatabaseSchema? like,
        CancellationToken cancel
    )
    {
        await using var shadow = await shadows.EmptyAsync(cancel);
        await using var session = await shadow.ConnectAsync(cancel);
        await ShadowDatabase.GiveToMigratorAsync(session, cancel);
        await using var writer = await shadow.ConnectAsMigratorAsync(cancel);
        var run = await ScriptRunner.RunAsync(writer, script, ScriptOptions.Default, cancel);
        var left =
            run.Failure is null && like is not null ? await CatalogReader.ReadAsync(session, like, cancel) : null;
        var statements = script.Statements.Select(
            (statement, number) => new Evidence(number, statement, [], TimeSpan.Zero, IsAlone: false)
        );
        return new(script, statements.ToValueList(), [], left) { Failure = run.Failure };
    }
}
