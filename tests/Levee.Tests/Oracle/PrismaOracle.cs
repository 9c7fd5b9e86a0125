using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Levee.Tests.Oracle;

/// <summary>Prisma's own engine, from npm, asked through <c>tools/oracle/server.mjs</c>. One question at a time.</summary>
internal sealed class PrismaOracle : IDisposable
{
    private static readonly string _folder = Path.Combine(Corpus.Repository, "tools", "oracle");

    private readonly Process _process;

    private PrismaOracle(Process process) => _process = process;

    /// <summary>What Prisma says: a script, a refusal, or the text of its crash. Exactly one is not null.</summary>
    internal sealed record Answer(string? Sql, string? Error, string? Panic);

    /// <summary>A place that a schema is read from.</summary>
    internal abstract record Source
    {
        private Source() { }

        internal sealed record Empty : Source;

        internal sealed record File(string Text) : Source;

        internal sealed record Database(string Host, int Port, string User, string Name) : Source;
    }

    /// <summary>Skips the running test where Node or the engine's packages are not installed.</summary>
    public static PrismaOracle Require()
    {
        SkipWhereAbsent();
        return Start();
    }

    public static void SkipWhereAbsent() =>
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(_folder, "node_modules", "engine8")),
            "Prisma's engine is not installed (tools/oracle/run verify installs it)"
        );

    public static PrismaOracle Start()
    {
        var start = new ProcessStartInfo("node", ["server.mjs"])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start) ?? throw new InvalidOperationException("node does not start"));
    }

    public Answer Diff(int engine, Source before, Source after) =>
        Ask(
            new JsonObject
            {
                ["engine"] = engine,
                ["ask"] = "diff",
                ["from"] = Write(before),
                ["to"] = Write(after),
            }
        );

    public Answer Validate(int engine, string schema) =>
        Ask(
            new JsonObject
            {
                ["engine"] = engine,
                ["ask"] = "validate",
                ["files"] = Files(schema),
            }
        );

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        _process.Dispose();
    }

    private Answer Ask(JsonObject question)
    {
        _process.StandardInput.WriteLine(question.ToJsonString());
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the oracle fell silent");
        var answer = JsonNode.Parse(line)!.AsObject();
        return new((string?)answer["sql"], (string?)answer["error"]?["message"], (string?)answer["panic"]);
    }

    private static JsonObject Write(Source source) =>
        source switch
        {
            Source.Empty => new() { ["empty"] = true },
            Source.File(var text) => new() { ["files"] = Files(text) },
            Source.Database(var host, var port, var user, var name) => new()
            {
                ["database"] = new JsonObject
                {
                    ["host"] = host,
                    ["port"] = port,
                    ["user"] = user,
                    ["database"] = name,
                },
            },
        };

    private static JsonArray Files(string text) => [new JsonObject { ["path"] = "schema.prisma", ["content"] = text }];
}
