using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Cli.Workspace;

/// <summary>What a project's databases bring along that no migration makes: by <c>[environment]</c> of levee.toml, else by Prisma's
/// configuration.</summary>
/// <param name="Scripts">What is run on the private PostgreSQL before the history, in this order; none where nothing is
/// configured.</param>
/// <param name="External">What is not the project's to migrate.</param>
/// <param name="Notes">What was seen and could not be followed: said where a replay fails.</param>
internal sealed partial record ProjectEnvironment(
    ValueList<Migration> Scripts,
    ExternalObjects External,
    ValueList<string> Notes
)
{
    /// <param name="root">The workspace.</param>
    /// <exception cref="LeveeException">The script that is named is not there.</exception>
    public static ProjectEnvironment Read(string root, Config config)
    {
        var prisma = root.Length == 0 ? PrismaConfig.Parse("") : PrismaConfig.Read(root);
        var wanted = config.Environment;
        var scripts = new List<Migration>();
        if (wanted.Extensions.Count > 0)
            scripts.Add(Script("extensions of levee.toml", string.Concat(wanted.Extensions.Select(CreateExtension))));
        scripts.AddRange(wanted.Preset.Select(name => Script($"preset {name}", EnvironmentPreset.Find(name)!.Sql)));
        if (wanted.Init is { } init)
            scripts.Add(Script(init, ReadInit(root, init)));
        // What levee.toml says is instead of it: both would make the same things.
        var replaced = wanted.Init is not null || wanted.Preset.Count > 0;
        if (!replaced && prisma.InitShadowDb is { } sql && !string.IsNullOrWhiteSpace(sql))
            scripts.Add(Script($"initShadowDb of {prisma.File}", sql));
        return new(
            scripts.ToValueList(),
            Together(config, prisma) with
            {
                BroughtSchemas = scripts
                    .SelectMany(script => MakesSchema().Matches(script.Script.Text))
                    .Select(match => match.Groups["name"].Value.Trim('"'))
                    .Distinct()
                    .ToValueList(),
            },
            !replaced && prisma.HasUnreadableInit
                ?
                [
                    $"initShadowDb of {prisma.File} is put together when that file is run, which Levee does not do: "
                        + "write its SQL into a file, and name the file as init under [environment] in levee.toml",
                ]
                : []
        );
    }

    /// <summary>What is not the project's to migrate, by both configurations.</summary>
    public static ExternalObjects ExternalOf(Config config) =>
        Together(config, config.Root.Length == 0 ? PrismaConfig.Parse("") : PrismaConfig.Read(config.Root));

    private static ExternalObjects Together(Config config, PrismaConfig prisma) =>
        new(config.Environment.External.Concat(prisma.External).Distinct().ToValueList());

    private static string CreateExtension(string name) =>
        $"CREATE EXTENSION IF NOT EXISTS {Identifier.Quote(name)} CASCADE;\n";

    private static Migration Script(string name, string sql) => new(name, new SourceText(name, sql));

    private static string ReadInit(string root, string init)
    {
        WorkspacePath.Resolve(root, init, "environment.init");
        return new WorkspaceFiles(root).ReadText(init, init)
            ?? throw new LeveeException(
                Diagnostic.Error(
                    "no-environment",
                    $"there is no file {init}, which levee.toml names as init of [environment]"
                ) with
                {
                    Help = ["levee environment --from database:<url> > " + init, "or correct init in levee.toml"],
                }
            );
    }

    [GeneratedRegex("""\bCREATE\s+SCHEMA\s+(?:IF\s+NOT\s+EXISTS\s+)?(?<name>"[^"]+"|\w+)""", RegexOptions.IgnoreCase)]
    private static partial Regex MakesSchema();
}
