using System.Diagnostics;
using Levee.Cli.Machine;
using Levee.Core;
using Levee.Core.Deploy;
using Levee.Core.Diagnostics;
using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>The database that migrations are run on.</summary>
/// <param name="Address">Without a pool: every session is opened, and ended, once.</param>
/// <param name="Source">Where the address came from, in words: <c>DATABASE_URL</c>.</param>
internal sealed record DeployTarget(NpgsqlConnectionStringBuilder Address, string Source)
{
    /// <summary>Asked before each session for the password; null where the address has it, or none is needed.</summary>
    public Func<CancellationToken, Task<string>>? Password { get; init; }

    /// <summary>The schema of the ledger.</summary>
    public string Schema => string.IsNullOrEmpty(Address.SearchPath) ? "public" : Address.SearchPath.Trim('"');

    /// <summary>For people; never the password.</summary>
    public string Shown =>
        $"database {Address.Database}, schema {Schema}, on {Address.Host}:{Address.Port} as {Address.Username ?? "the user of this machine"} (from {Source})";

    /// <summary>Opens a session.</summary>
    /// <param name="application">What <c>pg_stat_activity</c> shows.</param>
    /// <exception cref="LeveeException"><c>database-unreachable</c>, exit 75; <c>database-refused</c>; <c>no-openssl</c>.</exception>
    public async Task<NpgsqlConnection> OpenAsync(string application, CancellationToken cancel)
    {
        OpenSsl.Require();
        var address = new NpgsqlConnectionStringBuilder(Address.ConnectionString)
        {
            ApplicationName = application,
            Pooling = false,
            CommandTimeout = 0,
            IncludeErrorDetail = true,
            IncludeFailedBatchedCommand = true,
            KeepAlive = 30,
        };
        if (Password is { } ask)
            address.Password = await ask(cancel);
        var source = new NpgsqlSlimDataSourceBuilder(address.ConnectionString);
        source.EnableTransportSecurity();
        source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        var session = source.Build().CreateConnection();
        try
        {
            await session.OpenAsync(cancel);
            return session;
        }
        catch (NpgsqlException error)
        {
            await session.DisposeAsync();
            throw Trouble(error);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the first session, and waits for a database that is not there yet.</summary>
    /// <param name="patience">Zero for one attempt.</param>
    public async Task<NpgsqlConnection> OpenPatientlyAsync(
        string application,
        TimeSpan patience,
        Action<string> tell,
        CancellationToken cancel
    )
    {
        var backoff = Backoff.Unreachable with { Deadline = patience };
        var start = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OpenAsync(application, cancel);
            }
            catch (LeveeException error) when (error.ExitCode == ExitCode.Temporary)
            {
                if (backoff.Next(attempt, Stopwatch.GetElapsedTime(start), Random.Shared.NextDouble()) is not { } pause)
                    throw;
                if (attempt == 1)
                    tell($"waiting for {Address.Host}:{Address.Port}: {error.Diagnostics[0].Message}");
                await Task.Delay(pause, cancel);
            }
        }
    }

    /// <summary>An error of the driver as what a person can act on. The exit code says whether a retry may help.</summary>
    public LeveeException Trouble(NpgsqlException error) =>
        error switch
        {
            PostgresException
            {
                SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            } refused => Refused(
                refused,
                "see that the user and the password are right, and that pg_hba.conf lets them in"
            ),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } refused => Refused(
                refused,
                "create the database, or give --create-database"
            ),
            PostgresException refused when !IsTemporary(refused.SqlState) => Refused(
                refused,
                "see what PostgreSQL says, and the address"
            ),
            _ => new(
                Diagnostic.Error("database-unreachable", $"{Shown} cannot be reached: {Reason(error)}") with
                {
                    Help =
                    [
                        "see that the server runs and the address is right; --wait-for-database 60s waits for one that is starting",
                    ],
                },
                ExitCode.Temporary
            ),
        };

    // Class 08 connection, 53 resources, 57P0x shutdown and startup.
    private static bool IsTemporary(string state) =>
        state.StartsWith("08", StringComparison.Ordinal)
        || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal);

    private LeveeException Refused(PostgresException error, string help) =>
        new(
            Diagnostic.Error("database-refused", $"{Shown}: {error.MessageText} (SQLSTATE {error.SqlState})") with
            {
                Help = [help],
            }
        );

    private static string Reason(NpgsqlException error) =>
        error is PostgresException refused ? refused.MessageText : (error.InnerException?.Message ?? error.Message);
}
