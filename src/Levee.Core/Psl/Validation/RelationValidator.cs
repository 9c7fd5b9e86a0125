using Levee.Core.Diagnostics;
using Levee.Core.Psl.Binding;
using Levee.Core.Psl.Syntax;

namespace Levee.Core.Psl.Validation;

/// <summary>Both sides of every relation, looked at together.</summary>
internal sealed class RelationValidator(Datamodel datamodel, DiagnosticBag diagnostics, ConstraintNameChecker names)
{
    public void Validate()
    {
        // Only where the client itself acts on other records must it not go round in circles; a database knows better.
        if (!datamodel.Configuration.HasForeignKeys)
            new CascadeCycles(datamodel.Relations).Report(diagnostics);
        foreach (var relation in datamodel.Relations)
        {
            switch (relation)
            {
                case Relation.Reference reference:
                    CheckReference(reference);
                    break;
                case Relation.ManyToMany many:
                    CheckManyToMany(many.A);
                    CheckManyToMany(many.B);
                    break;
            }
        }
    }

    private void CheckReference(Relation.Reference relation)
    {
        if (relation.Forward is { } forward)
            CheckForward(forward);
        if (relation.Forward is null || relation.Back is null)
        {
            ReportMissingOpposite((relation.Forward ?? relation.Back)!);
            if (relation is { IsOneToOne: true, Forward: { } alone })
                CheckUniqueFields(alone);
        }
        else if (relation.IsOneToOne)
            CheckOneToOne(relation.Forward, relation.Back);
        else
            CheckOneToMany(relation.Forward, relation.Back);
    }

    private void CheckForward(RelationField field)
    {
        if (field.References is { Count: > 0 } references)
        {
            if (!UniqueCriteria.Has(field.Target, references))
            {
                Error(
                    field,
                    "reference-not-unique",
                    $"`references` of `{field}` does not tell the records of `{field.Target}` apart",
                    references.Count == 1
                        ? $"add `@unique` to the field `{references[0]}` of the model `{field.Target}`"
                        : $"add `@@unique([{string.Join(", ", references)}])` to the model `{field.Target}`"
                );
            }
        }
        if (field is { Fields: { } fields, References: { } target })
        {
            if (fields.Count != target.Count)
                Error(
                    field,
                    "reference-count",
                    $"`{field}` has {fields.Count} in `fields` and {target.Count} in `references`",
                    "name as many fields in both"
                );
            else
                CheckTypes(field, fields, target);
        }
        if (
            field.Arity == FieldArity.Required
            && field.Fields?.Any(column => column.Arity == FieldArity.Optional) == true
        )
        {
            var optional = field
                .Fields.Where(column => column.Arity == FieldArity.Optional)
                .Select(column => $"`{column}`");
            Error(
                field,
                "required-relation",
                $"`{field}` is required, and {string.Join(", ", optional)} behind it is optional",
                $"write `{field} {field.Target}?`"
            );
        }
        if (field.Fields is not null)
            names.CheckForeignKey(field);
    }

    private void CheckTypes(RelationField field, ValueList<ScalarField> fields, ValueList<ScalarField> references)
    {
        foreach (var (column, target) in fields.Zip(references))
        {
            if (!column.Type.Equals(target.Type))
            {
                Error(
                    field,
                    "reference-type",
                    $"`{column}` is {column.Syntax.Type.Name}, "
                        + $"and `{target}` of `{field.Target}` is {target.Syntax.Type.Name}",
                    "give both the same type"
                );
            }
        }
    }

    private void ReportMissingOpposite(RelationField field)
    {
        var opposite = field.Arity == FieldArity.List ? $"{field.Model}?" : $"{field.Model}[]";
        var hint = $"add a field to the model `{field.Target}`: `{LowerFirst(field.Model.Name)} {opposite}";
        Error(
            field,
            "missing-opposite",
            $"`{field}` leads to the model `{field.Target}`, and no field leads back",
            hint + (field.RelationName is { } name ? $" @relation(\"{name}\")`" : "`")
        );
    }

