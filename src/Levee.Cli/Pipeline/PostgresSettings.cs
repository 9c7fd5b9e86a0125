using Levee.Cli.CommandLine;
using Levee.Cli.Server;
using Levee.Cli.Workspace;

namespace Levee.Cli.Pipeline;

/// <summary>Which private PostgreSQL a run wants, by the configuration and the environment.</summary>
internal static class PostgresSettings
{
    public static PostgresOptions Of(Config config, Run run) =>
        new PostgresOptions(config.Postgres.Version, config.Postgres.Bin)
        {
            Progress = run.Output.Progress,
        }.WithEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>For a command that works without a schema too.</summary>
    public static PostgresOptions Of(Run run) => Of(Project.ReadConfig(run.Workspace), run);
}
