using Levee.Core.Psl.Binding;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Validation;

/// <summary>Reads <c>@db.VarChar(30)</c>, and finds types that are written as unsupported though they are
/// known.</summary>
internal static class NativeTypeReader
{
    /// <returns>Null where it is wrong, which has been reported.</returns>
    public static ColumnType.Native? Read(
        Reporter reporter,
        string datasource,
        ScalarType scalar,
        AttributeSyntax attribute
    )
    {
        var dot = attribute.Name.Text.IndexOf('.');
        var (prefix, name) = (attribute.Name.Text[..dot], attribute.Name.Text[(dot + 1)..]);
        if (prefix != datasource)
        {
            reporter.Error(
                "native-type-prefix",
                attribute.Span,
                $"a native type begins with the name of the datasource, `{datasource}`",
                $"did you mean `@{datasource}.{name}`?"
            );
        }
        if (NativeTypes.Find(name) is not { } row)
        {
            var hint = Nearest.Hint(name, NativeTypes.Names);
            reporter.Error(
                "unknown-native-type",
                attribute.Span,
                $"PostgreSQL has no type `{name}` that Prisma knows",
                hint
            );
            return null;
        }
        var arguments = attribute.Arguments?.Arguments ?? [];
        if (arguments.Count > row.Parameters)
        {
            var limit =
                row.Parameters == 0
                    ? "no arguments"
                    : $"at most {row.Parameters} argument{(row.Parameters > 1 ? "s" : "")}";
            reporter.Error("native-type-arguments", attribute.Span, $"`{name}` takes {limit}");
            return null;
        }
        if (row.Scalar != scalar)
        {
            reporter.Error(
                "native-type-mismatch",
                attribute.Span,
                $"`{name}` is for fields of type {row.Scalar}, this one is {scalar}",
                $"make the field {row.Scalar}, or choose another type"
            );
            return null;
        }
        return
            ReadNumbers(reporter, attribute, row, [.. arguments.Select(argument => TextOf(argument.Value))])
                is { } numbers
            ? new(row.Type, At(numbers, 0), At(numbers, 1))
            : null;
    }

    /// <summary>Refuses <c>Unsupported("…")</c> for a type that <c>@db.</c> can say.</summary>
    public static void CheckUnsupported(Reporter reporter, string datasource, ScalarField field, string text)
    {
        var open = text.IndexOf('(');
        var close = open < 0 ? -1 : text.IndexOf(')', open);
        var name = (open < 0 ? text : text[..open]).Trim();
        if (NativeTypes.Find(name) is not { } row)
            return;
        // A type without parameters is known whatever stands in its parentheses.
        string[] arguments =
            close < 0 || row.Parameters == 0
                ? []
                : [.. text[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries)];
        if (Numbers(row, arguments) is not { } numbers)
            return;
        var type = numbers.Count == 0 ? name : $"{name}({string.Join(", ", numbers)})";
        reporter.Error(
            "supported-type",
            field.Syntax.Type.Span,
            $"Prisma knows the type `{name}`",
            $"write `{field} {row.Scalar} @{datasource}.{type}`"
        );
    }

    private static string TextOf(ExpressionSyntax? argument) =>
        argument is ExpressionSyntax.Number(var digits, _) ? digits : "";

    private static int? At(List<int> numbers, int index) => index < numbers.Count ? numbers[index] : null;

    private static List<int>? Numbers(NativeTypes.Row row, IReadOnlyList<string> arguments)
    {
        var numbers = new List<int>();
        foreach (var argument in arguments)
        {
            if (!uint.TryParse(argument, out var number) || number > int.MaxValue)
                return null;
            numbers.Add((int)number);
        }
        return numbers.Count == 0 || numbers.Count == row.Parameters ? numbers : null;
    }

    private static List<int>? ReadNumbers(
        Reporter reporter,
        AttributeSyntax attribute,
        NativeTypes.Row row,
        IReadOnlyList<string> arguments
    )
    {
        if (Numbers(row, arguments) is not { } numbers)
        {
            var what = row.Parameters == 2 ? "two whole numbers" : "one whole number";
            reporter.Error("native-type-arguments", attribute.Span, $"`{row.Type}` takes nothing or {what}, 0 or more");
            return null;
        }
        var problem = (row.Type, numbers) switch
        {
            (NativeType.Decimal, [var precision, var scale]) when scale > precision =>
                "the scale cannot be larger than the precision",
            (NativeType.Decimal, [0 or > 1000, _]) => "the precision is 1 to 1000",
            (NativeType.Bit or NativeType.VarBit, [0]) => "the length is at least 1",
            (NativeType.Timestamp or NativeType.Timestamptz or NativeType.Time or NativeType.Timetz, [> 6]) =>
                "the precision is 0 to 6",
            _ => null,
        };
        if (problem is not null)
            reporter.Error(
                "native-type-range",
                attribute.Span,
                $"{problem} in `{row.Type}({string.Join(", ", numbers)})`"
            );
        return numbers;
    }
}
