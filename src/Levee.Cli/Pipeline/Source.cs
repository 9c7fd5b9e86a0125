using Levee.Core.Diagnostics;

namespace Levee.Cli.Pipeline;

/// <summary>One side of a comparison, as <c>--from</c> and <c>--to</c> name it.</summary>
internal abstract record Source
{
    private Source() { }

    public sealed record Empty : Source;

    /// <param name="Path">A file or a folder.</param>
    public sealed record SchemaFile(string Path) : Source;

    public sealed record Migrations(string Folder) : Source;

    /// <summary>Applied to an empty database.</summary>
    public sealed record Script(string Path) : Source;

    /// <summary>The workspace's schema in a commit.</summary>
    public sealed record Revision(string Name) : Source;

    /// <summary>Only read, never written to.</summary>
    public sealed record Database(string Url) : Source;

    public const string Forms =
        "empty, schema:<file or folder>, migrations:<folder>, sql:<file>, git:<revision>, database:<url>; "
        + "a .prisma path, a migrations folder, a .sql file and a postgresql:// address need no prefix";

    /// <param name="folder">Relative paths start here.</param>
    /// <param name="environment">Asked for <c>DATABASE_URL</c> where <c>database:</c> stands alone: an address with a password does
    /// not belong on a command line, which other users of the machine can read.</param>
    /// <exception cref="LeveeException">It has none of the forms.</exception>
    public static Source Parse(string text, string folder, Func<string, string?> environment)
    {
        var (kind, rest) = text.IndexOf(':') is > 0 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, "");
        return kind switch
        {
            "empty" when rest.Length == 0 => new Empty(),
            "schema" when rest.Length > 0 => new SchemaFile(Path.Combine(folder, rest)),
            "migrations" when rest.Length > 0 => new Migrations(Path.Combine(folder, rest)),
            "sql" when rest.Length > 0 => new Script(Path.Combine(folder, rest)),
            "git" when rest.Length > 0 => new Revision(rest),
            "database" => new Database(rest.Length > 0 ? rest : FromEnvironment(environment)),
            "postgresql" or "postgres" when rest.StartsWith("//", StringComparison.Ordinal) => new Database(text),
            _ => Recognise(text, Path.Combine(folder, text)),
        };
    }

    private static Source Recognise(string text, string path)
    {
        if (text.EndsWith(".prisma", StringComparison.Ordinal))
            return new SchemaFile(path);
        if (text.EndsWith(".sql", StringComparison.Ordinal))
            return new Script(path);
        if (text.Length > 0 && Directory.Exists(path))
            return HoldsSchemas(path) ? new SchemaFile(path) : new Migrations(path);
        throw new LeveeException(
            Diagnostic.Error("unknown-source", $"'{text}' is no source that Levee knows") with
            {
                Help = [$"a source is one of {Forms}"],
            },
            Levee.Core.ExitCode.Usage
        );
    }

    private static bool HoldsSchemas(string folder) =>
        !File.Exists(Path.Combine(folder, "migration_lock.toml")) && Directory.EnumerateFiles(folder, "*.prisma").Any();

    private static string FromEnvironment(Func<string, string?> environment) =>
        environment("DATABASE_URL") is { Length: > 0 } url
            ? url
            : throw new LeveeException(
                Diagnostic.Error("no-database-url", "database: stands alone, and DATABASE_URL is not set") with
                {
                    Help = ["set DATABASE_URL, or write database:postgresql://user@host/name"],
                }
            );
}
