using Levee.Core.Diff;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Tests.Parity;

/// <summary>From one schema file to another, against what Prisma's engine wrote.</summary>
[Slow]
public sealed partial class SchemaPathTests
{
    [Fact]
    public async Task All_pairs_of_revisions_of_real_projects_are_equal_byte_for_byte()
    {
        var corpus = Corpus.Require("schemas");
        var suite = new ParitySuite("schema pairs");
        foreach (var project in Directory.GetDirectories(corpus).Order(StringComparer.Ordinal))
        {
            var revisions = new Dictionary<(string, string), DatabaseSchema>();
            foreach (
                var pair in File.ReadLines(Path.Combine(project, "pairs.tsv")).Skip(1).Select(line => line.Split('\t'))
            )
            {
                var schemas = new Pair<string>(pair[0], pair[1]).Map(name =>
                    Revision(project, name, pair[2], revisions)
                );
                var expected = Path.Combine(project, "expected", $"{pair[0]}-{pair[1]}.sql");
                if (pair[0] == "empty")
                {
                    var script = await DiffCommand.ToSqlAsync(TextOf(project, pair[1], pair[2]));
                    suite.Check(
                        $"{Path.GetFileName(project)}/{pair[0]}-{pair[1]}",
                        File.ReadAllText(expected),
                        () => script
                    );
                    continue;
                }
                suite.Check(
                    $"{Path.GetFileName(project)}/{pair[0]}-{pair[1]}",
                    File.ReadAllText(expected),
                    () => Differ.Diff(schemas).ToSql()
                );
            }
        }
        suite.Finish();
    }

    [Fact]
    public async Task All_cases_of_one_rule_each_are_equal_byte_for_byte()
    {
        var suite = new ParitySuite("parity cases, schema path");
        foreach (var folder in Directory.GetDirectories(Corpus.Require("parity")).Order(StringComparer.Ordinal))
        {
            if (File.Exists(Path.Combine(folder, "from.sql")))
                continue;
            foreach (var (file, isSeven) in new[] { ("expected.sql", false), ("expected.se7.sql", true) })
            {
                var expected = Path.Combine(folder, file);
                if (!File.Exists(expected))
                    continue;
                var name = $"{Path.GetFileName(folder)}{(isSeven ? " (7)" : "")}";
                var fromNothing = ParityCase.OnlyText(folder, isSeven) is { } text
                    ? await DiffCommand.ToSqlAsync(text)
                    : null;
                suite.Check(
                    name,
                    File.ReadAllText(expected),
                    () => fromNothing ?? Differ.Diff(ParityCase.Schemas(folder, isSeven)).ToSql()
                );
            }
        }
        suite.Finish();
    }

    private static string TextOf(string project, string name, string engine)
    {
        var text = File.ReadAllText(Path.Combine(project, "revisions", $"{name}.prisma"));
        return engine == "engine7" ? ParityCase.InStyleOfSeven(text) : text;
    }

    private static DatabaseSchema Revision(
        string project,
        string name,
        string engine,
        Dictionary<(string, string), DatabaseSchema> read
    )
    {
        if (name == "empty")
            return DatabaseSchema.Empty;
        if (!read.TryGetValue((name, engine), out var schema))
        {
            schema = Schemas.Parse([new SourceText($"{name}.prisma", TextOf(project, name, engine))]);
            read.Add((name, engine), schema);
        }
        return schema;
    }
}
