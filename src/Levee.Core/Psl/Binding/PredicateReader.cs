using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>The <c>where:</c> of a partial index: <c>raw("…")</c>, or an object of columns and values.</summary>
internal static class PredicateReader
{
    /// <returns>SQL without its WHERE; null where it is wrong, which has been reported.</returns>
    public static string? Read(Model model, ArgumentReader index, ExpressionSyntax value)
    {
        switch (value)
        {
            case ExpressionSyntax.Call(
                { Text: "raw" },
                { Arguments: [{ Value: ExpressionSyntax.Text(var text, _) }, ..] },
                _
            ):
                if (text.Length > 0)
                    return text;
                index.ErrorAt("empty-predicate", value.Span, "the predicate is empty", "remove `where`");
                return null;
            case ExpressionSyntax.Object({ Count: 0 }, _):
                index.ErrorAt("empty-predicate", value.Span, "the predicate is empty", "remove `where`");
                return null;
            case ExpressionSyntax.Object(var entries, _):
                var conditions = entries.Select(entry => ReadEntry(model, index, entry)).ToList();
                return conditions.Contains(null) ? null : string.Join(" AND ", conditions);
            default:
                index.Mismatch(value, "`raw(\"…\")` or `{ field: value }`");
                return null;
        }
    }

    private static string? ReadEntry(Model model, ArgumentReader index, ArgumentSyntax entry)
    {
        var name = entry.Name!.Value;
        if (model.FindField(name.Text) is not ScalarField field)
        {
            var isRelation = model.FindField(name.Text) is RelationField;
            index.ErrorAt(
                "unknown-field",
                name.Span,
                isRelation ? $"`{name}` is a relation, not a column" : $"the model `{model}` has no field `{name}`",
                Nearest.Hint(name.Text, model.ScalarFields.Select(candidate => candidate.Name))
            );
            return null;
        }
        var column = $"\"{field.DatabaseName}\"";
        return entry.Value switch
        {
            ExpressionSyntax.Constant("null", _) => $"{column} IS NULL",
            ExpressionSyntax.Object([{ Name.Text: "not", Value: ExpressionSyntax.Constant("null", _) }], _) =>
                $"{column} IS NOT NULL",
            ExpressionSyntax.Object([{ Name.Text: "not", Value: { } negated }], _) => ReadValue(field, index, negated)
                is { } sql
                ? $"{column} != {sql}"
                : null,
            ExpressionSyntax.Object(_, var span) => Refuse(index, span),
            { } value => ReadValue(field, index, value) is { } sql ? $"{column} = {sql}" : null,
            null => null,
        };
    }

    private static string? Refuse(ArgumentReader index, TextSpan span)
    {
        index.ErrorAt("wrong-value", span, "only `{ not: value }` can stand here");
        return null;
    }

    private static string? ReadValue(ScalarField field, ArgumentReader index, ExpressionSyntax value)
    {
        var (sql, fits) = value switch
        {
            ExpressionSyntax.Constant("true" or "false", _) => (
                ((ExpressionSyntax.Constant)value).Path,
                field.Type is FieldType.Scalar(ScalarType.Boolean)
            ),
            ExpressionSyntax.Number(var digits, _) => (
                digits,
                field.Type
                    is FieldType.Scalar(ScalarType.Int or ScalarType.BigInt or ScalarType.Float or ScalarType.Decimal)
            ),
            ExpressionSyntax.Text(var text, _) => (
                $"'{text.Replace("'", "''")}'",
                field.Type is FieldType.Scalar(ScalarType.String or ScalarType.DateTime) or FieldType.Enum
            ),
            _ => (null, true),
        };
        if (sql is null)
            index.Mismatch(value, "true, false, null, a text or a number");
        else if (!fits)
        {
            index.ErrorAt(
                "wrong-value",
                value.Span,
                $"`{field}` is {field.Syntax.Type.Name} and cannot equal {ArgumentReader.Describe(value)}"
            );
            return null;
        }
        return sql;
    }
}
