using Levee.Cli.CommandLine;
using Levee.Cli.Machine;
using Levee.Cli.Server;
using Levee.Cli.Workspace;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Pipeline;

/// <summary>Which private PostgreSQL a run wants, by the configuration and the environment.</summary>
internal static class PostgresSettings
{
    /// <exception cref="Core.Diagnostics.LeveeException">The environment's script is not there; there is no OpenSSL.</exception>
    public static PostgresOptions Of(Config config, Run run)
    {
        OpenSsl.Require();
        var root = Project.FindRoot(run.Workspace);
        Refuse(root, config.Postgres.Bin, "bin under [postgres]", "a program");
        Refuse(root, Environment.GetEnvironmentVariable("LEVEE_CACHE_DIR"), "LEVEE_CACHE_DIR", "what runs are given");
        var environment = ProjectEnvironment.Read(config.Root, config);
        return new PostgresOptions(config.Postgres.Version, config.Postgres.Bin)
        {
            Progress = run.Output.Progress,
            Environment = environment.Scripts,
            EnvironmentNotes = environment.Notes,
            MayRunUncontainedAsync = cancel => ConfigOfBase.AllowsUncontainedAsync(config, run, cancel),
        }.WithEnvironment(Environment.GetEnvironmentVariable);
    }

    /// <summary>With stand-ins for the tables that the schema describes and others migrate.</summary>
    /// <exception cref="Core.Diagnostics.LeveeException">The environment's script is not there.</exception>
    public static PostgresOptions Of(Project project, Run run)
    {
        var options = Of(project.Config, run);
        return ExternalStandIns.Of(project) is { } standIns
            ? options with
            {
                Environment = [.. options.Environment, standIns],
            }
            : options;
    }

    /// <summary>What lies in the workspace a branch can bring along.</summary>
    private static void Refuse(string root, string? folder, string key, string what)
    {
        if (folder is not { Length: > 0 } || !IsProject(root))
            return;
        var full = Path.GetFullPath(folder, root);
        if (WorkspacePath.IsInside(root, full) || WorkspacePath.IsInside(RealPath.Of(root), RealPath.Of(full)))
            throw new LeveeException(
                Diagnostic.Error("inside-workspace", $"{key} names {folder}, a folder of the workspace") with
                {
                    Notes = [$"every branch could bring {what} with it"],
                    Help = ["name a folder outside of it"],
                }
            );
    }

    // Any folder that a script was put into is no project of somebody else's.
    private static bool IsProject(string root) =>
        File.Exists(Path.Combine(root, Config.FileName)) || Project.IsInRepository(root);

    /// <summary>For a command that works without a schema too.</summary>
    public static PostgresOptions Of(Run run) => Of(Project.ReadConfig(run.Workspace, run.Project), run);
}
