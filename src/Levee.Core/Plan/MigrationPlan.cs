using Levee.Core.Schema;

namespace Levee.Core.Plan;

/// <summary>The change from one schema to another.</summary>
/// <param name="Steps">In the order in which they are applied.</param>
public sealed record MigrationPlan(Pair<DatabaseSchema> Schemas, ValueList<MigrationStep> Steps)
{
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>Prisma 7 refuses the older style, and reads both where one side has been brought up to date.</summary>
    public PrismaStyle Style => StyleOf(Schemas);

    public static PrismaStyle StyleOf(Pair<DatabaseSchema> schemas) =>
        schemas.Before.Style == PrismaStyle.Seven ? PrismaStyle.Seven : schemas.After.Style;
}
