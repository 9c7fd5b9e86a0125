using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Rules;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Tests.Rules;

public sealed class FindingWordsTests
{
    private static readonly Effect.Lost Column = new(ObjectKind.Column, "public.Access.role", "type public.Role");
    private static readonly Effect.Lost Index = new(ObjectKind.Index, "public.a_key", "column public.t.a");
    private static readonly Effect.Lost Constraint = new(ObjectKind.Constraint, "public.t.t_fkey", "table public.u");

    [Theory]
    [InlineData("""ALTER TABLE "Access" DROP COLUMN "role"; DROP TYPE "Role";""")]
    [InlineData("""ALTER TABLE public."Access" DROP "role", ADD x int;""")]
    [InlineData(
        """DO $$ BEGIN ALTER TABLE IF EXISTS ONLY "Access" DROP COLUMN IF EXISTS role; DROP TYPE "Role"; END $$;"""
    )]
    [InlineData("""DO $$ BEGIN EXECUTE 'ALTER TABLE "Access" DROP COLUMN role'; DROP TYPE "Role"; END $$;""")]
    public void A_column_that_a_statement_drops_by_name_is_a_dropped_column(string script) =>
        Assert.Equal(["drop-column"], CodesOf(script, Column));

    [Theory]
    [InlineData("""DROP TYPE "Role" CASCADE;""")]
    [InlineData("""DO $$ BEGIN ALTER TABLE "Other" DROP COLUMN role; DROP TYPE "Role" CASCADE; END $$;""")]
    [InlineData("""-- ALTER TABLE "Access" DROP COLUMN role""" + "\n" + """DROP TYPE "Role" CASCADE;""")]
    [InlineData("""ALTER TABLE "Access" DROP CONSTRAINT role; DROP TYPE "Role" CASCADE;""")]
    public void A_column_that_no_statement_drops_by_name_fell_with_its_type(string script) =>
        Assert.Equal(["cascade-loss"], CodesOf(script, Column));

    [Theory]
    [InlineData("DROP INDEX a_key; ALTER TABLE t DROP COLUMN a;", "drop-index")]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS public.other, public.a_key;", "drop-index")]
    [InlineData("ALTER TABLE t DROP COLUMN a;", "cascade-loss")]
    public void An_index_is_told_apart_likewise(string script, string code) =>
        Assert.Equal([code], CodesOf(script, Index));

    [Theory]
    [InlineData("ALTER TABLE t DROP CONSTRAINT t_fkey; DROP TABLE u;", "drop-constraint")]
    [InlineData("DROP TABLE u CASCADE;", "cascade-loss")]
    public void A_constraint_is_told_apart_likewise(string script, string code) =>
        Assert.Equal([code], CodesOf(script, Constraint));

