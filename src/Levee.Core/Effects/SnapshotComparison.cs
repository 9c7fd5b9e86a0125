namespace Levee.Core.Effects;

/// <summary>
/// What a migration did, from a snapshot before it and one after. Things are followed by identity: a rename is no loss, a drop
/// under a borrowed name is one, and an equal replacement (an index with the same columns, predicate and uniqueness; a table or
/// column rebuilt with every value) is none.
/// </summary>
public static class SnapshotComparison
{
    /// <summary>Losses first, then what merely changed. Both snapshots are of the same database, taken in the same session settings.</summary>
    /// <param name="undeleted">Tables of which no row was deleted, as the server counted: a key that is gone was changed.</param>
    public static ValueList<Effect> Compare(
        DatabaseSnapshot before,
        DatabaseSnapshot after,
        ScriptTraits traits = ScriptTraits.None,
        IReadOnlySet<long>? undeleted = null
    )
    {
        var things = new Successors(before, after);
        var effects = new List<Effect>();
        var moved = new MovedValues(things);
        new TableComparison(things, moved, effects, traits).Compare();
        new RowComparison(things, moved, effects, traits, undeleted ?? new HashSet<long>()).Compare();
        new RuleComparison(things, effects).Compare();
        new TypeComparison(things, effects).Compare();
        new SequenceComparison(things, effects).Compare();
        CompareLargeObjects(before, after, effects);
        CompareCode(things, effects);
        new Additions(things, effects).Find();
        return effects.ToValueList();
    }

    private static void CompareLargeObjects(DatabaseSnapshot before, DatabaseSnapshot after, List<Effect> effects)
    {
        var now = after.LargeObjects.ToDictionary(item => item.Oid, item => item.Digest);
        var gone = before.LargeObjects.Count(item =>
            !now.TryGetValue(item.Oid, out var digest) || digest != item.Digest
        );
        if (gone > 0)
            effects.Add(new Effect.LostLargeObjects(gone, before.LargeObjects.Count));
    }

    private static void CompareCode(Successors things, List<Effect> effects)
    {
        var now = things.After.Code.ToLookup(code => (code.Kind, code.Name));
        var before = things.Before.Code.ToLookup(code => (code.Kind, code.Name));
        foreach (var old in things.Before.Code)
        {
            if (old.Table != 0 && !things.NewTables.ContainsKey(old.Table))
                continue;
            var same =
                things.After.Code.FirstOrDefault(code => code.Kind == old.Kind && code.Oid == old.Oid)
                ?? now[(old.Kind, old.Name)].FirstOrDefault();
            if (same is null && old.Kind == "schema")
                effects.Add(new Effect.DroppedSchema(old.Name));
            else if (same is null)
                effects.Add(new Effect.ChangedCode(old.Kind, old.Name, CodeChange.Dropped));
            else if (same.Definition != old.Definition)
                effects.Add(new Effect.ChangedCode(old.Kind, old.Name, CodeChange.Changed));
        }
        foreach (var code in things.After.Code)
        {
            if (
                !before.Contains((code.Kind, code.Name))
                && things.Before.Code.All(old => old.Kind != code.Kind || old.Oid != code.Oid)
            )
                effects.Add(
                    new Effect.ChangedCode(code.Kind, code.Name, CodeChange.Added)
                    {
                        IsOnOwnObject = IsOwn(things, code),
                    }
                );
        }
    }

    // On a table that the script makes, or rights on a view that it makes: nobody could use it before.
    private static bool IsOwn(Successors things, SeenCode code) =>
        code.Table != 0
        && !things.OldTables.ContainsKey(code.Table)
        && things.Before.Code.All(old => old.Oid != code.Table || old.Kind == code.Kind);
}

/// <summary>What a script's words say about the rows that it would leave where there are other rows than in the rehearsal.</summary>
[Flags]
public enum ScriptTraits
{
    None = 0,

    /// <summary>It calls what gives another value each time: a new value that nothing else became says nothing about the old one.</summary>
    IsRandom = 1,

    /// <summary>It copies so many rows and no more: LIMIT, FETCH FIRST, a sample, row numbers.</summary>
    CutsRows = 2,

    /// <summary>It copies one row of several: DISTINCT ON, GROUP BY.</summary>
    FoldsRows = 4,
}
