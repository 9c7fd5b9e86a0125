using Levee.Cli.Catalog;
using Levee.Core.Diagnostics;
using Levee.Core.Schema;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class CatalogReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_tables_and_enums_in_the_order_of_their_bytes()
    {
        var schema = await ReadAsync(
            """CREATE TABLE "b" (); CREATE TABLE "A" (); CREATE TABLE "a_c" (); CREATE TABLE "aB" (); CREATE TYPE "z" AS ENUM ('2', '1'); CREATE TYPE "Y" AS ENUM ('x')"""
        );

        Assert.Equal(SchemaOrigin.Catalog, schema.Origin);
        Assert.Equal(["A", "aB", "a_c", "b"], schema.Tables.Select(table => table.Name.ToString()));
        Assert.Equal([new(new(null, "Y"), ["x"]), new(new(null, "z"), ["2", "1"])], schema.Enums);
    }

    [Fact]
    public async Task Reads_columns_with_their_types_and_defaults()
    {
        var table = await ReadTableAsync(
            """
            CREATE TYPE "E" AS ENUM ('A', 'B');
            CREATE DOMAIN d AS varchar(7) NOT NULL;
            CREATE TABLE t (
                a varchar(5) NOT NULL DEFAULT 'x', b numeric(10, 2), c numeric, e "E"[] NOT NULL, f timestamp, g timestamptz(3)[],
                h char, i bit, j "char", k interval(3), l d, m serial, n int GENERATED ALWAYS AS IDENTITY,
                o int GENERATED ALWAYS AS (1 + 1) STORED, p int[], q "E" DEFAULT 'B', r timestamp[] DEFAULT ARRAY[now()]::timestamp[]
            );
            """
        );

        Column[] expected =
        [
            Native("a", NativeType.VarChar, 5, null, Arity.Required) with
            {
                Default = new DefaultValue.Value(new LiteralValue.Text("x")),
                PrintedDefault = "'x'::character varying",
            },
            Native("b", NativeType.Decimal, 10, 2),
            Native("c", NativeType.Decimal),
            new("e", new ColumnType.Enum(new(null, "E")), Arity.List, null, false),
            Native("f", NativeType.Timestamp, 6),
            Native("g", NativeType.Timestamptz, 3, null, Arity.List),
            Native("h", NativeType.Char, 1),
            Native("i", NativeType.Bit, 1),
            Native("j", NativeType.Char),
            new("k", new ColumnType.Unsupported("interval(3)"), Arity.Nullable, null, false),
            Native("l", NativeType.VarChar, 7, null, Arity.Required) with
            {
                Domain = "d",
            },
            Native("m", NativeType.Integer, null, null, Arity.Required) with
            {
                Default = new DefaultValue.Sequence("t_m_seq"),
                AutoIncrement = true,
                PrintedDefault = "nextval('t_m_seq'::regclass)",
            },
            Native("n", NativeType.Integer, null, null, Arity.Required) with
            {
                AutoIncrement = true,
                IsIdentity = true,
            },
            Native("o", NativeType.Integer) with
            {
                Default = new DefaultValue.Expression("(1 + 1)"),
                IsGenerated = true,
                PrintedDefault = "(1 + 1)",
            },
            Native("p", NativeType.Integer, null, null, Arity.List),
            new(
                "q",
                new ColumnType.Enum(new(null, "E")),
                Arity.Nullable,
                new DefaultValue.Value(new LiteralValue.EnumLabel("B")),
                false
            )
            {
                PrintedDefault = "'B'::\"E\"",
            },
            Native("r", NativeType.Timestamp, null, null, Arity.List) with
            {
                Default = new DefaultValue.Expression("ARRAY[(now())::timestamp without time zone]"),
                PrintedDefault = "ARRAY[(now())::timestamp without time zone]",
            },
        ];
        Assert.Equal(expected, table.Columns);
    }

    [Fact]
    public async Task Reads_indexes_and_keys()
    {
        var table = await ReadTableAsync(
            """
            CREATE TABLE "User" (id int PRIMARY KEY);
            CREATE TABLE t (
                a int, b text, c jsonb, CONSTRAINT key_of_t PRIMARY KEY (b, a), CONSTRAINT unique_a UNIQUE (a),
                CONSTRAINT to_user FOREIGN KEY (a) REFERENCES "User" ON DELETE CASCADE ON UPDATE SET NULL,
                EXCLUDE USING btree (a WITH =)
            );
            CREATE INDEX c_gin ON t USING gin (c jsonb_path_ops);
            CREATE INDEX expression ON t (lower(b));
            CREATE INDEX a_partial ON t (a DESC) INCLUDE (b) WHERE a > 0;
            """
        );

        Assert.Equal(new("key_of_t", ["b", "a"]), table.PrimaryKey);
        TableIndex[] expected =
        [
            new(
                "a_partial",
                false,
                IndexAlgorithm.BTree,
                [new("a", SortOrder.Descending, new("int4_ops", true)), new("b", SortOrder.Ascending, null)],
                "(a > 0)"
            )
            {
                IncludedColumns = 1,
            },
            new(
                "c_gin",
                false,
                IndexAlgorithm.Gin,
                [new("c", SortOrder.Ascending, new("jsonb_path_ops", false))],
                null
            ),
            new("unique_a", true, IndexAlgorithm.BTree, [new("a", SortOrder.Ascending, new("int4_ops", true))], null)
            {
                IsConstraint = true,
            },
        ];
        Assert.Equal(expected, table.Indexes);
        Assert.Equal(
            [new("to_user", ["a"], new(null, "User"), ["id"], ReferentialAction.Cascade, ReferentialAction.SetNull)],
            table.ForeignKeys
        );
    }

    [Fact]
    public async Task Leaves_out_what_is_not_the_schemas_and_lists_what_it_has_no_word_for()
    {
        var schema = await ReadAsync(
            """
            CREATE TABLE t (a int CHECK (a > 0), b int);
            CREATE TABLE "_prisma_migrations" (id int);
            CREATE TABLE p (d date NOT NULL) PARTITION BY RANGE (d);
            CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
            CREATE VIEW v AS SELECT 1 AS one;
            CREATE MATERIALIZED VIEW m AS SELECT 1 AS one;
            CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
            """,
            """
            CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
            ALTER TABLE t ENABLE ROW LEVEL SECURITY;
            CREATE POLICY pol ON t USING (true);
            CREATE SEQUENCE free;
            CREATE INDEX ex ON t ((a + b));
            COMMENT ON COLUMN t.a IS 'c';
            CREATE TEMPORARY TABLE gone (a int);
            CREATE EXTENSION citext;
            GRANT SELECT ON t TO PUBLIC;
            """
        );

        Assert.Equal(["p", "t"], schema.Tables.Select(table => table.Name.Name));
        Assert.Equal(
            [
                "check constraint t.t_a_check",
                "comment t.a",
                "expression index t.ex",
                "function f()",
                "function f(x integer)",
                "grant t",
                "materialized view m",
                "partition p1",
                "policy t.pol",
                "row level security t",
                "sequence free",
                "trigger t.tr",
                "view v",
            ],
            schema.Unmodelled.Select(item => $"{item.Kind} {item.Name}")
        );
        Assert.Equal(["citext", "plpgsql"], schema.Extensions.Select(extension => extension.Name));
    }

    [Fact]
    public async Task Reads_the_schemas_that_are_named_and_only_those()
    {
        var like = DatabaseSchema.Empty with { Namespaces = ["a", "missing", "public"] };

        var schema = await ReadAsync(
            like,
            "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TYPE a.e AS ENUM ('x'); CREATE TABLE a.t (e a.e); CREATE TABLE b.t (); CREATE TABLE t (e a.e)"
        );

        Assert.Equal(["a", "public"], schema.Namespaces);
        Assert.Equal(["a.t", "public.t"], schema.Tables.Select(table => table.Name.ToString()));
        Assert.All(schema.Tables, table => Assert.Equal(new ColumnType.Enum(new("a", "e")), table.Columns[0].Type));
    }

    [Fact]
    public async Task Refuses_a_foreign_key_that_leads_out_of_the_schemas_read()
    {
        const string Script =
            "CREATE SCHEMA b; CREATE TABLE b.u (id int PRIMARY KEY); CREATE TABLE t (u int CONSTRAINT k REFERENCES b.u)";

        var error = await Assert.ThrowsAsync<LeveeException>(() => ReadAsync(Script));

        Assert.Equal("cross-schema-reference", error.Diagnostics[0].Code);
    }

    private static Column Native(
        string name,
        NativeType type,
        int? first = null,
        int? second = null,
        Arity arity = Arity.Nullable
    ) => new(name, new ColumnType.Native(type, first, second), arity, null, false);

    [Fact]
    public async Task Reads_names_and_labels_with_every_letter_that_an_array_gives_a_meaning()
    {
        var like = DatabaseSchema.Empty with { Namespaces = ["a,\"b\\c{}", "NULL", ""] };

        var schema = await ReadAsync(
            like,
            """
            CREATE SCHEMA "a,""b\c{}"; CREATE SCHEMA "NULL";
            CREATE TYPE "NULL".e AS ENUM ('', 'NULL', 'a,b', '"', '\', '{}');
            CREATE TABLE "a,""b\c{}".parent ("x,y" int, "NULL" int, PRIMARY KEY ("x,y", "NULL"));
            CREATE TABLE "NULL".child ("{" int, "\" int, FOREIGN KEY ("{", "\") REFERENCES "a,""b\c{}".parent);
            """
        );

        Assert.Equal(["NULL", "a,\"b\\c{}"], schema.Namespaces.Order(StringComparer.Ordinal));
        Assert.Equal(["", "NULL", "a,b", "\"", "\\", "{}"], Assert.Single(schema.Enums).Values);
        var key = Assert.Single(schema.Tables.SelectMany(table => table.ForeignKeys));
        Assert.Equal(["{", "\\"], key.Columns);
        Assert.Equal(["x,y", "NULL"], key.ReferencedColumns);
    }

    private static async Task<Table> ReadTableAsync(string script) =>
        (await ReadAsync(script)).FindTable(new(null, "t"))!;

    private static Task<DatabaseSchema> ReadAsync(params string[] scripts) => ReadAsync(DatabaseSchema.Empty, scripts);

    private static async Task<DatabaseSchema> ReadAsync(DatabaseSchema like, params string[] scripts)
    {
        await using var shadows = await Histories.OpenAsync();
        await using var shadow = await shadows.CloneAsync(Histories.OfScripts(scripts), Cancel);
        await using var session = await shadow.ConnectAsync(Cancel);
        return await CatalogReader.ReadAsync(session, like, Cancel);
    }
}
