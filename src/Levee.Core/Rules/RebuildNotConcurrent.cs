using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>An index or a materialized view is built anew while others wait.</summary>
public sealed class RebuildNotConcurrent : Rule
{
    public override string Code => "rebuild-not-concurrent";
    public override RuleClass Class => RuleClass.Blocks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (CodeOf(statement) is not { } code)
            yield break;
        if (code.Has("concurrently") || code.Has("with", "no", "data"))
            yield break;
        var view = code.NameAt(code.After("refresh", "materialized", "view"));
        var isReindex = code.WordAt(0) == "reindex";
        if (view is null && !isReindex)
            yield break;
        yield return Found(
            statement,
            rehearsal,
            view is null ? null : $"materialized-view {view}",
            view is null
                ? "builds indexes anew while writes to their tables wait, and reads that would use them"
                : $"computes {Short(view)} anew while everybody who reads it waits",
            null,
            view is null
                ? "REINDEX … CONCURRENTLY, alone in its migration"
                : "REFRESH MATERIALIZED VIEW CONCURRENTLY, for which the view needs a unique index"
        );
    }
}
