using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Reports;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Tests.Reports;

/// <summary>A report with one of everything, and with names that try to break out of each format.</summary>
internal static class SampleReport
{
    private static readonly SourceText Schema = new("schema.prisma", "model User {\n  id Int @id\n  email Strin\n}\n");

    private static readonly SourceText Script = new(
        "db/migrations/20261122101500_drop email/migration.sql",
        """
        -- DropForeignKey
        ALTER TABLE "Post" DROP CONSTRAINT "Post_author_fkey";

        -- AlterTable
        ALTER TABLE "User" DROP COLUMN "email",
        ADD COLUMN     "name" TEXT;

        -- CreateTable
        CREATE TABLE "```Tag|x%%" (
            "id" INTEGER NOT NULL
        );

        """
    );

    public static Report Whole { get; } =
        new("check", ExitCode.Destructive)
        {
            PathPrefix = "apps/web/",
            Anchor = "schema.prisma",
            Diagnostics =
            [
                Diagnostic.Note("no-effect", "the migration `20261101_x` changes nothing"),
                Diagnostic.Warning(
                    "drop-index-not-concurrent",
                    "drops an index, 100% of writers\nwait: a, b",
                    Find(Script, "DROP CONSTRAINT")
                ) with
                {
                    Object = "constraint public.Post.Post_author_fkey",
                    Notes = ["ACCESS EXCLUSIVE on \"Post\""],
                },
                Diagnostic.Error(
                    "drop-column",
                    "drops column User.email and the values in it",
                    Find(Script, "DROP COLUMN \"email\"")
                ) with
                {
                    Object = "column public.User.email",
                    Cause =
                        "stale: origin/main added it in commit 1a2b3c4 (@ann, 3 days ago), your branch never had it",
                    Notes = ["in the rehearsal 2 of 2 rows lost a value"],
                    Help =
                    [
                        "git fetch origin && git rebase origin/main",
                        "or allow it: -- levee:allow drop-column \"User\".\"email\" <reason>",
                    ],
                },
                Diagnostic.Error("unknown-type", "there is no type or model named Strin", Find(Schema, "Strin")) with
                {
                    Help = ["did you mean `String`?"],
                },
            ],
            Refusals =
            [
                new(
                    ExitCode.Destructive,
                    "DESTRUCTIVE MIGRATION DETECTED",
                    ["Nothing was written.", "", "  1. git fetch origin && git status"],
                    ["AI AGENTS: stop, show this to the person and wait."]
                ),
            ],
            Migrations =
            [
                new("20261122101500_drop email", Script, MigrationState.Existing)
                {
                    Steps = [new("AlterTable", "[*] Changed the `User` table\n  [-] Removed column `email`")],
                    Locks =
                    [
                        new("public.\"User\"", "ACCESS EXCLUSIVE", "reads and writes", Find(Script, "DROP COLUMN")),
                    ],
                    Schemas = new(
                        DatabaseSchema.Empty with
                        {
                            Tables =
                            [
                                Table("User", [Column("id"), Column("email", NativeType.Text)]),
                                Table("Post", [Column("id"), Column("author")]) with
                                {
                                    ForeignKeys =
                                    [
                                        new(
                                            "Post_author_fkey",
                                            ["author"],
                                            new(null, "User"),
                                            ["id"],
                                            ReferentialAction.Cascade,
                                            ReferentialAction.Cascade
                                        ),
                                    ],
                                },
                                Table("Same", [Column("id")]),
                            ],
                        },
                        DatabaseSchema.Empty with
                        {
                            Tables =
                            [
                                Table("User", [Column("id"), Column("name", NativeType.Text)]),
                                Table("Post", [Column("id"), Column("author")]),
                                Table("Same", [Column("id")]),
                                Table("```Tag|x%%", [Column("id"), Column("größe \"x\"", NativeType.Decimal)]),
                            ],
                        }
                    ),
                },
            ],
            Summary = ["::error::checked 7 migrations against origin/main", "nothing else to say"],
            Facts = [new("base", "origin/main")],
        };

    private static Table Table(string name, ValueList<Column> columns) =>
        new(new(null, name), columns, new($"{name}_pkey", ["id"]), [], []);

    private static Column Column(string name, NativeType type = NativeType.Integer) =>
        new(name, new ColumnType.Native(type), Arity.Required, null, false);

    private static SourceLocation Find(SourceText source, string text) =>
        source.At(new(source.Text.IndexOf(text, StringComparison.Ordinal), text.Length));
}
