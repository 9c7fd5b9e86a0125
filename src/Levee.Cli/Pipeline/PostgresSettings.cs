using Levee.Cli.CommandLine;
using Levee.Cli.Machine;
using Levee.Cli.Server;
using Levee.Cli.Workspace;

namespace Levee.Cli.Pipeline;

/// <summary>Which private PostgreSQL a run wants, by the configuration and the environment.</summary>
internal static class PostgresSettings
{
    /// <exception cref="Core.Diagnostics.LeveeException">The environment's script is not there; there is no OpenSSL.</exception>
    public static PostgresOptions Of(Config config, Run run)
    {
        OpenSsl.Require();
        var environment = ProjectEnvironment.Read(config.Root, config);
        return new PostgresOptions(config.Postgres.Version, config.Postgres.Bin)
        {
            Progress = run.Output.Progress,
            Environment = environment.Scripts,
            EnvironmentNotes = environment.Notes,
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

    /// <summary>For a command that works without a schema too.</summary>
    public static PostgresOptions Of(Run run) => Of(Project.ReadConfig(run.Workspace, run.Project), run);
}
