using Levee.Core.Effects;
using Levee.Core.Statements;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>What a branch that no rehearsal took would do: its statements, run by themselves behind the script.</summary>
internal static class ForcedBranches
{
    /// <returns>Nothing for a statement that finds nothing to destroy.</returns>
    public static async Task<List<(CodeMark Mark, Effect.Unproven Why)>> TryAsync(
        RehearsalStage stage,
        List<CodeMark> unreached,
        CancellationToken cancel
    )
    {
        var found = new List<(CodeMark, Effect.Unproven)>();
        if (unreached.Count == 0)
            return found;
        foreach (var mark in unreached)
        {
            var (targets, isHarmless) = await stage.ForceAsync(mark, cancel);
            if (isHarmless)
                continue;
            foreach (var target in targets.DefaultIfEmpty(null!))
                found.Add((mark, new(UnprovenKind.Branch, Why(stage, mark), target)));
        }
        return found;
    }

    private static string Why(RehearsalStage stage, CodeMark mark)
    {
        var statement = mark.Text.ReplaceLineEndings(" ");
        statement = statement.Length > 80 ? statement[..77] + "…" : statement;
        return mark.Branch < 0
            ? $"no rehearsal came to \"{statement}\""
            : $"no rehearsal took the branch \"{stage.Marked.Branches[mark.Branch].Condition.ReplaceLineEndings(" ")}\" that runs \"{statement}\"";
    }

    /// <summary>Whether an error says that there is nothing of that name.</summary>
    public static bool FindsNothing(PostgresException error) =>
        error.SqlState
            is PostgresErrorCodes.UndefinedTable
                or PostgresErrorCodes.UndefinedObject
                or PostgresErrorCodes.UndefinedColumn
                or PostgresErrorCodes.InvalidSchemaName
                or PostgresErrorCodes.UndefinedFunction;
}
