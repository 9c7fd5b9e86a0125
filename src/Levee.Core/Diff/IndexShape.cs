using Levee.Core.Diff.Defaults;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>What two indexes have to have in common to be the same one.</summary>
internal sealed record IndexShape(
    bool IsUnique,
    IndexAlgorithm Algorithm,
    ValueList<IndexShape.Key> Columns,
    string? Predicate
)
{
    /// <param name="OperatorClass">Null for the default one.</param>
    internal readonly record struct Key(string Name, bool IsDescending, string? OperatorClass);

    public static IndexShape Of(TableIndex index, bool withPredicate) =>
        new(
            index.IsUnique,
            index.Algorithm,
            index.Columns.Select(column => KeyOf(column, NameUnlessDefault(column.OperatorClass))).ToValueList(),
            withPredicate && index.Predicate is { } predicate ? ExpressionText.Normalise(predicate) : null
        );

    /// <summary>
    /// All shapes that an index in a database answers to. Prisma's engine knows but one, and so makes some indexes anew on
    /// every run: those with INCLUDE columns (it takes them for keys) and those whose operator class the schema names and
    /// the engine does not read (on a B-tree or hash), or names although it is the default.
    /// </summary>
    public static IEnumerable<IndexShape> OfCatalog(TableIndex index, bool withPredicate)
    {
        var shape = Of(index, withPredicate);
        var keys = index.Columns.Count - index.IncludedColumns;
        foreach (var columns in SpellingsOf(index, shape.Columns))
        {
            yield return shape with
            {
                Columns = columns,
            };
            if (index.IncludedColumns > 0)
                yield return shape with
                {
                    Columns = columns.Take(keys).ToValueList(),
                };
        }
    }

    /// <summary>Without operator classes, with those that are not the default one, with all of them; as far as these
    /// differ.</summary>
    private static IEnumerable<ValueList<Key>> SpellingsOf(TableIndex index, ValueList<Key> columns)
    {
        var isSilent = index.Algorithm is IndexAlgorithm.BTree or IndexAlgorithm.Hash;
        if (isSilent && columns.Any(column => column.OperatorClass is not null))
            yield return columns.Select(column => column with { OperatorClass = null }).ToValueList();
        yield return columns;
        if (index.Columns.Any(column => column.OperatorClass is { IsDefault: true }))
            yield return index.Columns.Select(column => KeyOf(column, column.OperatorClass?.Name)).ToValueList();
    }

    /// <summary>The one shape that Prisma's engine sees in a database.</summary>
    public static IndexShape ToPrisma(TableIndex index, bool withPredicate) => OfCatalog(index, withPredicate).First();

    private static Key KeyOf(IndexColumn column, string? operatorClass) =>
        new(column.Name, column.Sort == SortOrder.Descending, operatorClass);

    private static string? NameUnlessDefault(OperatorClass? operatorClass) =>
        operatorClass is { IsDefault: false } ? operatorClass.Name : null;
}
