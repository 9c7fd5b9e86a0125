using System.Collections.Frozen;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;

namespace Levee.Core.Psl.Binding;

/// <summary>What may be a name, and that it is used once.</summary>
internal sealed class NameChecker(Reporter reporter)
{
    /// <summary>Words of JavaScript, in which Prisma's client has a class for each model.</summary>
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        "PrismaClient",
        "async",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "using",
        "var",
        "void",
        "while",
        "with",
        "yield"
    );

    /// <summary>The names of the block that is checked at the moment.</summary>
    private readonly HashSet<string> _seen = [];

    public void CheckModel(BlockSyntax.Model model)
    {
        var kind = model.Keyword == ModelKeyword.View ? "view" : "model";
        CheckTop(model.Name, kind);
        CheckAttributes(model.Members);
        _seen.Clear();
        foreach (var field in model.Members.OfType<MemberSyntax.Field>())
        {
            CheckLetters(field.Name, "field");
            CheckAttributes(field.Attributes);
            CheckOnce(field.Name, kind, model.Name, "field");
        }
    }

    public void CheckComposite(BlockSyntax.Model composite)
    {
        CheckScalarName(composite.Name);
        CheckLetters(composite.Name, "composite type");
        _seen.Clear();
        foreach (var field in composite.Members.OfType<MemberSyntax.Field>())
            CheckOnce(field.Name, "composite type", composite.Name, "field");
    }

    public void CheckEnum(BlockSyntax.Enum type)
    {
        CheckTop(type.Name, "enum");
        CheckAttributes(type.Members);
        _seen.Clear();
        foreach (var value in type.Members.OfType<MemberSyntax.EnumValue>())
        {
            CheckLetters(value.Name, "enum value");
            CheckAttributes(value.Attributes);
            CheckOnce(value.Name, "enum", type.Name, "value");
        }
    }

    public void CheckConfig(BlockSyntax.Config config)
    {
        CheckScalarName(config.Name);
        _seen.Clear();
        foreach (var property in config.Members.OfType<MemberSyntax.Property>())
            CheckOnce(property.Name, "block", config.Name, "property");
    }

    public void ReportTaken(NameSyntax name, string existing) =>
        reporter.Error(
            "duplicate-name",
            name.Span,
            $"the name `{name}` is already that of {Article(existing)} {existing}",
            "give one of them another name"
        );

    private void CheckTop(NameSyntax name, string kind)
    {
        CheckScalarName(name);
        CheckLetters(name, kind);
        if (Reserved.Contains(name.Text))
        {
            reporter.Error(
                "reserved-name",
                name.Span,
                $"`{name}` is a word of Prisma's client and cannot name {Article(kind)} {kind}",
                $"choose another name, with `@@map(\"{name}\")` if the database has this one"
            );
        }
    }

    private void CheckScalarName(NameSyntax name)
    {
        if (Enum.TryParse<ScalarType>(name.Text, out _) && !char.IsAsciiDigit(name.Text[0]))
            reporter.Error("reserved-name", name.Span, $"`{name}` is the name of a scalar type", "choose another name");
    }

    private void CheckAttributes(ValueList<MemberSyntax> members)
    {
        foreach (var member in members.OfType<MemberSyntax.BlockAttribute>())
            CheckLetters(member.Attribute.Name, "attribute");
    }

    private void CheckAttributes(ValueList<AttributeSyntax> attributes)
    {
        foreach (var attribute in attributes)
            CheckLetters(attribute.Name, "attribute");
    }

    private void CheckLetters(NameSyntax name, string kind)
    {
        if (char.IsAsciiDigit(name.Text[0]))
            reporter.Error(
                "invalid-name",
                name.Span,
                $"the name of {Article(kind)} {kind} cannot begin with a digit",
                MapHint(name, kind)
            );
        else if (name.Text.Contains('-'))
            reporter.Error(
                "invalid-name",
                name.Span,
                $"the name of {Article(kind)} {kind} cannot have a `-` in it",
                MapHint(name, kind)
            );
    }

    private static string? MapHint(NameSyntax name, string kind) =>
        kind switch
        {
            "attribute" or "composite type" => null,
            "field" or "enum value" => $"choose another name, with `@map(\"{name}\")` if the database has this one",
            _ => $"choose another name, with `@@map(\"{name}\")` if the database has this one",
        };

    private void CheckOnce(NameSyntax name, string kind, NameSyntax owner, string what)
    {
        if (!_seen.Add(name.Text))
        {
            reporter.Error(
                $"duplicate-{what}",
                name.Span,
                $"the {kind} `{owner}` already has a {what} named `{name}`",
                "remove or rename one of them"
            );
        }
    }

    private static string Article(string kind) => kind[0] is 'a' or 'e' ? "an" : "a";
}
