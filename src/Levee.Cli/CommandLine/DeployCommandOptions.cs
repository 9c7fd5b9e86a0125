using System.CommandLine;
using Levee.Cli.Deployments;
using Levee.Core;
using Levee.Core.Deploy;

namespace Levee.Cli.CommandLine;

/// <summary>What <c>levee deploy</c> was asked for.</summary>
/// <param name="Migrations">A folder; null for the workspace's.</param>
/// <param name="DatabaseUrl">Null to look for it.</param>
internal sealed record DeployRequest(string? Migrations, string? DatabaseUrl, DeployOptions Options);

/// <summary>The options of <c>levee deploy</c>.</summary>
internal sealed class DeployCommandOptions
{
    private readonly Option<string?> _migrations = new("--migrations")
    {
        Description = "The folder of the migrations, where there is no workspace around it",
        HelpName = "dir",
    };
    private readonly Option<string?> _url = DatabaseUrl();
    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Make every check and say what would be run; take no lock, write nothing",
    };
    private readonly Option<TimeSpan> _lockWait = DurationOption.Create(
        "--lock-wait",
        "How long to wait for another deployment to end",
        "5m"
    );
    private readonly Option<TimeSpan> _lockTimeout = DurationOption.Create(
        "--lock-timeout",
        "How long a statement may wait for a table before the migration is rolled back and tried again",
        "2s"
    );
    private readonly Option<int> _lockAttempts = new("--lock-attempts")
    {
        Description = "How often a migration that did not get its locks is tried [default: 20]",
        HelpName = "n",
        DefaultValueFactory = _ => Backoff.TableLock.Attempts,
    };
    private readonly Option<TimeSpan> _deadline = DurationOption.Create(
        "--deadline",
        "How long all attempts of one migration may take",
        "15m"
    );
    private readonly Option<TimeSpan> _waitForDatabase = DurationOption.Create(
        "--wait-for-database",
        "How long to wait for a database that cannot be reached yet",
        "0s"
    );
    private readonly Option<string> _ahead = new("--ahead")
    {
        Description = "What to do where the database is newer than this checkout",
        HelpName = "warn|refuse|ignore",
        DefaultValueFactory = _ => "warn",
    };
    private readonly Option<string[]> _acceptOrder = new("--accept-order")
    {
        Description = "Run a migration that sorts before one that is applied; may be repeated",
        HelpName = "name",
    };
    private readonly Option<string?> _until = new("--until")
    {
        Description = "The last migration to apply",
        HelpName = "name",
    };
    private readonly Option<int?> _count = new("--count") { Description = "How many to apply at most", HelpName = "n" };

    public DeployCommandOptions() => _ahead.AcceptOnlyFromAmong("warn", "refuse", "ignore");

    /// <summary>For every command that looks at a real database.</summary>
    public static Option<string?> DatabaseUrl() =>
        new("--database-url")
        {
            Description =
                "The database [default: LEVEE_DATABASE_URL, directUrl or url of the schema, DATABASE_URL, DATABASE_HOST and its parts]",
            HelpName = "url",
        };

    public void AddTo(Command command)
    {
        command.Add(_migrations);
        command.Add(_url);
        command.Add(_dryRun);
        command.Add(_waitForDatabase);
        command.Add(_lockWait);
        command.Add(_lockTimeout);
        command.Add(_lockAttempts);
        command.Add(_deadline);
        command.Add(_ahead);
        command.Add(_acceptOrder);
        command.Add(_until);
        command.Add(_count);
    }

    public DeployRequest Read(ParseResult result) =>
        new(
            result.GetValue(_migrations),
            result.GetValue(_url),
            new()
            {
                IsDryRun = result.GetValue(_dryRun),
                WaitForDatabase = result.GetValue(_waitForDatabase),
                LockTimeout = result.GetValue(_lockTimeout),
                DeploymentLock = Backoff.DeploymentLock with { Deadline = result.GetValue(_lockWait) },
                TableLock = Backoff.TableLock with
                {
                    Attempts = result.GetValue(_lockAttempts),
                    Deadline = result.GetValue(_deadline),
                },
                Ahead = result.GetValue(_ahead) switch
                {
                    "refuse" => AheadPolicy.Refuse,
                    "ignore" => AheadPolicy.Ignore,
                    _ => AheadPolicy.Warn,
                },
                AcceptedOrder = result.GetValue(_acceptOrder)?.ToValueList() ?? [],
                Until = result.GetValue(_until),
                Count = result.GetValue(_count),
            }
        );
}
