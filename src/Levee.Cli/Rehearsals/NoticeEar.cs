using Levee.Core.Rehearsals;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>Hears what a rehearsed script's session tells: where marked code is, and what PostgreSQL executes.</summary>
internal sealed class NoticeEar(MarkLog marks)
{
    /// <summary>The number of the statement that runs; −1 while we look ourselves.</summary>
    public int Statement { get; set; } = -1;

    public HashSet<ExecutedChange> Executed { get; } = [];

    /// <summary>What a statement took rows or values from.</summary>
    public HashSet<RelationName> ChangedBy(int statement) =>
        [
            .. from change in Executed
            where change.Statement == statement && change.Verb != ChangeVerb.Insert && change.MetRows
            select change.Relation,
        ];

    public void Hear(PostgresNotice notice)
    {
        // No script can send a notice as this function of PostgreSQL.
        if (notice.Routine != "explain_ExecutorEnd")
            marks.Hear(notice.MessageText);
        else if (Statement >= 0)
            Executed.UnionWith(PlanReader.Read(notice.MessageText, notice.Where, Statement));
    }
}
