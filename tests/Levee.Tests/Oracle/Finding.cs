using System.Text.RegularExpressions;

namespace Levee.Tests.Oracle;

/// <summary>Which way a schema reaches the differ.</summary>
internal enum DiffPath
{
    Schema,
    Database,

    /// <summary>Not against Prisma: what is left after Levee's own script through a database.</summary>
    Settling,
}

/// <summary>What one side answers: a script, or the first line of why not.</summary>
internal readonly record struct Reply(string? Sql, string? Refusal)
{
    public bool IsCrash { get; init; }

    public override string ToString() => Sql ?? $"refused: {Refusal}\n";
}

/// <summary>A pair over which Prisma and Levee do not agree.</summary>
internal sealed partial record Finding(DiffPath Path, SchemaPair Pair, Reply Prisma, Reply Levee)
{
    /// <summary>Equal for findings that look like one bug: what differs, without names and numbers.</summary>
    public string Signature
    {
        get
        {
            if (Prisma.Sql is null || Levee.Sql is null)
                return $"{Path} acceptance: prisma {Shape(Prisma.Refusal)} / levee {Shape(Levee.Refusal)}";
            var (prisma, levee) = (Prisma.Sql.Split('\n'), Levee.Sql.Split('\n'));
            var missing = prisma.Except(levee).Select(Shape).Distinct().Take(3);
            var extra = levee.Except(prisma).Select(Shape).Distinct().Take(3);
            return $"{Path} sql: -{string.Join(" -", missing)} +{string.Join(" +", extra)}";
        }
    }

    /// <summary>Writes before.prisma, after.prisma and both answers into <paramref name="folder"/>.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        if (Pair.Before.Blocks.Count > 0)
            File.WriteAllText(System.IO.Path.Combine(folder, "before.prisma"), Pair.Before.ToString());
        File.WriteAllText(System.IO.Path.Combine(folder, "after.prisma"), Pair.After.ToString());
        if (Prisma.Sql is not null)
            File.WriteAllText(
                System.IO.Path.Combine(folder, Path is DiffPath.Schema ? "expected.sql" : "expected.database.sql"),
                Prisma.Sql
            );
    }

    private static string Shape(string? text) =>
        text is null ? "accepts" : Numbers().Replace(Quoted().Replace(text.Trim(), "'x'"), "9");

    [GeneratedRegex(
        """
            "[^"]*"|`[^`]*`|'[^']*'
            """
    )]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
