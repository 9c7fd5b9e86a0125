using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.Guards;

/// <summary>Where HEAD stands to the branch it is based on, as known after a fetch.</summary>
/// <param name="Remote">Empty where the base is a local branch.</param>
/// <param name="Branch">The branch that is checked out; null where HEAD is detached.</param>
/// <param name="Head">Full commit id.</param>
/// <param name="BaseTip">Full commit id of <c>&lt;remote&gt;/&lt;base&gt;</c>.</param>
/// <param name="MergeBase">Full commit id of the newest commit that both have.</param>
/// <param name="Missing">The commits of the base that HEAD lacks, newest first.</param>
public sealed record BranchState(
    string Remote,
    string Base,
    string? Branch,
    string Head,
    string BaseTip,
    string MergeBase,
    ValueList<MissingCommit> Missing
)
{
    /// <summary>As git names the base.</summary>
    public string Upstream => Remote.Length == 0 ? Base : $"{Remote}/{Base}";
}

/// <param name="Id">Full commit id.</param>
/// <param name="Date">Of the author, <c>2026-01-31</c>.</param>
/// <param name="Files">What it changes, relative to the repository.</param>
public sealed record MissingCommit(string Id, string Date, string Author, string Subject, ValueList<string> Files)
{
    public bool TouchesSchema { get; init; }

    /// <summary>The migrations that it adds, by name.</summary>
    public ValueList<string> Migrations { get; init; } = [];

    /// <summary>The models, columns and enum values that it adds: <c>column users.email</c>.</summary>
    public ValueList<string> Adds { get; init; } = [];

    public bool MattersHere => TouchesSchema || Migrations.Count > 0;

    public string ShortId => Id[..Math.Min(10, Id.Length)];
}

/// <summary>The first guard: a branch that lacks a commit of its base generates nothing.</summary>
public static class BranchFreshness
{
    public const string Code = "stale-branch";

    /// <summary>How many commits a refusal lists by name.</summary>
    private const int Shown = 20;

    /// <summary>One diagnostic where the branch is behind; none where it is fresh.</summary>
    public static ValueList<Diagnostic> Check(BranchState state)
    {
        if (state.Missing.Count == 0)
            return [];
        var ordered = state.Missing.OrderByDescending(commit => commit.MattersHere).ToList();
        return
        [
            Diagnostic.Error(
                Code,
                $"{state.Branch ?? $"the detached HEAD {state.Head[..10]}"} lacks {Words.Count(state.Missing.Count, "commit")} of {state.Upstream}"
            ) with
            {
                Notes =
                [
                    .. ordered.Take(Shown).SelectMany(Describe),
                    .. ordered.Count > Shown
                        ? [$"and {Words.Count(ordered.Count - Shown, "more commit")}"]
                        : ValueList<string>.Empty,
                ],
                Help =
                [
                    $"git merge {ShellText.Quote(state.Upstream)}   or   git rebase {ShellText.Quote(state.Upstream)}",
                ],
            },
        ];
    }

    private static IEnumerable<string> Describe(MissingCommit commit)
    {
        yield return $"{commit.ShortId} {commit.Date} {commit.Author}: {commit.Subject}";
        foreach (var added in commit.Adds)
            yield return $"    adds {added}";
        foreach (var migration in commit.Migrations)
            yield return $"    brings the migration {migration}";
        if (commit.TouchesSchema && commit.Adds.Count == 0)
            yield return "    changes the schema";
    }
}
