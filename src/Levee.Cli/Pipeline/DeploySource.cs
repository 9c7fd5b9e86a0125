using Levee.Cli.CommandLine;
using Levee.Cli.Deployments;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Psl;
using Levee.Core.Psl.Config;

namespace Levee.Cli.Pipeline;

/// <summary>What is deployed, and where to: read from the workspace, or from a migrations folder alone.</summary>
/// <param name="Shown">The folder as messages show it.</param>
internal sealed record DeploySource(ValueList<Migration> Migrations, string Shown, DeployTarget Target)
{
    /// <param name="folder">As given with <c>--migrations</c>: nothing else of a workspace is needed then.</param>
    /// <param name="url">As given with <c>--database-url</c>.</param>
    /// <exception cref="LeveeException">There is no workspace, no address, or a folder without a script.</exception>
    public static DeploySource Read(Run run, string? folder, string? url)
    {
        if (folder is not null)
        {
            var root = Path.GetFullPath(folder);
            if (!Directory.Exists(root))
                throw new LeveeException(
                    Diagnostic.Error("no-migrations", $"there is no folder {folder}") with
                    {
                        Help = ["give the folder that holds the migrations' folders"],
                    }
                );
            var alone = MigrationsFolder.Read(root, folder.TrimEnd('/'), new WorkspaceFiles(root).Read);
            return new(alone, folder, TargetAddress.Find(url, null, Environment.GetEnvironmentVariable));
        }
        var project = Project.Open(run.Workspace);
        return new(
            project.ReadMigrations(),
            project.MigrationsPath,
            TargetAddress.Find(url, Datasource(project), Environment.GetEnvironmentVariable)
        );
    }

    // A schema that does not parse is no reason not to deploy: the migrations are what is run.
    private static Configuration? Datasource(Project project)
    {
        try
        {
            return PrismaSchema.ReadConfiguration(Project.TextsOf(project.ReadTruth()));
        }
        catch (LeveeException)
        {
            return null;
        }
    }
}