    [Theory]
    [InlineData("UPDATE users\nSET email = lower(email)\nWHERE email <> ''", "SET email")]
    [InlineData("UPDATE users SET name = '', email = 'x' WHERE email = 'y'", "email")]
    [InlineData("ALTER TABLE users ALTER COLUMN email TYPE int USING email::int", "ALTER COLUMN email")]
    [InlineData("DO $$ BEGIN\n UPDATE users SET email = '' WHERE email > ''; END $$", "SET email")]
    [InlineData("DO $f$ BEGIN EXECUTE 'x'; END $f$", "DO $f$ BEGIN EXECUTE 'x'; END $f$")]
    public void Overwritten_values_are_shown_where_they_are_assigned(string statement, string words)
    {
        var found = Judge(statement, new Effect.ChangedValues("public.users.email", 1, 2, "'A' became 'a'"));

        Assert.Equal(words, found.Single().At!.Value.Source[found[0].At!.Value.Span]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-- lock_timeout is set elsewhere\n", true)]
    [InlineData("SET lock_timeout = 0;\n", true)]
    [InlineData("SET lock_timeout = '5s'; RESET lock_timeout;\n", true)]
    [InlineData("SET lock_timeout TO DEFAULT;\n", true)]
    [InlineData("SET search_path = lock_timeout;\n", true)]
    [InlineData("SET lock_timeout = '5s';\n", false)]
    [InlineData("SET LOCAL lock_timeout TO 2000;\n", false)]
    [InlineData("SET SESSION statement_timeout = '1min';\n", false)]
    [InlineData("SELECT pg_catalog.set_config('lock_timeout', '5s', true);\n", false)]
    public void A_lock_is_waited_for_without_end_where_no_timeout_was_set(string before, bool isSaid)
    {
        var found = Judge(
            before + "ALTER TABLE users ADD COLUMN a int",
            new Effect.Locked("public.users", LockMode.AccessExclusive)
        );

        Assert.Equal(isSaid, found.Any(finding => finding.Code == "lock-timeout-missing"));
    }

    [Fact]
    public void A_primary_key_is_not_advised_to_be_added_without_its_check()
    {
        var found = Judge(
            "ALTER TABLE users ADD PRIMARY KEY (id)",
            new Effect.Scanned("public.users", "to check every row"),
            new Effect.Required("public.users.id", IsNew: false),
            new Effect.AddedConstraint("public.users.users_pkey", ConstraintKind.PrimaryKey, "PRIMARY KEY (id)")
            {
                OnOldTable = true,
            }
        );

        Assert.Contains("CONCURRENTLY", Help(found, "constraint-scan"));
        Assert.DoesNotContain(found, finding => finding.Help.Any(help => help.Contains("NOT VALID")));
    }

    [Fact]
    public void A_column_that_is_not_there_yet_is_not_advised_to_be_filled_in_first() =>
        Assert.Contains(
            "DEFAULT",
            Help(
                Judge(
                    "ALTER TABLE users ADD COLUMN team text NOT NULL",
                    new Effect.Required("public.users.team", IsNew: true),
                    new Effect.FailedOn("23502", "column \"team\" contains null values", "of every kind")
                ),
                "required-on-existing"
            )
        );

    [Fact]
    public void The_check_of_a_new_required_column_is_not_advised_to_be_done_later() =>
        Assert.DoesNotContain(
            Judge(
                "ALTER TABLE users ADD COLUMN team text NOT NULL",
                new Effect.Required("public.users.team", IsNew: true),
                new Effect.Scanned("public.users", "to check every row")
            ),
            finding => finding.Code == "constraint-scan"
        );

    [Theory]
    [InlineData("INSERT INTO users VALUES (1)", false)]
    [InlineData("DO $$ BEGIN INSERT INTO users VALUES (1); END $$", false)]
    [InlineData("CREATE UNIQUE INDEX a ON users (a)", true)]
    [InlineData("UPDATE users SET email = lower(email)", true)]
    [InlineData("INSERT INTO users SELECT id FROM old_users", true)]
    public void A_row_of_constants_wants_no_rule_of_the_rows_there_are(string statement, bool isSaid) =>
        Assert.Equal(
            isSaid,
            Judge(statement, new Effect.FailedOn("23505", "duplicate key", "of every kind"))
                .Any(finding => finding.Code == "unique-on-existing")
        );

    [Fact]
    public void VALIDATE_alone_lets_everybody_work() =>
        Assert.Empty(
            Judge(
                "ALTER TABLE t VALIDATE CONSTRAINT c",
                new Effect.Scanned("public.t", "to check every row"),
                new Effect.Locked("public.t", LockMode.ShareUpdateExclusive)
            )
        );

    private static string Help(ValueList<Diagnostic> found, string code) =>
        string.Join('\n', found.Single(finding => finding.Code == code).Help);

    private static IEnumerable<string> CodesOf(string script, Effect effect) =>
        Judge(script, effect).Select(finding => finding.Code);

    /// <summary>As if the script's last statement had been seen to do this; for a loss, the statement that names it first.</summary>
    private static ValueList<Diagnostic> Judge(string text, params Effect[] effects)
    {
        var script = ScriptReader.Read(new SourceText("migration.sql", text));
        var name = effects[0] is Effect.Lost lost ? lost.Name[(lost.Name.LastIndexOf('.') + 1)..] : "";
        var at = script.Statements.ToList().FindIndex(statement => name.Length > 0 && statement.Text.Contains(name));
        at = at < 0 ? script.Statements.Count - 1 : at;
        var statements = script.Statements.Select(
            (statement, i) => new Evidence(i, statement, i == at ? effects.ToValueList() : [], false)
        );
        return Ruleset.Judge(new(script, statements.ToValueList(), [], null));
    }
}
