using Levee.Core.Plan;

namespace Levee.Core.Diff;

/// <summary>What an ALTER TABLE has to do.</summary>
internal static class TableDiffer
{
    public static ValueList<TableChange> Changes(TablePair pair)
    {
        var (before, after) = pair.Tables.Map(table => table.PrimaryKey);
        var changes = new List<TableChange>();
        if (pair.KeyIsReplaced)
            changes.Add(new TableChange.DropPrimaryKey(before!));
        // Prisma's engine also renames a key that it drops and adds anew, which PostgreSQL refuses.
        else if (before is not null && after is not null && before.Name != after.Name)
            changes.Add(new TableChange.RenamePrimaryKey(new(before, after)));
        foreach (var column in pair.Dropped)
            changes.Add(new TableChange.DropColumn(column));
        foreach (var column in pair.Added)
            changes.Add(new TableChange.AddColumn(column));
        foreach (var column in pair.Columns)
        {
            if (column.IsRecreated)
                changes.Add(new TableChange.RecreateColumn(column.Column));
            else if (column.Flags != ColumnFlags.None)
                changes.Add(new TableChange.AlterColumn(column.Column, column.Flags, column.Cast));
        }
        if (after is not null && (before is null || pair.KeyIsReplaced))
            changes.Add(new TableChange.AddPrimaryKey(after));
        return changes.ToValueList();
    }
}
