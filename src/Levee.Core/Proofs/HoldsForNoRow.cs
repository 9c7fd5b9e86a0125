using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary><c>… WHERE c IS NULL</c>, where <c>c</c> is NOT NULL before and after the script; <c>… WHERE false</c>.</summary>
public sealed class HoldsForNoRow : Proof
{
    public override string? Why(ChangeInPlace change) =>
        change.Text.Kind is RowChangeKind.Update or RowChangeKind.Delete
        && change.Text.Asks(part =>
            part.IsFalse || (part.IsNeverTrue && change.HasPlainOperators) || AsksForMissing(change, part)
        )
            ? "its condition holds for no row that there can be"
            : null;

    // A column that may be NULL in between can be filled so by the script itself.
    private static bool AsksForMissing(ChangeInPlace change, Condition part) =>
        part.NullColumn is { } name
        && change.AsksForNull(part, name)
        && change.OldColumn(name) is { IsRequired: true } column
        && change.After.Tables.FirstOrDefault(table => table.Oid == change.Table.Oid) is { } now
        && (now.FindColumn(column.Number) ?? column).IsRequired
        && !change.Earlier.Any(MakesOptional);

    private static bool MakesOptional(string statement) =>
        statement.Contains("drop", StringComparison.OrdinalIgnoreCase)
        && ScriptLiterals.Read([statement]).Words.IsSupersetOf(["drop", "not", "null"]);
}
