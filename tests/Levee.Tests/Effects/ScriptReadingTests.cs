using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Tests.Effects;

/// <summary>What is read out of a script without running it: constants, marks, proofs, what must not run.</summary>
public sealed class ScriptReadingTests
{
    [Fact]
    public void Constants_belong_to_the_column_they_are_compared_with()
    {
        var literals = ScriptLiterals.Read(["UPDATE t SET a = 'new' WHERE a = 'old' AND b IN ('x', 'y') AND c > 40"]);

        Assert.Equal(["old"], literals.ComparedWith("a"));
        Assert.Equal(["x", "y"], literals.ComparedWith("b"));
        Assert.Equal(["40", "41", "39"], literals.ComparedWith("c"));
        Assert.Contains("a", literals.Assigned);
    }

    [Fact]
    public void A_pattern_gives_texts_that_it_matches() =>
        Assert.Contains("foo", ScriptLiterals.Read(["DELETE FROM t WHERE a LIKE '%foo%'"]).ComparedWith("a"));

    [Fact]
    public void Names_inside_of_strings_count_as_named() =>
        Assert.Contains("audit", ScriptLiterals.Read(["DO $$ BEGIN EXECUTE 'DROP TABLE audit'; END $$"]).Words);

    [Theory]
    [InlineData("DELETE FROM t WHERE false", "its condition is never true")]
    [InlineData("DELETE FROM t WHERE 1 = 2", "its condition is never true")]
    [InlineData("DELETE FROM t WHERE id IS NULL", "its condition asks for NULL in a column that holds none")]
    [InlineData("DELETE FROM t WHERE id IS NULL OR a = 'x'", null)]
    [InlineData("UPDATE t SET a = 'x' WHERE a IS NULL", "it fills in NULLs only")]
    [InlineData("UPDATE t SET a = 'x', id = 3 WHERE a IS NULL", null)]
    [InlineData("UPDATE t SET brand_new = 'x'", "the column is new")]
    [InlineData("DELETE FROM brand_new", "the table is new")]
    [InlineData("DELETE FROM t WHERE current_database() = 'prod'", null)]
    public void A_change_is_proven_harmless_or_not(string sql, string? why)
    {
        var table = new SeenTable(
            1,
            "public",
            "t",
            RelationKind.Table,
            1,
            0,
            [
                new(1, "id", "integer", 23, TypeKind.Base, 0, true, null, IdentityKind.None, false),
                new(2, "a", "text", 25, TypeKind.Base, 0, false, null, IdentityKind.None, false),
            ]
        );

        Assert.Equal(why, RowChange.Find(sql)!.WhyHarmless(DatabaseSnapshot.Empty with { Tables = [table] }));
    }

    [Theory]
    [InlineData("SELECT 1 FOR UPDATE")]
    [InlineData("ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON DELETE CASCADE ON UPDATE CASCADE")]
    [InlineData("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING")]
    public void Words_that_look_like_a_change_are_none(string sql) => Assert.Null(RowChange.Find(sql));

    [Theory]
    [InlineData("COPY t TO PROGRAM 'sh'", false)]
    [InlineData("COPY t FROM '/etc/passwd'", false)]
    [InlineData("ALTER SYSTEM SET x = 1", false)]
    [InlineData("DROP DATABASE prod", false)]
    [InlineData("SELECT pg_read_file('/etc/passwd')", false)]
    [InlineData("SELECT lo_export(1, '/tmp/x')", false)]
    [InlineData("SELECT dblink_exec('x', 'y')", false)]
    [InlineData("UPDATE pg_catalog.pg_class SET relname = 'x'", false)]
    [InlineData("DO $$ BEGIN EXECUTE 'COPY t TO PROGRAM ''sh'''; END $$", false)]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS 'import os'", false)]
    [InlineData("SET session_replication_role = replica", true)]
    [InlineData("SELECT set_config('session_replication_role', 'replica', false)", true)]
    [InlineData("DROP EVENT TRIGGER watch", true)]
    public void What_no_rehearsal_may_do_is_found_before_it_runs(string sql, bool mayRun) =>
        Assert.Equal(mayRun, Assert.Single(DenyList.Find(Script(sql))).MayRun);

    [Theory]
    [InlineData("INSERT INTO log VALUES ('COPY t TO PROGRAM ''sh''')")]
    [InlineData("-- ALTER SYSTEM\nSELECT 1")]
    [InlineData("COMMENT ON TABLE t IS 'drop database'")]
    [InlineData("CREATE TABLE \"alter system\" (a int)")]
    public void Words_in_strings_and_comments_are_let_pass(string sql) => Assert.Empty(DenyList.Find(Script(sql)));

    [Fact]
    public void Code_is_marked_before_what_may_destroy_and_in_each_branch()
    {
        var marked = Mark(
            "DO $$ BEGIN IF now() > '2030-01-01' THEN DROP TABLE a; ELSE RAISE NOTICE 'no'; END IF; DELETE FROM b; END $$"
        );

        Assert.Equal([CodeRisk.Changes, CodeRisk.ChangesRows], marked.Marks.Select(mark => mark.Risk));
        Assert.Equal([0, -1], marked.Marks.Select(mark => mark.Branch));
        Assert.Equal(2, marked.Branches.Count);
        Assert.Contains("RAISE INFO 'f00d:m:0'; DROP TABLE a", marked.Script.Statements[0].Text);
    }

