using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>@relation.</summary>
internal static class RelationBinder
{
    public static void Bind(RelationField field, ArgumentReader relation)
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
        if (ReadNames(relation, list) is not { } names)
            return null;
        var fields = new List<ScalarField>();
        var seen = new HashSet<ScalarField>();
        var (unknown, relations) = (new List<NameSyntax>(), new List<NameSyntax>());
        foreach (var name in names)
        {
            if (model.FindField(name.Text) is not { } field)
                unknown.Add(name);
            else if (field is not ScalarField scalar)
                relations.Add(name);
            else if (!seen.Add(scalar))
            {
                relation.ErrorAt(
                    "duplicate-relation-field",
                    name.Span,
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
                $"the model `{model}` has no field {IndexedFields.Quote(unknown)}",
                Nearest.Hint(unknown[0].Text, model.ScalarFields.Select(field => field.Name))
            );
        }
        if (relations.Count > 0)
        {
            relation.ErrorAt(
                "relation-in-relation",
                relations[0].Span,
                $"`{argument}` names {IndexedFields.Quote(relations)}, which is a relation itself",
                "name the field that holds the reference"
            );
        }
        return unknown.Count + relations.Count == 0 ? fields.ToValueList() : null;
    }

    /// <returns>Null where something else is among them, which has been reported.</returns>
    private static List<NameSyntax>? ReadNames(ArgumentReader relation, ExpressionSyntax list)
    {
        var names = new List<NameSyntax>();
        var wellFormed = true;
        foreach (var item in list is ExpressionSyntax.Array(var items, _) ? items : [list])
        {
            if (item is ExpressionSyntax.Constant(var path, var span))
                names.Add(new(path, span));
            else
            {
                relation.Mismatch(item, "the name of a field");
                wellFormed = false;
            }
        }
        return wellFormed ? names : null;
    }
}
