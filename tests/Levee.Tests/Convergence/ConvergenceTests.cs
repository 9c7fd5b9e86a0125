using Levee.Core.Diff;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Core.Text;
using Levee.Tests.Parity;
using Levee.Tests.Postgres;

namespace Levee.Tests.Convergence;

/// <summary>What a script leaves behind is what the schema asked for: applied on PostgreSQL, read back, nothing is left to do.</summary>
[Slow]
public sealed class ConvergenceTests
{
    [Fact]
    public async Task Every_golden_case_settles()
    {
        await using var database = await ScratchDatabase.OpenAsync();
        var suite = new ParitySuite("golden cases settle");
        foreach (var folder in Folders("diff"))
        {
            var (before, after) = (Read(folder, "before"), Read(folder, "after"));
            var name = Path.GetFileName(folder);
            var fromDatabase = await SettleAsync(database, new(before, after), isFromDatabase: true);
            // A schema that no script can bring about: Prisma takes it, PostgreSQL does not.
            if (Path.Combine(folder, "refusal.txt") is var refusal && File.Exists(refusal))
            {
                suite.Check($"{name} is refused", File.ReadAllText(refusal), () => $"{fromDatabase.Failure}\n");
                continue;
            }
            suite.Check($"{name} from the database", SqlRenderer.EmptyScript, () => fromDatabase.Left);
            var isRefused = RefusedStatements.Find(Differ.Diff(new(before, after))).Count > 0;
            var fromFile = await SettleAsync(database, new(before, after), isFromDatabase: false);
            // Said to be Prisma's and refused: then it has to be, and only the script from the database is for use.
            if (isRefused)
            {
                suite.Check($"{name} is refused", "refused", () => fromFile.Failure is null ? "taken" : "refused");
                Golden.Check($"diff/{name}/from-database.sql", fromDatabase.Script);
            }
            else
                suite.Check(name, SqlRenderer.EmptyScript, () => fromFile.Left);
        }
        suite.Finish();
    }

    [Fact]
    public async Task Pairs_of_revisions_of_real_projects_settle()
    {
        var corpus = Corpus.Require("schemas");
        await using var database = await ScratchDatabase.OpenAsync();
        var suite = new ParitySuite("schema pairs settle");
        // All of them take minutes.
        var step = Environment.GetEnvironmentVariable("LEVEE_ALL_PAIRS") is null ? 40 : 1;
        var pairs = Directory
            .GetDirectories(corpus)
            .Order(StringComparer.Ordinal)
            .SelectMany(Pairs)
            .Where((_, i) => i % step == 0);
        foreach (var (project, names, isSeven) in pairs)
        {
            var schemas = names.Map(name => name == "empty" ? DatabaseSchema.Empty : Revision(project, name, isSeven));
            var left = (await SettleAsync(database, schemas, isFromDatabase: true)).Left;
            suite.Check(
                $"{Path.GetFileName(project)}/{names.Before}-{names.After}",
                SqlRenderer.EmptyScript,
                () => left
            );
        }
        suite.Finish();
    }

    /// <summary>Prisma's own text for the deviations is refused, or does not settle: a deviation that is not needed is none.</summary>
    [Fact]
    public async Task Every_deviation_is_needed()
    {
        await using var database = await ScratchDatabase.OpenAsync();
        foreach (var folder in Folders("diff").Where(folder => File.Exists(Path.Combine(folder, "prisma.sql"))))
        {
            var after = Read(folder, "after");
            await database.EmptyAsync();
            Assert.Null(
                await database.RunAsync(
                    SqlRenderer.Render(Differ.Diff(new(DatabaseSchema.Empty, Read(folder, "before"))))
                )
            );

            var failure = await database.RunAsync(File.ReadAllText(Path.Combine(folder, "prisma.sql")));

            if (failure is null)
                Assert.False(
                    Differ.Diff(new(await database.ReadAsync(after), after)).IsEmpty,
                    $"{folder}: Prisma's script does as well"
                );
        }
    }

    private static async Task<Settling> SettleAsync(
        ScratchDatabase database,
        Pair<DatabaseSchema> schemas,
        bool isFromDatabase
    )
    {
        await database.EmptyAsync();
        var failure = await database.RunAsync(
            SqlRenderer.Render(Differ.Diff(new(DatabaseSchema.Empty, schemas.Before)))
        );
        var compared = isFromDatabase ? await database.CompareAsync(schemas.After) : schemas;
        var script = SqlRenderer.Render(Differ.Diff(compared));
        failure ??= await database.RunAsync(script);
        var arrived = await database.CompareAsync(schemas.After);
        return new(script.Source.Text, failure, failure + Differ.Diff(arrived).ToSql());
    }

    /// <param name="Left">What is still to be run afterwards, after what PostgreSQL refused.</param>
    private sealed record Settling(string Script, string? Failure, string Left);

    private static IEnumerable<(string Project, Pair<string> Names, bool IsSeven)> Pairs(string project) =>
        File.ReadLines(Path.Combine(project, "pairs.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(row => (project, new Pair<string>(row[0], row[1]), row[2] == "engine7"));

    private static DatabaseSchema Revision(string project, string name, bool isSeven)
    {
        var text = File.ReadAllText(Path.Combine(project, "revisions", $"{name}.prisma"));
        return Schemas.Parse([new SourceText($"{name}.prisma", isSeven ? ParityCase.InStyleOfSeven(text) : text)]);
    }

    private static IEnumerable<string> Folders(string area) =>
        Directory.GetDirectories(Path.Combine(Corpus.Repository, "cases", area)).Order(StringComparer.Ordinal);

    private static DatabaseSchema Read(string folder, string side)
    {
        var file = Path.Combine(folder, $"{side}.prisma");
        return File.Exists(file) ? Schemas.Read(file) : DatabaseSchema.Empty;
    }
}