    private static string LowerFirst(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private void CheckOneToMany(RelationField forward, RelationField back)
    {
        if (forward.Fields is null or { Count: 0 })
            Error(
                forward,
                "missing-argument",
                $"`@relation` of `{forward}` does not say which fields hold the reference",
                HowToHold(forward)
            );
        if (forward.References is null or { Count: 0 })
            Error(
                forward,
                "missing-argument",
                $"`@relation` of `{forward}` does not say which fields it references",
                HowToHold(forward)
            );
        if (HasAny(back.Fields) || HasAny(back.References))
            Error(
                back,
                "wrong-side",
                $"`{back}` is the list side and cannot hold the reference",
                $"move `fields` and `references` to `{forward}` of `{forward.Model}`"
            );
        if (HasActions(back))
            Error(
                back,
                "wrong-side",
                $"`{back}` is the list side and has no referential actions",
                $"move them to `{forward}` of `{forward.Model}`"
            );
    }

    private static string HowToHold(RelationField field)
    {
        var id = field.Target.PrimaryKey?.Fields;
        var references = id is { Count: > 0 } ? string.Join(", ", id.Select(part => part.Field)) : "…";
        var fields = HasAny(field.Fields) ? string.Join(", ", field.Fields!) : "…";
        return $"write `@relation(fields: [{fields}], references: [{references}])`";
    }

    private void CheckOneToOne(RelationField forward, RelationField back)
    {
        CheckHolder(forward, back);
        if (HasActions(back) && !HasActions(forward))
            Error(
                back,
                "wrong-side",
                $"`{back}` does not hold the reference and has no referential actions",
                $"move them to `{forward}` of `{forward.Model}`"
            );
        CheckUniqueFields(forward);
        if (diagnostics.HasErrors)
            return;

        if (HasAny(forward.Fields) && HasAny(back.References))
            BothSides(forward, back, "`fields` and `references` belong on one side");
        if (HasAny(forward.References) && HasAny(back.Fields))
            Error(
                forward,
                "wrong-side",
                $"`{forward}` has `references`, and `{back}` of `{back.Model}` has `fields`",
                "write both on one side"
            );
        if (diagnostics.HasErrors)
            return;
        if (back.Arity == FieldArity.Required)
            Error(
                back,
                "required-back-side",
                $"`{back}` cannot be required: no column enforces it",
                $"write `{back} {back.Target}?`"
            );
        if (
            !diagnostics.HasErrors
            && forward.Arity == FieldArity.Required
            && (back.Fields is not null || back.References is not null)
        )
            Error(
                back,
                "wrong-side",
                $"`{back}` is the optional side and cannot hold the reference",
                $"move `fields` and `references` to `{forward}` of `{forward.Model}`"
            );
    }

    /// <summary>Whether one side, and only one, holds the reference.</summary>
    private void CheckHolder(RelationField forward, RelationField back)
    {
        if (!HasAny(forward.Fields) && !HasAny(back.Fields))
            NeitherSide(forward, back, "neither side says which fields hold the reference");
        if (!HasAny(forward.References) && !HasAny(back.References))
            NeitherSide(forward, back, "neither side says which fields are referenced");
        if (HasAny(forward.References) && HasAny(back.References))
            BothSides(forward, back, "both sides have `references`, only one can");
        if (HasAny(forward.Fields) && HasAny(back.Fields))
            BothSides(forward, back, "both sides have `fields`, only one can");
        if (HasActions(forward) && HasActions(back))
            BothSides(forward, back, "both sides have referential actions, only one can");
    }

    private void NeitherSide(RelationField forward, RelationField back, string message)
    {
        Error(forward, "missing-argument", $"{message}: `{forward}` and `{back}`", HowToHold(forward));
        Error(
            back,
            "missing-argument",
            $"{message}: `{back}` and `{forward}`",
            $"see `{forward}` of `{forward.Model}`"
        );
    }

    private void BothSides(RelationField forward, RelationField back, string message)
    {
        const string Help = "write it on the side that holds the reference alone";
        Error(forward, "wrong-side", $"{message}: `{forward}` and `{back}`", Help);
        Error(back, "wrong-side", $"{message}: `{back}` and `{forward}`", Help);
    }

    private void CheckUniqueFields(RelationField field)
    {
        if (
            field.Fields is not { } fields
            || UniqueCriteria
                .Of(field.Model)
                .Any(criterion => criterion.Select(part => part.Field).SequenceEqual(fields))
        )
            return;
        Error(
            field,
            "one-to-one-not-unique",
            $"`{field}` is one side of a one-to-one relation, and `{string.Join("`, `", fields)}` is not unique",
            fields.Count == 1 ? $"add `@unique` to `{fields[0]}`" : $"add `@@unique([{string.Join(", ", fields)}])`",
            $"or make the other side a list: `{field.Model}[]`"
        );
    }

    private void CheckManyToMany(RelationField field)
    {
        if (field.Fields is not null || field.Opposite?.Fields is not null)
        {
            Error(
                field,
                "wrong-side",
                "a many-to-many relation is stored in a table of its own and has no `fields`",
                "remove `fields` and `references` on both sides"
            );
            return;
        }
        if (field.Model.IsView || field.Target.IsView)
        {
            Error(
                field,
                "many-to-many-with-view",
                "a view cannot be part of a many-to-many relation",
                "write the table between them as a model"
            );
        }
        if (field.Target.PrimaryKey is not { Fields.Count: 1 })
        {
            Error(
                field,
                "many-to-many-without-id",
                $"`{field}` leads to `{field.Target}`, which has no id of one field to keep in a join table",
                $"give `{field.Target}` an `@id`, or write the table between them as a model"
            );
        }
        if (field.OnDelete is not null)
            Error(field, "wrong-side", "a many-to-many relation has no referential actions", "remove `onDelete`");
        if (field.OnUpdate is not null)
            Error(field, "wrong-side", "a many-to-many relation has no referential actions", "remove `onUpdate`");
        if (field.References is not null)
            Error(field, "wrong-side", "a many-to-many relation has no `references`", "remove it");
    }

    private static bool HasAny(ValueList<ScalarField>? fields) => fields is { Count: > 0 };

    private static bool HasActions(RelationField field) => field.OnDelete is not null || field.OnUpdate is not null;

    private void Error(RelationField field, string code, string message, params ReadOnlySpan<string?> help) =>
        new Reporter(diagnostics, field.Model.Source).Error(code, field.AttributeSpan, message, help);
}
