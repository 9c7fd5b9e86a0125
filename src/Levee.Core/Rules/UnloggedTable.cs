using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>A table would be empty after a crash.</summary>
public sealed class UnloggedTable : Rule
{
    public override string Code => "unlogged-table";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (CodeOf(statement) is not { } code)
            yield break;
        if (!code.Has("set", "unlogged") || code.NameAt(code.After("alter", "table")) is not { } table)
            yield break;
        yield return Found(
            statement,
            rehearsal,
            $"table {table}",
            $"{Short(table)} is unlogged from now on: PostgreSQL empties it after a crash, and no replica has it",
            null,
            "only for what can be made again; ALTER TABLE … SET LOGGED brings it back"
        );
    }
}
