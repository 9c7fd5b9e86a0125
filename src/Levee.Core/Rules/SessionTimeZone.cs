using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>Times get a zone, or lose theirs, and the session's setting says which.</summary>
public sealed class SessionTimeZone : Rule
{
    public override string Code => "session-time-zone";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.Retyped>()
        where IsTime(effect.From) && IsTime(effect.To) && HasZone(effect.From) != HasZone(effect.To)
        where !statement.Statement.Text.Contains("AT TIME ZONE", StringComparison.OrdinalIgnoreCase)
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"converts {Short(effect.Column)} by the TimeZone of the session that deploys: on a server that is not set to UTC, every stored time is moved",
            "rehearsed with UTC; a zone with summer time also makes two times one",
            $"say the zone: USING {Quoted(effect.Column)} AT TIME ZONE 'UTC'"
        );

    private static bool IsTime(string type) => type.StartsWith("timestamp", StringComparison.Ordinal);

    private static bool HasZone(string type) => type.EndsWith("with time zone", StringComparison.Ordinal);
}
