using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Text;

namespace Levee.Cli.Workspace;

/// <summary><c>migration_lock.toml</c>: for which database the migrations are. Prisma deploys none where it names
/// another one than the schema (P3019).</summary>
internal static class MigrationLock
{
    public const string FileName = "migration_lock.toml";

    /// <summary>What is wrong with it; null where it is right.</summary>
    public static Diagnostic? Check(SourceText file) => ConflictMarkers.FindIn(file) ?? OtherProvider(file);

    private static Diagnostic? OtherProvider(SourceText file)
    {
        foreach (var (index, line) in file.Text.Split('\n').Index())
        {
            if (line.Split('=', 2) is not [var key, var value] || key.Trim() != "provider")
                continue;
            var provider = value.Split('#')[0].Trim().Trim('"', '\'');
            if (provider is "postgresql" or "postgres")
                return null;
            return Diagnostic.Error(
                "migration-lock",
                $"{file.Path} says that the migrations are for {(provider.Length == 0 ? "no database" : provider)}, "
                    + "and the schema is for postgresql",
                file.At(file.SpanOfLine(index + 1))
            ) with
            {
                Notes = ["prisma migrate deploy stops with P3019 on it"],
                Help = ["provider = \"postgresql\", if the migrations are; else name their folder in levee.toml"],
            };
        }
        return null;
    }
}
