namespace Levee.Core.Effects;

internal sealed class TypeComparison(Successors things, List<Effect> effects)
{
    public void Compare()
    {
        var alive = things.After.Types.ToDictionary(type => type.Oid);
        foreach (var old in things.Before.Types)
        {
            if (alive.TryGetValue(old.Oid, out var same))
            {
                if (same.FullName != old.FullName)
                    effects.Add(new Effect.Renamed(ObjectKind.Type, old.FullName, same.FullName));
                foreach (var label in old.Labels)
                    CompareLabel(
                        old,
                        label,
                        same.Labels.FirstOrDefault(other => other.Oid == label.Oid || other.Text == label.Text)
                    );
                continue;
            }

            var successor = things.After.Types.FirstOrDefault(type =>
                type.FullName == old.FullName && type.Kind == old.Kind
            );
            if (successor is null && old.Kind == TypeKind.Enum)
                successor = things.After.Types.FirstOrDefault(type => TookOverColumnsOf(old, type));
            if (successor is null || (old.Kind != TypeKind.Enum && successor.Shape != old.Shape))
            {
                effects.Add(
                    new Effect.Lost(ObjectKind.Type, old.FullName)
                    {
                        Identity = new(old.Oid),
                        IsRecreated = successor is not null,
                    }
                );
                continue;
            }
            foreach (var label in old.Labels)
                CompareLabel(old, label, successor.Labels.FirstOrDefault(other => other.Text == label.Text));
        }
    }

    private void CompareLabel(SeenType type, SeenLabel old, SeenLabel now)
    {
        if (now.Text is null)
            effects.Add(
                new Effect.Lost(ObjectKind.EnumValue, $"{type.FullName}.{old.Text}") { Identity = new(type.Oid) }
            );
        else if (now.Text != old.Text)
            effects.Add(
                new Effect.Renamed(ObjectKind.EnumValue, $"{type.FullName}.{old.Text}", $"{type.FullName}.{now.Text}")
            );
    }

    private bool TookOverColumnsOf(SeenType old, SeenType type) =>
        type.Kind == TypeKind.Enum
        && things.Before.Types.All(other => other.Oid != type.Oid)
        && old.Labels.All(label => type.Labels.Any(other => other.Text == label.Text))
        && things.Before.Tables.Any(table =>
            table.Columns.Any(column =>
                column.TypeOid == old.Oid
                && things.Columns.TryGetValue((table.Oid, column.Number), out var now)
                && now.TypeOid == type.Oid
            )
        );
}
