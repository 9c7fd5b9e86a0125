using Levee.Core.Psl.Syntax;

namespace Levee.Core.Psl.Binding;

/// <summary>Pairs relation fields up and says what kind of relation each pair is.</summary>
internal static class RelationPairs
{
    /// <summary>In the order of the fields at which each relation is found; their foreign keys keep it.</summary>
    public static ValueList<Relation> Of(ValueList<Model> models)
    {
        var fields = models.SelectMany(model => model.RelationFields).ToList();
        var byEnds = fields.ToLookup(field => (field.Model, field.Target, field.RelationName));
        foreach (var field in fields)
        {
            field.Opposite = byEnds[(field.Target, field.Model, field.RelationName)]
                .FirstOrDefault(other => other != field);
        }
        return fields.Select(Find).OfType<Relation>().ToValueList();
    }

    /// <summary>The relation that is found at this field; null where it is found at the other end.</summary>
    private static Relation? Find(RelationField field)
    {
        if (field.Opposite is not { } opposite)
        {
            return field.Arity == FieldArity.List
                ? new Relation.Reference(null, field, IsOneToOne: false)
                : new Relation.Reference(field, null, HoldsUniqueFields(field));
        }
        return (field.Arity, opposite.Arity) switch
        {
            (FieldArity.List, FieldArity.List) => IsFirstOfMany(field, opposite)
                ? new Relation.ManyToMany(field, opposite)
                : null,
            (FieldArity.List, _) => null,
            (_, FieldArity.List) => new Relation.Reference(field, opposite, IsOneToOne: false),
            (FieldArity.Required, FieldArity.Optional) => new Relation.Reference(field, opposite, IsOneToOne: true),
            (FieldArity.Optional, FieldArity.Required) => null,
            (FieldArity.Required, FieldArity.Required) => IsFirst(field, opposite)
                ? new Relation.Reference(field, opposite, IsOneToOne: true)
                : null,
            (FieldArity.Optional, FieldArity.Optional) => field.Fields is not null
            || (opposite.Fields is null && IsFirst(field, opposite))
                ? new Relation.Reference(field, opposite, IsOneToOne: true)
                : null,
        };
    }

    /// <summary>Side A of a join table: the model whose name comes first, within one model the field whose name
    /// does.</summary>
    private static bool IsFirstOfMany(RelationField field, RelationField opposite) =>
        string.CompareOrdinal(field.Model.Name, opposite.Model.Name) <= 0
        && (field.Model != opposite.Model || string.CompareOrdinal(field.Name, opposite.Name) <= 0);

    /// <summary>Breaks the tie where nothing says which side holds the reference.</summary>
    private static bool IsFirst(RelationField field, RelationField opposite)
    {
        var models = string.CompareOrdinal(field.Model.Name, opposite.Model.Name);
        return models < 0 || (models == 0 && string.CompareOrdinal(field.Name, opposite.Name) <= 0);
    }

    private static bool HoldsUniqueFields(RelationField field) =>
        field.Fields is { } fields
        && field.Model.Indexes.Any(index =>
            index.IsUnique && index.Fields.Select(part => part.Field).SequenceEqual(fields)
        );
}
