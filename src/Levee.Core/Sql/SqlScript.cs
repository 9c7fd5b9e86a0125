using Levee.Core.Plan;
using Levee.Core.Text;

namespace Levee.Core.Sql;

/// <summary>A script and the statements in it, in order.</summary>
/// <param name="Source">The whole text, comments included.</param>
public sealed record SqlScript(SourceText Source, ValueList<SqlStatement> Statements);

/// <param name="Text">Without the final <c>;</c>.</param>
/// <param name="Span">The place of <paramref name="Text"/> in the script.</param>
/// <param name="Source">The step that it carries out; null in a script that was not made from a plan.</param>
public sealed record SqlStatement(string Text, TextSpan Span, MigrationStep? Source);
