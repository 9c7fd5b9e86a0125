using Levee.Core.Diff.Columns;
using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff.Renames;

/// <summary>Something that goes and something that comes in its place: perhaps one thing with another name.</summary>
/// <param name="Object">What goes, as findings name it: <c>column public.User.name</c>.</param>
/// <param name="Request">What <see cref="RenameRequest.Parse"/> reads, in the names of the database.</param>
public sealed record RenameHint(string Object, string Request);

/// <summary>Looks in a plan for what a person may have renamed. Only a hint: two columns of one type may well be two things.</summary>
public static class RenameHints
{
    public static ValueList<RenameHint> Find(MigrationPlan plan)
    {
        var enums = Enums(plan).ToList();
        var hints = new List<RenameHint>();
        foreach (var name in enums)
            Add(hints, "type", [], name.Map(type => type.ToString()), name);
        foreach (var alter in plan.Steps.OfType<MigrationStep.AlterEnum>())
        {
            foreach (var value in Values(alter))
                Add(hints, "enum-value", [alter.Enum.After.Name.ToString()], value, alter.Enum.Map(type => type.Name));
        }
        foreach (var name in Tables(plan, enums))
            Add(hints, "table", [], name.Map(table => table.ToString()), name);
        foreach (var alter in plan.Steps.OfType<MigrationStep.AlterTable>())
        {
            foreach (var name in Columns(alter, enums, plan.Schemas.Before.Origin))
                Add(hints, "column", [alter.Table.After.Name.ToString()], name, alter.Table.Map(table => table.Name));
        }
        return hints.ToValueList();
    }

    /// <summary>Only where the request can be read back and typed between single quotes.</summary>
    private static void Add(
        List<RenameHint> hints,
        string kind,
        ValueList<string> owner,
        Pair<string> name,
        Pair<ObjectName> of
    )
    {
        if (owner.Concat([name.Before, name.After]).Any(part => part.AsSpan().ContainsAny("'=\n\r")))
            return;
        var full = of.Before.FullName + (owner.Count > 0 ? $".{name.Before}" : "");
        hints.Add(new($"{kind} {full}", string.Join('.', owner.Append(name.Before)) + "=" + name.After));
    }

    /// <summary>Types with the same values.</summary>
    private static IEnumerable<Pair<ObjectName>> Enums(MigrationPlan plan)
    {
        var gone = plan.Steps.OfType<MigrationStep.DropEnum>().Select(step => step.Enum).ToList();
        var come = plan.Steps.OfType<MigrationStep.CreateEnum>().Select(step => step.Enum).ToList();
        return OneToOne(
                gone,
                come,
                (old, @new) => old.Name.Namespace == @new.Name.Namespace && old.Values.Equals(@new.Values)
            )
            .Select(pair => pair.Map(type => type.Name));
    }

    private static IEnumerable<Pair<string>> Values(MigrationStep.AlterEnum alter) =>
        alter is { Removed.Count: 1, Added.Count: 1 }
            ? [new(alter.Removed[0], alter.Added[0])]
            : OneToOne(
                [.. alter.Removed],
                [.. alter.Added],
                (old, @new) =>
                    alter.Enum.Before.Values.ToList().IndexOf(old) == alter.Enum.After.Values.ToList().IndexOf(@new)
            );

    /// <summary>Tables that share two columns of three, by name and type.</summary>
    private static IEnumerable<Pair<ObjectName>> Tables(MigrationPlan plan, IReadOnlyCollection<Pair<ObjectName>> enums)
    {
        var gone = plan.Steps.OfType<MigrationStep.DropTable>().Select(step => step.Table).ToList();
        var come = plan.Steps.OfType<MigrationStep.CreateTable>().Select(step => step.Table).ToList();
        return OneToOne(gone, come, Alike).Select(pair => pair.Map(table => table.Name));

        bool Alike(Table old, Table @new)
        {
            var shared = old.Columns.Count(column =>
                @new.FindColumn(column.Name) is { } other
                && AreOfOneType(new(column, other), enums, plan.Schemas.Before.Origin)
            );
            return old.Name.Namespace == @new.Name.Namespace
                && shared > 0
                && 3 * shared >= 2 * Math.Max(old.Columns.Count, @new.Columns.Count);
        }
    }

    /// <summary>The only two of their type in the table, else those at the same place among the columns that stay.</summary>
    private static IEnumerable<Pair<string>> Columns(
        MigrationStep.AlterTable alter,
        IReadOnlyCollection<Pair<ObjectName>> enums,
        SchemaOrigin origin
    )
    {
        var gone = alter.Changes.OfType<TableChange.DropColumn>().Select(change => change.Column).ToList();
        var come = alter.Changes.OfType<TableChange.AddColumn>().Select(change => change.Column).ToList();
        var alone = OneToOne(gone, come, Alike).ToList();
        var others = OneToOne(
            [.. gone.Where(column => alone.TrueForAll(pair => pair.Before != column))],
            [.. come.Where(column => alone.TrueForAll(pair => pair.After != column))],
            (old, @new) =>
                Alike(old, @new) && PlaceOf(old, alter.Table.Before, gone) == PlaceOf(@new, alter.Table.After, come)
        );
        return alone.Concat(others).Select(pair => pair.Map(column => column.Name));

        bool Alike(Column old, Column @new) => AreOfOneType(new(old, @new), enums, origin);
    }

    /// <summary>The column that stays before it (null at the beginning), and how many that do not stay lie between.</summary>
    private static (string? After, int Rank) PlaceOf(Column column, Table table, IReadOnlyCollection<Column> changing)
    {
        var before = table.Columns.TakeWhile(other => other.Name != column.Name).Reverse().ToList();
        var rank = before.TakeWhile(other => changing.Any(change => change.Name == other.Name)).Count();
        return (before.Skip(rank).FirstOrDefault()?.Name, rank);
    }

    private static bool AreOfOneType(
        Pair<Column> column,
        IReadOnlyCollection<Pair<ObjectName>> enums,
        SchemaOrigin origin
    )
    {
        var (old, @new) = (column.Before, column.After);
        if (old.Arity == Arity.List != (@new.Arity == Arity.List) || old.IsGenerated)
            return false;
        if (
            old.Type is ColumnType.Enum type
            && enums.FirstOrDefault(pair => pair.Before == type.Name) is { After.Name: not null } renamed
        )
            old = old with { Type = new ColumnType.Enum(renamed.After) };
        return ColumnChange.Of(new(old with { Name = @new.Name }, @new), origin).Cast == TypeCast.None;
    }

    /// <summary>The pairs in which neither has a second candidate.</summary>
    private static IEnumerable<Pair<T>> OneToOne<T>(
        IReadOnlyCollection<T> gone,
        IReadOnlyCollection<T> come,
        Func<T, T, bool> alike
    ) =>
        from old in gone
        let candidates = come.Where(@new => alike(old, @new)).ToList()
        where candidates.Count == 1 && gone.Count(other => alike(other, candidates[0])) == 1
        select new Pair<T>(old, candidates[0]);
}
