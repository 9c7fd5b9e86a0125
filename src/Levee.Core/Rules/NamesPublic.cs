using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;

namespace Levee.Core.Rules;

/// <summary>A script names the schema <c>public</c>, and the project's schema has no namespaces: it may be deployed into another one.</summary>
public sealed class NamesPublic : Rule
{
    public override string Code => "names-public";
    public override RuleClass Class => RuleClass.Note;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal)
    {
        // Once for a script, at the first statement that does.
        if (
            rehearsal.Schema is not { Namespaces.Count: 0 }
            || !Names(statement.Statement)
            || rehearsal.Statements.Take(Math.Max(0, statement.Number)).Any(earlier => Names(earlier.Statement))
        )
            yield break;
        yield return Found(
            statement,
            rehearsal,
            null,
            "names the schema public, where the rest of the migrations names none",
            "in a database with ?schema=other in its address everything else is made there, and this fails or finds another table",
            "leave \"public\". out, unless it is always deployed there"
        );
    }

    private static bool Names(SqlStatement statement)
    {
        var text = statement.Text;
        var tokens = SqlLexer.ReadCode(text);
        return tokens
            .Zip(tokens.Skip(1))
            .Any(pair =>
                pair.First.IsName && pair.First.ValueIn(text) == "public" && pair.Second.Kind == SqlTokenKind.Dot
            );
    }
}
