using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Levee.Core.Psl;

namespace Levee.Cli.Workspace;

/// <summary>Which Prisma a project runs, as far as its package files say.</summary>
internal static partial class PrismaVersion
{
    /// <summary>The major version that the package files nearest to the schema name; null where none names one.</summary>
    /// <param name="schema">Relative to the workspace.</param>
    /// <param name="read">The text of a file of the workspace; null where there is none.</param>
    public static int? MajorOf(string schema, Func<string, string?> read)
    {
        for (var folder = Path.GetDirectoryName(schema); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (read(Path.Combine(folder, "package.json")) is { } package && OfPackageJson(package) is { } node)
                return node;
            if (read(Path.Combine(folder, "pyproject.toml")) is { } project && OfPyProject(project) is { } python)
                return python;
        }
        return null;
    }

    /// <summary>What this Prisma makes of a many-to-many relation.</summary>
    public static JoinTableKey JoinTablesOf(int? major) => major < 6 ? JoinTableKey.UniqueIndex : JoinTableKey.Primary;

    internal static int? OfPackageJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            return new[] { "prisma", "@prisma/client" }
                .SelectMany(name =>
                    new[] { "devDependencies", "dependencies" }.Select(section =>
                        RangeOf(json.RootElement, section, name) is { } range ? MajorOfRange(range) : null
                    )
                )
                .FirstOrDefault(major => major is not null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Every release of Prisma's client for Python so far brings an engine of Prisma 5 or older.</summary>
    internal static int? OfPyProject(string text) => PythonClient().IsMatch(text) ? 5 : null;

    private static string? RangeOf(JsonElement package, string section, string name) =>
        package.TryGetProperty(section, out var packages)
        && packages.ValueKind == JsonValueKind.Object
        && packages.TryGetProperty(name, out var version)
        && version.ValueKind == JsonValueKind.String
            ? version.GetString()
            : null;

    /// <summary>Of <c>^5.21.1</c>, <c>~5.2</c>, <c>5.x</c>. Null for what may be anything: <c>latest</c>, <c>>=5</c>.</summary>
    private static int? MajorOfRange(string range) =>
        Range().Match(range) is { Success: true } match
            ? int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(
        @"^\s*(npm:@?[\w/-]+@)?[\^~=v]*\s*(?<major>\d{1,4})(\.[\w.+-]*)?\s*$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Range();

    // prisma = "^0.11" of Poetry, "prisma>=0.11" among the dependencies.
    [GeneratedRegex(
        """^\s*prisma\s*=\s*["{].*\d|["']prisma(\[\w+\])?\s*[=<>~!]=?""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex PythonClient();
}
