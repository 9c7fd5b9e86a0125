using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.History;
using Levee.Core.Schema;
using Levee.Tests.Parity;

namespace Levee.Tests.Postgres;

/// <summary>What PostgreSQL is asked about the texts of a schema, and what becomes of its answers.</summary>
[Slow]
public sealed class SpellingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("integer DEFAULT -1", "Int? @default(dbgenerated(\"-1\"))")]
    [InlineData("numeric DEFAULT 0.10", "Decimal? @default(dbgenerated(\"0.10::numeric\")) @db.Decimal")]
    [InlineData("boolean DEFAULT true", "Boolean? @default(dbgenerated(\"'t'\"))")]
    [InlineData("bit(3) DEFAULT B'101'", "String? @default(dbgenerated(\"B'101'\")) @db.Bit(3)")]
    [InlineData("text DEFAULT E'a\\nb'", "String? @default(dbgenerated(\"E'a\\\\nb'\"))")]
    [InlineData(
        "text DEFAULT current_setting('a.b')::text",
        "String? @default(dbgenerated(\"current_setting('a.b')\"))"
    )]
    [InlineData("text DEFAULT NULL::varchar", "String? @default(dbgenerated(\"NULL::varchar\"))")]
    [InlineData("bigint DEFAULT nextval('own')", "BigInt? @default(dbgenerated(\"nextval('own'::regclass)\"))")]
    [InlineData("boolean DEFAULT (NOT false)", "Boolean? @default(dbgenerated(\"NOT FALSE\"))")]
    [InlineData("timestamptz[]", "Unsupported(\"timestamptz[]\")?")]
    [InlineData("varchar(9)", "Unsupported(\"varchar(9)\")?")]
    [InlineData("text COLLATE \"C\"", "Unsupported(\"text\")?")]
    [InlineData("short", "Unsupported(\"public.short\")?")]
    public async Task Other_words_for_the_same_are_no_change(string column, string field)
    {
        await using var shadows = await Histories.OpenAsync();

        Assert.Equal("-- This is an empty migration.\n", await DiffAsync(shadows, History(column), After(field)));
    }

    [Theory]
    [InlineData("integer DEFAULT 1 + 2", "Int? @default(dbgenerated(\"1 + 3\"))", "SET DEFAULT 1 + 3")]
    [InlineData("varchar(9)", "Unsupported(\"varchar(8)\")?", "SET DATA TYPE varchar(8)")]
    [InlineData("text", "Unsupported(\"short\")?", "SET DATA TYPE short")]
    [InlineData("text DEFAULT 'x'", "String? @default(dbgenerated(\"nowhere()\"))", "SET DEFAULT nowhere()")]
    [InlineData("text", "String? @default(dbgenerated(\"nowhere()\"))", "SET DEFAULT nowhere()")]
    public async Task Other_words_for_something_else_are(string column, string field, string change)
    {
        await using var shadows = await Histories.OpenAsync();

        Assert.Contains(change, await DiffAsync(shadows, History(column), After(field)));
    }

    [Fact]
    public async Task An_answer_is_known_the_next_time()
    {
        var (history, after) = (History("integer DEFAULT -1"), After("Int? @default(dbgenerated(\"-1\"))"));
        await using (var shadows = await Histories.OpenAsync())
            await DiffAsync(shadows, history, after);
        Assert.SkipUnless(Histories.Options.Persistent, "the cache is switched off");

        await using var later = await Histories.OpenAsync();
        await DiffAsync(later, history, after);

        Assert.False(later.HasServer);
    }

    [Fact]
    public void Plain_constants_are_not_asked_about()
    {
        var before = Schemas.Of("model T {\n id Int @id\n a Int @default(1)\n b String @default(\"x\")\n}") with
        {
            Origin = SchemaOrigin.Catalog,
        };
        var after = Schemas.Of("model T {\n id Int @id\n a Int @default(2)\n b String @default(\"x\")\n}");

        Assert.Empty(Spellings.Find(new(before, after)));
    }

    private static ValueList<Migration> History(string column) =>
        Histories.OfScripts(
            $"""
            CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
            CREATE SEQUENCE own;
            CREATE TABLE "T" ("id" integer NOT NULL, "a" {column}, CONSTRAINT "T_pkey" PRIMARY KEY ("id"))
            """
        );

    private static DatabaseSchema After(string field) => Schemas.Of($"model T {{\n id Int @id\n a {field}\n}}");

    private static async Task<string> DiffAsync(
        ShadowDatabases shadows,
        ValueList<Migration> history,
        DatabaseSchema after
    )
    {
        var before = await shadows.ReadSchemaAsync(history, after, Cancel);
        return Differ.Diff(new(before, await shadows.SpellAsync(history, new(before, after), Cancel))).ToSql();
    }
}
