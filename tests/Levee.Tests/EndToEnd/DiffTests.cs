using System.Text.Json;

namespace Levee.Tests.EndToEnd;

[Slow]
public sealed class DiffTests
{
    /// <summary>Every pair of LiteLLM's revisions, through the program itself.</summary>
    [Fact]
    public void LiteLLMs_revisions_give_the_bytes_that_Prisma_writes()
    {
        var corpus = Corpus.Require("schemas/litellm");
        var wrong = new List<string>();
        var pairs = Directory.GetFiles(Path.Combine(corpus, "expected"), "*.sql");
        Parallel.ForEach(
            pairs,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            expected =>
            {
                var names = Path.GetFileNameWithoutExtension(expected).Split('-');
                var run = LeveeBinary.Run(
                    corpus,
                    ["diff", "--from", SourceOf(corpus, names[0]), "--to", SourceOf(corpus, names[1])]
                );
                if (run.Code != 0 || run.Output != File.ReadAllText(expected))
                    lock (wrong)
                        wrong.Add($"{Path.GetFileName(expected)}: {run}");
            }
        );

        Tally.Record("diff-litellm", pairs.Length - wrong.Count, pairs.Length);
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong.Take(3)));
    }

    [Fact]
    public void What_Prisma_refuses_is_refused_with_a_place_and_a_reason()
    {
        var corpus = Corpus.Require("schemas/litellm");
        var refused = Directory
            .GetFiles(Path.Combine(corpus, "errors"), "*.txt")
            .Select(Path.GetFileNameWithoutExtension)
            .ToList();

        foreach (var name in refused)
        {
            var run = LeveeBinary.Run(corpus, ["diff", "--from", "empty", "--to", SourceOf(corpus, name!)]);

            Assert.True(run.Code == 1, $"{name}: {run}");
            Assert.Contains($"--> revisions/{name}.prisma:", run.Talk);
            Assert.Empty(run.Output);
        }
    }

    [Fact]
    public void The_committed_migrations_come_out_of_the_database_path_as_well()
    {
        var corpus = Corpus.Require("schemas/litellm");
        var history = Path.Combine(Corpus.Require("histories/litellm"), "migrations");
        var wrong = new List<string>();
        var cases = Directory
            .GetDirectories(Path.Combine(corpus, "committed"))
            .Where(folder => File.Exists(Path.Combine(folder, "from-database.sql")))
            .ToList();
        foreach (var folder in cases)
        {
            using var migrations = new TempFolder();
            foreach (var name in HistoryOf(folder, history))
                migrations.Write(
                    $"{name}/migration.sql",
                    File.ReadAllText(Path.Combine(history, name, "migration.sql"))
                );

            var run = LeveeBinary.Run(
                corpus,
                [
                    "diff",
                    "--from",
                    $"migrations:{migrations.Path}",
                    "--to",
                    $"schema:{Path.Combine(folder, "after.prisma")}",
                ]
            );

            if (run.Code != 0 || run.Output != File.ReadAllText(Path.Combine(folder, "from-database.sql")))
                wrong.Add($"{Path.GetFileName(folder)}: {run}");
        }

        Tally.Record("diff-litellm-from-database", cases.Count - wrong.Count, cases.Count);
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong.Take(3)));
    }

    [Fact]
    public void An_empty_script_is_one_line_and_the_exit_code_tells_when_asked()
    {
        using var folder = new TempFolder();
        folder.Write(
            "a.prisma",
            "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n\nmodel A {\n  id Int @id\n}\n"
        );

        var same = LeveeBinary.Run(folder.Path, ["diff", "--from", "a.prisma", "--to", "a.prisma", "--exit-code"]);
        var other = LeveeBinary.Run(folder.Path, ["diff", "--from", "empty", "--to", "a.prisma", "--exit-code"]);
        var untold = LeveeBinary.Run(folder.Path, ["diff", "--from", "empty", "--to", "a.prisma"]);

        Assert.Equal((0, "-- This is an empty migration.\n"), (same.Code, same.Output));
        Assert.Equal((2, 0), (other.Code, untold.Code));
        Assert.EndsWith(");\n", other.Output);
        Assert.False(other.Output.EndsWith("\n\n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_script_a_history_and_a_revision_are_sources_too()
    {
        using var sandbox = Sandbox.With(
            (
                "schema.prisma",
                "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n\nmodel A {\n  id Int @id\n}\n"
            ),
            ("base.sql", "CREATE TABLE \"A\" (id integer NOT NULL, CONSTRAINT \"A_pkey\" PRIMARY KEY (id));\n"),
            (
                "migrations/1_a/migration.sql",
                "CREATE TABLE \"A\" (id integer NOT NULL, CONSTRAINT \"A_pkey\" PRIMARY KEY (id));\n"
            )
        );
        sandbox.Replace("schema.prisma", "id Int @id", "id Int @id\n  b String?");

        var expected = "-- AlterTable\nALTER TABLE \"A\" ADD COLUMN     \"b\" TEXT;\n";
        foreach (
            var source in new[]
            {
                "sql:base.sql",
                "base.sql",
                "migrations",
                "migrations:migrations",
                "git:HEAD",
                "git:main",
            }
        )
        {
            var run = sandbox.Levee("diff", "--from", source, "--to", "schema.prisma");
            Assert.True(run.Output == expected, $"{source}: {run}");
        }
    }

    [Theory]
    [InlineData("git:--output=pwned", 1, "no revision")]
    [InlineData("git:nowhere", 1, "no revision nowhere")]
    [InlineData("nonsense", 64, "no source that Levee knows")]
    [InlineData("schema:missing.prisma", 1, "no schema at missing.prisma")]
    [InlineData("migrations:missing", 1, "no migrations folder at missing")]
    public void A_source_that_is_not_there_is_named(string source, int code, string says)
    {
        using var sandbox = Sandbox.With(
            ("schema.prisma", "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n")
        );

        var run = sandbox.Levee("diff", "--from", source, "--to", "schema.prisma");

        Assert.True(run.Code == code, run.ToString());
        Assert.Contains(says, run.Talk);
        Assert.False(File.Exists(sandbox["pwned"]));
    }

    [Fact]
    public void A_database_that_cannot_be_reached_is_told_without_its_password()
    {
        var run = LeveeBinary.Run(
            "/tmp",
            ["diff", "--from", "database:", "--to", "empty"],
            new Dictionary<string, string> { ["DATABASE_URL"] = "postgresql://me:s3cret@127.0.0.1:1/nothing" }
        );

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("nothing on 127.0.0.1:1 cannot be read", run.Talk);
        Assert.DoesNotContain("s3cret", run.Talk + run.Output);
    }

    [Fact]
    public void JSON_is_the_plan_as_data()
    {
        using var folder = new TempFolder();
        folder.Write(
            "a.prisma",
            "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n\nmodel A {\n  id Int @id\n}\n"
        );

        var run = LeveeBinary.Run(folder.Path, ["diff", "--from", "empty", "--to", "a.prisma", "--format", "json"]);

        using var json = JsonDocument.Parse(run.Output);
        var migration = json.RootElement.GetProperty("migrations")[0];
        Assert.Equal("CreateTable", migration.GetProperty("steps")[0].GetProperty("kind").GetString());
        Assert.StartsWith("-- CreateTable", migration.GetProperty("sql").GetString());
    }

    private static string SourceOf(string corpus, string name) =>
        name == "empty" ? "empty" : $"schema:{Path.Combine(corpus, "revisions", name + ".prisma")}";

    private static IEnumerable<string> HistoryOf(string folder, string history)
    {
        var said = File.ReadAllLines(Path.Combine(folder, "from-database.txt"))
            .Select(line => line.Split([' ', '\t', ':', '='], 2))
            .Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0].Trim(), parts => parts[1].Trim());
        var upTo = said["upto"].Single();
        var except = said["except"]
            .SelectMany(names => names.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet();
        return Directory
            .GetDirectories(history)
            .Select(path => Path.GetFileName(path))
            .Where(name => string.CompareOrdinal(name, upTo) <= 0 && !except.Contains(name));
    }
}
