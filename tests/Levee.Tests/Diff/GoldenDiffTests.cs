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

    /// <summary>From file to file it is to the byte what Prisma writes.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void What_is_said_to_be_refused_is_Prismas_text(string name)
    {
        var plan = Differ.Diff(new Pair<string>("before", "after").Map(side => Read(name, side)));
        var prisma = Path.Combine(Corpus.Repository, "cases", "diff", name, "prisma.sql");

        if (RefusedStatements.Find(plan).Count > 0 && File.Exists(prisma))
            Assert.Equal(File.ReadAllText(prisma), plan.ToSql());
    }

    [Theory]
    [InlineData("deviation-rebuilt-enum", "enum E")]
    [InlineData("deviation-serial-type", "column T.id")]
    [InlineData("deviation-type-name-in-use", "enum Role")]
    public void What_PostgreSQL_refuses_is_said(string name, string @object)
    {
        var plan = Differ.Diff(new Pair<string>("before", "after").Map(side => Read(name, side)));

        Assert.Equal(@object, RefusedStatements.Find(plan).Single().Object);
    }

    private static DatabaseSchema Read(string name, string side)
    {
        var file = Path.Combine(Corpus.Repository, "cases", "diff", name, $"{side}.prisma");
        return File.Exists(file) ? Schemas.Read(file) : DatabaseSchema.Empty;
    }

    private static IEnumerable<string> Folders() =>
        Directory.GetDirectories(Path.Combine(Corpus.Repository, "cases", "diff")).Order(StringComparer.Ordinal);
}
