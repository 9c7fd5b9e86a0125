using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>A setting of the session that a statement changes: it stays when the script is done.</summary>
/// <param name="Name">In lower case: <c>search_path</c>, <c>role</c>; <c>all</c> where every setting is put back.</param>
/// <param name="IsReset">Whether it is put back to what the session began with.</param>
public readonly record struct SessionSetting(string Name, bool IsReset)
{
    public const string All = "all";

    /// <summary>Null where a statement changes none, or only for its transaction.</summary>
    public static SessionSetting? Of(string statement)
    {
        var words = Words(statement);
        return words switch
        {
            ["discard", "all", ..] or ["reset", "all", ..] => new(All, true),
            ["reset", "session", "authorization", ..] => new("session_authorization", true),
            ["reset", var name, ..] => new(name, true),
            ["set", "local", ..] or ["set", "transaction", ..] or ["set", "constraints", ..] => null,
            ["set", "session", "characteristics", "as", "transaction", .. var modes] => new(
                "default_transaction_read_only",
                !Reads(modes)
            ),
            ["set", "session", "authorization", var who, ..] => new("session_authorization", who is "default"),
            ["set", "session", .. var rest] => OfSet(rest),
            ["set", .. var rest] => OfSet(rest),
            ["select", .. var rest] => OfFunction(rest),
            _ => null,
        };
    }

    private static bool Reads(string[] modes) =>
        string.Join(' ', modes).Contains("read only", StringComparison.Ordinal);

    private static SessionSetting? OfSet(string[] words) =>
        words switch
        {
            ["role", var who, ..] => new("role", who is "none" or "default"),
            [var name, "to" or "=", "default", ..] => new(name, true),
            [var name, "to" or "=", ..] => new(name, false),
            _ => null,
        };

    // set_config('search_path', '', false): its third argument says whether it is for the transaction only.
    private static SessionSetting? OfFunction(string[] words)
    {
        var at = Array.IndexOf(words, "set_config");
        if (at < 0 || words[(at + 1)..] is not ["(", var name, ",", ..])
            return null;
        var end = Array.IndexOf(words, ")", at);
        return end > 2 && words[end - 1] == "false" && words[end - 2] == ","
            ? new(name.ToLowerInvariant(), false)
            : null;
    }

    private static string[] Words(string statement) =>
        [.. SqlLexer.ReadCode(statement).Take(40).Select(token => token.ValueIn(statement))];
}
