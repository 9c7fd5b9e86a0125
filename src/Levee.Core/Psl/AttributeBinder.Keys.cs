using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl;

/// <summary>@id, @unique, @@id, @@unique, @@index, @@fulltext.</summary>
internal sealed partial class AttributeBinder
{
    private void BindFieldId(ScalarField field, KeyCollector keys, ArgumentReader id)
    {
        if (keys.Primary is not null)
        {
            In(field.Model.Source)
                .Error(
                    "several-ids",
                    id.Attribute.Span,
                    $"the model `{field.Model}` has more than one `@id`",
                    "keep one, or write `@@id([…])` over both fields"
                );
            return;
        }
        var name = id.TakeName("map");
        id.Integer("length");
        var sort = TakeSort(id);
        id.Flag("clustered");
        keys.Primary = new(id.Attribute, field, [new(field, sort, null, HasArgument(id, "length"))], null, name)
        {
            IsClustered = HasArgument(id, "clustered"),
        };
    }

    private static bool HasArgument(ArgumentReader attribute, string name) =>
        attribute.Attribute.Arguments?.Find(name) is not null;

    private static SortOrder? TakeSort(ArgumentReader attribute)
    {
        if (attribute.Take("sort") is not { } value || attribute.AsConstant(value) is not { } order)
            return null;
        if (order is "Asc" or "Desc")
            return order == "Asc" ? SortOrder.Ascending : SortOrder.Descending;
        attribute.ErrorAt("unknown-sort", value.Span, $"there is no sort order `{order}`", "write `Asc` or `Desc`");
        return null;
    }

    private static void BindModelId(KeyCollector keys, ArgumentReader id)
    {
        if (
            id.RequireFirst("fields") is not { } list
            || ResolveIndexedFields(keys.Model, id, list, "id") is not { } fields
        )
            return;
        var optional = fields
            .Where(part => part.Field.Arity != FieldArity.Required)
            .Select(part => $"`{part.Field}`")
            .ToList();
        if (optional.Count > 0 && !keys.Model.IsIgnored)
            id.Error(
                "optional-id",
                $"every field of an id must be required, {string.Join(", ", optional)} is not",
                "make it required, or use `@@unique`"
            );
        if (keys.Primary is not null)
            id.Error("several-ids", $"the model `{keys.Model}` has both `@id` and `@@id`", "keep one of them");

        var map = id.TakeName("map");
        var name = TakeClientName(id);
        id.Flag("clustered");
        keys.Primary = new(id.Attribute, null, fields, name, map) { IsClustered = HasArgument(id, "clustered") };
    }

    private void BindFieldUnique(ScalarField field, KeyCollector keys, ArgumentReader unique)
    {
        var map = unique.TakeName("map");
        unique.Integer("length");
        var sort = TakeSort(unique);
        unique.Flag("clustered");
        var predicate = TakePredicate(field.Model, unique);
        keys.Indexes.Add(
            new(
                IndexKind.Unique,
                unique.Attribute,
                field,
                [new(field, sort, null, HasArgument(unique, "length"))],
                null,
                map,
                null,
                predicate
            )
            {
                IsClustered = HasArgument(unique, "clustered"),
            }
        );
    }

    private void BindModelIndex(KeyCollector keys, ArgumentReader index, IndexKind kind)
    {
        var fields = index.RequireFirst("fields") is { } list
            ? ResolveIndexedFields(keys.Model, index, list, kind == IndexKind.Unique ? "unique" : "index")
            : null;
        var clientName = kind switch
        {
            IndexKind.Normal => index.TakeName("name"),
            IndexKind.Unique => TakeClientName(index),
            IndexKind.Fulltext => null,
        };
        var map = index.TakeName("map");
        if (kind == IndexKind.Normal && clientName is not null)
        {
            if (map is not null)
                index.Error("name-and-map", "`name` is an old spelling of `map` here; both are given", "remove `name`");
            (clientName, map) = (null, clientName);
        }
        var algorithm = kind == IndexKind.Normal ? TakeAlgorithm(index) : null;
        if (kind != IndexKind.Fulltext)
            index.Flag("clustered");
        var predicate = kind == IndexKind.Fulltext ? null : TakePredicate(keys.Model, index);
        keys.Indexes.Add(
            new(kind, index.Attribute, null, fields ?? [], clientName, map, algorithm, predicate)
            {
                IsClustered = kind != IndexKind.Fulltext && HasArgument(index, "clustered"),
            }
        );
    }

