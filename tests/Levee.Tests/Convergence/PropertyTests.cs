using System.Globalization;
using System.Text;
using CsCheck;
using Levee.Core.Diff;
using Levee.Core.Psl;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Text;
using Levee.Tests.Oracle;
using Levee.Tests.Postgres;
using Levee.Tests.Psl;
using SchemaMutator = Levee.Tests.Oracle.SchemaMutator;

namespace Levee.Tests.Convergence;

/// <summary>What holds for every schema, tried on made-up ones. <c>LEVEE_PROPERTY_RUNS</c> and
/// <c>LEVEE_PROPERTY_PAIRS</c> try more of them.</summary>
[Slow]
public sealed class PropertyTests
{
    private static readonly long Runs = Setting("LEVEE_PROPERTY_RUNS", 400);
    private static readonly long Pairs = Setting("LEVEE_PROPERTY_PAIRS", 25);

    private static readonly Gen<int> Seeds = Gen.Int[0, 1_000_000_000];

    [Fact]
    public void A_schema_differs_in_nothing_from_itself() =>
        Seeds.Sample(
            seed => Load(Text(seed)) is not { } schema || Differ.Diff(new(schema, Load(Text(seed))!)).IsEmpty,
            iter: Runs
        );

    [Fact]
    public void What_is_printed_reads_as_what_was_read() =>
        Seeds.Sample(seed => ParserTests.SurvivesPrinting(new("schema.prisma", Text(seed))), iter: Runs);

    [Fact]
    public void No_bytes_are_too_much_for_the_reader() =>
        Gen
            .Byte.Array[0, 3000]
            .Sample(bytes => _ = PrismaSchema.Load([new("schema.prisma", Encoding.UTF8.GetString(bytes))]), iter: Runs);

    [Fact]
    public void No_bytes_amid_a_schema_are_too_much_for_the_reader() =>
        Gen.Select(Seeds, Gen.Byte.Array[1, 40], Gen.Double[0, 1])
            .Sample(
                (seed, bytes, where) =>
                {
                    var text = Encoding.UTF8.GetBytes(Text(seed));
                    var at = (int)(where * text.Length);
                    var broken = Encoding.UTF8.GetString([.. text[..at], .. bytes, .. text[at..]]);
                    _ = PrismaSchema.Load([new("schema.prisma", broken)]);
                },
                iter: Runs
            );

    /// <summary>Through the database, as <c>levee generate</c> does it: what is read back after the script equals the
    /// schema. Two schemas of which PostgreSQL does not take one are no pair.</summary>
    [Fact]
    public async Task What_a_script_leads_to_leaves_nothing_to_do()
    {
        await using var database = await ScratchDatabase.OpenAsync();
        var (tried, wrong) = (0, new List<string>());
        for (var seed = 1; tried < Pairs; seed++)
        {
            var before = Generated(seed);
            var after = new SchemaMutator(new Dice(seed)).Mutate(before, changes: 3);
            if (Load(before.ToString()) is not { } from || Load(after.ToString()) is not { } to)
                continue;
            if (HasCutName(from) || HasCutName(to) || HasConstantCondition(to))
                continue;
            // What PostgreSQL does not take from nothing is not the differ's doing.
            await database.EmptyAsync();
            if (await database.RunAsync(Script(DatabaseSchema.Empty, to)) is not null)
                continue;
            await database.EmptyAsync();
            if (await database.RunAsync(Script(DatabaseSchema.Empty, from)) is not null)
                continue;
            tried++;
            var script = SqlRenderer.Render(Differ.Diff(await database.CompareAsync(to)));
            var failure = await database.RunAsync(script);
            var left = Differ.Diff(await database.CompareAsync(to));
            // What PostgreSQL keeps in no spelling that the schema can have is said, with the warning perpetual-diff.
            if (failure is not null || !(left.IsEmpty || PerpetualDiffs.AreAll(left)))
                wrong.Add(
                    $"seed {seed}: {failure}\n{script.Source.Text}\nleft:\n{SqlRenderer.Render(left).Source.Text}"
                );
        }
        Tally.Record("property-settles", tried - wrong.Count, tried);
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    private static SqlScript Script(DatabaseSchema before, DatabaseSchema after) =>
        SqlRenderer.Render(Differ.Diff(new(before, after)));

    private static SchemaText Generated(int seed) => new SchemaGenerator(new Dice(seed)).Generate(seven: seed % 5 == 0);

    private static string Text(int seed) => Generated(seed).ToString();

    /// <summary>PostgreSQL cuts such a name, and nothing is found again under the one that the schema has for it.</summary>
    private static bool HasCutName(DatabaseSchema schema) =>
        schema
            .Enums.Select(type => type.Name.Name)
            .Concat(schema.Tables.Select(table => table.Name.Name))
            .Concat(schema.Tables.SelectMany(table => table.Columns).Select(column => column.Name))
            .Any(ConstraintNames.IsTooLong);

    /// <summary>Of <c>where: raw("true")</c> PostgreSQL keeps nothing, and Levee makes such an index anew on every run as Prisma
    /// does. Known and not mended yet.</summary>
    private static bool HasConstantCondition(DatabaseSchema schema) =>
        schema
            .Tables.SelectMany(table => table.Indexes)
            .Any(index => index.Predicate?.Trim('(', ')', ' ').ToUpperInvariant() is "TRUE");

    /// <summary>Null where the generator made what Prisma refuses.</summary>
    private static DatabaseSchema? Load(string text) =>
        PrismaSchema.Load([new SourceText("schema.prisma", text)]).Schema;

    private static long Setting(string name, long usual) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given)
            ? given
            : usual;
}
