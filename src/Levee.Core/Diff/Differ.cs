using Levee.Core.Diff.Renames;
using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>Finds what leads from one schema to another.</summary>
public static class Differ
{
    public static MigrationPlan Diff(Pair<DatabaseSchema> schemas)
    {
        var tables = new TablePairs(schemas);
        var steps = ExtensionDiffer
            .Namespaces(schemas)
            .Concat(ExtensionDiffer.Diff(schemas))
            .Concat(EnumDiffer.Diff(schemas, tables))
            .Concat(DiffTables(schemas, tables));
        return new(schemas, StepOrder.Sort(steps, schemas.Before.Origin));
    }

    /// <summary>With renamings in place of what would be dropped and created. The constraints and indexes that Prisma would name
    /// after the new names are renamed too.</summary>
    /// <param name="renames">Tables and enums before their columns and values. The plan starts from the schema with the new
    /// names: its steps speak of them.</param>
    public static MigrationPlan Diff(Pair<DatabaseSchema> schemas, ValueList<Rename> renames)
    {
        if (renames.Count == 0)
            return Diff(schemas);
        var renamed = renames.Aggregate(schemas.Before, (schema, rename) => rename.Apply(schema));
        var rest = Diff(schemas with { Before = renamed });
        IEnumerable<MigrationStep> steps = [.. renames.Select(rename => rename.Step), .. rest.Steps];
        return new(schemas with { Before = renamed }, StepOrder.Sort(steps, schemas.Before.Origin));
    }

    private static List<MigrationStep> DiffTables(Pair<DatabaseSchema> schemas, TablePairs tables)
    {
        var steps = new List<MigrationStep>();
        var indexes = tables.Pairs.ToDictionary(
            pair => pair,
            pair => new IndexDiffer(pair, schemas.After.ComparesPredicates, MigrationPlan.StyleOf(schemas))
        );
        var obstacles = new ForeignKeyObstacles(schemas, tables, indexes);
        var keys = tables.Pairs.ToDictionary(
            pair => pair,
            pair => new ForeignKeyDiffer(
                pair,
                schemas.Before.Origin,
                key => obstacles.StandInTheWay(pair.Tables.Before, key)
            )
        );

        foreach (var table in tables.Dropped)
            steps.Add(new MigrationStep.DropTable(table));
        foreach (var table in tables.Tables.Before)
            steps.AddRange(DropForeignKeys(table, tables, keys));
        foreach (var table in tables.Created)
        {
            steps.Add(new MigrationStep.CreateTable(table));
            steps.AddRange(table.Indexes.Select(index => new MigrationStep.CreateIndex(table, index, Before: null)));
        }
        foreach (var (pair, differ) in indexes)
            steps.AddRange(DiffIndexes(pair, differ));
        foreach (var (pair, differ) in keys)
            steps.AddRange(differ.Renamed.Select(key => new MigrationStep.RenameForeignKey(pair.Tables, key)));
        foreach (var table in tables.Tables.After)
            steps.AddRange(AddForeignKeys(table, tables, keys));
        return steps;
    }

    private static IEnumerable<MigrationStep> DropForeignKeys(
        Table table,
        TablePairs tables,
        Dictionary<TablePair, ForeignKeyDiffer> differs
    ) =>
        from key in tables.Find(table.Name) is { } pair ? differs[pair].Dropped : table.ForeignKeys
        select new MigrationStep.DropForeignKey(table, key);

    private static IEnumerable<MigrationStep> AddForeignKeys(
        Table table,
        TablePairs tables,
        Dictionary<TablePair, ForeignKeyDiffer> differs
    ) =>
        from key in tables.Find(table.Name) is { } pair ? differs[pair].Added : table.ForeignKeys
        select new MigrationStep.AddForeignKey(table, key);

    private static IEnumerable<MigrationStep> DiffIndexes(TablePair pair, IndexDiffer differ)
    {
        foreach (var index in differ.Dropped)
            yield return new MigrationStep.DropIndex(pair.Tables.Before, index);
        var changes = TableDiffer.Changes(pair);
        if (changes.Count > 0)
            yield return new MigrationStep.AlterTable(pair.Tables, changes);
        foreach (var index in differ.Created)
            yield return new MigrationStep.CreateIndex(pair.Tables.After, index, pair.Tables.Before);
        foreach (var index in differ.Renamed)
            yield return new MigrationStep.RenameIndex(pair.Tables, index);
    }
}
