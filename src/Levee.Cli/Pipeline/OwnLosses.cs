using Levee.Cli.Rehearsals;
using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Rules;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Cli.Pipeline;

/// <summary>Losses of what only a branch's own migrations made. Together, on a database that has what is merged, they
/// take nothing away; that is rehearsed, not read off names.</summary>
/// <param name="merged">What the base's databases ran.</param>
/// <param name="upstream">The base, as git names it.</param>
internal sealed class OwnLosses(ShadowDatabases shadows, ValueList<Migration> merged, string upstream)
{
    /// <summary>The findings, with such losses as notes.</summary>
    /// <param name="earlier">The branch's migrations before the one that is judged.</param>
    /// <param name="last">The one that is judged.</param>
    public async Task<ValueList<Diagnostic>> SoftenAsync(
        ValueList<Diagnostic> findings,
        ValueList<Migration> earlier,
        Migration last,
        CancellationToken cancel
    )
    {
        // Where nothing is merged databases may have been made without migrations: then nothing is known of them.
        if (merged.Count == 0 || earlier.Count == 0 || !findings.Any(IsLoss))
            return findings;
        if (
            await LossesAsync([.. earlier, last], cancel) is not { } all
            || await LossesAsync(earlier, cancel) is not { } before
        )
            return findings;
        var named = findings.Where(Ruleset.Refuses).Select(finding => finding.Object).ToHashSet();
        // What is lost under another name than the last one gives it is hidden, and not harmless.
        if (!all.Except(before).All(named.Contains))
            return findings;
        return findings
            .Select(finding => IsLoss(finding) && !all.Contains(finding.Object!) ? Soften(finding) : finding)
            .ToValueList();
    }

    /// <summary>What the scripts lose, run as one; null where that cannot be told.</summary>
    private async Task<HashSet<string>?> LossesAsync(ValueList<Migration> scripts, CancellationToken cancel)
    {
        var text = string.Join("\n;\n", scripts.Select(script => script.Script.Text.TrimStart('\ufeff')));
        var script = ScriptReader.Read(new SourceText(scripts[^1].Script.Path, text));
        var seen = await Rehearser.RunAsync(shadows, merged, script, new(), cancel);
        var losses = Ruleset.Judge(seen).Where(Ruleset.Refuses).ToList();
        return seen.Failure is null && losses.TrueForAll(loss => loss.Object is not null)
            ? losses.ConvertAll(loss => loss.Object!).ToHashSet(StringComparer.Ordinal)
            : null;
    }

    private Diagnostic Soften(Diagnostic finding) =>
        finding with
        {
            Severity = Severity.Note,
            Message = $"{finding.Message}, which only this branch's own migrations made",
            Notes = [$"rehearsed together they take nothing away from a database that has what {upstream} has"],
            Help = [],
        };

    // What runs code or reaches further is never made harmless by where it stands.
    private static bool IsLoss(Diagnostic finding) =>
        Ruleset.Refuses(finding)
        && finding.Object is not null
        && finding.Code is not ("tampering" or "drop-large-object")
        && Ruleset.Find(finding.Code)?.Class is RuleClass.Destroys;
}
