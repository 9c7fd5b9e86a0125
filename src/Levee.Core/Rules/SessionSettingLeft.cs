using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;
using Levee.Core.Statements;

namespace Levee.Core.Rules;

/// <summary>A setting that decides where later statements go, or whether they may write, is left behind.</summary>
public sealed class SessionSettingLeft : Rule
{
    public override string Code => "session-setting-left";
    public override RuleClass Class => RuleClass.MayFail;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        if (
            statement.Number < 0
            || SessionSetting.Of(statement.Statement.Text) is not { IsReset: false } setting
            || Consequence(setting.Name) is not { } consequence
            || rehearsal.Statements.Skip(statement.Number + 1).Any(later => Changes(later, setting.Name))
        )
            yield break;
        yield return Found(
            statement,
            rehearsal,
            null,
            $"sets {setting.Name} and leaves it so: {consequence}",
            "whoever deploys goes on in the same session, first with a query of its own table _prisma_migrations",
            $"{Reset(setting.Name)}; at the end, or set it for the transaction only: SET LOCAL, set_config(…, true)"
        );
    }

    private static bool Changes(Evidence later, string name) =>
        SessionSetting.Of(later.Statement.Text) is { } other
        && (other.Name == name || other.Name == SessionSetting.All);

    private static string Reset(string name) =>
        name == "session_authorization" ? "RESET SESSION AUTHORIZATION" : $"RESET {name}";

    private static string? Consequence(string name) =>
        name switch
        {
            "search_path" => "later statements look for their tables elsewhere",
            "role" or "session_authorization" => "later statements run as somebody else",
            "default_transaction_read_only" => "later statements cannot write",
            "session_replication_role" => "triggers and foreign keys stay off for later statements",
            "row_security" => "later statements fail on tables with policies",
            _ => null,
        };
}
