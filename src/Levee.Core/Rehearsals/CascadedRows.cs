using Levee.Core.Effects;

namespace Levee.Core.Rehearsals;

/// <summary>What goes with the rows of a table: those that refer to them ON DELETE CASCADE.</summary>
internal sealed class CascadedRows(DatabaseSnapshot catalog)
{
    /// <returns>As approvals name them, the table's own rows first.</returns>
    public IEnumerable<string> From(SeenTable table)
    {
        var found = new List<string> { $"rows {table.FullName}" };
        var met = new HashSet<long> { table.Oid };
        for (var open = new Queue<SeenTable>([table]); open.TryDequeue(out var parent); )
        {
            foreach (var key in catalog.Constraints.Where(key => IsOf(parent, key)))
            {
                if (catalog.Tables.FirstOrDefault(child => child.Oid == key.Table) is not { } child)
                    continue;
                if (met.Add(child.Oid))
                {
                    found.Add($"rows {child.FullName}");
                    open.Enqueue(child);
                }
            }
        }
        return found;
    }

    // The parts of a partitioned table have keys of their own.
    private static bool IsOf(SeenTable parent, SeenConstraint key) =>
        key is { Kind: ConstraintKind.ForeignKey, IsEnforced: true, Parent: 0 }
        && key.Target == parent.Oid
        && key.Definition.Contains("ON DELETE CASCADE", StringComparison.Ordinal);
}
