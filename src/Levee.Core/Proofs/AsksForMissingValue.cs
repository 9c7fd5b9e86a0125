using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary><c>… WHERE c IS NULL</c>, where <c>c</c> is NOT NULL before and after the script.</summary>
public sealed class AsksForMissingValue : Proof
{
    public override string? Why(ChangeInPlace change) =>
        change.Text.Kind is RowChangeKind.Update or RowChangeKind.Delete && change.Text.Asks(part => Asks(change, part))
            ? "its condition asks for NULL in a column that holds none"
            : null;

    private static bool Asks(ChangeInPlace change, Condition part) =>
        part.NullColumn is { } name
        && change.AsksForNull(part, name)
        && change.OldColumn(name) is { IsRequired: true } column
        && change.After.Tables.FirstOrDefault(table => table.Oid == change.Table.Oid) is { } now
        && (now.FindColumn(column.Number) ?? column).IsRequired;
}
