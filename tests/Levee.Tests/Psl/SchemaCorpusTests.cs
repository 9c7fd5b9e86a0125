using Levee.Core.Psl;
using Levee.Core.Text;

namespace Levee.Tests.Psl;

/// <summary>Schemas of real projects, all their revisions.</summary>
public sealed class SchemaCorpusTests
{
    [Fact]
    public void Every_revision_that_Prisma_accepts_loads()
    {
        var revisions = Revisions().Where(file => !File.Exists(ErrorOf(file))).ToList();

        var refused = revisions
            .Select(file => (file, PrismaSchema.Load([Read(file)]).Diagnostics))
            .Where(result => result.Diagnostics.Count > 0)
            .Select(result => $"{result.file}: {result.Diagnostics[0].At} {result.Diagnostics[0].Message}")
            .ToList();

        Tally.Record("psl-revisions-accepted", revisions.Count - refused.Count, revisions.Count);
        Assert.Empty(refused);
    }

    internal static IEnumerable<string> Revisions() =>
        Directory
            .EnumerateFiles(Corpus.Require("schemas"), "*.prisma", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "revisions")
            .Order(StringComparer.Ordinal);

    internal static string ErrorOf(string revision) =>
        Path.Combine(
            Path.GetDirectoryName(Path.GetDirectoryName(revision))!,
            "errors",
            Path.GetFileNameWithoutExtension(revision) + ".txt"
        );

    internal static SourceText Read(string file) => new(Path.GetFileName(file), File.ReadAllText(file));
}
