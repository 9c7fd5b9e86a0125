using System.Globalization;
using System.Text;
using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>The lines of a file that a diagnostic is about, with carets under the place.</summary>
internal sealed class Snippet(SourceLocation at, Severity severity, TextStyle style)
{
    // A generated statement can be thousands of characters on one line: only the part around the place is shown.
    private const int LongestLine = 150;
    private const int Lead = 40;

    private readonly Position _start = at.Start;
    private readonly Position _end = at.End;

    /// <summary>How wide the column of line numbers is.</summary>
    public int Gutter => LastLine.ToString(CultureInfo.InvariantCulture).Length;

    // A span that ends with a newline ends on the line before, to the eye.
    private int LastLine => _end.Line > _start.Line && _end.Column == 1 ? _end.Line - 1 : _end.Line;

    public IEnumerable<string> Lines()
    {
        yield return $" {new string(' ', Gutter)}{style.Frame("-->")} {TerminalText.Escape(at.ToString())}";
        yield return Edge();
        foreach (var line in LastLine == _start.Line ? OneLine() : ManyLines())
            yield return line;
    }

    private IEnumerable<string> OneLine()
    {
        var span = at.Source.SpanOfLine(_start.Line);
        var marked = TextSpan.FromBounds(
            at.Span.Start,
            Math.Min(Math.Max(at.Span.End, at.Span.Start), Math.Max(span.End, at.Span.Start))
        );
        var (before, inside, after) = Cut(at.Source, span, marked);
        yield return Numbered(_start.Line, $" {before}{inside}{after}");
        var carets = new string('^', Math.Max(1, TerminalText.Width(inside)));
        yield return Edge($" {new string(' ', TerminalText.Width(before))}{style.Of(severity, carets)}");
    }

    private IEnumerable<string> ManyLines()
    {
        var first = at.Source.SpanOfLine(_start.Line);
        if (at.Span.Start == first.Start + IndentOf(first))
            yield return Numbered(_start.Line, $" {style.Of(severity, "/")} {Shown(first)}");
        else
        {
            yield return Numbered(_start.Line, $"   {Shown(first)}");
            var column = TerminalText.Width(Shown(TextSpan.FromBounds(first.Start, at.Span.Start)));
            yield return Edge($"  {style.Of(severity, $"{new string('_', Math.Min(column, LongestLine) + 1)}^")}");
        }
        for (var line = _start.Line + 1; line <= LastLine; line++)
        {
            if (LastLine - _start.Line > 5 && line == _start.Line + 3)
            {
                yield return style.Frame("...") + new string(' ', Gutter + 1) + style.Of(severity, "|");
                line = LastLine;
            }
            yield return Numbered(line, $" {style.Of(severity, "|")} {Shown(at.Source.SpanOfLine(line))}".TrimEnd());
        }
        var last = at.Source.SpanOfLine(LastLine);
        var end = Math.Min(at.Span.End, last.End);
        var width = Math.Min(TerminalText.Width(Shown(TextSpan.FromBounds(last.Start, end))), LongestLine);
        yield return Edge($" {style.Of(severity, $"|{new string('_', Math.Max(1, width))}^")}");
    }

    private string Numbered(int line, string rest) =>
        $"{style.Frame($" {line.ToString(CultureInfo.InvariantCulture).PadLeft(Gutter)} |")}{rest.TrimEnd()}";

    private string Edge(string rest = "") => $" {new string(' ', Gutter)} {style.Frame("|")}{rest}";

    private int IndentOf(TextSpan line) => line.Length - at.Source[line].TrimStart().Length;

    private string Shown(TextSpan line)
    {
        var text = TerminalText.Escape(at.Source[line]);
        return text.Length > LongestLine ? text[..LongestLine] + "…" : text;
    }

    private static (string Before, string Inside, string After) Cut(SourceText source, TextSpan line, TextSpan marked)
    {
        var before = TerminalText.Escape(source[TextSpan.FromBounds(line.Start, marked.Start)]);
        var inside = TerminalText.Escape(source[marked]);
        var after = TerminalText.Escape(source[TextSpan.FromBounds(marked.End, Math.Max(line.End, marked.End))]);
        if (before.Length + inside.Length + after.Length <= LongestLine)
            return (before, inside, after);
        if (before.Length > Lead)
            before = "…" + Whole(before[^Lead..]);
        if (inside.Length > LongestLine - Lead)
            inside = Whole(inside[..(LongestLine - Lead)]) + "…";
        var room = Math.Max(0, LongestLine - before.Length - inside.Length);
        return (before, inside, after.Length > room ? Whole(after[..room]) + "…" : after);
    }

    // A cut may not leave half of a surrogate pair.
    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune == Rune.ReplacementChar ? "" : rune.ToString());
        return whole.ToString();
    }
}
