using Levee.Core.Plan;
using Levee.Core.Schema;
using static Levee.Core.Sql.Identifier;

namespace Levee.Core.Render;

/// <summary>How a plan's script calls what it is about: with its namespace or without.</summary>
internal sealed class Naming(MigrationPlan plan)
{
    /// <summary>The name as the schema language qualifies it: not at all without namespaces, and in the style of Prisma 7
    /// not in the default one.</summary>
    public string Of(ObjectName name) =>
        name.Namespace is null or "public" && (name.Namespace is null || plan.Style == PrismaStyle.Seven)
            ? Quote(name.Name)
            : Qualified(name);

    /// <summary>Prisma's engine leaves out the default namespace when it drops, if it knows of one.</summary>
    public string Dropped(ObjectName name) =>
        name.Namespace is null or "public" && plan.Schemas.After.HasDatasource ? Quote(name.Name) : Qualified(name);

    public static string Qualified(ObjectName name) => $"{Quote(name.Namespace ?? "public")}.{Quote(name.Name)}";

    /// <summary>Between two files Prisma's engine says the new name, which differs where a file stops listing its namespaces.</summary>
    public string Altered(Pair<EnumType> type) =>
        Of(plan.Schemas.Before.Origin == SchemaOrigin.Catalog ? type.Before.Name : type.After.Name);

    /// <summary>What Prisma's engine read from a database it names with its namespace, also where the schema has none.</summary>
    public string Before(ObjectName name) =>
        plan.Schemas.Before.Origin == SchemaOrigin.Catalog ? Qualified(name) : Of(name);
}
