using Levee.Cli.Replay;
using Levee.Core.Guards;
using Levee.Core.Impact;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Levee.Core.Text;

namespace Levee.Tests.Fuzz;

/// <summary>Mutated SQL: what reads it before a server does neither crashes nor hangs.</summary>
[Slow]
public sealed class ScriptFuzzTests
{
    private static readonly IReadOnlySet<string> NoFunctions = new HashSet<string>();

    private static readonly string[] Corpus =
    [
        """
            -- CreateTable
            CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT DEFAULT 'it''s', CONSTRAINT "k" PRIMARY KEY ("id"));
            ALTER TABLE "User" ADD COLUMN IF NOT EXISTS "n" INTEGER[] DEFAULT ARRAY[1, 2]::INTEGER[];
            UPDATE "User" AS u SET "n" = '{}', ("email", "x") = (SELECT 1, 2) FROM a b WHERE u."id" = b."id" AND NOT (1 = 1 OR 2 > 3);
            DELETE FROM ONLY public."User" USING a WHERE "id" NOT IN (SELECT id FROM b) RETURNING *;
            -- levee:allow drop-column "User"."email" it is copied
            """,
        """
            DO $$ DECLARE r RECORD; BEGIN
              IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'User') THEN
                FOR r IN SELECT * FROM pg_tables LOOP EXECUTE format('DROP TABLE %I', r.tablename); END LOOP;
              ELSIF current_setting('server_version_num')::int < 90000 THEN DELETE FROM "User";
              ELSE CASE WHEN true THEN NULL; END CASE; END IF;
            EXCEPTION WHEN duplicate_object THEN null; END $$;
            INSERT INTO t (a, b) VALUES (1, E'\'x'), (2, U&'\0041' UESCAPE '!') ON CONFLICT (a) DO UPDATE SET b = EXCLUDED.b;
            MERGE INTO t USING s ON t.a = s.a WHEN MATCHED AND s.b THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1);
            """,
        """
            CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN a > 1 THEN 1 END; END;
            CREATE RULE r AS ON DELETE TO t DO INSTEAD (INSERT INTO l VALUES (1); DELETE FROM m);
            BEGIN; SAVEPOINT a; ROLLBACK TO a; COMMIT AND CHAIN; PREPARE TRANSACTION 'x'; COPY t FROM stdin;
            WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone;
            /* a /* nested */ comment */ SELECT lo_import('/etc/passwd'), $tag$ body $tag$, $1, 1e10, 'a'
              'b', B'1', X'f' FROM x.y WHERE a ~ '^[a-z]+$' AND b BETWEEN 1 AND 2;
            TRUNCATE a, b CASCADE; DROP SCHEMA IF EXISTS s CASCADE; CREATE INDEX CONCURRENTLY i ON t (lower(a) DESC) WHERE a IS NULL;
            """,
    ];

    private static readonly string[] Pieces =
    [
        "SELECT",
        "UPDATE",
        "SET",
        "WHERE",
        "DELETE FROM",
        "INSERT INTO",
        "VALUES",
        "ON CONFLICT",
        "DO",
        "DO $$",
        "$$",
        "$a$",
        "BEGIN",
        "BEGIN ATOMIC",
        "END",
        "END IF",
        "IF",
        "THEN",
        "ELSE",
        "LOOP",
        "CASE",
        "WHEN",
        "EXECUTE",
        "FORMAT(",
        "CREATE",
        "FUNCTION",
        "RULE",
        "AS",
        "FROM",
        "MERGE INTO",
        "USING",
        "MATCHED",
        "COPY",
        "STDIN",
        "PROGRAM",
        "(",
        ")",
        "[",
        "]",
        ";",
        ",",
        ".",
        "::",
        ":=",
        "=",
        "<>",
        "||",
        "'",
        "\"",
        "E'",
        "U&\"",
        "U&'",
        "UESCAPE",
        "B'",
        "--",
        "/*",
        "*/",
        "\\",
        "\\'",
        "\n",
        "\r\n",
        "\0",
        "\u00a0",
        "\ufeff",
        "é",
        "\ud83d",
        "$1",
        "1",
        "1e",
        "0x",
        ".5",
        "..",
        "NULL",
        "NOT",
        "AND",
        "OR",
        "IN (",
        "EXISTS (",
        "true",
        "pg_catalog.",
        "\"User\"",
        "-- levee:allow ",
        "-- levee:allow drop-column \"a\"",
    ];

    [Fact]
    public void Every_script_is_read_to_its_end() =>
        Fuzzing.Run("scripts", 4_000, 120_000, random => new TextMutator(random, Corpus, Pieces).Next(), Check);

    private static void Check(string text)
    {
        var script = ScriptReader.Read(new SourceText("migration.sql", text));
        Assert.All(script.Statements, statement => Assert.InRange(statement.Span.End, 0, text.Length));
        foreach (var statement in script.Statements)
        {
            StatementShape.TransactionControlOf(statement);
            StatementShape.CopyStream(statement);
            StatementRisk.Of(statement.Text, NoFunctions);
            RowChange.Find(statement.Text);
        }
        StatementShape.WantsOwnTransactions(script);
        DenyList.Find(script);
        MarkedScript.Of(script, NoFunctions, "n0nce");
        OwnCreations.In(script);
        ScriptLiterals.Read(script.Statements.Select(statement => statement.Text));
        Approvals.Read(script.Source);
        MigrationBatch.Take([script]);
        foreach (var _ in WholeRowRead.In("a.py", text)) { }
    }
}
