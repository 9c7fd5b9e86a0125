namespace Levee.Core.Psl;

/// <summary>The sets of fields that tell the records of a model apart: its primary key and its unique
/// indexes, for Prisma's engine also partial ones.</summary>
internal static class UniqueCriteria
{
    public static IEnumerable<IReadOnlyList<ScalarField>> Of(Model model)
    {
        if (model.PrimaryKey is { } key)
            yield return [.. key.Fields.Select(part => part.Field)];
        foreach (var index in model.Indexes.Where(index => index.IsUnique))
            yield return [.. index.Fields.Select(part => part.Field)];
    }
}
