using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Statements;

namespace Levee.Core.Rules;

/// <summary>A lock is waited for without end, and everybody else waits behind.</summary>
public sealed class LockTimeoutMissing : Rule
{
    public override string Code => "lock-timeout-missing";
    public override RuleClass Class => RuleClass.Blocks;
    public override Severity Severity => Severity.Note;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        var locks = statement.Effects.OfType<Effect.Locked>().Where(effect => effect.Mode.BlocksReads()).ToList();
        if (locks.Count == 0)
            yield break;
        var isFirst = !rehearsal
            .Statements.Take(statement.Number)
            .Any(other => other.Effects.Any(effect => effect is Effect.Locked { Mode: LockMode.AccessExclusive }));
        if (!isFirst || IsLimited(statement, rehearsal))
            yield break;
        yield return Found(
            statement,
            rehearsal,
            locks[0].Object,
            $"waits for {Short(locks[0].Table)} as long as it takes, and everybody else waits behind it",
            $"held {locks[0].Mode.Name()} on {Short(locks[0].Table)}",
            "deploy with --lock-timeout, or begin with SET lock_timeout = '5s';"
        );
    }

    // What a comment says of it, or a later statement sets, limits nothing; a limit for the whole statement is one for its locks.
    private static bool IsLimited(Evidence statement, Rehearsal rehearsal)
    {
        var before = rehearsal.Script.Statements.Take(statement.Number).ToList();
        return SettingChange.Last(before, "lock_timeout") is { IsLimit: true }
            || SettingChange.Last(before, "statement_timeout") is { IsLimit: true };
    }
}
