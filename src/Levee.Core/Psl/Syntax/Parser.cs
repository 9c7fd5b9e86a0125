using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.Psl.Syntax;

/// <summary>
/// Recursive descent over one file. The language is made of lines: a line that cannot be read is reported and left out,
/// and the next one is read as if nothing had happened. Never fails: the tree holds what could be read.
/// </summary>
public sealed class Parser
{
    private readonly SourceText _source;
    private readonly TokenCursor _tokens;
    private readonly ExpressionParser _expressions;
    private readonly FieldParser _fields;
    private readonly int _lastClosingBrace;

    /// <summary>Those of the present block, as far as it has been read.</summary>
    private readonly List<MemberSyntax> _members = [];

    /// <summary>A block that is open after this place is never closed.</summary>
    private int _lastClosingLine;

    private Parser(SourceText source)
    {
        _source = source;
        _tokens = new(source);
        _expressions = new(_tokens);
        _fields = new(_tokens, _expressions);
        _lastClosingLine = LastLineThatCloses(source.Text);
        _lastClosingBrace = source.Text.LastIndexOf('}');
        _tokens.MoveTo(SkipByteOrderMark());
    }

    /// <summary>Prisma takes the mark for the beginning of a line that it does not know, and every line of the block
    /// after it for wrong as well: here it is refused once.</summary>
    private int SkipByteOrderMark()
    {
        if (!_source.Text.StartsWith('\ufeff'))
            return 0;
        _tokens.Report(
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
        diagnostics.AddRange(parser._tokens.Diagnostics);
        return schema;
    }

    private SchemaSyntax ParseSchema()
    {
        var items = new List<BlockSyntax>();
        while (_tokens.Current.Kind != TokenKind.End)
        {
            if (_tokens.Current.Kind == TokenKind.Newline)
                _tokens.Advance();
            else if (_tokens.Current.Kind == TokenKind.Comment)
                items.Add(new BlockSyntax.Comment(_tokens.TakeText(), TokenCursor.Span(_tokens.Previous)));
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
        var (start, errors) = (_tokens.Current.Start, _tokens.Diagnostics.Count);
        if (TryParseHeader() is var (keyword, name))
        {
            Func<MemberSyntax?> tryParseMember = keyword switch
            {
                "model" or "view" or "type" => TryParseModelMember,
                "enum" => TryParseEnumMember,
                _ => TryParseProperty,
            };
            if (TryParseMembers(tryParseMember, keyword) is { } members)
                return BuildBlock(keyword, name, members, _tokens.SpanFrom(start));
            _lastClosingLine = start;
            _tokens.Forget(errors);
        }
        _tokens.MoveTo(start);
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
        if (_tokens.Current.Kind != TokenKind.Word)
            return null;

        var word = _tokens.Take();
        var text = _tokens.TextOf(word);
        var keyword = Keywords.FirstOrDefault(candidate => text.StartsWith(candidate, StringComparison.Ordinal));
        if (keyword is null)
            return null;

        // The keyword need not be set off from the name: `modelUser {` is the model `User`.
        NameSyntax name;
        if (text.Length > keyword.Length)
            name = new(text[keyword.Length..], new(word.Start + keyword.Length, text.Length - keyword.Length));
        else if (_tokens.Current.Kind == TokenKind.Word)
            name = _tokens.TakeName();
        else
            return null;

        if (_tokens.Current.Kind != TokenKind.OpenBrace || !char.IsAsciiLetterOrDigit(name.Text[0]))
            return null;
        var lineEnd = _tokens.Lexer.EndOfLine(_tokens.Current.Start);
        if (lineEnd > _lastClosingLine)
            return null;
        _tokens.MoveTo(lineEnd);
        _tokens.Advance();
        return (keyword, name);
    }

    private static readonly string[] Keywords = ["model", "view", "type", "enum", "datasource", "generator"];

    /// <summary>The members up to and with the closing brace; null where there is none.</summary>
    private ValueList<MemberSyntax>? TryParseMembers(Func<MemberSyntax?> tryParseMember, string keyword)
    {
        _members.Clear();
        while (_tokens.Current.Kind is not (TokenKind.CloseBrace or TokenKind.End))
        {
            var start = _tokens.Current.Start;
            if (_tokens.Current.Kind == TokenKind.Newline)
                _tokens.Advance();
            else if (_tokens.Current.Kind == TokenKind.Comment)
                _members.Add(new MemberSyntax.Comment(_tokens.TakeText(), TokenCursor.Span(_tokens.Previous)));
            else if (TryParseLine(tryParseMember) is { } member)
                _members.Add(member);
            else
                SkipMemberLine(start, keyword);
        }
        if (_tokens.Current.Kind == TokenKind.End)
            return null;
        _tokens.Advance();
        return _members.ToValueList();
    }

    /// <summary>One member, a comment, and the end of the line; null where there is anything else on the
    /// line.</summary>
    private MemberSyntax? TryParseLine(Func<MemberSyntax?> tryParseMember)
    {
        _tokens.ExpectNothing();
        var errors = _tokens.Diagnostics.Count;
        var member = tryParseMember();
        var comment = member is not null && _tokens.Current.Kind == TokenKind.Comment ? _tokens.TakeText() : null;
        if (member is null || !_tokens.Is(TokenKind.Newline, "the end of the line"))
        {
            _tokens.Forget(errors);
            return null;
        }
        return comment is null ? member : member with { TrailingComment = comment };
    }

    private MemberSyntax? TryParseModelMember() =>
        _tokens.Current.Kind switch
        {
            TokenKind.Word => _fields.TryParseField(),
            TokenKind.At => TryParseBlockAttribute(),
            _ => null,
        };

    private MemberSyntax? TryParseEnumMember()
    {
        if (_tokens.Current.Kind == TokenKind.At)
            return TryParseBlockAttribute();
        if (!_tokens.Is(TokenKind.Word, "the name of a value"))
            return null;
        var start = _tokens.Current.Start;
        var name = _tokens.TakeName();
        return _expressions.TryParseAttributes() is { } attributes
            ? new MemberSyntax.EnumValue(name, attributes, _tokens.SpanFrom(start))
            : null;
    }

    private MemberSyntax? TryParseProperty()
    {
        if (!_tokens.Is(TokenKind.Word, "the name of a property"))
            return null;
        var start = _tokens.Current.Start;
        var name = _tokens.TakeName();
        if (!_tokens.Take(TokenKind.Equals, "`=`"))
            return null;
        if (_tokens.Current.Kind is TokenKind.Newline or TokenKind.Comment)
            return new MemberSyntax.Property(name, null, _tokens.SpanFrom(start));
        return _expressions.TryParseExpression() is { } value
            ? new MemberSyntax.Property(name, value, _tokens.SpanFrom(start))
            : null;
    }

    private MemberSyntax.BlockAttribute? TryParseBlockAttribute()
    {
        var start = _tokens.Current.Start;
        _tokens.Advance();
        if (_tokens.Current.Kind != TokenKind.At || !_tokens.TouchesPrevious)
            return null;
        _tokens.Advance();
        return _expressions.TryParseAttribute(start) is { } attribute ? new(attribute, _tokens.SpanFrom(start)) : null;
    }

    /// <summary>Any name with a block behind it, up to the first closing brace.</summary>
    private bool TrySkipUnknownBlock()
    {
        var start = _tokens.Current;
        if (start.Kind != TokenKind.Word)
            return false;
        _tokens.Advance();
        var lineEnd =
            _tokens.Current.Kind == TokenKind.OpenBrace ? _tokens.Lexer.EndOfLine(_tokens.Current.Start) : int.MaxValue;
        if (lineEnd >= _lastClosingBrace)
        {
            _tokens.MoveTo(start.Start);
            return false;
        }
        var keyword = _tokens.TextOf(start);
        var nameless = Keywords.Contains(keyword);
        _tokens.Error(
            nameless ? "block-without-name" : "unknown-block",
            TokenCursor.Span(start),
            nameless ? $"this {keyword} has no name" : $"no block begins with `{keyword}`",
            nameless
                ? $"write `{keyword} <name> {{`"
                : Nearest.Hint(keyword, Keywords) ?? "a block is a model, view, enum, type, datasource or generator"
        );
        _tokens.MoveTo(_tokens.Lexer.Text.IndexOf('}', lineEnd) + 1);
        return true;
    }

    private bool TrySkipTypeAlias()
    {
        var (start, errors) = (_tokens.Current.Start, _tokens.Diagnostics.Count);
        _tokens.ExpectNothing();
        if (_tokens.TextOf(_tokens.Current) == "type")
        {
            _tokens.Advance();
            if (_tokens.Current.Kind == TokenKind.Word)
            {
                var name = _tokens.TakeName();
                if (
                    _tokens.Take(TokenKind.Equals, "`=`")
                    && _fields.TryParseBaseType() is not null
                    && _expressions.TryParseAttributes() is not null
                )
                {
                    _tokens.Forget(errors);
                    _tokens.Error(
                        "type-alias",
                        _tokens.SpanFrom(start),
                        $"`{name}` is declared as another name of a type, which the schema language no longer has",
                        "write the type at each field"
                    );
                    return true;
                }
            }
            _tokens.Forget(errors);
            _tokens.MoveTo(start);
        }
        return false;
    }

    private void SkipTopLine()
    {
        var line = _tokens.RestOfLine();
        var word = _tokens.TextOf(_tokens.Current);
        var keyword = Keywords.FirstOrDefault(candidate => candidate == word);
        _tokens.Error(
            "invalid-line",
            line,
            "this line begins no block",
            keyword is null
                ? Nearest.Hint(word, Keywords) ?? "a block begins with model, view, enum, type, datasource or generator"
                : $"write `{keyword} <name> {{` on one line, and the `}}` that closes the block on a line of its own"
        );
        _tokens.MoveTo(line.End);
    }

    private void SkipMemberLine(int start, string keyword)
    {
        _tokens.MoveTo(start);
        var line = _tokens.RestOfLine();
        var stopped = _tokens.Lexer.Read(_tokens.Expected.Offset);
        var span = stopped.Start < line.End ? TokenCursor.Span(stopped) : line;
        var message = keyword switch
        {
            "enum" => "this line is neither a value nor an attribute",
            "datasource" or "generator" => "this line is no property",
            _ => "this line is neither a field nor an attribute",
        };
        var diagnostic = Diagnostic.Error("invalid-line", message, _source.At(span));
        _tokens.Report(
            _tokens.Expected.What.Length == 0
                ? diagnostic
                : diagnostic with
                {
                    Notes = [$"expected {_tokens.Expected.What} here"],
                }
        );
        _tokens.MoveTo(line.End);
    }

    /// <summary>The place of the last <c>}</c> that begins a line.</summary>
    private static int LastLineThatCloses(string text)
    {
        for (var brace = text.LastIndexOf('}'); brace >= 0; brace = brace == 0 ? -1 : text.LastIndexOf('}', brace - 1))
        {
            var before = brace - 1;
            while (before >= 0 && Lexer.IsBlank(text[before]))
                before--;
            if (before < 0 || text[before] is '\n' or '\r')
                return brace;
        }
        return -1;
    }
}
