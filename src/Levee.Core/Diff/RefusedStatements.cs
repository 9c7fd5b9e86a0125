using Levee.Core.Diagnostics;
using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>
/// From one schema file to another Prisma's bytes are written, also where PostgreSQL refuses them and the script from a
/// database differs (docs/deviations.md). This says where.
/// </summary>
public static class RefusedStatements
{
    public const string Code = "refused-by-postgresql";

    public static ValueList<Diagnostic> Find(MigrationPlan plan)
    {
        var schemas = plan.Schemas;
        if (schemas.Before.Origin == SchemaOrigin.Catalog)
            return [];
        var right = Differ.Diff(schemas with { Before = schemas.Before with { Origin = SchemaOrigin.Catalog } });
        return Enums(plan, right)
            .Concat(ForeignKeys(plan, right))
            .Concat(Serials(plan))
            .Concat(Types(plan))
            .Concat(Renames(plan, right))
            .ToValueList();
    }

    private static IEnumerable<Diagnostic> Enums(MigrationPlan plan, MigrationPlan right) =>
        from step in plan.Steps.OfType<MigrationStep.AlterEnum>().Except(right.Steps.OfType<MigrationStep.AlterEnum>())
        let name = step.Enum.After.Name
        select Refused(
            $"enum {name}",
            $"the rebuilding of enum {name} as Prisma writes it, because columns of it come or go"
        );

    private static IEnumerable<Diagnostic> ForeignKeys(MigrationPlan plan, MigrationPlan right) =>
        from step in right
            .Steps.OfType<MigrationStep.DropForeignKey>()
            .Except(plan.Steps.OfType<MigrationStep.DropForeignKey>())
        let name = step.Key.Name
        select Refused(
            $"foreign key {name}",
            $"this script as Prisma writes it, because foreign key {name} is in the way"
        );

    private static IEnumerable<Diagnostic> Serials(MigrationPlan plan) =>
        from step in plan.Steps.OfType<MigrationStep.AlterTable>()
        from change in step.Changes.OfType<TableChange.AlterColumn>()
        where change.Flags.HasFlag(ColumnFlags.Type) && IsSerial(change.Column.After)
        let name = $"{step.Table.After.Name}.{change.Column.After.Name}"
        let what = $"SET DATA TYPE for column {name} as Prisma writes it, because SERIAL is no type to change to"
        select Refused($"column {name}", what);

    private static IEnumerable<Diagnostic> Types(MigrationPlan plan) =>
        from step in plan.Steps.OfType<MigrationStep.CreateEnum>()
        let name = step.Enum.Name
        where
            plan.Steps.OfType<MigrationStep.DropTable>().Any(drop => TableKey.Of(drop.Table.Name) == TableKey.Of(name))
        select Refused(
            $"enum {name}",
            $"CREATE TYPE for enum {name} as Prisma writes it, because table {name} still has the name"
        );

    private static IEnumerable<Diagnostic> Renames(MigrationPlan plan, MigrationPlan right)
    {
        var renames = plan.Steps.OfType<MigrationStep.RenameIndex>();
        if (renames.SequenceEqual(right.Steps.OfType<MigrationStep.RenameIndex>()))
            return [];
        return from step in renames
            let name = step.Index.After.Name
            where renames.Any(other => other.Index.Before.Name == name)
            select Refused(
                $"index {name}",
                $"the renaming to {name} as Prisma writes it, because another index still has the name"
            );
    }

    private static bool IsSerial(Column column) =>
        column
            is {
                AutoIncrement: true,
                Type: ColumnType.Native { Type: NativeType.SmallInt or NativeType.Integer or NativeType.BigInt }
            };

    private static Diagnostic Refused(string @object, string what) =>
        Diagnostic.Warning(Code, $"PostgreSQL refuses {what}") with
        {
            Object = @object,
            Help =
            [
                "from a database or a history Levee writes what PostgreSQL takes: levee generate, or levee diff --from migrations:",
            ],
        };
}
