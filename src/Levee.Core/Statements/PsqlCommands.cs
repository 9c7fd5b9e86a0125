using Levee.Core.Diagnostics;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Core.Statements;

/// <summary>Commands of psql in a script, which pg_dump writes for it and nobody else understands: <c>\restrict</c>,
/// <c>\connect</c>.</summary>
public static class PsqlCommands
{
    public const string Code = "psql-command";

    /// <summary>All of them, told at the first one; null where there is none.</summary>
    public static Diagnostic? Find(SqlScript script)
    {
        var source = script.Source;
        var found = Lines(source).ToList();
        if (found.Count == 0)
            return null;
        var lines = found.ConvertAll(line => $"{line}: {source[source.SpanOfLine(line)].Trim()}");
        var name = source[source.SpanOfLine(found[0])].Trim().Split(' ')[0];
        return Diagnostic.Error(
            Code,
            $"{name} is a command of psql, and no SQL",
            source.At(source.SpanOfLine(found[0]))
        ) with
        {
            Notes =
            [
                "pg_dump writes such lines for psql; whoever deploys sends the file to PostgreSQL, which refuses them",
            ],
            Help = found.Count == 1 ? [$"delete line {lines[0]}"] : ["delete the lines", .. lines],
        };
    }

    // A backslash outside of quotes and comments that begins its line.
    private static IEnumerable<int> Lines(SourceText source)
    {
        var line = 0;
        foreach (var token in SqlLexer.Read(source.Text))
        {
            if (token.Kind is SqlTokenKind.Whitespace || source.Text[token.Span.Start] != '\\')
                continue;
            var at = source.PositionOf(token.Span.Start);
            if (
                at.Line == line
                || source.Text.AsSpan(token.Span.Start - at.Column + 1, at.Column - 1).Trim().Length > 0
            )
                continue;
            line = at.Line;
            yield return line;
        }
    }
}
