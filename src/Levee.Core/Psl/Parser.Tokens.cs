using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.Psl;

/// <summary>The cursor, and what is said about lines that cannot be read.</summary>
public sealed partial class Parser
{
    private void Advance() => (_previous, _token) = (_token, _lexer.Read(_token.End));

    private void MoveTo(int position) =>
        (_previous, _token) = (new(TokenKind.End, position, position), _lexer.Read(position));

    private Token Take()
    {
        var token = _token;
        Advance();
        return token;
    }

    private bool Take(TokenKind kind, string what)
    {
        if (!Is(kind, what))
            return false;
        Advance();
        return true;
    }

    private bool Is(TokenKind kind, string what)
    {
        if (_token.Kind == kind)
            return true;
        Expect(what);
        return false;
    }

    private void Expect(string what)
    {
        if (_token.Start > _expected.Offset)
            _expected = (_token.Start, what);
    }

    private bool IsPair(TokenKind first, TokenKind second) =>
        _token.Kind == first && _lexer.Read(_token.End) is var next && next.Kind == second && next.Start == _token.End;

    private string TextOf(Token token) => _lexer.Text[token.Start..token.End];

    private string TakeText() => TextOf(Take());

    private NameSyntax TakeName()
    {
        var span = Span(Take());
        return new(NameAt(span), span);
    }

    /// <summary>Most names occur again and again: those of types, attributes, arguments and columns.</summary>
    private string NameAt(TextSpan span)
    {
        var text = _lexer.Text.AsSpan(span.Start, span.Length);
        if (!_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var name))
            _names.Add(name = text.ToString());
        return name;
    }

    /// <summary>Words and dots without blanks between them.</summary>
    private NameSyntax TakePath()
    {
        var start = Take().Start;
        while (_token.Kind == TokenKind.Dot && _token.Start == _previous.End)
        {
            Advance();
            if (_token.Kind == TokenKind.Word && _token.Start == _previous.End)
                Advance();
        }
        var span = SpanFrom(start);
        return new(NameAt(span), span);
    }

    private static TextSpan Span(Token token) => TextSpan.FromBounds(token.Start, token.End);

    private TextSpan SpanFrom(int start) => TextSpan.FromBounds(start, _previous.End);

    /// <summary>The part of the line that has been read ends here, without the blanks behind it.</summary>
    private bool TouchesPrevious => _token.Start == _previous.End;

    private void Error(string code, TextSpan span, string message, string help) =>
        _diagnostics.Add(Diagnostic.Error(code, message, _source.At(span)) with { Help = [help] });

    /// <summary>Any name with a block behind it, up to the first closing brace.</summary>
    private bool TrySkipUnknownBlock()
    {
        var start = _token;
        if (start.Kind != TokenKind.Word)
            return false;
        Advance();
        var lineEnd = _token.Kind == TokenKind.OpenBrace ? _lexer.EndOfLine(_token.Start) : int.MaxValue;
        if (lineEnd >= _lastClosingBrace)
        {
            MoveTo(start.Start);
            return false;
        }
        var keyword = TextOf(start);
        var nameless = Keywords.Contains(keyword);
        Error(
            nameless ? "block-without-name" : "unknown-block",
            Span(start),
            nameless ? $"this {keyword} has no name" : $"no block begins with `{keyword}`",
            nameless
                ? $"write `{keyword} <name> {{`"
                : Nearest.Hint(keyword, Keywords) ?? "a block is a model, view, enum, type, datasource or generator"
        );
        MoveTo(_lexer.Text.IndexOf('}', lineEnd) + 1);
        return true;
    }

    private bool TrySkipTypeAlias()
    {
        var (start, errors) = (_token.Start, _diagnostics.Count);
        _expected = (start, "");
        if (TextOf(_token) == "type")
        {
            Advance();
            if (_token.Kind == TokenKind.Word)
            {
                var name = TakeName();
                if (Take(TokenKind.Equals, "`=`") && TryParseBaseType() is not null && TryParseAttributes() is not null)
                {
                    _diagnostics.RemoveRange(errors, _diagnostics.Count - errors);
                    Error(
                        "type-alias",
                        SpanFrom(start),
                        $"`{name}` is declared as another name of a type, which the schema language no longer has",
                        "write the type at each field"
                    );
                    return true;
                }
            }
            _diagnostics.RemoveRange(errors, _diagnostics.Count - errors);
            MoveTo(start);
        }
        return false;
    }

    private void SkipTopLine()
    {
        var line = RestOfLine();
        var word = TextOf(_token);
        var keyword = Keywords.FirstOrDefault(candidate => candidate == word);
        Error(
            "invalid-line",
            line,
            "this line begins no block",
            keyword is null
                ? Nearest.Hint(word, Keywords) ?? "a block begins with model, view, enum, type, datasource or generator"
                : $"write `{keyword} <name> {{` on one line, and the `}}` that closes the block on a line of its own"
        );
        MoveTo(line.End);
    }

    private void SkipMemberLine(int start, string keyword)
    {
        MoveTo(start);
        var line = RestOfLine();
        var stopped = _lexer.Read(_expected.Offset);
        var span = stopped.Start < line.End ? Span(stopped) : line;
        var message = keyword switch
        {
            "enum" => "this line is neither a value nor an attribute",
            "datasource" or "generator" => "this line is no property",
            _ => "this line is neither a field nor an attribute",
        };
        var diagnostic = Diagnostic.Error("invalid-line", message, _source.At(span));
        _diagnostics.Add(
            _expected.What.Length == 0 ? diagnostic : diagnostic with { Notes = [$"expected {_expected.What} here"] }
        );
        MoveTo(line.End);
    }

    private TextSpan RestOfLine()
    {
        var end = _lexer.EndOfLine(_token.Start);
        while (end > _token.Start + 1 && _lexer.Text[end - 1] is ' ' or '\t')
            end--;
        return TextSpan.FromBounds(_token.Start, Math.Max(end, _token.End));
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
