using Levee.Core.Canaries;
using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>A script, and the database that it is rehearsed on.</summary>
/// <param name="Script">As it was written.</param>
/// <param name="Denied">What of it does not run.</param>
/// <param name="Catalog">The database before the script, without rows.</param>
/// <param name="Literals">The words and values of the script and of the code that it may call.</param>
/// <param name="Marked">What runs: without what was denied, with marks in its code.</param>
/// <param name="Scope">The tables whose rows the script may touch.</param>
/// <param name="Stored">The tables in which earlier migrations left rows; none where the script cannot run what is written in one.</param>
public sealed record RehearsalSubject(
    SqlScript Script,
    ValueList<Denied> Denied,
    DatabaseSnapshot Catalog,
    ScriptLiterals Literals,
    MarkedScript Marked,
    ValueList<SeenTable> Scope,
    IReadOnlySet<long> Stored
)
{
    /// <summary>What runs where the marks are what the script stumbles over.</summary>
    public required SqlScript Runnable { get; init; }

    /// <summary>Whether rows are planted. Without them only objects can be seen to go.</summary>
    public bool PlantsRows { get; init; } = true;

    /// <summary>The statements after which nobody looks.</summary>
    public required OwnCreations OwnCreations { get; init; }

    /// <summary>The statements that only put written rows into a table.</summary>
    public required LoneInserts LoneInserts { get; init; }

    /// <summary>Whether nobody has to look between the statement and the next.</summary>
    public bool GoesOn(int statement) => NeedsNoLook(statement) && NeedsNoLook(statement + 1);

    private bool NeedsNoLook(int statement) => OwnCreations.Contains(statement) || LoneInserts.Contains(statement);

    /// <summary>Above it, a script that only puts rows in runs without made-up ones: they show nothing but that keys collide.</summary>
    private const int LargeSeed = 200_000;

    private bool IsLargeSeed =>
        Script.Source.Text.Length > LargeSeed && Enumerable.Range(0, Runnable.Statements.Count).All(NeedsNoLook);

    /// <summary>What a script needs more for its size, above a small one.</summary>
    public TimeSpan MoreForSize => TimeSpan.FromSeconds(2.0 * Script.Source.Text.Length / 1_000_000);

    /// <summary>The code of the database's own functions.</summary>
    public required ValueList<string> Bodies { get; init; }

    /// <summary>What the script may change of the database's code.</summary>
    public required CodeChanges CodeChanges { get; init; }

    /// <summary>Whether operators and casts mean what they do in PostgreSQL, while the script runs as before it.</summary>
    public bool HasPlainOperators => !CodeChanges.OfOperators && !Catalog.Code.Any(code => code.IsOperatorOrCast);

    /// <summary>The foreign keys that the script is to add.</summary>
    public required ValueList<SeenConstraint> NewKeys { get; init; }

    /// <summary>How long the script may run in all attempts together.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(18);

    /// <summary>Whether rows are planted at all.</summary>
    public bool HasRows => PlantsRows && Scope.Count > 0 && !IsLargeSeed;

    /// <param name="bodies">The code of the database's own functions.</param>
    /// <param name="stored">The tables that hold rows.</param>
    /// <param name="nonce">What no script can know.</param>
    public static RehearsalSubject Of(
        SqlScript script,
        ValueList<Denied> denied,
        DatabaseSnapshot catalog,
        IReadOnlyList<string> bodies,
        string nonce
    )
    {
        var runnable = RehearsalScripts.WithoutDenied(script, denied);
        var functions = catalog
            .Code.Where(code => code.Kind == "function")
            .Select(code => code.Name.Split('.')[^1])
            .ToHashSet(StringComparer.Ordinal);
        var inserts = LoneInserts.In(runnable, catalog);
        // Megabytes of rows say nothing of what the script compares.
        List<string> texts =
            runnable.Source.Text.Length > LargeSeed
                ?
                [
                    .. runnable.Statements.Select(
                        (statement, number) => StatementWords.HeadOf(statement.Text, inserts.Contains(number))
                    ),
                ]
                : [runnable.Source.Text];
        var literals = ScriptLiterals.Read([.. texts, .. bodies]);
        var marked = MarkedScript.Of(runnable, functions, nonce);
        return new(
            script,
            denied,
            catalog,
            literals,
            marked,
            CanaryScope.Of(catalog, runnable, literals),
            new HashSet<long>()
        )
        {
            Runnable = runnable,
            OwnCreations = OwnCreations.In(runnable),
            LoneInserts = inserts,
            Bodies = bodies.ToValueList(),
            CodeChanges = CodeChanges.Of(texts, bodies, marked.Marks),
            NewKeys = PromisedKeys.Of(catalog, runnable),
        };
    }

    /// <summary>Whether it adds rows only where they are missing, and triggers or rules may do more then.</summary>
    public bool MayAddUnseen =>
        Literals.Words.Overlaps(["insert", "merge"])
        && Literals.Words.Overlaps(["merge", "conflict", "exists"])
        && Catalog.Code.Any(code => code.Kind is "trigger" or "rule");

    /// <summary>Only code can run what is written in a row.</summary>
    public bool MayRunStoredText => Marked.Marks.Any(mark => mark.Risk is CodeRisk.Dynamic or CodeRisk.Calls);

    /// <summary>The row sets to try, the richest first.</summary>
    public List<CanaryRung> RowSets() =>
        !HasRows
            ? [CanaryRung.Empty]
            :
            [
                .. CanaryRung
                    .Ladder(CastTargets())
                    .Where(rung => !rung.LeavesStored || Stored.Count > 0)
                    .Where(rung => !rung.IsModerate || Literals.Words.Overlaps(TimeWords)),
            ];

    private static readonly string[] TimeWords =
    [
        "to_timestamp",
        "make_interval",
        "interval",
        "timestamp",
        "timestamptz",
    ];

    /// <summary>The tables that rows are planted in.</summary>
    public ValueList<SeenTable> ScopeOf(CanaryRung rung)
    {
        var scope = rung.Only is { } only ? WithParents(only) : Scope;
        return rung.LeavesStored ? scope.Where(table => !Stored.Contains(table.Oid)).ToValueList() : scope;
    }

    /// <summary>The catalog that the row set holds to.</summary>
    public DatabaseSnapshot CatalogFor(CanaryRung rung) =>
        rung.HoldsToNewKeys ? Catalog with { Constraints = [.. Catalog.Constraints, .. NewKeys] } : Catalog;

    /// <summary>The tables whose rows may be what stopped the run: the one that PostgreSQL names, else those that the statement
    /// does.</summary>
    public List<SeenTable> Suspects(AttemptResult run)
    {
        var filled = Scope.Where(table => !run.Rung.Without.Contains(table.Oid)).ToList();
        var named = filled.Where(run.IsAbout).ToList();
        if (named.Count > 0 || run.FailedStatement < 0)
            return named;
        var words = ScriptLiterals.Read([Runnable.Statements[run.FailedStatement].Text]).Words;
        return filled.Where(table => words.Contains(table.Name)).ToList();
    }

    /// <summary>Whether it failed on a foreign key, and rows with parents for the keys that the script adds were not tried.</summary>
    public bool MissesParents(AttemptResult run) =>
        run.Error?.SqlState == SqlStates.ForeignKeyViolation && !run.Rung.HoldsToNewKeys && NewKeys.Count > 0;

    /// <summary>Whether it failed on a new column that no row of its table has a value for.</summary>
    public bool LacksValues(AttemptResult run) =>
        run.Error?.SqlState == SqlStates.NotNullViolation
        && Catalog.Tables.FirstOrDefault(run.IsAbout) is { } table
        && !table.Columns.Any(column => column.Name == run.Error.Column);

    /// <summary>Whether the script may give a column another value than it has: not where it only fills in what is missing.</summary>
    public bool MayOverwrite()
    {
        var columns = Scope.SelectMany(table => table.Columns).Select(column => column.Name).ToHashSet();
        return Literals.Assigned.Overlaps(columns)
            && (Catalog.Code.Any(code => code.Kind == "function") || Runnable.Statements.Any(Overwrites));

        bool Overwrites(SqlStatement statement) =>
            ScriptLiterals.Read([statement.Text]).Assigned.Overlaps(columns)
            && (
                ProceduralBody.Find(statement.Text) is not null
                || RowChange.Find(statement.Text)?.WhyHarmless(Catalog) is null
            );
    }

    /// <summary>With the tables that their rows have to refer to.</summary>
    private ValueList<SeenTable> WithParents(ValueList<long> only)
    {
        var wanted = only.ToHashSet();
        for (var grew = true; grew; )
        {
            var parents = Catalog
                .Constraints.Where(key =>
                    key.Kind == ConstraintKind.ForeignKey && wanted.Contains(key.Table) && !wanted.Contains(key.Target)
                )
                .Select(key => key.Target)
                .ToList();
            grew = parents.Count > 0;
            wanted.UnionWith(parents);
        }
        return Catalog.Tables.Where(table => wanted.Contains(table.Oid)).ToValueList();
    }

    private static readonly string[] NumberWords =
    [
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
    ];

    private IEnumerable<TextStyle> CastTargets()
    {
        var words = Literals.Words;
        if (words.Overlaps(["uuid"]))
            yield return TextStyle.Uuids;
        if (words.Overlaps(NumberWords))
            yield return TextStyle.Numbers;
        if (words.Overlaps(["date", "timestamp", "timestamptz", "time", "to_date", "to_timestamp"]))
            yield return TextStyle.Dates;
        if (words.Overlaps(["json", "jsonb"]))
            yield return TextStyle.Json;
        if (words.Overlaps(["bool", "boolean"]))
            yield return TextStyle.Booleans;
    }
}
