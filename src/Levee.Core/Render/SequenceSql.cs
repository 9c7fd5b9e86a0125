using System.Text;
using Levee.Core.Plan;
using Levee.Core.Schema;
using Levee.Core.Sql;
using static Levee.Core.Sql.Identifier;

namespace Levee.Core.Render;

/// <summary>The sequences of columns that start or stop to count up.</summary>
internal sealed class SequenceSql(MigrationPlan plan, Naming names)
{
    private HashSet<string>? _kept;

    /// <summary>The sequence of a column that starts to count up, as Prisma's engine names it: in lower case and bare.</summary>
    public string For(MigrationStep.AlterTable alter, TableChange.AlterColumn change)
    {
        var table = alter.Table.After.Name;
        var name = $"{table.Name}_{change.Column.After.Name}_seq".ToLowerInvariant();
        // Bare only where PostgreSQL would read it so.
        var bare = Identifier.IsPlain(name) ? name : Quote(name);
        var isDefault = table.Namespace is null || (table.Namespace == "public" && plan.Style == PrismaStyle.Seven);
        return isDefault ? bare : $"{Quote(table.Namespace!)}.{bare}";
    }

    /// <returns>Null where there is no sequence to drop, or something else still counts by it.</returns>
    public string? Drop(Table table, TableChange.AlterColumn change)
    {
        var before = change.Column.Before;
        if (
            change.Column.After.AutoIncrement
            || before is not { Default: DefaultValue.Sequence sequence, IsIdentity: false }
        )
            return null;
        if (plan.Schemas.Before.Origin == SchemaOrigin.File)
        {
            // The schema file does not name it, and Prisma's engine then writes DROP SEQUENCE "".
            var name = OwnSequenceOf(table.Name.Name, before.Name);
            return Kept.Contains("") ? null : $"DROP SEQUENCE IF EXISTS {names.Of(table.Name with { Name = name })}";
        }
        if (Kept.Contains(sequence.Name))
            return null;
        return $"DROP SEQUENCE {names.Dropped(new(sequence.Namespace, sequence.Name))}";
    }

    /// <summary>Sequences that columns still count by afterwards. In a schema file they are all called "".</summary>
    private HashSet<string> Kept => _kept ??= FindKept();

    private HashSet<string> FindKept()
    {
        if (plan.Schemas.Before.Origin == SchemaOrigin.File)
            return SequencesIn(plan.Schemas.After.Tables).Select(use => use.Sequence).ToHashSet();
        // One sequence may serve two columns of a database, of which one gives it up now.
        var given = plan
            .Steps.OfType<MigrationStep.AlterTable>()
            .SelectMany(step =>
                step.Changes.OfType<TableChange.AlterColumn>().Select(change => (step.Table.Before.Name, change))
            )
            .Where(item => !item.change.Column.After.AutoIncrement)
            .Select(item => (item.Name, item.change.Column.Before.Name))
            .ToHashSet();
        return SequencesIn(plan.Schemas.Before.Tables)
            .Where(use => !given.Contains((use.Table, use.Column)))
            .Select(use => use.Sequence)
            .ToHashSet();
    }

    private static IEnumerable<(ObjectName Table, string Column, string Sequence)> SequencesIn(
        IEnumerable<Table> tables
    ) =>
        from table in tables
        from column in table.Columns
        let sequence = column.Default as DefaultValue.Sequence
        where sequence is not null
        select (table.Name, column.Name, sequence.Name);

    /// <summary>The name that PostgreSQL gives to the sequence of a SERIAL: the longer part is cut first.</summary>
    private static string OwnSequenceOf(string table, string column)
    {
        var room = ConstraintNames.MaximumBytes - "__seq".Length;
        var (left, right) = (Encoding.UTF8.GetByteCount(table), Encoding.UTF8.GetByteCount(column));
        while (left + right > room)
        {
            if (left > right)
                left--;
            else
                right--;
        }
        return $"{Cut(table, left)}_{Cut(column, right)}_seq";
    }

    private static string Cut(string name, int bytes)
    {
        var text = Encoding.UTF8.GetBytes(name);
        if (text.Length <= bytes)
            return name;
        while (bytes > 0 && (text[bytes] & 0xC0) == 0x80)
            bytes--;
        return Encoding.UTF8.GetString(text, 0, bytes);
    }
}
