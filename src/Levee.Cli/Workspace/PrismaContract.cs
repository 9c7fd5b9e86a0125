using System.Text.RegularExpressions;
using Levee.Core.Diagnostics;
using Levee.Core.Psl;

namespace Levee.Cli.Workspace;

/// <summary>What a configuration of Prisma 8 names as its contract: a schema of Prisma 6 or 7, or a contract in its own
/// language. Nothing is run for it.</summary>
internal static partial class PrismaContract
{
    private static readonly string[] Extensions = ["ts", "mts", "cts", "js", "mjs", "cjs"];

    /// <summary>The schema that <c>prisma7Schema("…")</c> names, relative to the workspace; null where there is none.</summary>
    /// <exception cref="LeveeException"><c>prisma-8-contract</c>: the contract is not such a schema.</exception>
    public static string? SchemaIn(string root)
    {
        var files = new WorkspaceFiles(root);
        return Extensions
            .Select(extension => $"prisma.config.{extension}")
            .Select(file => files.ReadText(file, file) is { } text ? SchemaOf(text, file) : null)
            .FirstOrDefault(schema => schema is not null);
    }

    /// <param name="file">As messages show it.</param>
    internal static string? SchemaOf(string text, string file)
    {
        var code = Comment().Replace(text, match => match.Value[0] == '/' ? " " : match.Value);
        if (Schema().Match(code) is { Success: true } schema)
            return Path.GetRelativePath("/", Path.GetFullPath(schema.Groups["path"].Value, "/"));
        return Contract().Match(code) is { Success: true } contract
            ? throw new LeveeException(
                PrismaSchema.OfPrisma8($"the contract {contract.Groups["path"].Value} in {file}", at: null)
            )
            : null;
    }

    // Texts are matched too, so that the // of an address inside of one is no comment.
    [GeneratedRegex("""//[^\n]*|/\*[\s\S]*?\*/|"[^"\n]*"|'[^'\n]*'|`[^`]*`""")]
    private static partial Regex Comment();

    [GeneratedRegex("""\bprisma7Schema\(\s*(?<q>["'`])(?<path>[^"'`\n]+)\k<q>""")]
    private static partial Regex Schema();

    [GeneratedRegex("""\bcontract\s*:\s*(?<q>["'`])(?<path>[^"'`\n]+)\k<q>""")]
    private static partial Regex Contract();
}
