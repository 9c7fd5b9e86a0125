using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;
using Levee.Core.Schema;
using Levee.Core.Sql;

namespace Levee.Core.Rules;

/// <summary>A name is longer than PostgreSQL keeps it.</summary>
public sealed class IdentifierTooLong : Rule
{
    public override string Code => "identifier-too-long";
    public override RuleClass Class => RuleClass.MayFail;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from token in SqlLexer.Read(statement.Statement.Text)
        where token.IsName
        let name = token.ValueIn(statement.Statement.Text)
        where ConstraintNames.IsTooLong(name)
        select Diagnostic.Warning(
            Code,
            $"the name {name} is longer than {ConstraintNames.MaximumBytes} bytes: PostgreSQL cuts it",
            rehearsal.Script.Source.At(new(statement.Statement.Span.Start + token.Span.Start, token.Span.Length))
        ) with
        {
            Help = ["give it a shorter name with map:"],
        };
}
