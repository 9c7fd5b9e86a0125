using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>Scripts made from the one under judgement.</summary>
public static class RehearsalScripts
{
    /// <summary>What must not run is left out; SQL that it would have sent elsewhere runs here instead, so that its effects show.</summary>
    public static SqlScript WithoutDenied(SqlScript script, ValueList<Denied> denied)
    {
        var out_ = denied.Where(item => !item.MayRun).Select(item => item.Statement).ToHashSet();
        return out_.Count == 0
            ? script
            : script with
            {
                Statements = script
                    .Statements.Select(
                        (statement, number) =>
                            out_.Contains(number)
                                ? statement with
                                {
                                    Text = SentElsewhere(statement.Text) ?? "SELECT 1",
                                }
                                : statement
                    )
                    .ToValueList(),
            };
    }

    /// <summary>The first piece of SQL in the statement's strings that would destroy something.</summary>
    private static string? SentElsewhere(string statement) =>
        SqlLexer
            .Read(statement)
            .Where(token => token.IsString)
            .Select(token => token.ValueIn(statement).Trim())
            .Select(text =>
                Verbs
                    .Select(verb => text.IndexOf(verb, StringComparison.OrdinalIgnoreCase))
                    .Where(at => at >= 0)
                    .DefaultIfEmpty(-1)
                    .Min()
                    is >= 0
                        and var at
                    ? text[at..].TrimEnd(';', '"', ' ')
                    : ""
            )
            .FirstOrDefault(text => text.Length > 0 && DenyList.Find(ScriptReader.Read(new("", text))).Count == 0);

    private static readonly string[] Verbs = ["drop ", "delete ", "truncate ", "update ", "alter "];
}
