using Levee.Core.Psl;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Tests.Psl;

/// <summary>What is said about a schema: <c>cases/psl/&lt;name&gt;/schema.prisma</c> and <c>expected.txt</c>.</summary>
public sealed class SchemaCaseTests
{
    private static string Folder => Path.Combine(Corpus.Repository, "cases", "psl");

    public static TheoryData<string> Cases() =>
        [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Errors_read_as_expected(string @case)
    {
        var file = Path.Combine(Folder, @case, "schema.prisma");

        var schema = PrismaSchema.Load([new SourceText("schema.prisma", File.ReadAllText(file))]);

        var report = new TextReport(TextStyle.Plain);
        var text = string.Join("\n\n", schema.Diagnostics.Select(report.Render).DefaultIfEmpty("accepted"));
        Golden.Check($"psl/{@case}/expected.txt", text + "\n");
    }
}
