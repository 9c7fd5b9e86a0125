using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;
using Levee.Core.Statements;

namespace Levee.Core.Rules;

/// <summary>Triggers or rules of a table no longer run.</summary>
public sealed class DisabledTrigger : Rule
{
    public override string Code => "disabled-trigger";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (CodeOf(statement) is not { } code)
            yield break;
        var isOff = code.Has("disable", "trigger") || code.Has("disable", "rule");
        var isForReplicas = code.Has("enable", "replica", "trigger") || code.Has("enable", "replica", "rule");
        if (!(isOff || isForReplicas) || code.NameAt(code.After("alter", "table")) is not { } table)
            yield break;
        if (IsEnabledAgain(statement, rehearsal, table))
            yield break;
        yield return Found(
            statement,
            rehearsal,
            $"table {table}",
            $"what triggers do on {Short(table)} is no longer done: checks, copies and histories of its rows",
            code.Has("trigger", "all") ? "ALL includes the triggers that check foreign keys" : null,
            "enable it again in the same migration: ALTER TABLE … ENABLE TRIGGER …"
        );
    }

    private static bool IsEnabledAgain(Evidence statement, Rehearsal rehearsal, string table) =>
        rehearsal
            .Script.Statements.Skip(Math.Max(0, statement.Number))
            .Select(later => new CodeText(later.Text))
            .Any(later =>
                later.Has("enable", "trigger")
                && later.After("enable", "trigger") > later.After("disable", "trigger")
                && later.NameAt(later.After("alter", "table")) == table
            );
}
