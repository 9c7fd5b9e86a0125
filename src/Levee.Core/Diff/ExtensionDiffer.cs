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
        foreach (var after in Wanted(schemas.After).OrderBy(extension => extension.Name, ByteOrder.Instance))
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

    /// <summary>Every database has plpgsql; and of a catalog, which always knows a version, the next server may have another one.</summary>
    private static IEnumerable<Extension> Wanted(DatabaseSchema after) =>
        after.Origin == SchemaOrigin.Catalog
            ? after
                .Extensions.Where(extension => extension.Name != "plpgsql")
                .Select(extension => extension with { Version = null })
            : after.Extensions;

    private static bool Differ(string? before, string? after) =>
        before is not null && after is not null && before != after;

    /// <summary>The namespaces to create: those that either side uses and only the schema after lists.</summary>
    public static IEnumerable<MigrationStep> Namespaces(Pair<DatabaseSchema> schemas)
    {
        if (schemas is { Before.Origin: SchemaOrigin.Catalog, After.Namespaces.Count: 0 })
            return [];
        var usedBefore = UsedBy(schemas.Before).ToHashSet();
        var used = UsedBy(schemas.After).Concat(usedBefore).ToHashSet();
        // Prisma 7 reads a file in the older style as one of its own.
        var isSeven = MigrationPlan.StyleOf(schemas) == PrismaStyle.Seven;
        var existing = ListedBy(schemas.Before, isSeven && schemas.Before.HasDatasource).ToHashSet();
        // A namespace that a schema file lists and does not use was never created; Prisma's engine believes it was.
        if (schemas.Before.Origin == SchemaOrigin.File)
            existing.RemoveWhere(name => name != "public" && !usedBefore.Contains(name));
        return from name in ListedBy(schemas.After, schemas.After.Style == PrismaStyle.Seven).Order(ByteOrder.Instance)
            where used.Contains(name) && !existing.Contains(name)
            select new MigrationStep.CreateSchema(name);
    }

    private static IEnumerable<string> UsedBy(DatabaseSchema schema) =>
        schema
            .Tables.Select(table => table.Name)
            .Concat(schema.Enums.Select(type => type.Name))
            .Select(name => TableKey.Of(name).Namespace);

    /// <param name="hasDefault">Whether a schema file that lists none lists the default one: it is always there, and Prisma 7
    /// makes it where it comes from nothing.</param>
    private static IEnumerable<string> ListedBy(DatabaseSchema schema, bool hasDefault) =>
        hasDefault && schema is { Namespaces.Count: 0, Origin: SchemaOrigin.File } ? ["public"] : schema.Namespaces;
}
