using Levee.Core.Schema;
using static Levee.Core.Sql.Identifier;

namespace Levee.Core.Render;

/// <summary>Columns: their types and defaults.</summary>
internal sealed class ColumnSql(Naming names)
{
    public string Column(Column column)
    {
        var notNull = column.Arity == Arity.Required ? " NOT NULL" : "";
        return $"{Quote(column.Name)} {Type(column, serial: true)}{notNull}{DefaultClause(column)}";
    }

    public string DefaultClause(Column column) =>
        column.Default switch
        {
            null or DefaultValue.Sequence or DefaultValue.Expression { Text: null } => "",
            { } value => $" DEFAULT {Default(value, column)}",
        };

    /// <param name="serial">Whether SERIAL may stand for the type of a column that counts up: only where it is made.</param>
    public string Type(Column column, bool serial)
    {
        var type = column.Type switch
        {
            ColumnType.Native native when serial && column.AutoIncrement => SerialNameOf(native),
            ColumnType.Native native => NameOf(native),
            ColumnType.Enum named => names.Of(named.Name),
            ColumnType.Unsupported unsupported => unsupported.Text,
        };
        return column.Arity == Arity.List ? $"{type}[]" : type;
    }

    private static string SerialNameOf(ColumnType.Native type) =>
        type.Type switch
        {
            NativeType.SmallInt => "SMALLSERIAL",
            NativeType.Integer => "SERIAL",
            NativeType.BigInt => "BIGSERIAL",
            _ => NameOf(type),
        };

    private static string NameOf(ColumnType.Native type) =>
        (type.First, type.Second) switch
        {
            (null, _) => NativeTypes.Of(type.Type).Sql,
            ({ } length, null) => $"{NativeTypes.Of(type.Type).Sql}({length})",
            ({ } precision, { } scale) => $"{NativeTypes.Of(type.Type).Sql}({precision},{scale})",
        };

    public string Default(DefaultValue value, Column column) =>
        value switch
        {
            DefaultValue.Value { Literal: LiteralValue.List list } =>
                $"ARRAY[{string.Join(", ", list.Items.Select(Literal))}]::{Type(column, serial: false)}",
            DefaultValue.Value constant => Literal(constant.Literal),
            DefaultValue.Now => "CURRENT_TIMESTAMP",
            DefaultValue.Expression expression => expression.Text ?? "",
            DefaultValue.Sequence sequence => $"nextval({QuoteText(Quote(sequence.Name))})",
        };

    private static string Literal(LiteralValue literal) =>
        literal switch
        {
            LiteralValue.Text text => QuoteText(text.Value),
            LiteralValue.Integer number => $"{number.Value}",
            LiteralValue.BigInteger number => $"{number.Value}",
            LiteralValue.Number number => number.Value,
            LiteralValue.Boolean boolean => boolean.Value ? "true" : "false",
            LiteralValue.Json json => QuoteText(json.Value),
            LiteralValue.Bytes bytes => $"'\\x{bytes.Value}'",
            LiteralValue.DateTime time => QuoteText(time.Value),
            LiteralValue.EnumLabel label => QuoteText(label.Value),
            LiteralValue.List list => $"ARRAY[{string.Join(", ", list.Items.Select(Literal))}]",
        };
}
