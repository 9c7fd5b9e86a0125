using Levee.Core.History;

namespace Levee.Core.Deploy;

/// <summary>The folders of a checkout beside the ledger of a database.</summary>
/// <param name="Migrations">In the order of the history.</param>
public sealed record DatabaseHistory(ValueList<Migration> Migrations, Ledger Ledger)
{
    private readonly HashSet<string> _folders = Migrations
        .Select(migration => migration.Name)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>What is still to be run, in the order of the history. One that was interrupted is continued and stands here too.</summary>
    public IEnumerable<Migration> Pending =>
        Migrations.Where(migration =>
            Ledger.StateOf(migration.Name) is LedgerState.Absent or LedgerState.RolledBack or LedgerState.Interrupted
        );

    public IEnumerable<Migration> Applied =>
        Migrations.Where(migration => Ledger.StateOf(migration.Name) == LedgerState.Applied);

    /// <summary>Names that began and did not finish, whether this checkout has them or not.</summary>
    public IEnumerable<LedgerRow> Failed =>
        Ledger
            .Names.Where(name => Ledger.StateOf(name) == LedgerState.Failed)
            .Select(name => Ledger.BlockingRow(name)!);

    public IEnumerable<LedgerRow> Interrupted =>
        Ledger
            .Names.Where(name => Ledger.StateOf(name) == LedgerState.Interrupted)
            .Select(name => Ledger.BlockingRow(name)!);

    /// <summary>Applied with another text than the folder has now.</summary>
    public IEnumerable<Migration> Edited =>
        Applied.Where(migration => !MigrationChecksum.Matches(Ledger.AppliedRow(migration.Name)!.Checksum, migration));

    /// <summary>Applied, unknown to this checkout, and not newer than all that it knows: deleted, or of another branch.</summary>
    public IEnumerable<LedgerRow> Missing => Unknown.Where(row => !IsNewer(row));

    /// <summary>Applied, unknown to this checkout, and newer than all that it knows: the checkout is older than the database.</summary>
    public IEnumerable<LedgerRow> Ahead => Unknown.Where(IsNewer);

    /// <summary>Pending, and before one that is applied: the database runs them in another order than a new one does.</summary>
    public IEnumerable<Migration> Overtaken
    {
        get
        {
            var last = Migrations
                .ToList()
                .FindLastIndex(migration => Ledger.StateOf(migration.Name) == LedgerState.Applied);
            return Migrations
                .Take(Math.Max(last, 0))
                .Where(migration => Ledger.StateOf(migration.Name) is LedgerState.Absent or LedgerState.RolledBack);
        }
    }

    private IEnumerable<LedgerRow> Unknown =>
        Ledger.Names.Where(name => !_folders.Contains(name)).Select(Ledger.AppliedRow).OfType<LedgerRow>();

    // A timestamp leads every name, so that bytes tell which is newer.
    private bool IsNewer(LedgerRow row) =>
        Migrations.Count == 0 || string.CompareOrdinal(row.Name, Migrations[^1].Name) > 0;
}
