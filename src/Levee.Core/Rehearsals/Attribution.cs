using Levee.Core.Effects;

namespace Levee.Core.Rehearsals;

/// <summary>Which statement did it: the one between two probes that differ, else the one that names it.</summary>
internal static class Attribution
{
    /// <returns>The number of the statement; −1 where it cannot be told.</returns>
    public static int Of(Effect effect, AttemptResult run, StatementWords words)
    {
        if (words.Count == 1)
            return 0;
        return ByProbe(effect, run) is >= 0 and var seen ? seen : ByName(effect, words);
    }

    private static int ByProbe(Effect effect, AttemptResult run)
    {
        for (var i = 0; IsSeen(effect) && i + 1 < run.Probes.Count; i++)
        {
            if (Did(effect, run.Probes[i], run.Probes[i + 1]))
                return i;
        }
        return -1;
    }

    // What is made on a table of the script's own is not looked at statement by statement.
    private static bool IsSeen(Effect effect) =>
        effect.Destroys
        || effect is Effect.AddedIndex { OnOldTable: true } or Effect.AddedConstraint { OnOldTable: true };

    private static bool Did(Effect effect, StatementProbe before, StatementProbe after) =>
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
            Effect.AddedIndex added => after.Files.ContainsKey(added.Identity.Oid)
                && !before.Files.ContainsKey(added.Identity.Oid),
            Effect.AddedConstraint added => after.Constraints.Contains(added.Identity.Oid)
                && !before.Constraints.Contains(added.Identity.Oid),
            _ => false,
        };

    private static bool Gone(Dictionary<long, long> before, Dictionary<long, long> after, long oid) =>
        before.ContainsKey(oid) && !after.ContainsKey(oid);

    private static bool NewFile(StatementProbe before, StatementProbe after, long oid) =>
        before.Files.TryGetValue(oid, out var old) && (!after.Files.TryGetValue(oid, out var now) || now != old);

    private static bool IsDropped(StatementProbe probe, Identity column) =>
        probe.DroppedColumns.Contains($"{column.Oid}.{column.Column}") || !probe.Files.ContainsKey(column.Oid);

    private static int ByName(Effect effect, StatementWords words)
    {
        if (effect.Object is not { } name)
            return -1;
        var last = name[(name.LastIndexOf('.') + 1)..];
        var owner = name.Split('.') is { Length: > 2 } parts ? parts[^2] : "";
        // What is no loss of rows is what a definition did.
        string[] verbs = effect.Destroys ? [] : ["alter", "create"];
        string[] special = effect switch
        {
            Effect.MovedBack => ["setval", "restart"],
            Effect.LostLargeObjects => ["lo_unlink", "lo_put", "pg_largeobject"],
            _ => [],
        };
        // Of several statements that name it, the one that also has the word for what happened.
        string[] telling = effect switch
        {
            Effect.Renamed => ["rename"],
            Effect.Retyped => ["type"],
            Effect.Required => ["null"],
            Effect.DroppedDefault => ["default"],
            Effect.MovedToSchema => ["schema"],
            Effect.BrokePrepared => ["rename", "drop", "type"],
            _ => [],
        };
        // Most statements are definitions: the first one stands for those that are nothing else.
        var places = special
            .Append(last)
            .Append(owner)
            .SelectMany(words.With)
            .Concat(verbs.SelectMany(verb => words.With(verb).Take(1)));
        var (best, place) = (0, -1);
        foreach (var i in places.Distinct().Order())
        {
            var said = words.Of(i);
            var score = (said.Contains(last) ? 2 : 0) + (owner.Length > 0 && said.Contains(owner) ? 1 : 0);
            if (said.Overlaps(verbs))
                score += 1;
            if (said.Overlaps(telling))
                score += 1;
            if (said.Overlaps(special))
                score += effect is Effect.MovedBack ? 1 : 3;
            if (score > best)
                (best, place) = (score, i);
        }
        return place;
    }
}
