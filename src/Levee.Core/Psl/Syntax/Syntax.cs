using Levee.Core.Text;

namespace Levee.Core.Psl.Syntax;

/// <summary>One file of the schema, as written. Spans are places in <paramref name="Source"/>.</summary>
/// <param name="Items">Blocks and the comments between them, in the order of the file.</param>
public sealed record SchemaSyntax(SourceText Source, ValueList<BlockSyntax> Items);

/// <summary>What can stand at the top of a file.</summary>
public abstract record BlockSyntax
{
    private BlockSyntax() { }

    public abstract TextSpan Span { get; init; }

    public sealed record Model(ModelKeyword Keyword, NameSyntax Name, ValueList<MemberSyntax> Members, TextSpan Span)
        : BlockSyntax;

    public sealed record Enum(NameSyntax Name, ValueList<MemberSyntax> Members, TextSpan Span) : BlockSyntax;

    public sealed record Config(ConfigKeyword Keyword, NameSyntax Name, ValueList<MemberSyntax> Members, TextSpan Span)
        : BlockSyntax;

    /// <param name="Text">With its slashes.</param>
    public sealed record Comment(string Text, TextSpan Span) : BlockSyntax;
}

public enum ModelKeyword
{
    Model,
    View,
    Type,
}

public enum ConfigKeyword
{
    Datasource,
    Generator,
}

/// <summary>A line of a block.</summary>
public abstract record MemberSyntax
{
    private MemberSyntax() { }

    public abstract TextSpan Span { get; init; }

    /// <summary>The comment behind it on its line, with its slashes; null where there is none.</summary>
    public string? TrailingComment { get; init; }

    public sealed record Field(NameSyntax Name, TypeSyntax Type, ValueList<AttributeSyntax> Attributes, TextSpan Span)
        : MemberSyntax;

    public sealed record EnumValue(NameSyntax Name, ValueList<AttributeSyntax> Attributes, TextSpan Span)
        : MemberSyntax;

    /// <summary><c>@@name(…)</c></summary>
    public sealed record BlockAttribute(AttributeSyntax Attribute, TextSpan Span) : MemberSyntax;

    /// <summary><c>name = value</c></summary>
    /// <param name="Value">Null where nothing follows the equals sign.</param>
    public sealed record Property(NameSyntax Name, ExpressionSyntax? Value, TextSpan Span) : MemberSyntax;

    public sealed record Comment(string Text, TextSpan Span) : MemberSyntax;
}

public readonly record struct NameSyntax(string Text, TextSpan Span)
{
    public override string ToString() => Text;
}

public enum FieldArity
{
    Required,
    Optional,
    List,
}

/// <param name="Name">As written; <c>Unsupported</c> where <paramref name="UnsupportedText"/> is not null.</param>
/// <param name="UnsupportedText">The database type in <c>Unsupported("…")</c>, unescaped.</param>
/// <param name="Span">With the sign of the arity.</param>
public sealed record TypeSyntax(NameSyntax Name, string? UnsupportedText, FieldArity Arity, TextSpan Span);

/// <param name="Name">Without the <c>@</c>; with the datasource for a native type: <c>db.VarChar</c>.</param>
/// <param name="Arguments">Null where there are no parentheses.</param>
/// <param name="Span">With the <c>@</c>.</param>
public sealed record AttributeSyntax(NameSyntax Name, ArgumentListSyntax? Arguments, TextSpan Span)
{
    /// <summary>The place of an argument, or of the whole attribute where that is not given.</summary>
    public TextSpan SpanOf(string argument) => Arguments?.Find(argument)?.Span ?? Span;
}

/// <param name="TrailingComma">The place of a comma behind the last argument, which the binder refuses.</param>
public sealed record ArgumentListSyntax(ValueList<ArgumentSyntax> Arguments, TextSpan? TrailingComma, TextSpan Span)
{
    /// <summary>The first argument of this name; null where there is none.</summary>
    public ArgumentSyntax? Find(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name?.Text == name)
                return argument;
        }
        return null;
    }
}

/// <param name="Name">Null where it is given by position.</param>
/// <param name="Value">Null where nothing follows the colon, which the binder refuses.</param>
public sealed record ArgumentSyntax(NameSyntax? Name, ExpressionSyntax? Value, TextSpan Span);

public abstract record ExpressionSyntax
{
    private ExpressionSyntax() { }

    public abstract TextSpan Span { get; init; }

    /// <param name="Value">Unescaped.</param>
    public sealed record Text(string Value, TextSpan Span) : ExpressionSyntax;

    /// <param name="Digits">As written.</param>
    public sealed record Number(string Digits, TextSpan Span) : ExpressionSyntax;

    /// <summary>A name or a path of names: <c>true</c>, <c>Cascade</c>, a field, an enum value.</summary>
    public sealed record Constant(string Path, TextSpan Span) : ExpressionSyntax;

    public sealed record Call(NameSyntax Function, ArgumentListSyntax Arguments, TextSpan Span) : ExpressionSyntax;

    public sealed record Array(ValueList<ExpressionSyntax> Items, TextSpan Span) : ExpressionSyntax;

    /// <summary><c>{ name: value }</c>; Prisma 7 has it in the <c>where:</c> of partial indexes.</summary>
    public sealed record Object(ValueList<ArgumentSyntax> Entries, TextSpan Span) : ExpressionSyntax;
}
