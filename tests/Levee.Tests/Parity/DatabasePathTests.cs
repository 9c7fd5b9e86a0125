using System.Text.RegularExpressions;
using Levee.Cli.Postgres;
using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Text;
using Levee.Tests.Postgres;

namespace Levee.Tests.Parity;

/// <summary>From a database to a schema file, against what Prisma's engine wrote.</summary>
public sealed partial class DatabasePathTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_cases_of_one_rule_each_are_equal_byte_for_byte()
    {
        var corpus = Corpus.Require("parity");
        await using var shadows = await Histories.OpenAsync();
        var suite = new ParitySuite("parity cases, database path");
        foreach (var folder in Directory.GetDirectories(corpus).Order(StringComparer.Ordinal))
        {
            foreach (var (file, isSeven) in new[] { ("expected.create.sql", false), ("expected.create.se7.sql", true) })
            {
                var expected = Path.Combine(folder, file);
                if (!File.Exists(expected))
                    continue;
                var name = $"{Path.GetFileName(folder)}{(isSeven ? " (7)" : "")}";
                var script = await RenderAsync(shadows, folder, isSeven);
                suite.Check(name, WithoutWarnings(File.ReadAllText(expected)), script);
            }
        }
        suite.Finish();
    }

    [Theory]
    [InlineData("litellm")]
    [InlineData("trigger.dev")]
    public async Task Every_migration_of_a_real_project_is_equal_byte_for_byte(string project)
    {
        var committed = Path.Combine(Corpus.Require("schemas"), project, "committed");
        var migrations = Histories.OfCorpus(project);
        await using var shadows = await Histories.OpenAsync();
        var suite = new ParitySuite($"{project}'s own migrations, database path");
        foreach (var folder in Directory.GetDirectories(committed).Order(StringComparer.Ordinal))
        {
            var expected = Path.Combine(folder, "from-database.sql");
            if (!File.Exists(expected))
                continue;
            var replayed = File.ReadLines(Path.Combine(folder, "from-database.txt"))
                .Select(line => line.Split(' ', 2))
                .ToList();
            var last = replayed.Single(line => line[0] == "upto")[1];
            var left = replayed.Where(line => line[0] == "except").Select(line => line[1]).ToHashSet();
            var history = migrations
                .Where(migration => string.CompareOrdinal(migration.Name, last) <= 0 && !left.Contains(migration.Name))
                .ToValueList();
            var after = Schemas.Read(Path.Combine(folder, "after.prisma"));
            var before = await shadows.ReadSchemaAsync(history, after, Cancel);
            suite.Check(
                Path.GetFileName(folder),
                File.ReadAllText(expected),
                () => Differ.Diff(new(before, after)).ToSql()
            );
        }
        suite.Finish();
    }

    private static async Task<Func<string>> RenderAsync(ShadowDatabases shadows, string folder, bool isSeven)
    {
        try
        {
            var after = ParityCase.Schema(folder, "to", isSeven);
            var before = await ReadAsync(shadows, Before(folder, isSeven), after);
            return () => Differ.Diff(new(before, after)).ToSql();
        }
#pragma warning disable CA1031 // One bad case must not hide the others: the suite counts it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return () => throw new InvalidOperationException($"{error.GetType().Name}: {error.Message}", error);
        }
    }

    private static SourceText Before(string folder, bool isSeven)
    {
        var script = Path.Combine(folder, "from.sql");
        if (File.Exists(script))
            return new("from.sql", File.ReadAllText(script));
        return SqlRenderer
            .Render(Differ.Diff(new(DatabaseSchema.Empty, ParityCase.Schema(folder, "from", isSeven))))
            .Source;
    }

    private static async Task<DatabaseSchema> ReadAsync(ShadowDatabases shadows, SourceText script, DatabaseSchema like)
    {
        await using var shadow = await shadows.EmptyAsync(Cancel);
        await using var session = await shadow.ConnectAsync(Cancel);
        var run = await ScriptRunner.RunAsync(session, ScriptReader.Read(script), ScriptOptions.Default, Cancel);
        Assert.True(run.Failure is null, $"{run.Failure}");
        return await CatalogReader.ReadAsync(session, like, Cancel);
    }

    // Prisma's header says what may be lost; Levee's findings do.
    private static string WithoutWarnings(string script)
    {
        var body = Header().Replace(script, "");
        return body.EndsWith('\n') ? body : body + "\n";
    }

    [GeneratedRegex(@"\A/\*\n  Warnings:\n.*?\*/\n", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();
}
