using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Levee.Core.Text;
using Npgsql;

namespace Levee.Cli.Replay;

/// <summary>PostgreSQL's errors as diagnostics with a place in the script.</summary>
internal static class ScriptFailure
{
    /// <param name="statement">Null where the error came at COMMIT.</param>
    /// <param name="server">The major version of the server that said it.</param>
    public static Diagnostic Describe(SqlScript script, SqlStatement? statement, PostgresException error, int server) =>
        Diagnostic.Error("sql-error", error.MessageText, script.Source.At(Place(script, statement, error))) with
        {
            Notes = Notes(statement, error, server).ToValueList(),
            Help = Help(statement, error, server).ToValueList(),
        };

    private static IEnumerable<string> Help(SqlStatement? statement, PostgresException error, int server)
    {
        if (Dependents.Help(error.SqlState, error.MessageText, error.Detail ?? "") is { } help)
            yield return help;
        // What CASCADE takes along nobody sees: Levee never advises it.
        else if (error.Hint is { Length: > 0 } hint && !hint.Contains("CASCADE", StringComparison.Ordinal))
            yield return hint;
        if (MissingExtension.Behind(error.MessageText) is { } extension)
            yield return $"the extension {extension} has it, and no migration before this one creates that: CREATE EXTENSION IF NOT EXISTS \"{extension}\";";
        if (error.SqlState == PostgresErrorCodes.ForeignKeyViolation && statement is not null && Inserts(statement))
            yield return "the history has no such row: insert it in an earlier migration, or take only rows that have one: INSERT INTO … SELECT … WHERE EXISTS (SELECT …)";
        if (error.MessageText.StartsWith("unrecognized configuration parameter", StringComparison.Ordinal))
            yield return $"PostgreSQL {server} ran it here: a newer one may know the setting, say which with version under [postgres] in levee.toml; else leave the line out";
        if (MissesExtension(error.MessageText))
            yield return "Levee runs PostgreSQL here: install the extension's package on this machine, or name an installation that has it as bin under [postgres] in levee.toml";
    }

    private static bool Inserts(SqlStatement statement) =>
        SqlLexer.ReadCode(statement.Text).Exists(token => token.Is(statement.Text, "INSERT"));

    // PostgreSQL has no error code of its own for an extension whose files are missing; before 15 it names the file.
    private static bool MissesExtension(string message) =>
        message.StartsWith("could not open extension control file", StringComparison.Ordinal)
        || (
            message.StartsWith("extension \"", StringComparison.Ordinal)
            && message.EndsWith("is not available", StringComparison.Ordinal)
        );

    private static IEnumerable<string> Notes(SqlStatement? statement, PostgresException error, int server)
    {
        yield return statement is null
            ? $"PostgreSQL {server} says so at the end of the transaction (SQLSTATE {error.SqlState})"
            : $"PostgreSQL {server} says so of the statement {FirstLine(statement.Text)} (SQLSTATE {error.SqlState})";
        if (error.Detail is { Length: > 0 } detail)
            yield return detail;
        if (error.InternalQuery is { Length: > 0 } query)
            yield return $"in {FirstLine(query)}";
        foreach (var line in (error.Where ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(5))
            yield return line;
    }

    private static TextSpan Place(SqlScript script, SqlStatement? statement, PostgresException error)
    {
        if (statement is null)
            return new(script.Source.Length, 0);
        if (error.Position <= 0)
            return new(statement.Span.Start, FirstLineLength(statement.Text));

        // PostgreSQL counts characters, we count UTF-16 units.
        var at = 0;
        for (var left = error.Position - 1; left > 0 && at < statement.Text.Length; left--)
            at += char.IsSurrogatePair(statement.Text, at) ? 2 : 1;
        foreach (var token in SqlLexer.Read(statement.Text))
        {
            if (token.Span.Start <= at && at < token.Span.End)
                return new(
                    statement.Span.Start + at,
                    Math.Min(token.Span.End - at, FirstLineLength(statement.Text[at..]))
                );
        }
        return new(statement.Span.End, 0);
    }

    private static int FirstLineLength(string text) =>
        text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var length ? length : text.Length;

    private static string FirstLine(string text)
    {
        const int Most = 100;
        var line = text[..FirstLineLength(text)].TrimEnd();
        return line.Length > Most ? $"{line[..Most]} …"
            : line.Length < text.Length ? $"{line} …"
            : line;
    }
}
