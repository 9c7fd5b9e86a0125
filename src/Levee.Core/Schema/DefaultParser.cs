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
        var value = arity == Arity.List ? ListOf(cursor, FamilyOf(type)) : ScalarOf(cursor, FamilyOf(type));
        return value is not null && cursor.IsAtEnd ? value : new DefaultValue.Expression(text);
    }

    private enum Family
    {
        Text,
        Json,
        Integer,
        BigInteger,
        Number,
        Boolean,
        DateTime,
        Bytes,
        Enum,

        /// <summary>Never understood: uuid, and every type that the schema language has no word for.</summary>
        Opaque,
    }

    private static Family FamilyOf(ColumnType type) =>
        type switch
        {
            ColumnType.Native(var native, _, _) => FamilyOf(native),
            ColumnType.Enum => Family.Enum,
            ColumnType.Unsupported => Family.Opaque,
        };

    private static Family FamilyOf(NativeType type) =>
        type switch
        {
            NativeType.SmallInt or NativeType.Integer or NativeType.Oid => Family.Integer,
            NativeType.BigInt => Family.BigInteger,
            NativeType.Real or NativeType.DoublePrecision or NativeType.Decimal or NativeType.Money => Family.Number,
            NativeType.Boolean => Family.Boolean,
            NativeType.Text or NativeType.Citext or NativeType.VarChar or NativeType.Char => Family.Text,
            NativeType.Bit or NativeType.VarBit or NativeType.Xml or NativeType.Inet => Family.Text,
            NativeType.Uuid => Family.Opaque,
            NativeType.Json or NativeType.JsonB => Family.Json,
            NativeType.ByteA => Family.Bytes,
            NativeType.Timestamp or NativeType.Timestamptz or NativeType.Date => Family.DateTime,
            NativeType.Time or NativeType.Timetz => Family.DateTime,
        };

    private static DefaultValue? ScalarOf(DefaultCursor cursor, Family family) =>
        family switch
        {
            Family.DateTime => NowOf(cursor),
            Family.Integer or Family.BigInteger when cursor.TakeWord("nextval") => SequenceOf(cursor),
            _ => LiteralOf(cursor, family) is { } literal && cursor.TakeCast() ? new DefaultValue.Value(literal) : null,
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

    private static LiteralValue? LiteralOf(DefaultCursor cursor, Family family)
    {
        if (family == Family.Number && cursor.Take('('))
            return cursor.TakeNumber() is { } inside && cursor.Take(')') ? ReadNumber(inside) : null;
        if (cursor.TakeString() is { } text)
            return family == Family.Boolean ? null : Read(text, family);
        return family switch
        {
            Family.Integer or Family.BigInteger or Family.Number => cursor.TakeNumber() is { } number
                ? Read(number, family)
                : null,
            Family.Boolean => cursor.TakeWord() is { } word ? Read(word, family) : null,
            Family.Enum => cursor.TakeWord() is { } label ? new LiteralValue.EnumLabel(label) : null,
            _ => null,
        };
    }

    private static LiteralValue? Read(string text, Family family) =>
        family switch
        {
            Family.Text => new LiteralValue.Text(text),
            Family.Json => new LiteralValue.Json(text),
            Family.Integer => ReadInteger(text) is { } number ? new LiteralValue.Integer(number) : null,
            Family.BigInteger => ReadInteger(text) is { } number ? new LiteralValue.BigInteger(number) : null,
            Family.Number => ReadNumber(text),
            Family.Boolean when text is "true" or "t" => new LiteralValue.Boolean(true),
            Family.Boolean when text is "false" or "f" => new LiteralValue.Boolean(false),
            Family.Boolean => null,
            Family.Bytes => ReadBytes(text),
            Family.Enum => new LiteralValue.EnumLabel(text),
            Family.DateTime or Family.Opaque => null,
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

    private static DefaultValue.Value? ListOf(DefaultCursor cursor, Family family)
    {
        if (family is Family.DateTime or Family.Opaque)
            return null;
        // To Prisma's engine a whole number in a list is an Int, also in a list of BigInt.
        var element = family == Family.BigInteger ? Family.Integer : family;
        var isNested = cursor.Take('(');
        List<LiteralValue>? items;
        if (cursor.TakeWord("ARRAY"))
            items = cursor.Take('[') ? ItemsOf(cursor, element) : null;
        else
            items = cursor.TakeString() is { } text ? ItemsOf(text, element) : null;
        var isWhole = items is not null && cursor.TakeCast() && (!isNested || (cursor.Take(')') && cursor.TakeCast()));
        return isWhole ? new(new LiteralValue.List(items!.ToValueList())) : null;
    }

    private static List<LiteralValue>? ItemsOf(DefaultCursor cursor, Family family)
    {
        var items = new List<LiteralValue>();
        if (cursor.Take(']'))
            return items;
        do
        {
            var isNested = family != Family.Number && cursor.Take('(');
            if (LiteralOf(cursor, family) is not { } item || (isNested && !cursor.Take(')')) || !cursor.TakeCast())
                return null;
            items.Add(item);
        } while (cursor.Take(','));
        return cursor.Take(']') ? items : null;
    }

    // {a,"b c",NULL}: PostgreSQL's own notation, kept where the default was written like that.
    private static List<LiteralValue>? ItemsOf(string text, Family family)
    {
        if (text is not ['{', .., '}'])
            return null;
        var items = new List<LiteralValue>();
        var cursor = new DefaultCursor(text[1..^1]);
        while (!cursor.IsAtEnd)
        {
            if (cursor.TakeArrayElement() is not { } element || Read(element, family) is not { } item)
                return null;
            items.Add(item);
            if (!cursor.IsAtEnd && !cursor.Take(','))
                return null;
        }
        return items;
    }
}
