using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.Psl.Syntax;

/// <summary>A place in one file, which moves by tokens; and what was said about the lines that it passed.</summary>
internal sealed class TokenCursor
{
    private readonly SourceText _source;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<string> _names = [];

    public TokenCursor(SourceText source)
    {
        _source = source;
        Lexer = new(source.Text);
    }

    public Lexer Lexer { get; }
    public Token Current { get; private set; }
    public Token Previous { get; private set; }

    /// <summary>Where the present line stopped making sense, and what would have made sense there.</summary>
    public (int Offset, string What) Expected { get; private set; }

    /// <summary>Begins a line anew: nothing is expected yet.</summary>
    public void ExpectNothing() => Expected = (Current.Start, "");

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public void Report(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    /// <summary>Takes back what was said after there were so many.</summary>
    public void Forget(int count) => _diagnostics.RemoveRange(count, _diagnostics.Count - count);

    public void Advance() => (Previous, Current) = (Current, Lexer.Read(Current.End));

    public void MoveTo(int position) =>
        (Previous, Current) = (new(TokenKind.End, position, position), Lexer.Read(position));

    public Token Take()
    {
        var token = Current;
        Advance();
        return token;
    }

    public bool Take(TokenKind kind, string what)
    {
        if (!Is(kind, what))
            return false;
        Advance();
        return true;
    }

    public bool Is(TokenKind kind, string what)
    {
        if (Current.Kind == kind)
            return true;
        Expect(what);
        return false;
    }

    public void Expect(string what)
    {
        if (Current.Start > Expected.Offset)
            Expected = (Current.Start, what);
    }

    public bool IsPair(TokenKind first, TokenKind second) =>
        Current.Kind == first
        && Lexer.Read(Current.End) is var next
        && next.Kind == second
        && next.Start == Current.End;

    public string TextOf(Token token) => Lexer.Text[token.Start..token.End];

    public string TakeText() => TextOf(Take());

    public NameSyntax TakeName()
    {
        var span = Span(Take());
        return new(NameAt(span), span);
    }

    /// <summary>Most names occur again and again: those of types, attributes, arguments and columns.</summary>
    private string NameAt(TextSpan span)
    {
        var text = Lexer.Text.AsSpan(span.Start, span.Length);
        if (!_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var name))
            _names.Add(name = text.ToString());
        return name;
    }

    /// <summary>Words and dots without blanks between them.</summary>
    public NameSyntax TakePath()
    {
        var start = Take().Start;
        while (Current.Kind == TokenKind.Dot && Current.Start == Previous.End)
        {
            Advance();
            if (Current.Kind == TokenKind.Word && Current.Start == Previous.End)
                Advance();
        }
        var span = SpanFrom(start);
        return new(NameAt(span), span);
    }

    public static TextSpan Span(Token token) => TextSpan.FromBounds(token.Start, token.End);

    public TextSpan SpanFrom(int start) => TextSpan.FromBounds(start, Previous.End);

    /// <summary>The part of the line that has been read ends here, without the blanks behind it.</summary>
    public bool TouchesPrevious => Current.Start == Previous.End;

    public void Error(string code, TextSpan span, string message, string help) =>
        _diagnostics.Add(Diagnostic.Error(code, message, _source.At(span)) with { Help = [help] });

    public TextSpan RestOfLine()
    {
        var end = Lexer.EndOfLine(Current.Start);
        while (end > Current.Start + 1 && Lexer.Text[end - 1] is ' ' or '\t')
            end--;
        return TextSpan.FromBounds(Current.Start, Math.Max(end, Current.End));
    }
}
