using Levee.Core.Effects;
using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary>A reason why a change harms no row that any database may hold. Each proof is about a change that was read to its last
/// token; <c>docs/guard-proofs.md</c> says why each one is complete.</summary>
public abstract class Proof
{
    /// <returns>The reason in words; null where it does not hold.</returns>
    public abstract string? Why(ChangeInPlace change);

    /// <summary>All there are.</summary>
    public static readonly ValueList<Proof> All =
    [
        new OnlyNewColumns(),
        new KeepsEveryValue(),
        new HoldsForNoRow(),
        new HarmlessActionsOfMerge(),
        new TurnedOffByRule(),
        new KeptByTrigger(),
        new JoinsEmptyTable(),
        new LooksForOrphans(),
    ];

    public static string? Find(ChangeInPlace change) =>
        change.Text.IsWhole ? All.Select(proof => proof.Why(change)).FirstOrDefault(why => why is not null) : null;
}

/// <summary>A change, and the table that it changes.</summary>
/// <param name="Table">As it was before the script.</param>
public sealed record ChangeInPlace(ChangeText Text, SeenTable Table, DatabaseSnapshot Before, DatabaseSnapshot After)
{
    /// <summary>The attribute number of a column by the name that it has when the change runs; null where there is none.</summary>
    public required Func<string, int?> NumberOf { get; init; }

    /// <summary>The statements of the script before it.</summary>
    public required IEnumerable<string> Earlier { get; init; }

    /// <returns>Null for a column that the script made, or that is not known.</returns>
    public SeenColumn? OldColumn(string name) => NumberOf(name) is { } number ? Table.FindColumn(number) : null;

    public bool IsNewColumn(string name) => NumberOf(name) is { } number && Table.FindColumn(number) is null;

    /// <summary>Whether the script may make or drop operators or casts.</summary>
    public required bool MayChangeOperators { get; init; }

    /// <summary>Whether the script may make or drop triggers or rules, or switch them off and on again: then those before
    /// and after it are not all that there were.</summary>
    public required bool MayChangeCode { get; init; }

    /// <summary>Whether the script may give a function another body.</summary>
    public required bool MayReplaceFunctions { get; init; }

    /// <summary>Whether PostgreSQL was seen to execute it.</summary>
    public bool IsExecuted { get; init; }

    /// <summary>Whether it met a row of a rehearsal.</summary>
    public bool MetRows { get; init; }

    /// <summary>Whether nothing but the statement itself decides what becomes of a row.</summary>
    public bool IsAlone =>
        !MayChangeCode && !Before.Code.Concat(After.Code).Any(code => code.Table == Table.Oid && RunsAlong(code));

    private bool RunsAlong(SeenCode code) =>
        code.Kind == "rule" || (code.Kind == "trigger" && Events.Any(code.FiresOn));

    private IEnumerable<string> Events =>
        Text.Kind switch
        {
            RowChangeKind.Delete => ["delete"],
            RowChangeKind.Update => ["update"],
            RowChangeKind.Upsert => ["insert", "update"],
            RowChangeKind.Merge => ["insert", "update", "delete"],
        };

    /// <summary>Whether the operators mean what they do in PostgreSQL.</summary>
    public bool HasPlainOperators =>
        !MayChangeOperators && !Before.Code.Concat(After.Code).Any(code => code.IsOperatorOrCast);

    /// <summary>Whether the part asks for NULL in this column of the table itself.</summary>
    public bool AsksForNull(Condition part, string column) => part.NullColumn == column && Text.IsOwn(part.Owner);
}
