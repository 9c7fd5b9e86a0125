using System.Text.RegularExpressions;

namespace Levee.Cli.Workspace;

/// <summary>What <c>prisma.config.ts</c> says of paths, as far as it says it in plain words: texts in quotes, joined or
/// not. Nothing is run for it. Paths are relative to the folder of the file, which is the workspace.</summary>
/// <param name="Schema">A file or a folder; null where it names none.</param>
/// <param name="Migrations">Null where it names none.</param>
internal sealed partial record PrismaConfig(string? Schema, string? Migrations)
{
    private static readonly PrismaConfig Silent = new(null, null);

    private static readonly string[] Names =
    [
        "prisma.config.ts",
        "prisma.config.mts",
        "prisma.config.cts",
        "prisma.config.js",
        "prisma.config.mjs",
        "prisma.config.cjs",
        ".config/prisma.ts",
        ".config/prisma.js",
    ];

    public static PrismaConfig Read(string root)
    {
        var files = new WorkspaceFiles(root);
        var file = Names.FirstOrDefault(name => File.Exists(Path.Combine(root, name)));
        return file is null ? Silent : Parse(files.ReadText(file, file) ?? "");
    }

    internal static PrismaConfig Parse(string text)
    {
        var code = Comment().Replace(text, match => match.Value[0] == '/' ? " " : match.Value);
        return new(
            PathOf(SchemaKey().Match(code)),
            MigrationsKey().Match(code) is { Success: true } migrations
                ? PathOf(PathKey().Match(migrations.Value))
                : null
        );
    }

    private static string? PathOf(Match key)
    {
        if (!key.Success)
            return null;
        var parts = Quoted().Matches(key.Groups["value"].Value).Select(match => match.Value[1..^1]);
        var path = string.Join('/', parts).Replace("/./", "/", StringComparison.Ordinal);
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..]
            : path.Length == 0 ? null
            : path;
    }

    // Texts are matched too, so that the // of an address inside of one is no comment.
    [GeneratedRegex("""//[^\n]*|/\*[\s\S]*?\*/|"[^"\n]*"|'[^'\n]*'|`[^`]*`""")]
    private static partial Regex Comment();

    private const string Value = """(?<value>"[^"\n]*"|'[^'\n]*'|(?:path\.)?(?:join|resolve)\([^()]*\))""";

    [GeneratedRegex($"""\bschema\s*:\s*{Value}""")]
    private static partial Regex SchemaKey();

    [GeneratedRegex("""\bmigrations\s*:\s*\{[^}]*\}""")]
    private static partial Regex MigrationsKey();

    [GeneratedRegex($"""\bpath\s*:\s*{Value}""")]
    private static partial Regex PathKey();

    [GeneratedRegex("""(?<q>["'])[^"'\n]*\k<q>""")]
    private static partial Regex Quoted();
}
