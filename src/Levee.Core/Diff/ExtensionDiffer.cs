using Levee.Core.Plan;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Diff;

/// <summary>Extensions and namespaces: made where they lack, never dropped for good.</summary>
internal static class ExtensionDiffer
{
    public static IEnumerable<MigrationStep> Diff(Pair<DatabaseSchema> schemas)
    {
        var before = schemas.Before.Extensions.ToDictionary(extension => extension.Name);
        foreach (var after in schemas.After.Extensions.OrderBy(extension => extension.Name, ByteOrder.Instance))
        {
            if (!before.TryGetValue(after.Name, out var installed))
            {
                yield return new MigrationStep.CreateExtension(after);
            }
            else if (Differ(installed.Version, after.Version) || Differ(installed.Schema, after.Schema))
            {
                if (installed.Relocatable || after.Relocatable || schemas.Before.Origin == SchemaOrigin.Catalog)
                {
                    yield return new MigrationStep.AlterExtension(new(installed, after));
                    continue;
                }
                yield return new MigrationStep.DropExtension(installed);
                yield return new MigrationStep.CreateExtension(after);
            }
        }
    }

    private static bool Differ(string? before, string? after) =>
        before is not null && after is not null && before != after;

    /// <summary>The namespaces to create: those that either side uses and only the schema after lists.</summary>
    public static IEnumerable<MigrationStep> Namespaces(Pair<DatabaseSchema> schemas)
    {
        if (schemas is { Before.Origin: SchemaOrigin.Catalog, After.Namespaces.Count: 0 })
            return [];
        var usedBefore = UsedBy(schemas.Before).ToHashSet();
        var used = UsedBy(schemas.After).Concat(usedBefore).ToHashSet();
        var existing = ListedBy(schemas.Before).ToHashSet();
        // A namespace that a schema file lists and does not use was never created; Prisma's engine believes it was.
        if (schemas.Before.Origin == SchemaOrigin.File)
            existing.RemoveWhere(name => name != "public" && !usedBefore.Contains(name));
        return from name in ListedBy(schemas.After).Order(ByteOrder.Instance)
            where used.Contains(name) && !existing.Contains(name)
            select new MigrationStep.CreateSchema(name);
    }

    private static IEnumerable<string> UsedBy(DatabaseSchema schema) =>
        schema
            .Tables.Select(table => table.Name)
            .Concat(schema.Enums.Select(type => type.Name))
            .Select(name => TableKey.Of(name).Namespace);

    /// <summary>In the style of Prisma 7 a schema file that lists none lists the default one.</summary>
    private static IEnumerable<string> ListedBy(DatabaseSchema schema) =>
        schema is { Namespaces.Count: 0, Style: PrismaStyle.Seven, Origin: SchemaOrigin.File }
            ? ["public"]
            : schema.Namespaces;
}
