using Levee.Core.Schema;

namespace Levee.Core.Plan;

/// <summary>The change from one schema to another.</summary>
/// <param name="Steps">In the order in which they are applied.</param>
public sealed record MigrationPlan(Pair<DatabaseSchema> Schemas, ValueList<MigrationStep> Steps)
{
    public bool IsEmpty => Steps.Count == 0;
}
