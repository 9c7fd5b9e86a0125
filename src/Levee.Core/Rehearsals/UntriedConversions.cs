using Levee.Core.Canaries;
using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>Columns that get another type, where no run converted values that could become one. Nothing has to be seen of a change
/// that the server's own cast makes without a loss.</summary>
public static class UntriedConversions
{
    public const string Why = "no values that the conversion could make one were in the column";

    /// <param name="after">What the script left.</param>
    /// <param name="runs">The row sets that the script ran through on, with what it did to each.</param>
    public static IEnumerable<Effect.Retyped> Find(
        SqlScript script,
        DatabaseSnapshot after,
        IReadOnlyCollection<(CanaryRung Rows, ValueList<Effect> Effects)> runs
    ) =>
        from change in runs.SelectMany(run => run.Effects).OfType<Effect.Retyped>().DistinctBy(change => change.Column)
        where !IsKeptByCast(script, change, after) && !runs.Any(run => IsTried(run.Rows, run.Effects, change))
        select change;

    private static bool IsKeptByCast(SqlScript script, Effect.Retyped change, DatabaseSnapshot after)
    {
        var own = after.Types.FirstOrDefault(other =>
            change.To == other.FullName || change.To.Split('.')[^1].Trim('"') == other.Name
        );
        // A text is a label, or the cast fails; what a domain refuses is an error likewise.
        var target = own is { Kind: TypeKind.Domain } ? own.Shape : change.To;
        return TypeConversion.Of(script, change.Column[(change.Column.LastIndexOf('.') + 1)..]) switch
        {
            Conversion.Assignment => IsEnum(own)
                || LosslessTypes.Keep(change.From, target)
                || LosslessTypes.KeepOrFail(change.From, target),
            Conversion.Explicit => IsEnum(own) || LosslessTypes.Keep(change.From, target),
            Conversion.Other => false,
        };
    }

    private static bool IsEnum(SeenType? type) => type is { Kind: TypeKind.Enum };

    /// <summary>Whether the run converted the type's pairs, or some of the few values that there can be.</summary>
    private static bool IsTried(CanaryRung rows, ValueList<Effect> effects, Effect.Retyped change) =>
        effects.OfType<Effect.Retyped>().FirstOrDefault(other => other.Column == change.Column) is { } seen
        && (
            seen.HasFewValues
                ? seen.Converted > 1
                : seen.Converted > 2 && rows.KindsOf(change.Table).HasFlag(CanaryKinds.Colliding)
        );
}
