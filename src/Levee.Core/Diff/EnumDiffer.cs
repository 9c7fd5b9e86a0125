using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>Enum types: paired by name, their values compared as sets.</summary>
internal static class EnumDiffer
{
    public static IEnumerable<MigrationStep> Diff(Pair<DatabaseSchema> schemas, TablePairs tables)
    {
        var after = schemas.After.Enums.ToDictionary(type => TableKey.Of(type.Name));
        var before = schemas.Before.Enums.Select(type => TableKey.Of(type.Name)).ToHashSet();
        foreach (var type in schemas.After.Enums)
        {
            if (!before.Contains(TableKey.Of(type.Name)))
                yield return new MigrationStep.CreateEnum(type);
        }
        EnumUsers? users = null;
        foreach (var type in schemas.Before.Enums)
        {
            if (!after.TryGetValue(TableKey.Of(type.Name), out var next))
                yield return new MigrationStep.DropEnum(type);
            else if (Alter(new(type, next), users ??= new(tables, schemas.Before.Origin)) is { } step)
                yield return step;
        }
    }

    /// <summary>The enums that a plan rebuilds, because they lose a value.</summary>
    public static HashSet<TableKey> Rebuilt(Pair<DatabaseSchema> schemas)
    {
        var after = schemas.After.Enums.ToDictionary(type => TableKey.Of(type.Name));
        return schemas
            .Before.Enums.Where(type =>
                after.TryGetValue(TableKey.Of(type.Name), out var next) && Missing(type.Values, next.Values).Count > 0
            )
            .Select(type => TableKey.Of(type.Name))
            .ToHashSet();
    }

    private static MigrationStep.AlterEnum? Alter(Pair<EnumType> type, EnumUsers users)
    {
        var added = Missing(type.After.Values, type.Before.Values);
        var removed = Missing(type.Before.Values, type.After.Values);
        return (added.Count, removed.Count) switch
        {
            (0, 0) => null,
            (_, 0) => new(type, added, removed, [], []),
            _ => new(type, added, removed, users.Of(type.After), users.DefaultsOf(type.Before)),
        };
    }

    /// <summary>What is in the first list and not in the second, in the first's order.</summary>
    private static ValueList<string> Missing(ValueList<string> these, ValueList<string> those)
    {
        if (these.Equals(those))
            return [];
        var known = those.ToHashSet();
        return these.Where(value => !known.Contains(value)).ToValueList();
    }
}
