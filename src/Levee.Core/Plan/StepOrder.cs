using Levee.Core.Schema;
using static Levee.Core.Plan.MigrationStep;

namespace Levee.Core.Plan;

/// <summary>Puts the steps of a migration into the order in which Prisma's engine writes them.</summary>
public static class StepOrder
{
    /// <param name="steps">Those of one kind stand by position: dropped, altered and renamed things by their place in the
    /// schema before, created ones by their place in the schema after, indexes of new tables before all other indexes.</param>
    /// <param name="origin">From file to file Prisma's bytes count; from a database, what PostgreSQL takes.</param>
    public static ValueList<MigrationStep> Sort(IEnumerable<MigrationStep> steps, SchemaOrigin origin)
    {
        var sorted = steps.OrderBy(RankOf).ToList();
        FreeEnums(sorted);
        NamesInUse.FreeIndexNames(sorted);
        if (origin == SchemaOrigin.Catalog)
        {
            NamesInUse.FreeTypeNames(sorted);
            NamesInUse.PassOnIndexNames(sorted);
        }
        KeepUniqueUntilPrimaryKey(sorted);
        return sorted.ToValueList();
    }

    private static int RankOf(MigrationStep step) =>
        step switch
        {
            RenameTable => 0,
            RenameColumn => 1,
            RenameEnum => 2,
            RenameEnumValue => 3,
            CreateSchema => 4,
            DropExtension => 5,
            CreateExtension => 6,
            AlterExtension => 7,
            CreateEnum => 8,
            AlterEnum => 9,
            DropForeignKey => 10,
            DropIndex => 11,
            AlterTable => 12,
            DropTable => 13,
            DropEnum => 14,
            CreateTable => 15,
            CreateIndex => 16,
            RenameForeignKey => 17,
            AddForeignKey => 18,
            RenameIndex => 19,
        };

    /// <summary>A foreign key over columns whose enum is rebuilt goes first: PostgreSQL cannot change one end of it at a
    /// time. Prisma's engine keeps it and its script is refused.</summary>
    private static void FreeEnums(List<MigrationStep> steps)
    {
        var first = steps.FindIndex(step => step is AlterEnum { Removed.Count: > 0 });
        if (first < 0)
            return;
        var rebuilt = steps
            .OfType<AlterEnum>()
            .Where(step => step.Removed.Count > 0)
            .Select(step => step.Enum.Before.Name);
        var names = rebuilt.ToHashSet();
        var keys = steps.OfType<DropForeignKey>().Where(step => IsOverEnum(step, names)).ToList();
        if (keys.Count == 0)
            return;
        steps.RemoveAll(step => step is DropForeignKey key && keys.Contains(key));
        steps.InsertRange(first, keys);
    }

    private static bool IsOverEnum(DropForeignKey step, HashSet<ObjectName> enums) =>
        step.Key.Columns.Any(name =>
            step.On.FindColumn(name)?.Type is ColumnType.Enum type && enums.Contains(type.Name)
        );

    /// <summary>The one exception in Prisma's own order: where a table gets its first primary key, a unique index over the
    /// same columns stays until the key is there.</summary>
    private static void KeepUniqueUntilPrimaryKey(List<MigrationStep> steps)
    {
        var keys = steps.OfType<AlterTable>().Where(TakesItsFirstKey).ToList();
        foreach (var alter in keys)
        {
            var columns = alter.Table.After.PrimaryKey!.Columns;
            var index = steps.FindIndex(step =>
                step is DropIndex { Index.IsUnique: true } drop
                && drop.On.Name == alter.Table.Before.Name
                && drop.Index.Columns.Select(column => column.Name).SequenceEqual(columns)
            );
            if (index < 0)
                continue;
            var drop = steps[index];
            steps.RemoveAt(index);
            steps.Insert(steps.IndexOf(alter) + 1, drop);
        }
    }

    private static bool TakesItsFirstKey(AlterTable alter) =>
        alter.Table.Before.PrimaryKey is null
        && alter.Changes.OfType<TableChange.AddPrimaryKey>().FirstOrDefault() is { } added
        && !alter.Changes.Any(change =>
            change switch
            {
                TableChange.DropColumn drop => added.Key.Columns.Contains(drop.Column.Name),
                TableChange.RecreateColumn recreate => added.Key.Columns.Contains(recreate.Column.After.Name),
                TableChange.DropPrimaryKey => false,
                TableChange.RenamePrimaryKey => false,
                TableChange.AddColumn => false,
                TableChange.AlterColumn => false,
                TableChange.AddPrimaryKey => false,
            }
        );
}
