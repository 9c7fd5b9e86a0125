namespace Levee.Core.History;

/// <summary>A row of <c>_prisma_migrations</c>.</summary>
/// <param name="Id">A UUID as text.</param>
/// <param name="Checksum">As <see cref="MigrationChecksum"/> makes it.</param>
/// <param name="FinishedAt">Null while it runs, and for ever where it failed.</param>
/// <param name="RolledBackAt">Null unless somebody resolved a failed migration.</param>
/// <param name="Logs">The error of a failed migration; the journal of one that Levee runs statement by statement; else null or empty.</param>
public sealed record LedgerRow(
    string Id,
    string Checksum,
    string Name,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? RolledBackAt,
    string? Logs,
    int AppliedSteps
)
{
    public bool IsApplied => FinishedAt is not null && RolledBackAt is null;

    /// <summary>Neither finished nor resolved: it blocks every later migration.</summary>
    public bool Blocks => FinishedAt is null && RolledBackAt is null;
}

/// <summary>What the rows of one name amount to.</summary>
public enum LedgerState
{
    /// <summary>There is no row.</summary>
    Absent,
    Applied,

    /// <summary>It began and did not finish, and Levee did not run it.</summary>
    Failed,

    /// <summary>It began and did not finish, and its journal says how far Levee came.</summary>
    Interrupted,

    /// <summary>Only resolved rows: it is to be applied again.</summary>
    RolledBack,
}

/// <summary>Prisma's table <c>_prisma_migrations</c>: which migrations a database has run.</summary>
/// <param name="Exists">Whether the table is there.</param>
/// <param name="Rows">By the time at which they began.</param>
public sealed record Ledger(bool Exists, ValueList<LedgerRow> Rows)
{
    public const string TableName = "_prisma_migrations";

    /// <summary>Of a database that no migration was run on.</summary>
    public static readonly Ledger None = new(false, []);

    /// <summary>The names in it, each once, in the order in which they first began.</summary>
    public IEnumerable<string> Names => Rows.Select(row => row.Name).Distinct(StringComparer.Ordinal);

    public LedgerState StateOf(string name)
    {
        var rows = Rows.Where(row => row.Name == name).ToList();
        return rows.Count == 0 ? LedgerState.Absent
            // A blocking row blocks whatever stands beside it.
            : rows.Find(row => row.Blocks) is { } blocking
                ? DeploymentJournal.Parse(blocking.Logs) is null ? LedgerState.Failed
                    : LedgerState.Interrupted
            : rows.Exists(row => row.IsApplied) ? LedgerState.Applied
            : LedgerState.RolledBack;
    }

    /// <summary>The row that says that it is applied, the last of several; null where there is none.</summary>
    public LedgerRow? AppliedRow(string name) => Rows.LastOrDefault(row => row.Name == name && row.IsApplied);

    /// <summary>The row that blocks; null where there is none.</summary>
    public LedgerRow? BlockingRow(string name) => Rows.LastOrDefault(row => row.Name == name && row.Blocks);
}
