using Levee.Core.Guards;

namespace Levee.Tests.Guards;

public sealed class DropCauseTests
{
    private static readonly CommitFact Added = new(
        "aaaaaaaaaaaa",
        "Ann",
        1_700_000_000,
        "Add the phone",
        "20260101000000_phone"
    );
    private static readonly CommitFact Removed = new("bbbbbbbbbbbb", "Bob", 1_700_009_000, "No phone", null);

    [Fact]
    public void What_the_base_has_and_the_branch_never_had_is_stale() =>
        Assert.Equal(
            "stale: users.phone was added on origin/main by aaaaaaaaaa (Ann, 2023-11-14: Add the phone), in 20260101000000_phone; this branch never had it",
            DropCause.Of(Facts() with { InBaseTip = true, AddedOnBase = Added }).Describe("users.phone")
        );

    [Fact]
    public void What_a_commit_of_the_branch_took_out_is_intended() =>
        Assert.Equal(
            new DropCause.Intended(Removed),
            DropCause.Of(Facts() with { InMergeBase = true, AddedOnBase = Added, RemovedOnBranch = Removed })
        );

    [Fact]
    public void What_a_commit_took_out_that_is_older_than_the_thing_itself_is_stale() =>
        Assert.IsType<DropCause.Stale>(
            DropCause.Of(
                Facts() with
                {
                    InMergeBase = true,
                    AddedOnBase = Added,
                    RemovedOnBranch = Removed with { Date = Added.Date - 1 },
                }
            )
        );

    [Fact]
    public void What_only_the_working_tree_lacks_is_intended() =>
        Assert.Equal(
            new DropCause.Intended(null),
            DropCause.Of(Facts() with { InMergeBase = true, InBaseTip = true, InHead = true })
        );

    [Fact]
    public void What_the_schema_still_has_is_dropped_by_hand() =>
        Assert.IsType<DropCause.AgainstSchema>(DropCause.Of(Facts() with { InHead = true, InWorkingTree = true }));

    [Fact]
    public void What_no_schema_ever_had_is_dropped_by_hand() =>
        Assert.IsType<DropCause.HandWritten>(DropCause.Of(Facts()));

    private static DropFacts Facts() => new("column public.users.phone", "origin/main", false, false, false, false);
}
