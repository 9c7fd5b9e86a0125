using Levee.Core.Diagnostics;
using Levee.Core.Schema;

namespace Levee.Core.Psl;

/// <summary>The rules that need more than one attribute to be looked at.</summary>
internal sealed partial class SchemaValidator(Datamodel datamodel, DiagnosticBag diagnostics)
{
    private Configuration Configuration => datamodel.Configuration;

    private Reporter In(Model model) => new(diagnostics, model.Source);

    public void Validate(IEnumerable<CompositeBlock> composites)
    {
        foreach (var composite in composites)
        {
            new Reporter(diagnostics, composite.Source).Error(
                "composite-type",
                composite.Syntax.Name.Span,
                "PostgreSQL has no composite types that Prisma could use",
                "make it a model, or a field of type Json"
            );
        }
        foreach (var model in datamodel.Models)
        {
            foreach (var field in model.ScalarFields)
                ValidateField(field);
        }
    }

    private void ValidateField(ScalarField field)
    {
        var reporter = In(field.Model);
        if (field is { NativeTypeAttribute: { } attribute, Type: FieldType.Scalar(var scalar) })
            field.NativeType = ReadNativeType(reporter, scalar, attribute);
        if (field.Default is FieldDefault.Literal literal)
            field.Default = literal with { Value = ReadLiteral(reporter, field, literal.Syntax) };
    }

    private static LiteralValue? ReadLiteral(Reporter reporter, ScalarField field, ExpressionSyntax value)
    {
        if (value is ExpressionSyntax.Array(var items, _))
        {
            var literals = items.Select(item => ReadLiteral(reporter, field, item)).ToList();
            return literals.Contains(null)
                ? null
                : new LiteralValue.List(literals.OfType<LiteralValue>().ToValueList());
        }
        if (field.Type is FieldType.Enum(var definition))
            return new LiteralValue.EnumLabel(
                definition.FindValue(((ExpressionSyntax.Constant)value).Path)!.DatabaseName
            );
        var literal = LiteralReader.Read(((FieldType.Scalar)field.Type).Type, value, out var problem);
        if (literal is null)
            reporter.Error("invalid-default", value.Span, problem);
        return literal;
    }

    private ColumnType.Native? ReadNativeType(Reporter reporter, ScalarType scalar, AttributeSyntax attribute)
    {
        var dot = attribute.Name.Text.IndexOf('.');
        var (prefix, name) = (attribute.Name.Text[..dot], attribute.Name.Text[(dot + 1)..]);
        if (prefix != Configuration.DatasourceName)
        {
            reporter.Error(
                "native-type-prefix",
                attribute.Span,
                $"a native type begins with the name of the datasource, `{Configuration.DatasourceName}`",
                $"did you mean `@{Configuration.DatasourceName}.{name}`?"
            );
        }
        if (NativeTypes.Find(name) is not { } row)
        {
            reporter.Error(
                "unknown-native-type",
                attribute.Span,
                $"PostgreSQL has no type `{name}` that Prisma knows",
                Nearest.Hint(name, NativeTypes.Names)
            );
            return null;
        }
        var arguments = attribute.Arguments?.Arguments ?? [];
        if (arguments.Count > row.Parameters)
        {
            reporter.Error(
                "native-type-arguments",
                attribute.Span,
                row.Parameters == 0
                    ? $"`{name}` takes no arguments"
                    : $"`{name}` takes at most {row.Parameters} argument{(row.Parameters > 1 ? "s" : "")}"
            );
            return null;
        }
        if (row.Scalar != scalar)
        {
            reporter.Error(
                "native-type-mismatch",
                attribute.Span,
                $"`{name}` is for fields of type {row.Scalar}, this one is {scalar}"
            );
            return null;
        }
        var numbers = new List<int>();
        foreach (var argument in arguments)
        {
            if (
                argument.Value is not ExpressionSyntax.Number(var digits, _)
                || !uint.TryParse(digits, out var number)
                || number > int.MaxValue
            )
            {
                reporter.Error("native-type-arguments", argument.Span, $"`{name}` takes whole numbers from 0 on");
                return null;
            }
            numbers.Add((int)number);
        }
        if (numbers.Count == 1 && row.Parameters == 2)
        {
            reporter.Error(
                "native-type-arguments",
                attribute.Span,
                $"`{name}` takes no arguments or two",
                $"write `{name}({numbers[0]}, 0)`"
            );
            return null;
        }
        CheckRange(reporter, attribute, row.Type, numbers);
        return new(row.Type, numbers.Count > 0 ? numbers[0] : null, numbers.Count > 1 ? numbers[1] : null);
    }

    private static void CheckRange(Reporter reporter, AttributeSyntax attribute, NativeType type, List<int> numbers)
    {
        var problem = (type, numbers) switch
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
            reporter.Error("native-type-range", attribute.Span, $"{problem} in `{type}({string.Join(", ", numbers)})`");
    }
}
