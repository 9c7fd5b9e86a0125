using Levee.Core.Diagnostics;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Core.History;

/// <summary>What git writes into a file that it could not merge.</summary>
public static class ConflictMarkers
{
    private const string Start = "<<<<<<< ";
    private const string Middle = "=======";
    private const string End = ">>>>>>> ";

    /// <summary>Null where there are none. In a text or comment of the SQL they are none.</summary>
    public static Diagnostic? FindInSql(SourceText script) =>
        Find(script.Text) is { } at
        && SqlLexer.Read(script.Text).Any(token => token.Span.Start == at && !token.IsTrivia)
            ? Unfinished(script, at)
            : null;

    /// <summary>Null where there are none.</summary>
    public static Diagnostic? FindIn(SourceText file) => Find(file.Text) is { } at ? Unfinished(file, at) : null;

    private static int? Find(string text)
    {
        var start = AtLine(text, Start, 0);
        var middle = start < 0 ? -1 : AtLine(text, Middle, start);
        return middle >= 0 && AtLine(text, End, middle) >= 0 ? start : null;
    }

    private static int AtLine(string text, string marker, int from)
    {
        for (var at = text.IndexOf(marker, from, StringComparison.Ordinal); at >= 0; )
        {
            if (at == 0 || text[at - 1] == '\n')
                return at;
            at = text.IndexOf(marker, at + 1, StringComparison.Ordinal);
        }
        return -1;
    }

    private static Diagnostic Unfinished(SourceText file, int at) =>
        Diagnostic.Error(
            "merge-conflict",
            $"the merge of {file.Path} was not finished: it has git's conflict markers",
            file.At(file.SpanOfLine(file.PositionOf(at).Line))
        ) with
        {
            Help = ["keep what is right of both sides, delete the lines with <<<<<<<, ======= and >>>>>>>"],
        };
}
