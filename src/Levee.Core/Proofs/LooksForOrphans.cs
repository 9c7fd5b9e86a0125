using Levee.Core.Effects;
using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Proofs;

/// <summary><c>DELETE … c WHERE NOT EXISTS (SELECT … FROM parent p WHERE p.id = c.parent_id)</c>, where a foreign key on a column
/// without NULLs says that there is one.</summary>
public sealed class LooksForOrphans : Proof
{
    public override string? Why(ChangeInPlace change) =>
        change.Text is { Kind: RowChangeKind.Delete, IsJoined: false }
        && Read(change.Text) is { } found
        && Parent(change, found.Parent) is { } parent
        && change.Before.Constraints.Any(key => Forbids(change, key, parent, found))
            ? "a foreign key allows no such row"
            : null;

    private sealed record Orphans((string? Schema, string Name) Parent, string Child, string Key);

    // One SELECT, of one table, with one condition: any more would let rows through that the key does not.
    private static Orphans? Read(ChangeText change)
    {
        var cursor = new SqlCursor(change.WhereText);
        if (!cursor.Skip("NOT") || !cursor.Skip("EXISTS") || !cursor.Skip(SqlTokenKind.LeftParenthesis))
            return null;
        if (!cursor.Skip("SELECT") || (!cursor.Skip(SqlTokenKind.Number) && !IsStar(cursor)))
            return null;
        if (!cursor.Skip("FROM") || cursor.TakeQualifiedName() is not var (schema, parent))
            return null;
        cursor.Skip("AS");
        var alias = cursor.Is("WHERE") ? parent : cursor.TakeName();
        if (
            !cursor.Skip("WHERE")
            || cursor.TakeQualifiedName() is not { Schema: not null } left
            || !cursor.IsText("=")
            || !cursor.Skip(SqlTokenKind.Operator)
            || cursor.TakeQualifiedName() is not { Schema: not null } right
            || !cursor.Skip(SqlTokenKind.RightParenthesis)
            || !cursor.IsAtEnd
        )
            return null;
        var (key, child) = left.Schema == alias ? (left, right) : (right, left);
        return key.Schema == alias && child.Schema == change.Alias && alias != change.Alias
            ? new((schema, parent), child.Name, key.Name)
            : null;
    }

    private static bool IsStar(SqlCursor cursor) => cursor.IsText("*") && cursor.Skip(SqlTokenKind.Operator);

    // The only one of that name: another would be found first with another search_path.
    private static SeenTable? Parent(ChangeInPlace change, (string? Schema, string Name) name) =>
        change.Before.Tables.Where(table => Is(table, name)).ToList() is [var parent]
        && change.After.Tables.Where(table => Is(table, name)).ToList() is [var now]
        && now.Oid == parent.Oid
            ? parent
            : null;

    private static bool Is(SeenTable table, (string? Schema, string Name) name) =>
        table.Name == name.Name && (name.Schema is null || table.Schema == name.Schema);

    private static bool Forbids(ChangeInPlace change, SeenConstraint key, SeenTable parent, Orphans found) =>
        key
            is {
                Kind: ConstraintKind.ForeignKey,
                IsValidated: true,
                IsEnforced: true,
                Keys: [var own],
                TargetKeys: [var other]
            }
        && key.Table == change.Table.Oid
        && key.Target == parent.Oid
        && change.After.Constraints.Any(now => now.Oid == key.Oid && now.IsEnforced)
        && change.OldColumn(found.Child) is { IsRequired: true } column
        && column.Number == own
        && parent.FindColumn(other)?.Name == found.Key;
}
