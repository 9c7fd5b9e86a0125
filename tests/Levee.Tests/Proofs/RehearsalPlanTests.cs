using Levee.Core.Canaries;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Tests.Proofs;

/// <summary>Which attempts follow one another, without a server.</summary>
public sealed class RehearsalPlanTests
{
    private static readonly SeenColumn Id = new(
        1,
        "id",
        "integer",
        23,
        TypeKind.Base,
        0,
        true,
        null,
        IdentityKind.None,
        false
    );
    private static readonly DatabaseSnapshot Catalog = DatabaseSnapshot.Empty with
    {
        Tables =
        [
            new(20000, "public", "a", RelationKind.Table, 1, 0, [Id]),
            new(20001, "public", "b", RelationKind.Table, 2, 0, [Id]),
        ],
    };

    [Fact]
    public void A_script_that_runs_through_is_tried_once()
    {
        var tried = Follow("CREATE INDEX i ON a (id)", _ => null);

        Assert.Equal(["of every kind"], Names(tried));
    }

    [Fact]
    public void The_other_tables_keep_their_rows_where_one_has_to_be_poorer()
    {
        var tried = Follow(
            "CREATE UNIQUE INDEX i ON a (id)",
            rows =>
                rows.Kinds.HasFlag(CanaryKinds.Duplicates) && rows.Poor is null
                    ? new("23505", "could not create unique index") { Schema = "public", Table = "a" }
                    : null
        );

        Assert.Equal(["of every kind", "without duplicates", "of every kind"], Names(tried));
        Assert.Equal([20000], tried[^1].Rows.Poor!.Tables);
        Assert.Equal("without duplicates", tried[^1].Rows.Poor!.Rows.Name);
    }

    [Fact]
    public void Another_type_s_texts_are_tried_where_the_first_that_passed_are_few()
    {
        var tried = Follow(
            "ALTER TABLE a ADD n integer; ALTER TABLE a ADD j jsonb",
            rows =>
                rows.Style is null || (rows.Style == TextStyle.Numbers && rows.Kinds != CanaryKinds.Plain)
                    ? new("22P02", "invalid input syntax for type json")
                    : null
        );

        Assert.Equal(TextStyle.Json, tried[^1].Rows.Style);
        Assert.True(tried[^1].Rows.Kinds.HasFlag(CanaryKinds.Colliding));
    }

    [Fact]
    public void A_required_column_that_stored_rows_have_no_value_for_comes_to_an_end()
    {
        var tried = Follow(
            "ALTER TABLE a ADD COLUMN team text NOT NULL",
            _ =>
                new("23502", "column \"team\" contains null values")
                {
                    Schema = "public",
                    Table = "a",
                    Column = "team",
                }
        );

        Assert.True(tried.Count < 12);
    }

    [Fact]
    public void Attempts_end_when_their_time_is_over()
    {
        var plan = new RehearsalPlan(Subject("CREATE INDEX i ON a (id)"));
        var first = plan.Next([])!;

        Assert.Null(plan.Next([new(first, Catalog) { Took = TimeSpan.FromMinutes(5), Error = new("23505", "no") }]));
    }

    [Fact]
    public void What_was_not_tried_for_want_of_time_is_unproven()
    {
        var plan = new RehearsalPlan(Subject("CREATE INDEX i ON a (id)"));
        var results = new[]
        {
            new AttemptResult(plan.Next([])!, Catalog) { Took = TimeSpan.FromMinutes(5), Error = new("23505", "no") },
        };

        var unproven = plan.Conclude(results).Effects.OfType<Effect.Unproven>();

        Assert.Contains(unproven, effect => effect.Kind == UnprovenKind.Stopped);
    }

    private static List<Attempt.Whole> Follow(string sql, Func<CanaryRung, SqlError?> errorOn)
    {
        var plan = new RehearsalPlan(Subject(sql));
        var results = new List<AttemptResult>();
        while (plan.Next(results) is { } attempt && results.Count < 100)
        {
            var error = errorOn(((Attempt.Whole)attempt).Rows);
            results.Add(
                new(attempt, Catalog)
                {
                    Error = error,
                    Failure = error is null ? null : Diagnostic.Error("sql-error", error.Message),
                    FailedStatement = error is null ? -1 : 0,
                }
            );
        }
        return [.. results.Select(result => (Attempt.Whole)result.Attempt)];
    }

    private static RehearsalSubject Subject(string sql)
    {
        var script = ScriptReader.Read(new("m.sql", sql));
        return RehearsalSubject.Of(script, DenyList.Find(script), Catalog, [], "f00d");
    }

    private static IEnumerable<string> Names(List<Attempt.Whole> tried) => tried.Select(attempt => attempt.Rows.Name);
}
