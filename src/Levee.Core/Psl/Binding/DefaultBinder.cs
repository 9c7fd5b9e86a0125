using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>@default: which form fits which type. The texts of literals are read later, by <c>LiteralReader</c>.</summary>
internal static class DefaultBinder
{
    /// <summary>Functions that Prisma knows for some type, on some database.</summary>
    private static readonly ValueList<string> Functions =
    [
        "autoincrement",
        "now",
        "dbgenerated",
        "uuid",
        "cuid",
        "ulid",
        "nanoid",
        "auto",
    ];

    public static void Bind(ScalarField field, ArgumentReader attribute)
    {
        if (attribute.RequireFirst("value") is not { } value)
            return;
        field.DefaultAttribute = attribute.Attribute;
        var hasName = attribute.TakeName("map") is not null;
        field.Default = value switch
        {
            ExpressionSyntax.Call({ Text: "dbgenerated" }, var list, _) => ReadDbGenerated(attribute, list),
            _ => field.Type switch
            {
                FieldType.Enum(var definition) => ReadEnumDefault(field, definition, attribute, value),
                FieldType.Scalar(var type) when value is ExpressionSyntax.Call(var function, var list, _) =>
                    ReadFunction(type, attribute, function, list, hasName),
                FieldType.Scalar(var type) => ReadScalarDefault(field, type, attribute, value),
                FieldType.Unsupported => RefuseUnsupported(field, attribute),
                FieldType.Unusable => null,
            },
        };
    }

    private static FieldDefault? RefuseUnsupported(ScalarField field, ArgumentReader attribute)
    {
        attribute.Error(
            "default-on-unsupported",
            $"`{field}` has a type that Prisma does not know; its default cannot be checked",
            "write `@default(dbgenerated(\"…\"))`"
        );
        return null;
    }

    private static FieldDefault? ReadDbGenerated(ArgumentReader attribute, ArgumentListSyntax list)
    {
        if (list.Arguments.Count > 1)
            attribute.Error("wrong-function-argument", "`dbgenerated` takes one text", "write `dbgenerated(\"…\")`");
        switch (list.Arguments.Count == 0 ? null : list.Arguments[0].Value)
        {
            case null:
                return new FieldDefault.DbGenerated(null);
            case ExpressionSyntax.Text({ Length: > 0 } text, _):
                return new FieldDefault.DbGenerated(text);
            case ExpressionSyntax.Text:
                attribute.Error(
                    "wrong-function-argument",
                    "the text of `dbgenerated` is empty",
                    "write the expression, or nothing: `dbgenerated()`"
                );
                return null;
            default:
                attribute.Error(
                    "wrong-function-argument",
                    "`dbgenerated` takes one text",
                    "write `dbgenerated(\"…\")`"
                );
                return null;
        }
    }

    private static FieldDefault? ReadFunction(
        ScalarType type,
        ArgumentReader attribute,
        NameSyntax function,
        ArgumentListSyntax list,
        bool hasName
    )
    {
        switch (function.Text, type)
        {
            case ("autoincrement", _) when hasName:
                attribute.Error("named-default", "a default of `autoincrement()` cannot have a name", "remove `map`");
                return null;
            case ("autoincrement", ScalarType.Int or ScalarType.BigInt):
                return NoArguments(attribute, function, list) ? new FieldDefault.AutoIncrement() : null;
            case ("now", ScalarType.DateTime):
                return NoArguments(attribute, function, list) ? new FieldDefault.Now() : null;
            case ("ulid", ScalarType.String):
                return NoArguments(attribute, function, list) ? new FieldDefault.ByClient(function.Text) : null;
            case ("auto", _):
                return NoArguments(attribute, function, list) ? new FieldDefault.ByClient(function.Text) : null;
            case ("cuid", ScalarType.String):
                return OneNumber(attribute, function, list, number => number is 1 or 2, "1 or 2");
            case ("uuid", ScalarType.String):
                return OneNumber(attribute, function, list, number => number is 4 or 7, "4 or 7");
            case ("nanoid", ScalarType.String):
                return OneNumber(attribute, function, list, number => number is >= 2 and <= 255, "2 to 255");
            case (var name, _) when !Functions.Contains(name):
                attribute.ErrorAt(
                    "unknown-function",
                    function.Span,
                    $"there is no function `{name}()` for defaults",
                    Nearest.Hint(name, Functions) ?? "write `dbgenerated(\"…\")` for an expression of the database"
                );
                return null;
            default:
                attribute.Error("wrong-default", $"`{function}()` is no default for {type}");
                return null;
        }
    }

    private static bool NoArguments(ArgumentReader attribute, NameSyntax function, ArgumentListSyntax list)
    {
        if (list.Arguments.Count == 0)
            return true;
        attribute.Error("wrong-function-argument", $"`{function}` takes no argument", $"write `{function}()`");
        return false;
    }

