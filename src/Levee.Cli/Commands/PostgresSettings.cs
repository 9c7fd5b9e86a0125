using Levee.Cli.Postgres;
using Levee.Cli.Workspace;
using Levee.Core.Diagnostics;
using Levee.Core.Schema;

namespace Levee.Cli.Commands;

/// <summary>Which private PostgreSQL a run wants, by the configuration and the environment.</summary>
internal static class PostgresSettings
{
    public static PostgresOptions Of(Config config, Run run) =>
        new PostgresOptions(config.Postgres.Version, config.Postgres.Bin)
        {
            Progress = run.Output.Progress,
        }.WithEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>For a command that works outside of a workspace too.</summary>
    public static PostgresOptions Of(Pair<Source> sources, Run run)
    {
        if (run.Workspace is not null || sources.Before is Source.Revision || sources.After is Source.Revision)
            return Of(Project.Open(run.Workspace).Config, run);
        try
        {
            return Of(Project.Open(null).Config, run);
        }
        catch (LeveeException none) when (none.Diagnostics[0].Code == "no-schema")
        {
            return Of(new Config(), run);
        }
    }
}
