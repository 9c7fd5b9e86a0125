using Levee.Core.Psl.Binding;
using Levee.Core.Schema;

namespace Levee.Core.Psl;

/// <summary>The line of a model that stands for an index of the database.</summary>
public static class IndexLine
{
    /// <returns>Null where the schema language cannot say it, or the model has no field for one of its columns.</returns>
    public static string? Of(TableIndex index, Model model)
    {
        var fields = index.Columns.Select(column => Part(column, model.FindColumn(column.Name))).ToList();
        if (index.IncludedColumns > 0 || fields.Contains(null))
            return null;
        string?[] arguments =
        [
            $"[{string.Join(", ", fields)}]",
            index.Algorithm == IndexAlgorithm.BTree ? null : $"type: {index.Algorithm}",
            index.Predicate is { } predicate ? $"where: raw({Text(predicate)})" : null,
            $"map: {Text(index.Name)}",
        ];
        return $"{(index.IsUnique ? "@@unique" : "@@index")}({string.Join(", ", arguments.OfType<string>())})";
    }

    private static string? Part(IndexColumn column, ScalarField? field)
    {
        if (field is null)
            return null;
        string?[] arguments =
        [
            column.OperatorClass is { IsDefault: false } named ? $"ops: raw({Text(named.Name)})" : null,
            column.Sort == SortOrder.Descending ? "sort: Desc" : null,
        ];
        var given = arguments.OfType<string>().ToList();
        return given.Count == 0 ? field.Name : $"{field.Name}({string.Join(", ", given)})";
    }

    private static string Text(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
