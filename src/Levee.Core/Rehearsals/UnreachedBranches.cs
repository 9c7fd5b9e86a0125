using Levee.Core.Effects;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>What a branch that no rehearsal took would do: its statements, run by themselves after the script.</summary>
internal sealed class UnreachedBranches(RehearsalSubject subject, AttemptCourse course)
{
    private readonly CascadedRows _cascades = new(subject.Catalog);

    public IEnumerable<(int Statement, Effect Effect)> Find()
    {
        foreach (var (id, forced) in course.Forced.OrderBy(pair => pair.Key))
        {
            var mark = subject.Marked.Marks[id];
            foreach (var target in TargetsOf(mark, forced) ?? [])
                yield return (mark.Script, new Effect.Unproven(UnprovenKind.Branch, Why(mark), target));
        }
    }

    /// <returns>Null where it can be said to take nothing; one null where nobody knows what it takes.</returns>
    private List<string?>? TargetsOf(CodeMark mark, AttemptResult forced)
    {
        var lost = forced.Effects.Where(effect => effect.Destroys).Select(effect => effect.Object).Distinct().ToList();
        if (lost.Count > 0)
            return lost;
        if (forced.TimedOut || forced.Error is not null)
            return IsOfNothing(mark, forced) ? null : NamedBy(mark);
        if (RowChange.Find(mark.Text) is { } change)
            return change.WhyHarmless(subject.Catalog) is not null ? null : NamedBy(mark);
        return mark.Risk == CodeRisk.Changes ? null : [null];
    }

    // A statement that fails because of its variables finds nothing here, and may find something elsewhere.
    private bool IsOfNothing(CodeMark mark, AttemptResult forced) =>
        forced.Error is { FindsNothing: true, SqlState: not "42703" }
        && (
            mark.Risk == CodeRisk.Changes
            || (
                mark.Risk == CodeRisk.ChangesRows
                && RowChange.Find(mark.Text) is { } change
                && change.Resolve(subject.Catalog) is null
            )
        );

    private List<string?> NamedBy(CodeMark mark)
    {
        var written = mark.Risk == CodeRisk.Dynamic ? StatementRisk.DynamicLiteral(mark.Text) ?? "" : mark.Text;
        var change = RowChange.Find(written);
        var targets =
            change is { Kind: RowChangeKind.Delete } && change.Resolve(subject.Catalog) is { } table
                ? _cascades.From(table).ToList()
                : change?.Targets(subject.Catalog).ToList() ?? [];
        return targets.Count > 0 ? [.. targets] : [null];
    }

    private string Why(CodeMark mark)
    {
        var statement = mark.Text.ReplaceLineEndings(" ");
        statement = statement.Length > 80 ? statement[..77] + "…" : statement;
        return mark.Branch < 0
            ? $"no rehearsal came to \"{statement}\""
            : $"no rehearsal took the branch \"{subject.Marked.Branches[mark.Branch].Condition.ReplaceLineEndings(" ")}\" that runs \"{statement}\"";
    }
}
