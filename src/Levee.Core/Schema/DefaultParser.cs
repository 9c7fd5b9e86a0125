using System.Globalization;
using System.Text;

namespace Levee.Core.Schema;

/// <summary>
/// Reads the text that PostgreSQL prints of a column's default. Understands the forms that Prisma's engine understands
/// and no more: what it takes for an expression must be one here too.
/// </summary>
public static class DefaultParser
{
    /// <param name="text">As <c>pg_get_expr</c> gives it.</param>
    /// <param name="type">The column's type; that of its elements where it is a list.</param>
    /// <returns>Null for <c>NULL</c>; an expression for whatever is no constant of this type.</returns>
    public static DefaultValue? Parse(string text, ColumnType type, Arity arity)
    {
        if (text.StartsWith("NULL", StringComparison.Ordinal))
            return null;
        var cursor = new DefaultCursor(text);
        var value = arity == Arity.List ? ListOf(cursor, KindOf(type)) : ScalarOf(cursor, KindOf(type));
        return value is not null && cursor.IsAtEnd ? value : new DefaultValue.Expression(text);
    }

    private static LiteralKind KindOf(ColumnType type) =>
        type switch
        {
            ColumnType.Native(var native, _, _) => NativeTypes.Of(native).Literal,
            ColumnType.Enum => LiteralKind.Enum,
            ColumnType.Unsupported => LiteralKind.Opaque,
        };

    private static DefaultValue? ScalarOf(DefaultCursor cursor, LiteralKind kind) =>
        kind switch
        {
            LiteralKind.DateTime => NowOf(cursor),
            LiteralKind.Integer or LiteralKind.BigInteger when cursor.TakeWord("nextval") => SequenceOf(cursor),
            _ => LiteralOf(cursor, kind) is { } literal && cursor.TakeCast() ? new DefaultValue.Value(literal) : null,
        };

    private static DefaultValue.Now? NowOf(DefaultCursor cursor) =>
        (cursor.TakeWord("CURRENT_TIMESTAMP") || (cursor.TakeWord("now") && cursor.Take('(') && cursor.Take(')')))
        && cursor.TakeCast()
            ? new()
            : null;

    // nextval('s."Name"'::regclass), nextval(('Name'::text)::regclass)
    private static DefaultValue.Sequence? SequenceOf(DefaultCursor cursor)
    {
        if (!cursor.Take('('))
            return null;
        var isNested = cursor.Take('(');
        if (
            cursor.TakeString() is not { } name
            || !cursor.TakeCast()
            || (isNested && !(cursor.Take(')') && cursor.TakeCast()))
        )
            return null;
        if (!cursor.Take(')') || !cursor.TakeCast())
            return null;
        var parts = SplitName(name);
        return new(parts[^1]) { Namespace = parts.Count > 1 ? parts[^2] : null };
    }

