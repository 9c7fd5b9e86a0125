using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Levee.Core.Deploy;
using Levee.Core.Reports;

namespace Levee.Cli.Pipeline;

/// <summary>What a deployment tells, as lines for people and as lines of JSON.</summary>
internal static class DeployEvents
{
    /// <summary>Null for what a person is not told: a statement that took no time.</summary>
    public static string? ToLine(DeployEvent told) =>
        told switch
        {
            DeployEvent.LockWait wait =>
                $"another deployment holds the lock{(wait.Holder is null ? "" : $": {wait.Holder}")}; waited {wait.Waited.TotalSeconds:0} s",
            DeployEvent.MigrationStarted { Mode: DeploymentMode.Stepwise } started =>
                $"{started.Name}: {started.Statements} statements, one after the other",
            DeployEvent.MigrationStarted => null,
            DeployEvent.StatementDone done => $"  {done.Number} of {done.Of} done in {Seconds(done.Took)}",
            DeployEvent.LockTimeout timeout =>
                $"{timeout.Migration}: lock not had at attempt {timeout.Attempt}{(timeout.Blocker is null ? "" : $", blocked by {timeout.Blocker}")}; again in {Seconds(timeout.Pause)}",
            DeployEvent.Progress progress =>
                $"  {progress.Phase}{(progress.Share is { } share ? $", {share.ToString("P0", CultureInfo.InvariantCulture)}" : "")}{(progress.Blocker is null ? "" : $", waiting for {progress.Blocker}")}",
            DeployEvent.MigrationFinished finished => $"applied {finished.Name} in {Seconds(finished.Took)}",
            DeployEvent.Summary => null,
        };

    /// <summary>One line of <c>docs/deploy-events.md</c>, without its line end.</summary>
    public static string ToJson(DeployEvent told, DateTimeOffset now) =>
        JsonSerializer.Serialize(Record(told, now), DeployEventContext.Default.DeployEventRecord);

    private static DeployEventRecord Record(DeployEvent told, DateTimeOffset now) =>
        told switch
        {
            DeployEvent.LockWait wait => new("lock-wait", now)
            {
                Blocker = wait.Holder,
                Milliseconds = Of(wait.Waited),
            },
            DeployEvent.MigrationStarted started => new("migration-started", now)
            {
                Migration = started.Name,
                Mode = started.Mode == DeploymentMode.Atomic ? "atomic" : "stepwise",
                Of = started.Statements,
            },
            DeployEvent.StatementDone done => new("statement", now)
            {
                Migration = done.Migration,
                Number = done.Number,
                Of = done.Of,
                Milliseconds = Of(done.Took),
            },
            DeployEvent.LockTimeout timeout => new("lock-timeout", now)
            {
                Migration = timeout.Migration,
                Number = timeout.Attempt,
                Blocker = timeout.Blocker,
                Milliseconds = Of(timeout.Pause),
            },
            DeployEvent.Progress progress => new("progress", now)
            {
                Migration = progress.Migration,
                Phase = progress.Phase,
                Share = progress.Share,
                Blocker = progress.Blocker,
            },
            DeployEvent.MigrationFinished finished => new("migration-finished", now)
            {
                Migration = finished.Name,
                Milliseconds = Of(finished.Took),
            },
            DeployEvent.Summary summary => new("summary", now)
            {
                Applied = [.. summary.Applied],
                ByOthers = summary.ByOthers,
                Pending = summary.Pending,
                ExitCode = (int)summary.ExitCode,
                Result = Verdicts.Word(summary.ExitCode),
            },
        };

    private static long Of(TimeSpan time) => (long)time.TotalMilliseconds;

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}

/// <summary>An event on the wire. What an event does not have is left out.</summary>
internal sealed record DeployEventRecord(string Event, DateTimeOffset Time)
{
    public string? Migration { get; init; }
    public string? Mode { get; init; }
    public int? Number { get; init; }
    public int? Of { get; init; }
    public long? Milliseconds { get; init; }
    public string? Phase { get; init; }
    public double? Share { get; init; }
    public string? Blocker { get; init; }
    public string[]? Applied { get; init; }
    public int? ByOthers { get; init; }
    public int? Pending { get; init; }
    public int? ExitCode { get; init; }
    public string? Result { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(DeployEventRecord))]
internal sealed partial class DeployEventContext : JsonSerializerContext;
