using Levee.Core.Psl.Binding;

namespace Levee.Core.Psl.Validation;

/// <summary>The sets of fields that tell the records of a model apart: its primary key and its unique
/// indexes, for Prisma's engine also partial ones.</summary>
internal static class UniqueCriteria
{
    public static IEnumerable<ValueList<IndexedField>> Of(Model model)
    {
        if (model.PrimaryKey is { } key)
            yield return key.Fields;
        foreach (var index in model.Indexes)
        {
            if (index.IsUnique)
                yield return index.Fields;
        }
    }

    /// <summary>Whether these fields, in any order, are one of the sets. Within a set no field is named twice.</summary>
    public static bool Has(Model model, ValueList<ScalarField> fields)
    {
        foreach (var criterion in Of(model))
        {
            if (criterion.Count == fields.Count && criterion.All(part => fields.Contains(part.Field)))
                return true;
        }
        return false;
    }
}
