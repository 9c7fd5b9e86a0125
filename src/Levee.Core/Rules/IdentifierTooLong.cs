using System.Text;
using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Sql;

namespace Levee.Core.Rules;

/// <summary>A name is cut at 63 bytes.</summary>
public sealed class IdentifierTooLong : Rule
{
    public override string Code => "identifier-too-long";
    public override RuleClass Class => RuleClass.MayFail;

    private const int Longest = 63;

    public override IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal) =>
        from token in SqlLexer.Read(statement.Statement.Text)
        where token.IsName
        let name = token.ValueIn(statement.Statement.Text)
        where Encoding.UTF8.GetByteCount(name) > Longest
        select Diagnostic.Warning(
            Code,
            $"the name {name} is longer than {Longest} bytes: PostgreSQL cuts it",
            rehearsal.Script.Source.At(new(statement.Statement.Span.Start + token.Span.Start, token.Span.Length))
        ) with
        {
            Help = ["give it a shorter name with map:"],
        };
}