    private static List<string> SplitName(string name)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var isQuoted = false;
        foreach (var c in name)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == '.' && !isQuoted)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }
        parts.Add(part.ToString());
        return parts;
    }

    private static LiteralValue? LiteralOf(DefaultCursor cursor, LiteralKind kind)
    {
        if (kind == LiteralKind.Number && cursor.Take('('))
            return cursor.TakeNumber() is { } inside && cursor.Take(')') ? ReadNumber(inside) : null;
        if (cursor.TakeString() is { } text)
            return kind == LiteralKind.Boolean ? null : Read(text, kind);
        return kind switch
        {
            LiteralKind.Integer or LiteralKind.BigInteger or LiteralKind.Number => cursor.TakeNumber() is { } number
                ? Read(number, kind)
                : null,
            LiteralKind.Boolean => cursor.TakeWord() is { } word ? Read(word, kind) : null,
            LiteralKind.Enum => cursor.TakeWord() is { } label ? new LiteralValue.EnumLabel(label) : null,
            _ => null,
        };
    }

    private static LiteralValue? Read(string text, LiteralKind kind) =>
        kind switch
        {
            LiteralKind.Text => new LiteralValue.Text(text),
            LiteralKind.Json => new LiteralValue.Json(text),
            LiteralKind.Integer => ReadInteger(text) is { } number ? new LiteralValue.Integer(number) : null,
            LiteralKind.BigInteger => ReadInteger(text) is { } number ? new LiteralValue.BigInteger(number) : null,
            LiteralKind.Number => ReadNumber(text),
            LiteralKind.Boolean when text is "true" or "t" => new LiteralValue.Boolean(true),
            LiteralKind.Boolean when text is "false" or "f" => new LiteralValue.Boolean(false),
            LiteralKind.Boolean => null,
            LiteralKind.Bytes => ReadBytes(text),
            LiteralKind.Enum => new LiteralValue.EnumLabel(text),
            LiteralKind.DateTime or LiteralKind.Opaque => null,
        };

    private static long? ReadInteger(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static LiteralValue.Bytes? ReadBytes(string text) =>
        text.StartsWith("\\x", StringComparison.Ordinal) && text.Skip(2).All(char.IsAsciiHexDigit)
            ? new(text[2..].ToLowerInvariant())
            : null;

    // Digits, a point, an exponent: the exponent is spelled out, as schema files never have one.
    private static LiteralValue.Number? ReadNumber(string text)
    {
        var digits = text.AsSpan();
        var sign = digits is ['-', ..] ? "-" : "";
        digits = digits[sign.Length..];
        var exponent = 0;
        if (digits.IndexOfAny('e', 'E') is > 0 and var e)
        {
            if (
                !int.TryParse(
                    digits[(e + 1)..],
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out exponent
                )
            )
                return null;
            digits = digits[..e];
        }
        var whole = digits.IndexOf('.') is >= 0 and var point ? digits[..point].ToString() : digits.ToString();
        var fraction = digits.Length > whole.Length ? digits[(whole.Length + 1)..].ToString() : "";
        const int LongestExponent = 400;
        if (!(whole + fraction).All(char.IsAsciiDigit) || whole.Length == 0 || Math.Abs(exponent) > LongestExponent)
            return null;
        if (exponent > 0)
            (whole, fraction) = (
                whole + fraction.PadRight(exponent, '0')[..exponent],
                fraction.Length > exponent ? fraction[exponent..] : ""
            );
        else if (exponent < 0 && whole.PadLeft(1 - exponent, '0') is var padded)
            (whole, fraction) = (padded[..^-exponent], padded[^-exponent..] + fraction);
        whole = whole.TrimStart('0');
        return new($"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction.Length == 0 ? "" : $".{fraction}")}");
    }

    private static DefaultValue.Value? ListOf(DefaultCursor cursor, LiteralKind kind)
    {
        if (kind is LiteralKind.DateTime or LiteralKind.Opaque)
            return null;
        // To Prisma's engine a whole number in a list is an Int, also in a list of BigInt.
        var element = kind == LiteralKind.BigInteger ? LiteralKind.Integer : kind;
        var isNested = cursor.Take('(');
        List<LiteralValue>? items;
        if (cursor.TakeWord("ARRAY"))
            items = cursor.Take('[') ? ItemsOf(cursor, element) : null;
        else
            items = cursor.TakeString() is { } text ? ItemsOf(text, element) : null;
        var isWhole = items is not null && cursor.TakeCast() && (!isNested || (cursor.Take(')') && cursor.TakeCast()));
        return isWhole ? new(new LiteralValue.List(items!.ToValueList())) : null;
    }

    private static List<LiteralValue>? ItemsOf(DefaultCursor cursor, LiteralKind kind)
    {
        var items = new List<LiteralValue>();
        if (cursor.Take(']'))
            return items;
        do
        {
            var isNested = kind != LiteralKind.Number && cursor.Take('(');
            if (LiteralOf(cursor, kind) is not { } item || (isNested && !cursor.Take(')')) || !cursor.TakeCast())
                return null;
            items.Add(item);
        } while (cursor.Take(','));
        return cursor.Take(']') ? items : null;
    }

    // {a,"b c",NULL}: PostgreSQL's own notation, kept where the default was written like that.
    private static List<LiteralValue>? ItemsOf(string text, LiteralKind kind)
    {
        if (text is not ['{', .., '}'])
            return null;
        var items = new List<LiteralValue>();
        var cursor = new DefaultCursor(text[1..^1]);
        while (!cursor.IsAtEnd)
        {
            if (cursor.TakeArrayElement() is not { } element || Read(element, kind) is not { } item)
                return null;
            items.Add(item);
            if (!cursor.IsAtEnd && !cursor.Take(','))
                return null;
        }
        return items;
    }
}
