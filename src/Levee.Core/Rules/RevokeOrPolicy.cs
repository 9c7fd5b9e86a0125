using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Core.Rules;

/// <summary>Rights or policies changed.</summary>
public sealed class RevokeOrPolicy : Rule
{
    public override string Code => "revoke-or-policy";
    public override RuleClass Class => RuleClass.Breaks;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from effect in statement.Effects.OfType<Effect.ChangedCode>()
        where effect is { Kind: "policy" or "row security" or "grant", IsOnOwnObject: false }
        select Found(
            statement,
            rehearsal,
            effect.Object,
            $"changes who may see or write rows: {effect.Kind} {Short(effect.Name)} is {effect.Change.ToString().ToLowerInvariant()}",
            null,
            "try it with the role that the application connects as"
        );
}
