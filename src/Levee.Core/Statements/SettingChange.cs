using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>A statement that gives a setting of the session another value.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Value">Without quotes; null where it goes back to its default.</param>
public sealed record SettingChange(string Name, string? Value)
{
    /// <summary>Of a timeout: whether it limits anything, as 0 does not.</summary>
    public bool IsLimit => Value is not null && Value.AsSpan().IndexOfAnyInRange('1', '9') >= 0;

    /// <summary>The last of the statements that sets it; null where none does.</summary>
    public static SettingChange? Last(IEnumerable<SqlStatement> statements, string name) =>
        statements.Select(statement => Of(statement.Text)).LastOrDefault(change => change?.Name == name);

    /// <returns>Null for any other statement.</returns>
    public static SettingChange? Of(string statement)
    {
        if (StatementShape.FirstWords(statement, 1) is not ["SELECT" or "RESET" or "SET"])
            return null;
        var tokens = SqlLexer.ReadCode(statement);
        if (tokens is [var first, ..] && first.Is(statement, "SELECT"))
            return OfFunction(statement, tokens);
        if (tokens is [var reset, var forgotten, ..] && reset.Is(statement, "RESET"))
            return new(forgotten.ValueIn(statement).ToLowerInvariant(), null);
        if (tokens is not [var set, ..] || !set.Is(statement, "SET"))
            return null;
        var at = tokens.Count > 1 && (tokens[1].Is(statement, "LOCAL") || tokens[1].Is(statement, "SESSION")) ? 2 : 1;
        if (at + 2 >= tokens.Count || !tokens[at].IsName)
            return null;
        var isDefault = tokens[at + 2].Is(statement, "DEFAULT");
        return new(
            tokens[at].ValueIn(statement).ToLowerInvariant(),
            isDefault ? null : tokens[at + 2].ValueIn(statement)
        );
    }

    // SELECT set_config('lock_timeout', '5s', true)
    private static SettingChange? OfFunction(string statement, List<SqlToken> tokens)
    {
        var at = tokens.FindIndex(token => token.IsName && token.ValueIn(statement) == "set_config");
        return at >= 0 && at + 4 < tokens.Count && tokens[at + 2].IsString && tokens[at + 4].IsString
            ? new(tokens[at + 2].ValueIn(statement).ToLowerInvariant(), tokens[at + 4].ValueIn(statement))
            : null;
    }
}
