using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.History;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Tests.Postgres;

namespace Levee.Tests.Parity;

/// <summary>From a database to a schema file, against what Prisma's engine wrote.</summary>
[Slow]
public sealed class DatabasePathTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_cases_of_one_rule_each_are_equal_byte_for_byte_and_settle()
    {
        var corpus = Corpus.Require("parity");
        await using var database = await ScratchDatabase.OpenAsync();
        var (equal, settled) = (new ParitySuite("parity cases, database path"), new ParitySuite("parity cases settle"));
        foreach (var folder in Directory.GetDirectories(corpus).Order(StringComparer.Ordinal))
        {
            foreach (var (file, isSeven) in new[] { ("expected.create.sql", false), ("expected.create.se7.sql", true) })
            {
                var expected = Path.Combine(folder, file);
                if (!File.Exists(expected))
                    continue;
                var name = $"{Path.GetFileName(folder)}{(isSeven ? " (7)" : "")}";
                var after = ParityCase.Schema(folder, "to", isSeven);
                await database.EmptyAsync();
                var failure = await database.RunAsync(FirstMigration(folder, isSeven));
                if (NeedsCitext(after))
                    failure ??= await database.RunAsync("CREATE EXTENSION IF NOT EXISTS citext");
                var script = SqlRenderer.Render(Differ.Diff(await database.CompareAsync(after)));
                equal.Check(name, WithoutHeader(File.ReadAllText(expected)), () => $"{failure}{script.Source.Text}");

                failure ??= await database.RunAsync(script);
                var arrived = await database.CompareAsync(after);
                settled.Check(name, SqlRenderer.EmptyScript, () => $"{failure}{Differ.Diff(arrived).ToSql()}");
            }
        }
        Assert.Multiple(equal.Finish, settled.Finish);
    }

    [Fact]
    public async Task All_committed_migrations_are_equal_through_their_database()
    {
        var corpus = Corpus.Require("schemas");
        await using var shadows = await Histories.OpenAsync();
        var suite = new ParitySuite("committed migrations, database path");
        foreach (var folder in Directory.GetDirectories(corpus).SelectMany(Committed).Order(StringComparer.Ordinal))
        {
            var project = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(folder)!)!);
            var after = Schemas.Read(Path.Combine(folder, "after.prisma"));
            var history = HistoryOf(project, File.ReadAllLines(Path.Combine(folder, "from-database.txt")));
            var before = await shadows.ReadSchemaAsync(history, after, Cancel);
            suite.Check(
                $"{project}/{Path.GetFileName(folder)}",
                File.ReadAllText(Path.Combine(folder, "from-database.sql")),
                () => Differ.Diff(new(before, after)).ToSql()
            );
        }
        suite.Finish();
    }

    [Fact]
    public async Task The_drift_of_every_history_is_equal_byte_for_byte()
    {
        var corpus = Corpus.Require("histories");
        await using var shadows = await Histories.OpenAsync();
        var suite = new ParitySuite("drift of histories");
        foreach (var folder in Directory.GetDirectories(corpus).Order(StringComparer.Ordinal))
        {
            var after = Schemas.Read(Path.Combine(folder, "schema.prisma"));
            var before = await shadows.ReadSchemaAsync(Histories.OfCorpus(Path.GetFileName(folder)), after, Cancel);
            suite.Check(
                Path.GetFileName(folder),
                File.ReadAllText(Path.Combine(folder, "expected-drift.sql")),
                () => Differ.Diff(new(before, after)).ToSql()
            );
        }
        suite.Finish();
    }

    private static bool NeedsCitext(DatabaseSchema schema) =>
        schema.Tables.Any(table =>
            table.Columns.Any(column => column.Type is ColumnType.Native { Type: NativeType.Citext })
        );

    private static SqlScript FirstMigration(string folder, bool isSeven) =>
        File.Exists(Path.Combine(folder, "from.sql"))
            ? ScriptReader.Read(new("from.sql", File.ReadAllText(Path.Combine(folder, "from.sql"))))
            : SqlRenderer.Render(Differ.Diff(new(DatabaseSchema.Empty, ParityCase.Schema(folder, "from", isSeven))));

    /// <summary>Prisma's file without its warnings, and with the newline that a printed script ends in.</summary>
    private static string WithoutHeader(string text)
    {
        if (text.StartsWith("/*", StringComparison.Ordinal))
            text = text[(text.IndexOf("*/\n", StringComparison.Ordinal) + 3)..];
        return text.EndsWith('\n') ? text : text + "\n";
    }

    private static IEnumerable<string> Committed(string project)
    {
        var folder = Path.Combine(project, "committed");
        return Directory.Exists(folder)
            ? Directory.GetDirectories(folder).Where(item => File.Exists(Path.Combine(item, "from-database.sql")))
            : [];
    }

    /// <param name="recipe">Lines of <c>upto name</c> and <c>except name</c>.</param>
    private static ValueList<Migration> HistoryOf(string project, string[] recipe)
    {
        var all = Histories.OfCorpus(project);
        var without = recipe
            .Where(line => line.StartsWith("except ", StringComparison.Ordinal))
            .Select(line => line[7..])
            .ToHashSet();
        if (recipe.FirstOrDefault(line => line.StartsWith("upto ", StringComparison.Ordinal)) is not { } last)
            return [];
        return all.Where(migration =>
                string.CompareOrdinal(migration.Name, last[5..]) <= 0 && !without.Contains(migration.Name)
            )
            .ToValueList();
    }
}
