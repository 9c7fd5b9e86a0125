using Levee.Core.Schema;

namespace Levee.Core.Diff.Defaults;

/// <summary>Whether two defaults are the same.</summary>
internal static class DefaultComparison
{
    /// <summary>Whether a column in a database, of a type that stays, already has the default.</summary>
    public static bool AreEqualInCatalog(Pair<Column> column) =>
        AreEqualToPrisma(column) || ReadBackDefaults.AreEqual(column);

    /// <summary>Whether the default of a column is the same although its type changes.</summary>
    public static bool AreEqualWithAnotherType(Pair<Column> column, SchemaOrigin origin) =>
        (origin, column.Before.Default, column.After.Default) switch
        {
            // PostgreSQL keeps the text of a JSON value when the column becomes one.
            (
                SchemaOrigin.Catalog,
                DefaultValue.Value { Literal: LiteralValue.Json(var json) },
                DefaultValue.Value { Literal: LiteralValue.Text(var text) }
            ) => json == text,
            _ => AreEqualToPrisma(column),
        };

    public static bool AreEqualToPrisma(Pair<Column> column) =>
        (column.Before.Default, column.After.Default) switch
        {
            (_, DefaultValue.Expression { Text: null }) => true,
            // Gaining or losing a sequence is a change of its own.
            (_, DefaultValue.Sequence) or (DefaultValue.Sequence, null) => true,
            (null, null) => true,
            (null, _) or (_, null) => false,
            // Prisma's engine never compares a constant date: PostgreSQL prints it in too many ways.
            (DefaultValue.Value { Literal: LiteralValue.DateTime }, _) => true,
            (_, DefaultValue.Value { Literal: LiteralValue.DateTime }) => true,
            (DefaultValue.Expression, DefaultValue.Value { Literal: LiteralValue.List }) => IsDateTime(column),
            (DefaultValue.Value { Literal: LiteralValue.List }, DefaultValue.Expression) => IsDateTime(column),
            (DefaultValue.Value before, DefaultValue.Value after) => AreEqual(before.Literal, after.Literal),
            (DefaultValue.Now, DefaultValue.Now) => true,
            (DefaultValue.Expression before, DefaultValue.Expression after) => string.Equals(
                before.Text,
                after.Text,
                StringComparison.OrdinalIgnoreCase
            ),
            _ => false,
        };

    private static bool AreEqual(LiteralValue before, LiteralValue after) =>
        (before, after) switch
        {
            (LiteralValue.List one, LiteralValue.List other) => AreEqual(one, other),
            (LiteralValue.Json one, LiteralValue.Json other) => JsonText.AreEqual(one.Value, other.Value),
            (LiteralValue.Json one, LiteralValue.Text other) => JsonText.AreEqual(one.Value, other.Value),
            (LiteralValue.Text one, LiteralValue.Json other) => JsonText.AreEqual(one.Value, other.Value),
            (LiteralValue.EnumLabel one, LiteralValue.Text other) => one.Value == other.Value,
            (LiteralValue.Text one, LiteralValue.EnumLabel other) => one.Value == other.Value,
            (LiteralValue.Integer one, LiteralValue.BigInteger other) => one.Value == other.Value,
            (LiteralValue.BigInteger one, LiteralValue.Integer other) => one.Value == other.Value,
            (LiteralValue.Number one, LiteralValue.Number other) => NumberText.AreEqual(one.Value, other.Value),
            _ => before == after,
        };

    private static bool AreEqual(LiteralValue.List before, LiteralValue.List after) =>
        before.Items.Count == after.Items.Count
        && before.Items.Zip(after.Items).All(pair => AreEqualInList(pair.First, pair.Second));

    private static bool AreEqualInList(LiteralValue before, LiteralValue after) =>
        (before, after) switch
        {
            (LiteralValue.DateTime, _) or (_, LiteralValue.DateTime) => true,
            (LiteralValue.EnumLabel label, LiteralValue.Bytes bytes) => label.Value == $"\\x{bytes.Value}",
            (LiteralValue.Bytes bytes, LiteralValue.EnumLabel label) => label.Value == $"\\x{bytes.Value}",
            (LiteralValue.Text text, LiteralValue.Bytes bytes) => text.Value == $"\\x{bytes.Value}",
            (LiteralValue.Bytes bytes, LiteralValue.Text text) => text.Value == $"\\x{bytes.Value}",
            (LiteralValue.Integer or LiteralValue.BigInteger, LiteralValue.BigInteger or LiteralValue.Integer) => before
                == after,
            _ => AreEqual(before, after),
        };

    private static bool IsDateTime(Pair<Column> column) => IsDateTime(column.Before) || IsDateTime(column.After);

    private static bool IsDateTime(Column column) =>
        column.Type
            is ColumnType.Native
            {
                Type: NativeType.Timestamp
                    or NativeType.Timestamptz
                    or NativeType.Date
                    or NativeType.Time
                    or NativeType.Timetz
            };
}
