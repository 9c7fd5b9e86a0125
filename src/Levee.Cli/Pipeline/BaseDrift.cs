using Levee.Cli.Git;
using Levee.Cli.Replay;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.History;
using Levee.Core.Psl;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Cli.Pipeline;

/// <summary>What the schema and the migrations of a commit do not agree on.</summary>
internal static class BaseDrift
{
    /// <summary>Nothing where it cannot be known: then everything is this branch's own.</summary>
    /// <param name="here">The working tree's migrations.</param>
    /// <param name="commit">Where the branch began; null where there is no base.</param>
    public static async Task<KnownDrift> ReadAsync(
        GitRepository? repository,
        Project project,
        ShadowDatabases shadows,
        ValueList<Migration> here,
        string? commit,
        CancellationToken cancel
    )
    {
        var accepted = project.Config.AcceptedDrift.Select(drift => drift.Change).ToValueList();
        if (repository is null || commit is null)
            return new([], accepted);
        try
        {
            var merged = await BranchHistory.ReadAsync(repository, project, here, commit, cancel);
            var files = await SchemaInGit.ReadAsync(repository, commit, project.SchemaPath, cancel);
            var schema = Load(project, files, JoinTableKey.Primary);
            // A base without migrations has not begun its history, and this branch may.
            if (merged.Count == 0 || schema is null)
                return new([], accepted);
            var missing = await FindAsync(shadows, merged, schema, cancel);
            // Which Prisma is run is the branch's own matter, and so is the key that it wants for a many-to-many relation.
            if (Load(project, files, JoinTableKey.UniqueIndex) is { } older && older != schema)
                missing = missing.Intersect(await FindAsync(shadows, merged, older, cancel)).ToValueList();
            return new(missing, accepted);
        }
        catch (LeveeException)
        {
            return new([], accepted);
        }
    }

    private static DatabaseSchema? Load(Project project, ValueList<SourceText> files, JoinTableKey joinTables) =>
        files.Count == 0 ? DatabaseSchema.Empty : Project.Load(project.Config, files, joinTables).Schema;

    private static async Task<ValueList<PlannedChange>> FindAsync(
        ShadowDatabases shadows,
        ValueList<Migration> merged,
        DatabaseSchema schema,
        CancellationToken cancel
    )
    {
        var replayed = await shadows.ReadSchemaAsync(merged, schema, cancel);
        var goal = await shadows.SpellAsync(merged, new(replayed, schema), cancel);
        return PlannedChange.Of(Differ.Diff(new Pair<DatabaseSchema>(replayed, goal))).ToValueList();
    }

    /// <summary>The warning about what is missing on the base as well; null where that is nothing.</summary>
    /// <param name="upstream">As git names it: <c>origin/main</c>.</param>
    public static Diagnostic? Warn(DividedPlan plan, string upstream)
    {
        const int most = 20;
        if (plan.Known.Count == 0)
            return plan.TakenOver.Count == 0
                ? null
                : Diagnostic.Warning(
                    "base-drift",
                    $"{upstream} lacks a part of this as well: schema and migrations disagree there already"
                ) with
                {
                    Notes = TakenOver(plan),
                };
        var steps = plan.Whole.Steps.Count;
        var known = steps - plan.Own.Steps.Count;
        var share =
            plan.Own.IsEmpty || known == 0
                ? Words.Count(plan.Known.Count, "change")
                : $"{known} of {Words.Count(steps, "step")}";
        var isOne = plan.Own.IsEmpty || known == 0 ? plan.Known.Count == 1 : known == 1;
        return Diagnostic.Warning(
            "base-drift",
            $"{share} {(isOne ? "is" : "are")} missing on {upstream} as well: schema and migrations disagree there already"
        ) with
        {
            Notes =
            [
                .. plan.Known.Take(most).Select(change => change.Text),
                .. plan.Known.Count > most ? [$"and {plan.Known.Count - most} more"] : ValueList<string>.Empty,
                .. TakenOver(plan),
            ],
            Help =
            [
                "levee generate <name> --with-base-drift   writes these too",
                "levee baseline --accept-drift --reason <why>   records that they are meant",
            ],
        };
    }

    private static ValueList<string> TakenOver(DividedPlan plan) =>
        plan
            .TakenOver.Select(change => $"{change.Text}: this branch changes it, so all of it is this branch's")
            .ToValueList();
}
