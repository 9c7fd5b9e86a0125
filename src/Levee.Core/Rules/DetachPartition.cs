using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>Rows are no longer where the table that they were part of is read.</summary>
public sealed class DetachPartition : Rule
{
    public override string Code => "detach-partition";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (CodeOf(statement) is not { } code)
            yield break;
        var part =
            code.Has("detach", "partition") ? code.NameAt(code.After("detach", "partition"))
            : code.Has("no", "inherit") && code.Has("alter", "table") ? code.NameAt(code.After("alter", "table"))
            : null;
        if (part is null)
            yield break;
        yield return Found(
            statement,
            rehearsal,
            $"table {part}",
            $"takes {Short(part)} out of the table that it is part of: whoever reads that one no longer sees its rows",
            "the rows stay where they are",
            "ship the code that reads them where they are then, or that does without them, first"
        );
    }
}
