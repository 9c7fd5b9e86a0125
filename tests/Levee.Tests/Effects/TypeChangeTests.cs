using Levee.Core;
using Levee.Core.Canaries;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Levee.Core.Text;

namespace Levee.Tests.Effects;

/// <summary>A change of type needs evidence, unless the server's own cast keeps every value.</summary>
public sealed class TypeChangeTests
{
    [Theory]
    [InlineData("smallint", "bigint", true)]
    [InlineData("bigint", "integer", true)]
    [InlineData("character varying(20)", "character varying(40)", true)]
    [InlineData("character varying(40)", "character varying(20)", true)]
    [InlineData("character varying(40)", "text", true)]
    [InlineData("numeric(10,2)", "numeric(12,4)", true)]
    [InlineData("numeric(10,2)", "numeric(11,4)", true)]
    [InlineData("numeric(10,2)", "numeric", true)]
    [InlineData("integer", "numeric(10,0)", true)]
    [InlineData("integer", "numeric(10,2)", false)]
    [InlineData("bigint", "double precision", false)]
    [InlineData("timestamp(3) without time zone", "timestamp(6) without time zone", true)]
    [InlineData("timestamp without time zone", "timestamp(3) without time zone", false)]
    [InlineData("timestamp(3) without time zone", "timestamp(3) with time zone", false)]
    [InlineData("interval", "interval(0)", false)]
    [InlineData("jsonb", "text", true)]
    [InlineData("text", "uuid", true)]
    [InlineData("text", "integer", false)]
    [InlineData("text", "date", false)]
    [InlineData("integer[]", "bigint[]", true)]
    [InlineData("bigint[]", "integer[]", true)]
    [InlineData("text", "character varying(20)", true)]
    [InlineData("numeric(12,4)", "numeric(12,2)", false)]
    [InlineData("numeric(12,2)", "numeric(8,2)", true)]
    [InlineData("numeric(12,2)", "integer", false)]
    [InlineData("double precision", "integer", false)]
    [InlineData("inet", "cidr", false)]
    public void A_cast_keeps_or_refuses_every_value_or_not(string before, string after, bool keeps) =>
        Assert.Equal(keeps, Untried($"ALTER TABLE t ALTER c TYPE {after}", before, after, Plain).Count == 0);

    [Theory]
    [InlineData("ALTER TABLE t ALTER c TYPE text", Conversion.Assignment)]
    [InlineData(
        """ALTER TABLE t ALTER COLUMN "c" SET DATA TYPE text USING "c"::text, ALTER d TYPE int USING 0""",
        Conversion.Explicit
    )]
    [InlineData("ALTER TABLE t ALTER c TYPE text USING (c)::text", Conversion.Explicit)]
    [InlineData("ALTER TABLE t ALTER c TYPE text USING CAST(c AS text)", Conversion.Explicit)]
    [InlineData("ALTER TABLE t ALTER c TYPE text USING c::varchar(3)", Conversion.Other)]
    [InlineData("ALTER TABLE t ALTER c TYPE text USING left(c, 3)", Conversion.Other)]
    [InlineData("ALTER TABLE t ALTER c TYPE text USING d::text", Conversion.Other)]
    [InlineData("ALTER TABLE t ALTER c TYPE text USING ''", Conversion.Other)]
    [InlineData("DO $$ BEGIN ALTER TABLE t ALTER c TYPE text USING ''; END $$", Conversion.Other)]
    public void The_server_s_own_cast_is_told_from_everything_else(string sql, Conversion conversion) =>
        Assert.Equal(conversion, TypeConversion.Of(Script(sql), "c"));

    [Fact]
    public void A_cast_that_is_written_cuts_what_is_too_long() =>
        Assert.NotEmpty(
            Untried("ALTER TABLE t ALTER c TYPE varchar(9) USING c::varchar(9)", "text", "character varying(9)", Plain)
        );

    [Fact]
    public void A_domain_refuses_and_converts_nothing()
    {
        var change = new Effect.Retyped("public.t.c", "text", "phone") { Converted = 1 };
        var after = DatabaseSnapshot.Empty with { Types = [new(9, "public", "phone", TypeKind.Domain, [], "text")] };

        Assert.Empty(UntriedConversions.Find(Script("ALTER TABLE t ALTER c TYPE phone"), after, [(Plain, [change])]));
    }

    [Fact]
    public void Everything_else_is_seen_on_values_that_it_could_make_one()
    {
        const string Sql = "ALTER TABLE t ALTER c TYPE int USING length(c)";

        Assert.NotEmpty(Untried(Sql, "text", "integer", Plain));
        Assert.Empty(Untried(Sql, "text", "integer", CanaryRung.Full));
        Assert.NotEmpty(Untried(Sql, "text", "integer", CanaryRung.Full, converted: 0));
    }

