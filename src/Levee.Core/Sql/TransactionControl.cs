using Levee.Core.Text;

namespace Levee.Core.Sql;

/// <summary>What a statement does to the transaction it is sent in.</summary>
public enum TransactionControl
{
    None,

    /// <summary>BEGIN, START TRANSACTION.</summary>
    Begins,

    /// <summary>COMMIT, END.</summary>
    Commits,

    /// <summary>ROLLBACK, ABORT, and the two-phase commands: the file wants its own transactions.</summary>
    Breaks,
}

/// <summary>The few things about a statement that its first words tell.</summary>
public static class StatementShape
{
    public static TransactionControl TransactionControlOf(SqlStatement statement) =>
        FirstWords(statement.Text, 4) switch
        {
            ["BEGIN", ..] or ["START", "TRANSACTION", ..] => TransactionControl.Begins,
            ["COMMIT", "PREPARED", ..] => TransactionControl.Breaks,
            ["COMMIT", ..] or ["END", ..] => TransactionControl.Commits,
            ["ROLLBACK", "TO", ..] or ["ROLLBACK", "WORK" or "TRANSACTION", "TO", ..] => TransactionControl.None,
            ["ROLLBACK", ..] or ["ABORT", ..] or ["PREPARE", "TRANSACTION", ..] => TransactionControl.Breaks,
            _ => TransactionControl.None,
        };

    /// <summary>Whether the file ends a transaction by undoing it, or begins one that it does not end: then its own BEGIN and COMMIT
    /// mean something, and it is no single transaction.</summary>
    public static bool WantsOwnTransactions(SqlScript script)
    {
        var isOpen = false;
        foreach (var statement in script.Statements)
        {
            var control = TransactionControlOf(statement);
            if (control == TransactionControl.Breaks)
                return true;
            isOpen =
                control == TransactionControl.None ? isOpen : control == TransactionControl.Begins || Chains(statement);
        }
        return isOpen;
    }

    /// <summary>COMMIT AND CHAIN, ROLLBACK AND CHAIN: the next transaction begins at once.</summary>
    public static bool Chains(SqlStatement statement) =>
        FirstWords(statement.Text, 5) is [.., "AND", "CHAIN"] and not [.., "AND", "NO", "CHAIN"];

    /// <summary>PREPARE TRANSACTION, COMMIT PREPARED, ROLLBACK PREPARED.</summary>
    public static bool IsTwoPhase(SqlStatement statement) =>
        FirstWords(statement.Text, 2) is ["PREPARE", "TRANSACTION"] or ["COMMIT" or "ROLLBACK", "PREPARED"];

    /// <summary>Whether it is a COPY whose data would follow in the script, as <c>pg_dump</c> writes it and only psql reads it.</summary>
    /// <returns>The place of STDIN or STDOUT in the statement's text; null where it is none.</returns>
    public static TextSpan? CopyStream(SqlStatement statement)
    {
        if (FirstWords(statement.Text, 1) is not ["COPY"])
            return null;
        var previous = default(SqlToken);
        foreach (var token in SqlLexer.Read(statement.Text))
        {
            if (token.IsTrivia)
                continue;
            if (previous.Is(statement.Text, "FROM") && token.Is(statement.Text, "STDIN"))
                return token.Span;
            if (previous.Is(statement.Text, "TO") && token.Is(statement.Text, "STDOUT"))
                return token.Span;
            previous = token;
        }
        return null;
    }

    /// <summary>The words that the text begins with, in upper case, at most so many; it ends at the first token that is none.</summary>
    public static List<string> FirstWords(string text, int most)
    {
        // A statement may be megabytes of data: its head is enough, where it is no comment.
        const int Head = 1000;
        return text.Length > Head && FirstWordsOf(text[..Head], most) is { } words
            ? words
            : FirstWordsOf(text, most) ?? FirstWordsOf(text + " ;", most) ?? [];
    }

    /// <returns>Null where the text ends before it is clear which they are.</returns>
    private static List<string>? FirstWordsOf(string text, int most)
    {
        var words = new List<string>(most);
        foreach (var token in SqlLexer.Read(text))
        {
            if (token.IsTrivia)
                continue;
            if (token.Kind != SqlTokenKind.Word || words.Count == most)
                return words;
            words.Add(token.TextIn(text).ToUpperInvariant());
        }
        return null;
    }
}