    private static FieldDefault? OneNumber(
        ArgumentReader attribute,
        NameSyntax function,
        ArgumentListSyntax list,
        Func<int, bool> allowed,
        string what
    )
    {
        var isKnown =
            list.Arguments.Count == 0
            || (
                list.Arguments.Count == 1
                && list.Arguments[0].Value is ExpressionSyntax.Number(var digits, _)
                && int.TryParse(digits, out var number)
                && allowed(number)
            );
        if (isKnown)
            return new FieldDefault.ByClient(function.Text);
        attribute.Error(
            "wrong-function-argument",
            $"`{function}` takes nothing or one number: {what}",
            $"write `{function}()`"
        );
        return null;
    }

    private static FieldDefault.Literal? ReadScalarDefault(
        ScalarField field,
        ScalarType type,
        ArgumentReader attribute,
        ExpressionSyntax value
    )
    {
        if (field.Arity == FieldArity.List)
            return ReadListDefault(field, attribute, value, item => FitsScalar(type, attribute, item));
        if (value is ExpressionSyntax.Array)
        {
            attribute.Error(
                "wrong-default",
                $"`{field}` is no list and cannot have one as its default",
                $"write `{field} {type}[]`, or one value"
            );
            return null;
        }
        return FitsScalar(type, attribute, value) ? new(value, null) : null;
    }

    private static bool FitsScalar(ScalarType type, ArgumentReader attribute, ExpressionSyntax value)
    {
        switch (type, value)
        {
            case (ScalarType.Boolean, ExpressionSyntax.Constant("true" or "false", _)):
            case (
                ScalarType.String
                    or ScalarType.Json
                    or ScalarType.Bytes
                    or ScalarType.DateTime
                    or ScalarType.Decimal,
                ExpressionSyntax.Text
            ):
            case (
                ScalarType.Int
                    or ScalarType.BigInt
                    or ScalarType.Float
                    or ScalarType.Decimal,
                ExpressionSyntax.Number
            ):
                return true;
            case (ScalarType.Boolean, ExpressionSyntax.Constant):
                attribute.ErrorAt("wrong-default", value.Span, "a Boolean is `true` or `false`");
                return false;
            case (_, ExpressionSyntax.Call(var function, _, _)) when !Functions.Contains(function.Text):
                attribute.ErrorAt(
                    "unknown-function",
                    function.Span,
                    $"there is no function `{function}()` for defaults"
                );
                return false;
            default:
                attribute.ErrorAt(
                    "wrong-default",
                    value.Span,
                    $"expected {type}, found {ArgumentReader.Describe(value)}",
                    HowToWrite(type)
                );
                return false;
        }
    }

    private static string? HowToWrite(ScalarType type) =>
        type switch
        {
            ScalarType.String => "write a text in quotes",
            ScalarType.Boolean => "write `true` or `false`",
            ScalarType.Int or ScalarType.BigInt => "write a whole number without quotes",
            ScalarType.Float or ScalarType.Decimal => "write a number",
            ScalarType.DateTime => "write `now()`, or a text like \"2024-01-31T12:00:00Z\"",
            ScalarType.Json => "write JSON as a text in quotes",
            ScalarType.Bytes => "write Base64 as a text in quotes",
        };

    private static FieldDefault.Literal? ReadEnumDefault(
        ScalarField field,
        EnumDefinition definition,
        ArgumentReader attribute,
        ExpressionSyntax value
    )
    {
        if (field.Arity == FieldArity.List)
            return ReadListDefault(field, attribute, value, item => FitsEnum(definition, attribute, item));
        return FitsEnum(definition, attribute, value) ? new(value, null) : null;
    }

    /// <param name="fits">Whether an item can stand in the list; says what is wrong where it cannot.</param>
    private static FieldDefault.Literal? ReadListDefault(
        ScalarField field,
        ArgumentReader attribute,
        ExpressionSyntax value,
        Func<ExpressionSyntax, bool> fits
    )
    {
        if (value is ExpressionSyntax.Array(var items, _))
            return items.Select(fits).ToList().TrueForAll(isFit => isFit) ? new(value, null) : null;
        attribute.Error("wrong-default", $"`{field}` is a list and so must be its default", "write `@default([…])`");
        return null;
    }

    private static bool FitsEnum(EnumDefinition definition, ArgumentReader attribute, ExpressionSyntax value)
    {
        if (value is ExpressionSyntax.Constant(var name, _))
        {
            if (definition.FindValue(name) is not null)
                return true;
            attribute.ErrorAt(
                "unknown-enum-value",
                value.Span,
                $"the enum `{definition}` has no value `{name}`",
                Nearest.Hint(name, definition.Values.Select(candidate => candidate.Name))
                    ?? $"known are {string.Join(", ", definition.Values.Take(20))}"
            );
            return false;
        }
        if (value is ExpressionSyntax.Text(var text, _) && definition.FindValue(text) is not null)
            attribute.ErrorAt(
                "wrong-default",
                value.Span,
                "a value of an enum is written without quotes",
                $"write `{text}`"
            );
        else
            attribute.ErrorAt(
                "wrong-default",
                value.Span,
                $"expected a value of the enum `{definition}`, found {ArgumentReader.Describe(value)}"
            );
        return false;
    }
}