    [Fact]
    public void A_boolean_has_no_more_values_than_two()
    {
        var change = new Effect.Retyped("public.t.c", "boolean", "integer") { Converted = 2, HasFewValues = true };

        Assert.Empty(Untried("ALTER TABLE t ALTER c TYPE int USING 1 - c::int", change, Plain));
        Assert.NotEmpty(Untried("ALTER TABLE t ALTER c TYPE int USING 0", change with { Converted = 1 }, Plain));
    }

    [Theory]
    [InlineData("INSERT INTO n SELECT * FROM o ORDER BY id LIMIT 1000", ScriptTraits.CutsRows)]
    [InlineData("INSERT INTO n SELECT * FROM o LIMIT 1", ScriptTraits.None)]
    [InlineData("CREATE TABLE n AS SELECT * FROM o FETCH FIRST 500 ROWS ONLY", ScriptTraits.CutsRows)]
    [InlineData("CREATE TABLE n AS SELECT * FROM o TABLESAMPLE SYSTEM (90)", ScriptTraits.CutsRows)]
    [InlineData("INSERT INTO n SELECT DISTINCT ON (lower(a)) * FROM o", ScriptTraits.FoldsRows)]
    [InlineData("INSERT INTO n SELECT DISTINCT a FROM o", ScriptTraits.None)]
    [InlineData("INSERT INTO n SELECT a, max(b) FROM o GROUP BY a", ScriptTraits.FoldsRows)]
    [InlineData(
        "WITH m AS (DELETE FROM o WHERE id IN (SELECT id FROM o LIMIT 500) RETURNING *) INSERT INTO n SELECT * FROM m",
        ScriptTraits.None
    )]
    public void What_a_copy_leaves_out_is_told_by_its_words(string sql, ScriptTraits traits) =>
        Assert.Equal(traits, CopiedRows.TraitsOf(Script(sql)));

    [Fact]
    public void Numbers_times_a_hundred_and_times_moved_by_a_zone_are_no_loss()
    {
        Assert.False(Loses("numeric(10,2)", "bigint", ("1.25", "125"), ("3.10", "310"), ("7.00", "700")));
        Assert.True(Loses("numeric(10,3)", "bigint", ("1.251", "125"), ("3.10", "310"), ("7.00", "700")));
        Assert.False(
            Loses(
                "timestamp without time zone",
                "timestamp with time zone",
                ("2024-03-15 10:00:00", "2024-03-15 04:30:00+00"),
                ("2024-07-15 10:00:00", "2024-07-15 04:30:00+00")
            )
        );
        Assert.True(
            Loses(
                "timestamp without time zone",
                "timestamp with time zone",
                ("2024-03-31 02:30:00", "2024-03-31 01:30:00+00"),
                ("2024-03-31 03:30:00", "2024-03-31 01:30:00+00")
            )
        );
    }

    private static readonly CanaryRung Plain = new("of plain values", CanaryKinds.Plain, 8);

    private static List<Effect.Retyped> Untried(
        string sql,
        string before,
        string after,
        CanaryRung rows,
        int converted = 9
    ) => Untried(sql, new Effect.Retyped("public.t.c", before, after) { Converted = converted }, rows);

    private static List<Effect.Retyped> Untried(string sql, Effect.Retyped change, CanaryRung rows) =>
        [.. UntriedConversions.Find(Script(sql), DatabaseSnapshot.Empty, [(rows, [change])])];

    private static bool Loses(string before, string after, params (string Before, string After)[] values)
    {
        DatabaseSnapshot Database(string type, IEnumerable<string> stored) =>
            DatabaseSnapshot.Empty with
            {
                Tables =
                [
                    new(
                        1,
                        "public",
                        "t",
                        RelationKind.Table,
                        1,
                        0,
                        [
                            new(1, "id", "text", 25, TypeKind.Base, 0, true, null, IdentityKind.None, false),
                            new(2, "c", type, 20, TypeKind.Base, 0, false, null, IdentityKind.None, false),
                        ]
                    ),
                ],
                Rows = [new(1, [1, 2], [1], stored.Select((value, i) => new SeenRow([$"k{i}", value])).ToValueList())],
            };

        return SnapshotComparison
            .Compare(
                Database(before, values.Select(pair => pair.Before)),
                Database(after, values.Select(pair => pair.After))
            )
            .Any(effect => effect.Destroys);
    }

    private static SqlScript Script(string sql) => ScriptReader.Read(new SourceText("a.sql", sql));
}
