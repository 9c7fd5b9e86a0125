using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Statements;

namespace Levee.Core.Rules;

/// <summary>What values become depends on the time zone of the session that runs the migration.</summary>
public sealed class TimeZoneDependent : Rule
{
    public override string Code => "time-zone-dependent";
    public override RuleClass Class => RuleClass.MayFail;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        var dependent = statement.Effects.OfType<Effect.Retyped>().Where(Depends).ToList();
        // Only where something depends on it the statements before are read.
        if (dependent.Count == 0 || new CodeText(statement.Statement.Text).Has("time", "zone"))
            yield break;
        if (IsSet(statement, rehearsal))
            yield break;
        foreach (var effect in dependent)
        {
            yield return Found(
                statement,
                rehearsal,
                effect.Object,
                $"what the values of {Short(effect.Column)} become depends on the time zone of the server: {effect.From} becomes {effect.To}",
                "Prisma writes a timestamp without a zone in UTC; where TimeZone is another, every value moves by its distance to UTC",
                $"say which zone is meant: ALTER COLUMN {Quoted(effect.Column)} TYPE {effect.To} USING {Quoted(effect.Column)} AT TIME ZONE 'UTC'"
            );
        }
    }

    private static bool IsSet(Evidence statement, Rehearsal rehearsal)
    {
        var before = rehearsal.Script.Statements.Take(statement.Number).ToList();
        return SettingChange.Last(before, "timezone") is { Value: not null }
            || before.Exists(earlier => new CodeText(earlier.Text).Has("set", "time", "zone"));
    }

    private static bool Depends(Effect.Retyped effect)
    {
        var (hadZone, hasZone) = (HasZone(effect.From), HasZone(effect.To));
        return hadZone != hasZone && IsReadInZone(hadZone ? effect.To : effect.From);
    }

    private static bool HasZone(string type) => type.EndsWith(" with time zone", StringComparison.Ordinal);

    private static bool IsReadInZone(string type) =>
        type.EndsWith(" without time zone", StringComparison.Ordinal)
        || type.StartsWith("character varying", StringComparison.Ordinal)
        || type is "date" or "text";
}
