using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;

namespace Levee.Cli.Workspace;

/// <summary>
/// A branch is judged by the configuration of its base, not by its own: what would weaken the guard is refused or does not
/// count, and what may be meant (a folder that moves) is told, so that a reviewer sees it.
/// </summary>
internal static class GuardedKeys
{
    public const string Code = "guard-moved";

    /// <summary>A diagnostic for each key that differs in a way that matters; an error where it is refused.</summary>
    /// <param name="upstream">The base, as messages name it.</param>
    public static ValueList<Diagnostic> Compare(Config @base, Config here, string upstream)
    {
        var found = new List<Diagnostic>();
        Refuse("base-branch", @base.BaseBranch, here.BaseBranch);
        Refuse("remote", @base.Remote, here.Remote);
        Tell("schema", @base.Schema, here.Schema);
        Tell("migrations", @base.Migrations, here.Migrations);
        Tell("postgres.version", @base.Postgres.Version?.ToString(), here.Postgres.Version?.ToString());
        Tell("postgres.bin", @base.Postgres.Bin, here.Postgres.Bin);
        Tell("environment.init", @base.Environment.Init, here.Environment.Init);
        Tell("environment.preset", Listed(@base.Environment.Preset), Listed(here.Environment.Preset));
        Tell("environment.external", Listed(@base.Environment.External), Listed(here.Environment.External));
        Tell("environment.extensions", Listed(@base.Environment.Extensions), Listed(here.Environment.Extensions));
        if (here.Policy.FailOn < @base.Policy.FailOn)
            found.Add(Stricter("policy.fail-on"));
        if (here.Policy.AgentConsent == ConsentPolicy.Claimed && @base.Policy.AgentConsent == ConsentPolicy.Human)
            found.Add(Stricter("policy.agent-consent"));
        foreach (var rule in here.Rules.Levels.Keys.Union(@base.Rules.Levels.Keys).Order(StringComparer.Ordinal))
            Tell($"rules.{rule}", @base.Rules.Of(rule)?.ToString(), here.Rules.Of(rule)?.ToString());
        if (here.AcceptedDrift.Except(@base.AcceptedDrift).Any())
            found.Add(
                Diagnostic.Warning(Code, $"{Config.FileName} accepts drift here that it does not accept in {upstream}")
            );
        return found.ToValueList();

        void Refuse(string key, string? old, string? @new)
        {
            if (old is not null && old != @new)
                found.Add(
                    Diagnostic.Error(
                        Code,
                        $"{key} is {Shown(@new)} here and {Shown(old)} in {upstream}: a branch does not choose what it is compared with"
                    ) with
                    {
                        Help =
                        [
                            "change it in a commit of its own, which somebody merges who knows why this is refused",
                        ],
                    }
                );
        }

        void Tell(string key, string? old, string? @new)
        {
            if (old != @new)
                found.Add(
                    Diagnostic.Warning(Code, $"{key} is {Shown(@new)} here and {Shown(old)} in {upstream}") with
                    {
                        Help = ["see that this is meant: it decides what is checked"],
                    }
                );
        }

        Diagnostic Stricter(string key) =>
            Diagnostic.Warning(Code, $"{key} is weaker here than in {upstream}, whose counts for this branch") with
            {
                Help = ["it counts when it is merged"],
            };
    }

    private static string? Listed(ValueList<string> values) =>
        values.Count == 0 ? null : string.Join(", ", values.Order(StringComparer.Ordinal));

    private static string Shown(string? value) => value is null ? "not set" : $"\"{value}\"";
}
