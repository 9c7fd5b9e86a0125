using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.Psl;

/// <summary>
/// Recursive descent over one file. The language is made of lines: a line that cannot be read is reported and left out,
/// and the next one is read as if nothing had happened. Never fails: the tree holds what could be read.
/// </summary>
public sealed partial class Parser
{
    private readonly SourceText _source;
    private readonly Lexer _lexer;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<string> _names = [];
    private readonly int _lastClosingBrace;

    /// <summary>Those of the present block, as far as it has been read.</summary>
    private readonly List<MemberSyntax> _members = [];

    /// <summary>A block that is open behind this place is never closed.</summary>
    private int _lastClosingLine;
    private Token _token;
    private Token _previous;

    /// <summary>Where the present line stopped making sense, and what would have made sense there.</summary>
    private (int Offset, string What) _expected;

    private Parser(SourceText source)
    {
        _source = source;
        _lexer = new(source.Text);
        _lastClosingLine = LastLineThatCloses(source.Text);
        _lastClosingBrace = source.Text.LastIndexOf('}');
        MoveTo(SkipByteOrderMark());
    }

    /// <summary>Prisma takes the mark for the beginning of a line that it does not know, and every line of the block
    /// after it for wrong as well: here it is refused once.</summary>
    private int SkipByteOrderMark()
    {
        if (!_source.Text.StartsWith('\ufeff'))
            return 0;
        _diagnostics.Add(
            Diagnostic.Error(
                "byte-order-mark",
                "the file begins with a byte order mark, which the schema language does not know",
                _source.At(new TextSpan(0, 1))
            ) with
            {
                Help = ["save it as UTF-8 without a byte order mark"],
            }
        );
        return 1;
    }

    public static SchemaSyntax Parse(SourceText source, DiagnosticBag diagnostics)
    {
        var parser = new Parser(source);
        var schema = parser.ParseSchema();
        diagnostics.AddRange(parser._diagnostics);
        return schema;
    }

    private SchemaSyntax ParseSchema()
    {
        var items = new List<BlockSyntax>();
        while (_token.Kind != TokenKind.End)
        {
            if (_token.Kind == TokenKind.Newline)
                Advance();
            else if (_token.Kind == TokenKind.Comment)
                items.Add(new BlockSyntax.Comment(TakeText(), Span(_previous)));
            else if (TryParseBlock() is { } block)
                items.Add(block);
            else if (!TrySkipUnknownBlock() && !TrySkipTypeAlias())
                SkipTopLine();
        }
        return new(_source, items.ToValueList());
    }

    /// <summary>
    /// Null where the block has no proper head or is never closed: its lines are then wrong each for itself, which
    /// is how
    /// Prisma sees them.
    /// </summary>
    private BlockSyntax? TryParseBlock()
    {
        var (start, errors) = (_token.Start, _diagnostics.Count);
        if (TryParseHeader() is var (keyword, name))
        {
            Func<MemberSyntax?> tryParseMember = keyword switch
            {
                "model" or "view" or "type" => TryParseModelMember,
                "enum" => TryParseEnumMember,
                _ => TryParseProperty,
            };
            if (TryParseMembers(tryParseMember, keyword) is { } members)
                return BuildBlock(keyword, name, members, SpanFrom(start));
            _lastClosingLine = start;
            _diagnostics.RemoveRange(errors, _diagnostics.Count - errors);
        }
        MoveTo(start);
        return null;
    }

    private static BlockSyntax BuildBlock(
        string keyword,
        NameSyntax name,
        ValueList<MemberSyntax> members,
        TextSpan span
    ) =>
        keyword switch
        {
            "model" => new BlockSyntax.Model(ModelKeyword.Model, name, members, span),
            "view" => new BlockSyntax.Model(ModelKeyword.View, name, members, span),
            "type" => new BlockSyntax.Model(ModelKeyword.Type, name, members, span),
            "enum" => new BlockSyntax.Enum(name, members, span),
            "datasource" => new BlockSyntax.Config(ConfigKeyword.Datasource, name, members, span),
            _ => new BlockSyntax.Config(ConfigKeyword.Generator, name, members, span),
        };

    /// <summary>Keyword, name, opening brace and the rest of that line, which does not matter.</summary>
    private (string Keyword, NameSyntax Name)? TryParseHeader()
    {
        if (_token.Kind != TokenKind.Word)
            return null;

        var word = Take();
        var text = TextOf(word);
        var keyword = Keywords.FirstOrDefault(candidate => text.StartsWith(candidate, StringComparison.Ordinal));
        if (keyword is null)
            return null;

        // The keyword need not be set off from the name: `modelUser {` is the model `User`.
        NameSyntax name;
        if (text.Length > keyword.Length)
            name = new(text[keyword.Length..], new(word.Start + keyword.Length, text.Length - keyword.Length));
        else if (_token.Kind == TokenKind.Word)
            name = TakeName();
        else
            return null;

        if (_token.Kind != TokenKind.OpenBrace || !char.IsAsciiLetterOrDigit(name.Text[0]))
            return null;
        var lineEnd = _lexer.EndOfLine(_token.Start);
        if (lineEnd > _lastClosingLine)
            return null;
        MoveTo(lineEnd);
        Advance();
        return (keyword, name);
    }

    private static readonly string[] Keywords = ["model", "view", "type", "enum", "datasource", "generator"];

