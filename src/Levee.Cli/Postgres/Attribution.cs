using Levee.Core.Effects;
using Levee.Core.Sql;

namespace Levee.Cli.Postgres;

/// <summary>Which statement did it: the one between two probes that differ, else the one that names it.</summary>
internal static class Attribution
{
    /// <returns>The number of the statement; −1 where it cannot be told.</returns>
    public static int Of(Effect effect, RehearsalRun run, SqlScript script)
    {
        if (script.Statements.Count == 1)
            return 0;
        return ByProbe(effect, run) is >= 0 and var seen ? seen : ByName(effect, script);
    }

    private static int ByProbe(Effect effect, RehearsalRun run)
    {
        for (var i = 0; i + 1 < run.Probes.Count; i++)
        {
            if (Did(effect, run.Probes[i], run.Probes[i + 1]))
                return i;
        }
        return -1;
    }

    private static bool Did(Effect effect, RehearsalProbe before, RehearsalProbe after) =>
        effect switch
        {
            Effect.Lost { Kind: ObjectKind.Table or ObjectKind.Index or ObjectKind.Sequence } lost => Gone(
                before.Files,
                after.Files,
                lost.Identity.Oid
            ),
            Effect.Lost { Kind: ObjectKind.Column } lost => !IsDropped(before, lost.Identity)
                && IsDropped(after, lost.Identity),
            Effect.Lost { Kind: ObjectKind.Constraint } lost => before.Constraints.Contains(lost.Identity.Oid)
                && !after.Constraints.Contains(lost.Identity.Oid),
            Effect.Lost lost => before.Types.Contains(lost.Identity.Oid) && !after.Types.Contains(lost.Identity.Oid),
            Effect.LostRows { ByTruncate: true } lost => NewFile(before, after, lost.Identity.Oid),
            Effect.LostRows lost => after.WritesTo(lost.Identity.Oid).Deleted
                > before.WritesTo(lost.Identity.Oid).Deleted
                || NewFile(before, after, lost.Identity.Oid),
            Effect.ChangedValues { NewType: not null } changed => NewFile(before, after, changed.Identity.Oid),
            Effect.ChangedValues changed => after.WritesTo(changed.Identity.Oid).Updated
                > before.WritesTo(changed.Identity.Oid).Updated
                || NewFile(before, after, changed.Identity.Oid),
            _ => false,
        };

    private static bool Gone(Dictionary<long, long> before, Dictionary<long, long> after, long oid) =>
        before.ContainsKey(oid) && !after.ContainsKey(oid);

    private static bool NewFile(RehearsalProbe before, RehearsalProbe after, long oid) =>
        before.Files.TryGetValue(oid, out var old) && (!after.Files.TryGetValue(oid, out var now) || now != old);

    private static bool IsDropped(RehearsalProbe probe, Identity column) =>
        probe.DroppedColumns.Contains($"{column.Oid}.{column.Column}") || !probe.Files.ContainsKey(column.Oid);

    private static int ByName(Effect effect, SqlScript script)
    {
        if (effect.Object is not { } name)
            return -1;
        var last = name[(name.LastIndexOf('.') + 1)..];
        var owner = name.Split('.') is { Length: > 2 } parts ? parts[^2] : "";
        var (best, place) = (0, -1);
        for (var i = 0; i < script.Statements.Count; i++)
        {
            var words = ScriptLiterals.Read([script.Statements[i].Text]).Words;
            var score = (words.Contains(last) ? 2 : 0) + (owner.Length > 0 && words.Contains(owner) ? 1 : 0);
            // What is no loss of rows is what a definition did.
            if (!effect.Destroys && words.Overlaps(["alter", "create"]))
                score += 1;
            if (effect is Effect.MovedBack && words.Overlaps(["setval", "restart"]))
                score += 1;
            if (effect is Effect.LostLargeObjects && words.Overlaps(["lo_unlink", "lo_put", "pg_largeobject"]))
                score += 3;
            if (score > best)
                (best, place) = (score, i);
        }
        return place;
    }
}
