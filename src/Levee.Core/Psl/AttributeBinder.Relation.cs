using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl;

/// <summary>@relation and the <c>where:</c> of partial indexes.</summary>
internal sealed partial class AttributeBinder
{
    private static void BindRelation(RelationField field, ArgumentReader relation)
    {
        field.Attribute = relation.Attribute;
        if (relation.Take("fields") is { } fields)
            field.Fields = ResolveFields(relation, fields, field.Model, "fields") ?? [];
        if (relation.Take("references") is { } references)
            field.References = ResolveFields(relation, references, field.Target, "references") ?? [];
        if (relation.TakeFirst("name") is { } value && relation.AsText(value) is { } name)
        {
            if (name.Length > 0)
                field.RelationName = name;
            else
                relation.Error(
                    "empty-name",
                    "a relation cannot have an empty name",
                    "leave it out for the default name"
                );
        }
        field.OnDelete = TakeAction(relation, "onDelete");
        field.OnUpdate = TakeAction(relation, "onUpdate");
        field.ConstraintName = relation.TakeName("map");
    }

    private static ReferentialAction? TakeAction(ArgumentReader relation, string name)
    {
        if (relation.Take(name) is not { } value || relation.AsConstant(value) is not { } action)
            return null;
        if (Enum.GetNames<ReferentialAction>().Contains(action))
            return Enum.Parse<ReferentialAction>(action);
        relation.ErrorAt(
            "unknown-referential-action",
            value.Span,
            $"there is no referential action `{action}`",
            Nearest.Hint(action, Enum.GetNames<ReferentialAction>())
                ?? $"known are {string.Join(", ", Enum.GetNames<ReferentialAction>())}"
        );
        return null;
    }

    private static ValueList<ScalarField>? ResolveFields(
        ArgumentReader relation,
        ExpressionSyntax list,
        Model model,
        string argument
    )
    {
        var names = new List<(string Name, Text.TextSpan Span)>();
        var wellFormed = true;
        foreach (var item in list is ExpressionSyntax.Array(var items, _) ? items : [list])
        {
            if (item is ExpressionSyntax.Constant(var path, var span))
                names.Add((path, span));
            else
            {
                relation.Mismatch(item, "the name of a field");
                wellFormed = false;
            }
        }
        if (!wellFormed)
            return null;

        var fields = new List<ScalarField>();
        var seen = new HashSet<ScalarField>();
        var (unknown, relations) = (
            new List<(string Name, Text.TextSpan Span)>(),
            new List<(string Name, Text.TextSpan Span)>()
        );
        foreach (var (name, span) in names)
        {
            if (model.FindField(name) is not { } field)
                unknown.Add((name, span));
            else if (field is not ScalarField scalar)
                relations.Add((name, span));
            else if (!seen.Add(scalar))
            {
                relation.ErrorAt(
                    "duplicate-relation-field",
                    span,
                    $"the field `{name}` is named twice in `{argument}`",
                    "keep one of them"
                );
                return null;
            }
            else
                fields.Add(scalar);
        }
        if (unknown.Count > 0)
        {
            relation.ErrorAt(
                "unknown-field",
                unknown[0].Span,
                $"the model `{model}` has no field {Quote(unknown.Select(item => item.Name))}",
                Nearest.Hint(unknown[0].Name, model.ScalarFields.Select(field => field.Name))
            );
        }
        if (relations.Count > 0)
        {
            relation.ErrorAt(
                "relation-in-relation",
                relations[0].Span,
                $"`{argument}` names {Quote(relations.Select(item => item.Name))}, which is a relation itself",
                "name the field that holds the reference"
            );
        }
        return unknown.Count + relations.Count == 0 ? fields.ToValueList() : null;
    }

    /// <summary>Text of the predicate as Prisma 7 writes it. Older ones do not know the argument: it is left for the
    /// reader to refuse.</summary>
    private string? TakePredicate(Model model, ArgumentReader index)
    {
        if (configuration?.Style != PrismaStyle.Seven || index.Take("where") is not { } value)
            return null;
        if (!configuration.Has(PreviewFeatures.PartialIndexes))
        {
            index.ErrorAt(
                "preview-feature-missing",
                value.Span,
                "partial indexes are a preview feature",
                $"add `previewFeatures = [\"{PreviewFeatures.PartialIndexes}\"]` to the generator"
            );
            return null;
        }
        return PredicateReader.Read(model, index, value);
    }
}
