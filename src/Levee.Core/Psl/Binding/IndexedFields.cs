using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>The fields that an id or an index names.</summary>
internal static class IndexedFields
{
    /// <returns>Null where something is wrong with them, which has been reported.</returns>
    public static ValueList<IndexedField>? Resolve(
        Model model,
        ArgumentReader attribute,
        ExpressionSyntax list,
        string kind
    )
    {
        var parts = new List<(NameSyntax Name, IndexedFieldArguments Arguments)>();
        var wellFormed = true;
        foreach (var item in list is ExpressionSyntax.Array(var items, _) ? items : [list])
        {
            if (item is ExpressionSyntax.Constant(var path, var span))
                parts.Add((new(path, span), default));
            else if (item is ExpressionSyntax.Call(var function, var arguments, _))
                parts.Add((function, IndexedFieldArguments.Read(attribute, arguments)));
            else
            {
                attribute.Mismatch(item, "the name of a field");
                wellFormed = false;
            }
        }
        if (!wellFormed)
            return null;

        var fields = new List<IndexedField>();
        var seen = new HashSet<ScalarField>();
        var unusable = new List<NameSyntax>();
        foreach (var (name, arguments) in parts)
        {
            if (model.FindField(name.Text) is not ScalarField field)
                unusable.Add(name);
            else if (!seen.Add(field))
            {
                attribute.ErrorAt(
                    "duplicate-index-field",
                    name.Span,
                    $"the field `{name}` is named twice in one {Noun(kind)}",
                    "keep one of them"
                );
                return null;
            }
            else
                fields.Add(new(field, arguments.Sort, arguments.OperatorClass, arguments.HasLength));
        }
        ReportUnusable(model, attribute, unusable, kind);
        return unusable.Count == 0 ? fields.ToValueList() : null;
    }

    private static string Noun(string kind) =>
        kind switch
        {
            "id" => "id",
            "unique" => "unique index",
            _ => "index",
        };

    private static void ReportUnusable(Model model, ArgumentReader attribute, List<NameSyntax> unusable, string kind)
    {
        var unknown = unusable.Where(item => model.FindField(item.Text) is null).ToList();
        if (unknown.Count > 0)
        {
            var hint = Nearest.Hint(unknown[0].Text, model.ScalarFields.Select(field => field.Name));
            attribute.ErrorAt(
                "unknown-field",
                unknown[0].Span,
                $"the model `{model}` has no field {Quote(unknown)}",
                hint
            );
        }
        var relations = unusable.Select(item => model.FindField(item.Text)).OfType<RelationField>().ToList();
        if (relations.Count > 0)
        {
            var columns = relations.SelectMany(field => field.Fields ?? []).ToList();
            attribute.ErrorAt(
                "relation-in-index",
                unusable.First(item => item.Text == relations[0].Name).Span,
                $"{Quote(relations.Select(field => field.Syntax.Name))} is a relation and cannot be part of an {Noun(kind)}",
                columns.Count > 0 ? $"did you mean `@@{kind}([{string.Join(", ", columns)}])`?" : null
            );
        }
    }

    public static string Quote(IEnumerable<NameSyntax> names) => string.Join(", ", names.Select(name => $"`{name}`"));
}

/// <summary>What may follow a field in an index: <c>a(sort: Desc, ops: raw("x"), length: 5)</c>.</summary>
internal readonly record struct IndexedFieldArguments(
    SortOrder? Sort,
    OperatorClassReference? OperatorClass,
    bool HasLength
)
{
    public static IndexedFieldArguments Read(ArgumentReader attribute, ArgumentListSyntax list)
    {
        var length = list.Find("length")?.Value;
        if (length is not null && length is not ExpressionSyntax.Number)
            attribute.Mismatch(length, "a whole number");
        return new(
            ReadSort(attribute, list.Find("sort")?.Value),
            ReadOperatorClass(attribute, list.Find("ops")?.Value),
            length is ExpressionSyntax.Number(var digits, _) && digits[0] != '-'
        );
    }

    public static SortOrder? ReadSort(ArgumentReader attribute, ExpressionSyntax? value)
    {
        switch (value is null ? null : attribute.AsConstant(value))
        {
            case null:
                return null;
            case "Asc":
                return SortOrder.Ascending;
            case "Desc":
                return SortOrder.Descending;
            case var other:
                attribute.ErrorAt(
                    "unknown-sort",
                    value!.Span,
                    $"there is no sort order `{other}`",
                    "write `Asc` or `Desc`"
                );
                return null;
        }
    }

    private static OperatorClassReference? ReadOperatorClass(ArgumentReader attribute, ExpressionSyntax? value)
    {
        switch (value)
        {
            case null:
                return null;
            case ExpressionSyntax.Constant(var name, _) when OperatorClasses.IsKnown(name):
                return new(name, IsRaw: false);
            case ExpressionSyntax.Call(
                { Text: "raw" },
                { Arguments: [{ Value: ExpressionSyntax.Text(var text, _) }] },
                _
            ):
                return new(text, IsRaw: true);
            case ExpressionSyntax.Constant(var name, var span):
                attribute.ErrorAt(
                    "unknown-operator-class",
                    span,
                    $"there is no operator class `{name}`",
                    Nearest.Hint(name, OperatorClasses.Names)
                        ?? "write `raw(\"…\")` for one that the schema language does not know"
                );
                return null;
            default:
                attribute.ErrorAt("unknown-operator-class", value.Span, "an operator class is a name or `raw(\"…\")`");
                return null;
        }
    }
}
