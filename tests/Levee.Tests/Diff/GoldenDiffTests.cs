using Levee.Core.Diff;
using Levee.Core.Schema;
using Levee.Tests.Parity;

namespace Levee.Tests.Diff;

/// <summary>Every folder of <c>cases/diff</c>: the script from <c>before.prisma</c> (absent: from nothing) to <c>after.prisma</c>.</summary>
public sealed class GoldenDiffTests
{
    public static TheoryData<string> Cases { get; } = [.. Folders().Select(Path.GetFileName).OfType<string>()];

    [Theory, MemberData(nameof(Cases))]
    public void Writes_the_script(string name)
    {
        var schemas = new Pair<string>("before", "after").Map(side => Read(name, side));

        Golden.Check($"diff/{name}/expected.sql", Differ.Diff(schemas).ToSql());
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_schema_does_not_differ_from_itself(string name)
    {
        var schema = Read(name, "after");

        Assert.Equal("-- This is an empty migration.\n", Differ.Diff(new(schema, schema)).ToSql());
    }

    private static DatabaseSchema Read(string name, string side)
    {
        var file = Path.Combine(Corpus.Repository, "cases", "diff", name, $"{side}.prisma");
        return File.Exists(file) ? Schemas.Read(file) : DatabaseSchema.Empty;
    }

    private static IEnumerable<string> Folders() =>
        Directory.GetDirectories(Path.Combine(Corpus.Repository, "cases", "diff")).Order(StringComparer.Ordinal);
}
