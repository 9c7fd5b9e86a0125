using Levee.Core;

namespace Levee.Cli.Workspace;

/// <summary>What Prisma's configuration file says, as far as it says it in plain words: texts in quotes, joined or not. Nothing is
/// run for it. Paths are relative to the workspace.</summary>
/// <param name="File">The file; null where there is none.</param>
/// <param name="Schema">A file or a folder; null where it names none.</param>
/// <param name="Migrations">Null where it names none.</param>
internal sealed record PrismaConfig(string? File, string? Schema, string? Migrations)
{
    private static readonly PrismaConfig Silent = new(null, null, null);

    /// <summary>The SQL that Prisma runs on a shadow database before the migrations; null where there is none.</summary>
    public string? InitShadowDb { get; init; }

    /// <summary>Whether there is such SQL, but put together when the file is run.</summary>
    public bool HasUnreadableInit { get; init; }

    /// <summary>Tables and enums that belong to somebody else: <c>auth.users</c>.</summary>
    public ValueList<string> External { get; init; } = [];

    private static readonly string[] Extensions = ["js", "ts", "mjs", "cjs", "mts", "cts"];

    /// <summary>Where Prisma 7.10 looks, in its order.</summary>
    internal static IEnumerable<string> Places =>
        new[] { "prisma7.config", ".config/prisma7" }
            .SelectMany(WithExtensions)
            .Concat(
                new[] { "prisma.config", ".config/prisma", ".config/prisma.config" }.SelectMany(place =>
                    WithExtensions(place).Concat(WithExtensions($"{place}/index"))
                )
            );

    private static IEnumerable<string> WithExtensions(string place) =>
        Extensions.Select(extension => $"{place}.{extension}");

    /// <exception cref="Core.Diagnostics.LeveeException">The file must not be read, or cannot be.</exception>
    public static PrismaConfig Read(string root)
    {
        var file = Places.FirstOrDefault(place => System.IO.File.Exists(Path.Combine(root, place)));
        return file is null ? Silent : Parse(new WorkspaceFiles(root).ReadText(file, file) ?? "", file);
    }

    /// <param name="file">Relative to the workspace: paths in it begin in its folder.</param>
    internal static PrismaConfig Parse(string text, string file = "prisma.config.ts")
    {
        if (ScriptLiteral.FindExported(text) is not { } config)
            return Silent with { File = file };
        var folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
        var init = config["migrations"]?["initShadowDb"];
        return new(file, PathOf(folder, config["schema"]), PathOf(folder, config["migrations"]?["path"]))
        {
            InitShadowDb = (init as ScriptLiteral.Text)?.Value,
            HasUnreadableInit = init is not (null or ScriptLiteral.Text),
            External = [.. TextsOf(config["tables"]?["external"]), .. TextsOf(config["enums"]?["external"])],
        };
    }

    private static string? PathOf(string folder, ScriptLiteral? value) =>
        Join(value) is not { Length: > 0 } path ? null
        : path.StartsWith(Start, StringComparison.Ordinal) ? Flatten(path[Start.Length..])
        : Flatten($"{folder}/{path}");

    // What process.cwd() gives: the folder that Prisma is run in, which is the workspace.
    private const string Start = "<cwd>";

    /// <summary>The text, or the texts of <c>path.join</c> and its like put together. Null where something is in it that only a
    /// run could tell.</summary>
    private static string? Join(ScriptLiteral? value) =>
        value switch
        {
            ScriptLiteral.Text(var text) => text,
            // The file's own folder, where every path begins anyway.
            ScriptLiteral.Reference("__dirname" or "import.meta.dirname") => ".",
            ScriptLiteral.Call("cwd", { Count: 0 }) => Start,
            ScriptLiteral.Call(_, { Count: > 0 } parts) when parts.TrueForAll(part => Join(part) is not null) =>
                string.Join('/', parts.Select(Join)),
            null
            or ScriptLiteral.Call
            or ScriptLiteral.Reference
            or ScriptLiteral.Items
            or ScriptLiteral.Members
            or ScriptLiteral.Unknown => null,
        };

    private static string? Flatten(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts is [.., not ".."])
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }
        return parts.Count == 0 ? null : string.Join('/', parts);
    }

    private static IEnumerable<string> TextsOf(ScriptLiteral? list) =>
        list is ScriptLiteral.Items(var items) ? items.OfType<ScriptLiteral.Text>().Select(item => item.Value) : [];
}