    [Theory]
    [InlineData("EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'x')", true)]
    [InlineData("to_regclass('public.x') IS NOT NULL", true)]
    [InlineData("NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'x')", true)]
    [InlineData("EXISTS (SELECT 1 FROM pg_class WHERE relname = 'x' AND reltuples > 10)", false)]
    [InlineData("current_database() = 'prod'", false)]
    [InlineData("EXISTS (SELECT 1 FROM users)", false)]
    [InlineData("(SELECT count(*) FROM pg_stat_activity) > 1", false)]
    public void A_branch_is_decided_by_the_schema_or_not(string condition, bool byCatalog)
    {
        var marked = Mark($"DO $$ BEGIN IF {condition} THEN DROP TABLE a; END IF; END $$");

        Assert.Equal(byCatalog, marked.Branches[0].IsDecidedByCatalog);
    }

    [Theory]
    [InlineData("SELECT count(*) INTO n FROM users;")]
    [InlineData("SELECT count(*) INTO STRICT n FROM users;")]
    [InlineData("INSERT INTO log SELECT 1; GET DIAGNOSTICS n = ROW_COUNT;")]
    [InlineData("INSERT INTO log SELECT 1 RETURNING 1 INTO n;")]
    [InlineData("EXECUTE 'SELECT 1' INTO n;")]
    [InlineData("CALL count_users(n);")]
    [InlineData("FETCH c INTO n;")]
    [InlineData("SELECT 1, 2 INTO m, n;")]
    [InlineData("FOR n IN SELECT id FROM users LOOP NULL; END LOOP;")]
    [InlineData("FOREACH n IN ARRAY a LOOP NULL; END LOOP;")]
    [InlineData("n := (SELECT count(*) FROM users);")]
    public void A_variable_that_data_may_set_decides_nothing(string given)
    {
        var marked = Mark($"DO $$ DECLARE n int := 0; BEGIN {given} IF n > 5 THEN DROP TABLE a; END IF; END $$");

        Assert.False(marked.Branches[^1].IsDecidedByCatalog);
    }

    [Fact]
    public void A_variable_that_only_the_catalog_sets_decides()
    {
        var marked = Mark(
            "DO $$ DECLARE n int := 0; BEGIN SELECT count(*) INTO n FROM pg_indexes WHERE indexname = 'x'; IF n > 0 THEN DROP TABLE a; END IF; END $$"
        );

        Assert.True(marked.Branches[0].IsDecidedByCatalog);
    }

    [Theory]
    [InlineData("EXISTS (SELECT 1 FROM domains)")]
    [InlineData("EXISTS (SELECT 1 FROM pg_class, users)")]
    [InlineData("EXISTS (SELECT 1 FROM app.tables)")]
    [InlineData("EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'x')")]
    public void What_may_be_a_table_of_the_users_decides_nothing(string condition) =>
        Assert.False(
            Mark($"DO $$ BEGIN IF {condition} THEN DROP TABLE a; END IF; END $$").Branches[0].IsDecidedByCatalog
        );

    [Theory]
    [InlineData("SELECT inhrelid FROM pg_inherits", false)]
    [InlineData("SELECT schema_name FROM information_schema.schemata", false)]
    [InlineData("SELECT tablename FROM pg_tables WHERE schemaname LIKE 'tenant%'", false)]
    [InlineData("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", true)]
    public void A_loop_over_what_is_made_at_run_time_finds_more_elsewhere(string query, bool byCatalog)
    {
        var marked = Mark($"DO $$ DECLARE r record; BEGIN FOR r IN {query} LOOP DROP TABLE a; END LOOP; END $$");

        Assert.Equal(byCatalog, marked.Branches[0].IsDecidedByCatalog);
    }

    [Fact]
    public void Code_after_a_long_comment_is_marked() =>
        Assert.Single(Mark($"/* {new string('x', 3000)} */ DO $$ BEGIN DELETE FROM t; END $$").Marks);

    [Theory]
    [InlineData("DELETE FROM t; RAISE EXCEPTION 'no';", true)]
    [InlineData("DELETE FROM t; IF now() > x THEN RAISE EXCEPTION 'no'; END IF;", false)]
    [InlineData("DELETE FROM t; IF now() > x THEN RETURN; END IF; RAISE EXCEPTION 'no';", false)]
    [InlineData("DELETE FROM t; RAISE NOTICE 'no';", false)]
    public void What_comes_to_an_error_that_is_always_raised_is_undone(string code, bool isUndone) =>
        Assert.Equal(isUndone, Mark($"DO $$ BEGIN {code} END $$").Marks[0].IsUndone);

    [Fact]
    public void A_CASE_expression_is_no_branch()
    {
        var marked = Mark("DO $$ BEGIN UPDATE t SET a = CASE WHEN b THEN 1 ELSE 2 END; END $$");

        Assert.Empty(marked.Branches);
        Assert.Single(marked.Marks);
    }

    private static MarkedScript Mark(string sql) => MarkedScript.Of(Script(sql), new HashSet<string>(), "f00d");

    private static SqlScript Script(string sql) => ScriptReader.Read(new("m.sql", sql));
}
