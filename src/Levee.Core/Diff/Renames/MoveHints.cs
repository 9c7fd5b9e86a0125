using Levee.Core.Plan;
using Levee.Core.Schema;
using Levee.Core.Sql;

namespace Levee.Core.Diff.Renames;

/// <summary>Something that goes in one PostgreSQL schema and comes in another one: Prisma drops and creates it, PostgreSQL can move
/// it with all that is in it.</summary>
/// <param name="Object">What goes, as findings name it: <c>table public.User</c>.</param>
/// <param name="Statement">What moves it, without a semicolon.</param>
public sealed record MoveHint(string Object, string Statement)
{
    public static ValueList<MoveHint> Find(MigrationPlan plan)
    {
        var tables =
            from gone in plan.Steps.OfType<MigrationStep.DropTable>()
            from come in plan.Steps.OfType<MigrationStep.CreateTable>()
            where gone.Table.Name.Name == come.Table.Name.Name && HaveSameColumns(gone.Table, come.Table)
            select Of("TABLE", gone.Table.Name, come.Table.Name);
        var types =
            from gone in plan.Steps.OfType<MigrationStep.DropEnum>()
            from come in plan.Steps.OfType<MigrationStep.CreateEnum>()
            where gone.Enum.Name.Name == come.Enum.Name.Name && gone.Enum.Values.Equals(come.Enum.Values)
            select Of("TYPE", gone.Enum.Name, come.Enum.Name);
        return tables.Concat(types).ToValueList();
    }

    private static bool HaveSameColumns(Table one, Table other) =>
        one.Columns.Select(column => column.Name).ToHashSet().SetEquals(other.Columns.Select(column => column.Name));

    private static MoveHint Of(string kind, ObjectName before, ObjectName after) =>
        new(
            $"{kind.ToLowerInvariant()} {before.FullName}",
            $"ALTER {kind} {Identifier.Quote(before.Namespace ?? "public")}.{Identifier.Quote(before.Name)} "
                + $"SET SCHEMA {Identifier.Quote(after.Namespace ?? "public")}"
        );
}
