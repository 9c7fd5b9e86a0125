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
        error.SqlState == PostgresErrorCodes.SyntaxError && PsqlCommands.Find(script) is { } command
            ? command
            : Diagnostic.Error(
                "sql-error",
                Cut(error.MessageText),
                script.Source.At(Place(script, statement, error))
            ) with
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
            yield return Cut(hint);
        if (error.SqlState == PostgresErrorCodes.ForeignKeyViolation && statement is not null && Inserts(statement))
            yield return "the history has no such row: insert it in an earlier migration, or take only rows that have one: INSERT INTO … SELECT … WHERE EXISTS (SELECT …)";
        var lines = NotInstalled(error.MessageText) is { } name
            ? Install(name, server)
            : MissingObject.HelpFor(error.MessageText);
        foreach (var line in lines)
            yield return line;
        if (IsUnknownSetting(error))
            yield return $"PostgreSQL {server} ran it here: a newer one may know the setting{Since(error)}, say which as postgres.version in levee.toml; else leave the line out";
        else if (error.SqlState == PostgresErrorCodes.SyntaxError)
            yield return $"PostgreSQL {server} ran it here: where the database is newer, say which as postgres.version in levee.toml";
    }

    private static IEnumerable<string> Install(string extension, int server)
    {
        if (KnownExtensions.PackageOf(extension, server) is { } package)
            yield return $"Levee runs PostgreSQL here: install the package of the extension {extension}: apt install {package}";
        yield return $"install the extension {extension} on this machine, or name an installation that has it as bin under [postgres] in levee.toml";
    }

    private static bool IsUnknownSetting(PostgresException error) =>
        error.MessageText.StartsWith("unrecognized configuration parameter", StringComparison.Ordinal);

    private static string Since(PostgresException error) =>
        error.MessageText.Split('"').ElementAtOrDefault(1) switch
        {
            "idle_session_timeout" or "client_connection_check_interval" => " (it came with 14)",
            "createrole_self_grant" => " (it came with 16)",
            "transaction_timeout" or "event_triggers" or "allow_alter_system" => " (it came with 17)",
            _ => "",
        };

    private static bool Inserts(SqlStatement statement) =>
        SqlLexer.ReadCode(statement.Text).Exists(token => token.Is(statement.Text, "INSERT"));

    // PostgreSQL has no error code of its own for an extension whose files are missing; before 15 it names the file.
    private static string? NotInstalled(string message) =>
        message.StartsWith("could not open extension control file", StringComparison.Ordinal)
            ? Path.GetFileNameWithoutExtension(message.Split('"').ElementAtOrDefault(1))
        : message.StartsWith("extension \"", StringComparison.Ordinal)
        && message.EndsWith("is not available", StringComparison.Ordinal)
            ? message.Split('"')[1]
        : null;

    private static IEnumerable<string> Notes(SqlStatement? statement, PostgresException error, int server)
    {
        yield return statement is null
            ? $"PostgreSQL {server} says so at the end of the transaction (SQLSTATE {error.SqlState})"
            : $"PostgreSQL {server} says so of the statement {FirstLine(statement.Text)} (SQLSTATE {error.SqlState})";
        if (error.Detail is { Length: > 0 } detail)
            yield return Cut(detail);
        if (error.InternalQuery is { Length: > 0 } query)
            yield return $"in {FirstLine(query)}";
        foreach (var line in Cut(error.Where ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(5))
            yield return Cut(line);
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

    // A script may raise as much as it likes.
    private static string Cut(string text)
    {
        const int Most = 4000;
        return text.Length > Most ? $"{text[..Most]} …" : text;
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
