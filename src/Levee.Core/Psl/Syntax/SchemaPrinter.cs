using System.Globalization;
using System.Text;

namespace Levee.Core.Psl.Syntax;

/// <summary>
/// Syntax → text. Reading the text again gives the same tree but for the places; blanks, blank lines, what stands
/// behind an
/// opening brace, and lines that could not be read are lost.
/// </summary>
public static class SchemaPrinter
{
    public static string Print(SchemaSyntax schema)
    {
        var text = new StringBuilder();
        for (var i = 0; i < schema.Items.Count; i++)
        {
            if (i > 0 && !(schema.Items[i - 1] is BlockSyntax.Comment))
                text.Append('\n');
            text.Append(Block(schema.Items[i])).Append('\n');
        }
        return text.ToString();
    }

    private static string Block(BlockSyntax block) =>
        block switch
        {
            BlockSyntax.Model(var keyword, var name, var members, _) => Block(keyword.ToString(), name, members),
            BlockSyntax.Enum(var name, var members, _) => Block("enum", name, members),
            BlockSyntax.Config(var keyword, var name, var members, _) => Block(keyword.ToString(), name, members),
            BlockSyntax.Comment(var comment, _) => comment,
        };

    private static string Block(string keyword, NameSyntax name, ValueList<MemberSyntax> members) =>
        $"{keyword.ToLowerInvariant()} {name} {{\n{string.Concat(members.Select(Line))}}}";

    private static string Line(MemberSyntax member) =>
        $"  {Member(member)}{(member.TrailingComment is { } comment ? " " + comment : "")}\n";

    private static string Member(MemberSyntax member) =>
        member switch
        {
            MemberSyntax.Field(var name, var type, var attributes, _) => $"{name}{Type(type)}{Attributes(attributes)}",
            MemberSyntax.EnumValue(var name, var attributes, _) => $"{name}{Attributes(attributes)}",
            MemberSyntax.BlockAttribute(var attribute, _) => "@@" + Attribute(attribute),
            MemberSyntax.Property(var name, var value, _) =>
                $"{name} ={(value is null ? "" : " " + Expression(value))}",
            MemberSyntax.Comment(var comment, _) => comment,
        };

    private static string Type(TypeSyntax type)
    {
        if (type.Name.Text.Length == 0)
            return "";
        var name = type.UnsupportedText is { } text ? $"Unsupported({Quote(text)})" : type.Name.Text;
        return " "
            + name
            + type.Arity switch
            {
                FieldArity.Required => "",
                FieldArity.Optional => "?",
                FieldArity.List => "[]",
            };
    }

    private static string Attributes(ValueList<AttributeSyntax> attributes) =>
        string.Concat(attributes.Select(attribute => " @" + Attribute(attribute)));

    private static string Attribute(AttributeSyntax attribute) =>
        attribute.Name + (attribute.Arguments is { } arguments ? Arguments(arguments) : "");

    private static string Arguments(ArgumentListSyntax list) =>
        $"({string.Join(", ", list.Arguments.Select(Argument))}{(list.TrailingComma is null ? "" : ",")})";

    private static string Argument(ArgumentSyntax argument) =>
        (argument.Name, argument.Value) switch
        {
            (null, { } value) => Expression(value),
            ({ } name, null) => $"{name}:",
            ({ } name, { } value) => $"{name}: {Expression(value)}",
            (null, null) => "",
        };

    private static string Expression(ExpressionSyntax expression) =>
        expression switch
        {
            ExpressionSyntax.Text(var text, _) => Quote(text),
            ExpressionSyntax.Number(var digits, _) => digits,
            ExpressionSyntax.Constant(var path, _) => path,
            ExpressionSyntax.Call(var function, var arguments, _) => function + Arguments(arguments),
            ExpressionSyntax.Array(var items, _) => $"[{string.Join(", ", items.Select(Expression))}]",
            ExpressionSyntax.Object(var entries, _) => $"{{ {string.Join(", ", entries.Select(Argument))} }}",
        };

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c < ' ')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
