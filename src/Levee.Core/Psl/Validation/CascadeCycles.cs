using Levee.Core.Diagnostics;
using Levee.Core.Psl.Binding;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;

namespace Levee.Core.Psl.Validation;

/// <summary>Relations along which a change of a record comes back to where it began.</summary>
internal sealed class CascadeCycles(ValueList<Relation> relations)
{
    private readonly ILookup<Model, RelationField> _changingByModel = relations
        .OfType<Relation.Reference>()
        .Where(relation => relation is { Forward: not null, Back: not null } && Changes(relation.Forward))
        .ToLookup(relation => relation.Forward!.Model, relation => relation.Forward!);

    public void Report(DiagnosticBag diagnostics)
    {
        foreach (var field in _changingByModel.SelectMany(fields => fields))
        {
            if (FindCircle(field) is not { } last)
                continue;
            var message =
                last.Model == last.Target
                    ? $"a change of `{last.Target}` leads to a change of `{last.Target}` itself through `{last}`"
                    : $"a change of `{field.Model}` leads back to `{field.Model}` through `{field}`";
            new Reporter(diagnostics, field.Model.Source).Error(
                "cascade-cycle",
                field.AttributeSpan,
                message,
                "write `onDelete: Restrict, onUpdate: Restrict` at one of the relations of the circle"
            );
        }
    }

    /// <summary>Whether a deleted or updated record changes the records that refer to it.</summary>
    private static bool Changes(RelationField field)
    {
        var onDelete =
            field.OnDelete
            ?? (field.Arity == FieldArity.Required ? ReferentialAction.Restrict : ReferentialAction.SetNull);
        var onUpdate = field.OnUpdate ?? ReferentialAction.Cascade;
        return IsChange(onDelete) || IsChange(onUpdate);
    }

    private static bool IsChange(ReferentialAction action) =>
        action is not (ReferentialAction.NoAction or ReferentialAction.Restrict);

    /// <returns>The relation that closes a circle: back to where <paramref name="start"/> begins, or onto its own
    /// model.</returns>
    private RelationField? FindCircle(RelationField start)
    {
        var seen = new HashSet<RelationField> { start };
        var next = new Stack<RelationField>([start]);
        while (next.TryPop(out var field))
        {
            if (field.Model == field.Target || field.Target == start.Model)
                return field;
            foreach (var following in _changingByModel[field.Target])
            {
                if (seen.Add(following))
                    next.Push(following);
            }
        }
        return null;
    }
}
