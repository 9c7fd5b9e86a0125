using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Rules;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Levee.Core.Text;

namespace Levee.Tests.Rules;

public sealed class StatementTests
{
    [Theory]
    [InlineData("CREATE INDEX IF NOT EXISTS a ON t (a)", true)]
    [InlineData("DROP TABLE IF EXISTS t", true)]
    [InlineData("ALTER TABLE t ALTER COLUMN a SET NOT NULL", true)]
    [InlineData("SET lock_timeout = '5s'", true)]
    [InlineData("SELECT 1", true)]
    [InlineData("SELECT setval('s', 5)", false)]
    [InlineData("SELECT * INTO b FROM a", false)]
    [InlineData("UPDATE t SET a = 1 WHERE a IS NULL", false)]
    [InlineData("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", false)]
    [InlineData("DO $$ BEGIN END $$", false)]
    [InlineData("VACUUM t", false)]
    [InlineData("ANALYZE t", false)]
    [InlineData("ALTER TABLE t VALIDATE CONSTRAINT c", false)]
    [InlineData("ALTER TABLE t SET (fillfactor = 70)", false)]
    [InlineData("ALTER TABLE t ENABLE TRIGGER a", false)]
    [InlineData("ALTER DATABASE d SET timezone TO 'UTC'", false)]
    [InlineData("GRANT SELECT ON t TO a", false)]
    [InlineData("CREATE ROLE a", false)]
    [InlineData("CALL p()", false)]
    public void Only_what_shows_in_the_catalog_can_be_seen_to_have_done_nothing(string statement, bool isOne) =>
        Assert.Equal(isOne, OnlyDefines.Is(statement));

    [Theory]
    [InlineData(
        "ALTER TABLE ONLY event DETACH PARTITION s.event_2020 CONCURRENTLY",
        "detach-partition",
        "s.event_2020"
    )]
    [InlineData("ALTER TABLE part NO INHERIT whole", "detach-partition", "public.part")]
    [InlineData("ALTER TABLE t DISABLE TRIGGER ALL", "disabled-trigger", "public.t")]
    [InlineData("DO $$ BEGIN ALTER TABLE \"T\" DISABLE TRIGGER a; END $$", "disabled-trigger", "public.T")]
    [InlineData("ALTER TABLE IF EXISTS t SET UNLOGGED", "unlogged-table", "public.t")]
    [InlineData("ALTER TABLE t REPLICA IDENTITY FULL", "replica-identity", "public.t")]
    [InlineData("REFRESH MATERIALIZED VIEW m WITH NO DATA", "view-without-data", "public.m")]
    [InlineData("REFRESH MATERIALIZED VIEW m", "rebuild-not-concurrent", "public.m")]
    [InlineData("REINDEX TABLE t", "rebuild-not-concurrent", null)]
    public void A_statement_has_the_finding_that_is_its_own(string statement, string code, string? name)
    {
        var found = Assert.Single(Judge(statement));

        Assert.Equal(code, found.Code);
        Assert.Equal(name, found.Object is { } about ? NamedObject.Of(about).Name : null);
    }

    [Theory]
    [InlineData("ALTER TABLE event ATTACH PARTITION p FOR VALUES IN (1)")]
    [InlineData("ALTER TABLE t ENABLE TRIGGER a")]
    [InlineData("ALTER TABLE t SET LOGGED")]
    [InlineData("REFRESH MATERIALIZED VIEW CONCURRENTLY m")]
    [InlineData("REINDEX INDEX CONCURRENTLY i")]
    [InlineData("COMMENT ON TABLE t IS 'DISABLE TRIGGER a'")]
    public void Its_harmless_neighbour_has_none(string statement) => Assert.Empty(Judge(statement));

    [Theory]
    [InlineData("ALTER TABLE t DISABLE TRIGGER a; UPDATE t SET b = 1; ALTER TABLE t ENABLE TRIGGER a;")]
    [InlineData("DO $$ BEGIN ALTER TABLE t DISABLE TRIGGER a; ALTER TABLE t ENABLE TRIGGER a; END $$")]
    [InlineData("REFRESH MATERIALIZED VIEW m WITH NO DATA; REFRESH MATERIALIZED VIEW CONCURRENTLY m;")]
    public void What_the_migration_itself_puts_right_is_no_finding(string script) => Assert.Empty(Judge(script));

    [Theory]
    [InlineData("timestamp(3) without time zone", "timestamp(3) with time zone", "", true)]
    [InlineData("timestamp with time zone", "date", "", true)]
    [InlineData("text", "timestamp with time zone", "", true)]
    [InlineData("timestamp(3) without time zone", "timestamp with time zone", " USING a AT TIME ZONE 'UTC'", false)]
    [InlineData("timestamp without time zone", "date", "", false)]
    [InlineData("timestamp with time zone", "timestamp(3) with time zone", "", false)]
    [InlineData("integer", "bigint", "", false)]
    public void What_depends_on_the_time_zone_is_said_so(string from, string to, string suffix, bool isSaid) =>
        Assert.Equal(
            isSaid,
            Judge("ALTER TABLE t ALTER COLUMN a TYPE x" + suffix, new Effect.Retyped("public.t.a", from, to))
                .Any(finding => finding.Code == "time-zone-dependent")
        );

    private static ValueList<Diagnostic> Judge(string statement, params Effect[] effects)
    {
        var script = ScriptReader.Read(new SourceText("migration.sql", statement));
        return Ruleset.Judge(
            new(
                script,
                script
                    .Statements.Select((part, i) => new Evidence(i, part, i == 0 ? effects.ToValueList() : [], false))
                    .ToValueList(),
                [],
                null
            )
        );
    }
}