    /// <summary>The members up to and with the closing brace; null where there is none.</summary>
    private ValueList<MemberSyntax>? TryParseMembers(Func<MemberSyntax?> tryParseMember, string keyword)
    {
        _members.Clear();
        while (_token.Kind is not (TokenKind.CloseBrace or TokenKind.End))
        {
            var start = _token.Start;
            if (_token.Kind == TokenKind.Newline)
                Advance();
            else if (_token.Kind == TokenKind.Comment)
                _members.Add(new MemberSyntax.Comment(TakeText(), Span(_previous)));
            else if (TryParseLine(tryParseMember) is { } member)
                _members.Add(member);
            else
                SkipMemberLine(start, keyword);
        }
        if (_token.Kind == TokenKind.End)
            return null;
        Advance();
        return _members.ToValueList();
    }

    /// <summary>One member, a comment, and the end of the line; null where there is anything else on the
    /// line.</summary>
    private MemberSyntax? TryParseLine(Func<MemberSyntax?> tryParseMember)
    {
        _expected = (_token.Start, "");
        var errors = _diagnostics.Count;
        var member = tryParseMember();
        var comment = member is not null && _token.Kind == TokenKind.Comment ? TakeText() : null;
        if (member is null || !Is(TokenKind.Newline, "the end of the line"))
        {
            _diagnostics.RemoveRange(errors, _diagnostics.Count - errors);
            return null;
        }
        return comment is null ? member : member with { TrailingComment = comment };
    }

    private MemberSyntax? TryParseModelMember() =>
        _token.Kind switch
        {
            TokenKind.Word => TryParseField(),
            TokenKind.At => TryParseBlockAttribute(),
            _ => null,
        };

    private MemberSyntax? TryParseEnumMember()
    {
        if (_token.Kind == TokenKind.At)
            return TryParseBlockAttribute();
        if (!Is(TokenKind.Word, "the name of a value"))
            return null;
        var start = _token.Start;
        var name = TakeName();
        return TryParseAttributes() is { } attributes
            ? new MemberSyntax.EnumValue(name, attributes, SpanFrom(start))
            : null;
    }

    private MemberSyntax? TryParseProperty()
    {
        if (!Is(TokenKind.Word, "the name of a property"))
            return null;
        var start = _token.Start;
        var name = TakeName();
        if (!Take(TokenKind.Equals, "`=`"))
            return null;
        if (_token.Kind is TokenKind.Newline or TokenKind.Comment)
            return new MemberSyntax.Property(name, null, SpanFrom(start));
        return TryParseExpression(0) is { } value ? new MemberSyntax.Property(name, value, SpanFrom(start)) : null;
    }

    private MemberSyntax.BlockAttribute? TryParseBlockAttribute()
    {
        var start = _token.Start;
        Advance();
        if (_token.Kind != TokenKind.At || !TouchesPrevious)
            return null;
        Advance();
        return TryParseAttribute(start) is { } attribute ? new(attribute, SpanFrom(start)) : null;
    }

    private MemberSyntax.Field? TryParseField()
    {
        var start = _token.Start;
        var name = TakeName();
        if (_token.Kind == TokenKind.Colon)
        {
            Advance();
            Error(
                "legacy-colon",
                Span(_previous),
                "a field is written without a colon behind its name",
                "remove the `:`"
            );
        }
        var type = TryParseType();
        if (TryParseAttributes() is not { } attributes)
            return null;
        if (type is null)
        {
            Error("field-without-type", name.Span, $"the field `{name}` has no type", $"write `{name} <type>`");
            type = new(new("", name.Span), null, FieldArity.Required, name.Span);
        }
        return new(name, type, attributes, SpanFrom(start));
    }

    private TypeSyntax? TryParseType()
    {
        var start = _token.Start;
        if (_token.Kind == TokenKind.OpenBracket)
            return TryParseLegacyList(start);
        if (TryParseBaseType() is not var (name, unsupported))
            return null;

        var arity = FieldArity.Required;
        if (IsPair(TokenKind.OpenBracket, TokenKind.CloseBracket))
        {
            Advance();
            Advance();
            arity = FieldArity.List;
            if (_token.Kind == TokenKind.Question)
            {
                Advance();
                Error("optional-list", SpanFrom(start), "a list cannot be optional", $"write `{name}[]` or `{name}?`");
            }
        }
        else if (_token.Kind == TokenKind.Question)
        {
            Advance();
            arity = FieldArity.Optional;
        }
        else if (_token.Kind == TokenKind.Exclamation)
        {
            Advance();
            Error("legacy-required", SpanFrom(start), "a field is required without a sign", "remove the `!`");
        }
        return new(name, unsupported, arity, SpanFrom(start));
    }

    private TypeSyntax? TryParseLegacyList(int start)
    {
        Advance();
        if (TryParseBaseType() is not var (name, unsupported) || !Take(TokenKind.CloseBracket, "`]`"))
        {
            MoveTo(start);
            return null;
        }
        Error("legacy-list", SpanFrom(start), "a list has its brackets behind the type", $"write `{name}[]`");
        return new(name, unsupported, FieldArity.List, SpanFrom(start));
    }

    private (NameSyntax Name, string? Unsupported)? TryParseBaseType()
    {
        if (!Is(TokenKind.Word, "a type"))
            return null;
        var name = TakeName();
        if (name.Text != "Unsupported" || _token.Kind != TokenKind.OpenParenthesis || !TouchesPrevious)
            return (name, null);

        var parenthesis = _token.Start;
        Advance();
        if (Is(TokenKind.Text, "the database type in quotes"))
        {
            var text = Unescape(Take());
            if (Take(TokenKind.CloseParenthesis, "`)`"))
                return (name, text);
        }
        MoveTo(parenthesis);
        return (name, null);
    }
}
