using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;
using Levee.Core.Statements;

namespace Levee.Core.Rules;

/// <summary>A materialized view cannot be read.</summary>
public sealed class ViewWithoutData : Rule
{
    public override string Code => "view-without-data";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (CodeOf(statement) is not { } code)
            yield break;
        if (
            !code.Has("with", "no", "data")
            || code.NameAt(code.After("refresh", "materialized", "view")) is not { } view
        )
            yield break;
        if (IsFilledLater(statement, rehearsal, view))
            yield break;
        yield return Found(
            statement,
            rehearsal,
            $"materialized-view {view}",
            $"{Short(view)} holds no rows after this, and whoever reads it gets an error until it is refreshed",
            null,
            "REFRESH MATERIALIZED VIEW without WITH NO DATA, or refresh it in the same migration"
        );
    }

    private static bool IsFilledLater(Evidence statement, Rehearsal rehearsal, string view) =>
        rehearsal
            .Script.Statements.Skip(statement.Number + 1)
            .Select(later => new CodeText(later.Text))
            .Any(later =>
                later.NameAt(later.After("refresh", "materialized", "view")) == view && !later.Has("with", "no", "data")
            );
}
