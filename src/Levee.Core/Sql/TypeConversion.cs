using Levee.Core.Schema;

namespace Levee.Core.Sql;

/// <summary>The USING clause of a change of type that PostgreSQL does not make by itself.</summary>
internal static class TypeConversion
{
    /// <returns>The clause with a blank in front; null where PostgreSQL needs none.</returns>
    public static string? Of(Pair<Column> column) => null;
}
