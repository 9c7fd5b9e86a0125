using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Canaries;
using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>What every run of one script starts from.</summary>
/// <param name="Catalog">The database before the script, without rows.</param>
/// <param name="Literals">The words and values of the script and of the code that it may call.</param>
/// <param name="Scope">The tables whose rows the script may touch.</param>
/// <param name="OwnCreations">The statements behind which nobody looks.</param>
/// <param name="NewKeys">The foreign keys that the script is to add.</param>
/// <param name="Stored">The tables in which earlier migrations left rows; none where the script cannot run what is written in one.</param>
internal sealed record RehearsalScene(
    DatabaseSnapshot Catalog,
    ScriptLiterals Literals,
    MarkedScript Marked,
    ValueList<SeenTable> Scope,
    OwnCreations OwnCreations,
    ValueList<SeenConstraint> NewKeys,
    IReadOnlySet<long> Stored
)
{
    /// <param name="known">What another copy of the same cluster has in its catalog; null reads it.</param>
    public static async Task<RehearsalScene> LookAsync(
        NpgsqlConnection session,
        DatabaseSnapshot? known,
        SqlScript script,
        CancellationToken cancel
    )
    {
        var catalog = known ?? await SnapshotReader.ReadCatalogAsync(session, cancel);
        var functions = catalog
            .Code.Where(code => code.Kind == "function")
            .Select(code => code.Name.Split('.')[^1])
            .ToHashSet(StringComparer.Ordinal);
        var bodies = functions.Count == 0 ? [] : await ReadBodiesAsync(session, cancel);
        var literals = ScriptLiterals.Read([script.Source.Text, .. bodies]);
        var scope = CanaryScope.Of(catalog, script, literals);
        var marked = MarkedScript.Of(script, functions);
        // Only code can run what is written in a row.
        var runsText = marked.Marks.Any(mark => mark.Risk is CodeRisk.Dynamic or CodeRisk.Calls);
        var rows = runsText ? (await SnapshotReader.WithRowsAsync(session, catalog, scope, cancel)).Rows : [];
        var stored = rows.Where(table => table.Rows.Count > 0).Select(table => table.Table).ToHashSet();
        return new(catalog, literals, marked, scope, OwnCreations.In(script), PromisedKeys.Of(catalog, script), stored);
    }

    /// <summary>The sets of rows to try, the richest first.</summary>
    public List<CanaryRung> Ladder() =>
        Scope.Count == 0
            ? [CanaryRung.Empty]
            : [.. CanaryRung.Ladder(CastTargets()).Where(rung => !rung.LeavesStored || Stored.Count > 0)];

    /// <summary>The tables that rows are planted in.</summary>
    public ValueList<SeenTable> ScopeOf(CanaryRung rung)
    {
        var scope = rung.Only is { } only ? WithParents(only) : Scope;
        return rung.LeavesStored ? scope.Where(table => !Stored.Contains(table.Oid)).ToValueList() : scope;
    }

    private static async Task<List<string>> ReadBodiesAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var bodies = new List<string>();
        await using var command = new NpgsqlCommand(
            """
            SELECT p.prosrc FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid >= 16384 AND n.nspname !~ '^pg_' AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
            LIMIT 200
            """,
            session
        );
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            bodies.Add(reader.GetString(0));
        return bodies;
    }

    /// <summary>With the tables that their rows have to refer to.</summary>
    private ValueList<SeenTable> WithParents(ValueList<long> only)
    {
        var wanted = only.ToHashSet();
        for (var grew = true; grew; )
        {
            var parents = Catalog
                .Constraints.Where(key => key.Kind == 'f' && wanted.Contains(key.Table) && !wanted.Contains(key.Target))
                .Select(key => key.Target)
                .ToList();
            grew = parents.Count > 0;
            wanted.UnionWith(parents);
        }
        return Catalog.Tables.Where(table => wanted.Contains(table.Oid)).ToValueList();
    }

    private IEnumerable<TextStyle> CastTargets()
    {
        var words = Literals.Words;
        if (words.Overlaps(["uuid"]))
            yield return TextStyle.Uuids;
        if (
            words.Overlaps([
                "int",
                "integer",
                "bigint",
                "smallint",
                "numeric",
                "decimal",
                "double",
                "real",
                "float",
                "int4",
                "int8",
                "float8",
                "to_number",
            ])
        )
            yield return TextStyle.Numbers;
        if (words.Overlaps(["date", "timestamp", "timestamptz", "time", "to_date", "to_timestamp"]))
            yield return TextStyle.Dates;
        if (words.Overlaps(["json", "jsonb"]))
            yield return TextStyle.Json;
        if (words.Overlaps(["bool", "boolean"]))
            yield return TextStyle.Booleans;
    }
}