    private static IndexAlgorithm? TakeAlgorithm(ArgumentReader index)
    {
        if (index.Take("type") is not { } value || index.AsConstant(value) is not { } name)
            return null;
        if (Enum.GetNames<IndexAlgorithm>().Contains(name))
            return Enum.Parse<IndexAlgorithm>(name);
        index.ErrorAt(
            "unknown-index-type",
            value.Span,
            $"there is no index type `{name}`",
            Nearest.Hint(name, Enum.GetNames<IndexAlgorithm>())
                ?? $"known are {string.Join(", ", Enum.GetNames<IndexAlgorithm>())}"
        );
        return null;
    }

    /// <summary>It becomes an identifier of the client.</summary>
    private static string? TakeClientName(ArgumentReader attribute)
    {
        var name = attribute.TakeName("name");
        if (name is not null && !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            attribute.Error(
                "invalid-name",
                $"the name `{name}` can only have letters, digits and `_`: it is one of the client",
                "use `map` for a name of the database"
            );
        return name;
    }

    /// <returns>Null where something is wrong with them, which has been reported.</returns>
    private static ValueList<IndexedField>? ResolveIndexedFields(
        Model model,
        ArgumentReader attribute,
        ExpressionSyntax list,
        string kind
    )
    {
        var parts = new List<(string Name, IndexedFieldArguments Arguments, Text.TextSpan Span)>();
        var wellFormed = true;
        foreach (var item in list is ExpressionSyntax.Array(var items, _) ? items : [list])
        {
            if (item is ExpressionSyntax.Constant(var path, var span))
                parts.Add((path, default, span));
            else if (item is ExpressionSyntax.Call(var function, var arguments, _))
                parts.Add((function.Text, IndexedFieldArguments.Read(attribute, arguments), function.Span));
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
        var unusable = new List<(string Name, Text.TextSpan Span)>();
        foreach (var (name, arguments, span) in parts)
        {
            if (model.FindField(name) is not ScalarField field)
                unusable.Add((name, span));
            else if (!seen.Add(field))
            {
                attribute.ErrorAt(
                    "duplicate-index-field",
                    span,
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

    private static void ReportUnusable(
        Model model,
        ArgumentReader attribute,
        List<(string Name, Text.TextSpan Span)> unusable,
        string kind
    )
    {
        var unknown = unusable.Where(item => model.FindField(item.Name) is null).ToList();
        if (unknown.Count > 0)
        {
            var hint = Nearest.Hint(unknown[0].Name, model.ScalarFields.Select(field => field.Name));
            attribute.ErrorAt(
                "unknown-field",
                unknown[0].Span,
                $"the model `{model}` has no field {Quote(unknown.Select(item => item.Name))}",
                hint
            );
        }
        var relations = unusable.Select(item => model.FindField(item.Name)).OfType<RelationField>().ToList();
        if (relations.Count > 0)
        {
            var columns = relations.SelectMany(field => field.Fields ?? []).ToList();
            attribute.ErrorAt(
                "relation-in-index",
                unusable.First(item => item.Name == relations[0].Name).Span,
                $"{Quote(relations.Select(field => field.Name))} is a relation and cannot be part of an {Noun(kind)}",
                columns.Count > 0 ? $"did you mean `@@{kind}([{string.Join(", ", columns)}])`?" : null
            );
        }
    }

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    /// <summary>What stands behind a field in an index: <c>a(sort: Desc, ops: raw("x"), length: 5)</c>.</summary>
    private readonly record struct IndexedFieldArguments(
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

        private static SortOrder? ReadSort(ArgumentReader attribute, ExpressionSyntax? value)
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
                    attribute.ErrorAt(
                        "unknown-operator-class",
                        value.Span,
                        "an operator class is a name or `raw(\"…\")`"
                    );
                    return null;
            }
        }
    }
}
