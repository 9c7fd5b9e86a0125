namespace Levee.Core.Schema;

/// <summary>The relational model in which a schema file and a database's catalog meet. A position in a list is the object's
/// number in Prisma's step order: declaration order for a schema file, name order for a catalog.</summary>
/// <param name="Namespaces">The schemas that the datasource lists, sorted by name. Empty where it lists none: then every
/// <see cref="ObjectName.Namespace"/> is null, on both sides. A catalog names those of them that exist.</param>
/// <param name="Unmodelled">What a catalog holds that the schema language cannot say. Never compared, never touched.</param>
public sealed record DatabaseSchema(
    SchemaOrigin Origin,
    ValueList<string> Namespaces,
    ValueList<Extension> Extensions,
    ValueList<EnumType> Enums,
    ValueList<Table> Tables,
    ValueList<UnmodelledObject> Unmodelled
)
{
    /// <summary>The source <c>empty</c>: no file at all, which is not the same as a file without models.</summary>
    public static readonly DatabaseSchema Empty = new(SchemaOrigin.File, [], [], [], [], []) { HasDatasource = false };

    /// <summary>Without a datasource there is no default namespace, and Prisma's engine then names it.</summary>
    public bool HasDatasource { get; init; } = true;

    /// <summary>The dialect that the schema file is written in. A catalog takes the one of the schema it is compared with.</summary>
    public PrismaStyle Style { get; init; } = PrismaStyle.Six;

    /// <summary>Whether <c>previewFeatures</c> names <c>partialIndexes</c> (Prisma 7): then predicates take part in the comparison.</summary>
    public bool ComparesPredicates { get; init; }

    /// <summary>What was left out of it, and is left out of the catalog that it is compared with.</summary>
    public ExternalObjects External { get; init; } = ExternalObjects.None;

    /// <summary>Without the tables and enums that are somebody else's. Foreign keys that lead to them stay.</summary>
    public DatabaseSchema Without(ExternalObjects external) =>
        external.Patterns.Count == 0
            ? this
            : this with
            {
                Enums = Enums.Where(type => !external.Contains(type.Name)).ToValueList(),
                Tables = Tables.Where(table => !external.Contains(table.Name)).ToValueList(),
            };

    public Table? FindTable(ObjectName name) => Tables.FirstOrDefault(table => table.Name == name);

    public EnumType? FindEnum(ObjectName name) => Enums.FirstOrDefault(type => type.Name == name);
}

/// <summary>Where a schema was read from: the order of steps and the qualification of some names depend on it
/// (parity: the schema path and the database path).</summary>
public enum SchemaOrigin
{
    File,
    Catalog,
}

/// <summary>A datasource with a <c>url</c> is written in the style of Prisma 5 and 6, one without in the style of 7.</summary>
public enum PrismaStyle
{
    Six,
    Seven,
}

/// <param name="Schema">Null where neither the schema file nor the catalog states one.</param>
/// <param name="Version">Null where not stated.</param>
/// <param name="Relocatable">Whether it can be moved with SET SCHEMA. A schema file does not say: false.</param>
public sealed record Extension(string Name, string? Schema, string? Version, bool Relocatable);

/// <param name="Values">The labels in the database, in their order.</param>
public sealed record EnumType(ObjectName Name, ValueList<string> Values);

/// <param name="Kind">In PostgreSQL's words: <c>view</c>, <c>trigger</c>, <c>check constraint</c>, <c>expression index</c> …</param>
public sealed record UnmodelledObject(string Kind, string Name);
